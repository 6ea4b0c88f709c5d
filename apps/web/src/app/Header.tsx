/** Name, pages, language and display. */
import { Button } from "@digdir/designsystemet-react";
import type { Language } from "@krampe/core/issue/text.ts";
import { en } from "../language/shell/en.ts";
import { nb } from "../language/shell/nb.ts";
import { useWords } from "../language/words.ts";
import { SCHEMES, useSettings } from "../settings/settings.tsx";
import { PAGE_IDS, type PageId } from "./pages.ts";
import { address, START } from "./route.ts";
import { SignInState } from "./SignInState.tsx";

const LANGUAGE_NAMES: readonly { readonly id: Language; readonly name: string; readonly short: string }[] = [
  { id: "nb", name: "Norsk bokmål", short: "NO" },
  { id: "en", name: "English", short: "EN" },
];

export function Header({ page }: { readonly page: PageId | undefined }) {
  const words = useWords({ en, nb });
  return (
    <header className="header">
      <a className="header-name" href={address(START)}>
        <Mark />
        Krampe
      </a>
      <nav className="header-pages" aria-label={words.mainNavigation}>
        <ul>
          {PAGE_IDS.map((id) => (
            <li key={id}>
              <a href={address(id)} aria-current={id === page ? "page" : undefined}>
                {words.pages[id]}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <div className="header-settings">
        <SignInState />
        <LanguageSwitch />
        <Display />
      </div>
    </header>
  );
}

/** A burst on a baseline. */
function Mark() {
  return (
    <svg className="header-mark" viewBox="0 0 64 64" aria-hidden="true" focusable="false">
      <path d="M6 34h10l3-6 3 12 3-24 3 34 4-40 4 42 4-34 3 24 3-12 3 4h9" />
    </svg>
  );
}

function LanguageSwitch() {
  const words = useWords({ en, nb });
  const { language, change } = useSettings();
  return (
    <fieldset className="switch">
      <legend className="ds-sr-only">{words.language}</legend>
      {LANGUAGE_NAMES.map(({ id, name, short }) => (
        <label key={id} lang={id} title={name}>
          <input
            type="radio"
            name="language"
            value={id}
            aria-label={name}
            checked={language === id}
            onChange={() => change({ language: id })}
          />
          <span aria-hidden="true">{short}</span>
        </label>
      ))}
    </fieldset>
  );
}

function Display() {
  const words = useWords({ en, nb }).display;
  const { scheme, highContrast, kept, change, keep } = useSettings();
  return (
    <>
      <Button
        variant="tertiary"
        data-size="sm"
        data-color="neutral"
        popoverTarget="display"
        className="header-display"
      >
        <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">
          <circle cx="12" cy="12" r="8.5" />
          <path d="M12 3.5a8.5 8.5 0 0 1 0 17z" />
        </svg>
        {words.open}
      </Button>
      <section id="display" popover="auto" className="display-menu" aria-labelledby="display-heading">
        <h2 id="display-heading" className="ds-heading" data-size="2xs">
          {words.heading}
        </h2>
        <fieldset className="switch">
          <legend>{words.scheme}</legend>
          {SCHEMES.map((id) => (
            <label key={id}>
              <input
                type="radio"
                name="scheme"
                value={id}
                checked={scheme === id}
                onChange={() => change({ scheme: id })}
              />
              <span>{words.schemes[id]}</span>
            </label>
          ))}
        </fieldset>
        <label className="tick">
          <input
            type="checkbox"
            className="ds-input"
            checked={highContrast}
            onChange={(event) => change({ highContrast: event.target.checked })}
          />
          <span>{words.contrast}</span>
        </label>
        <label className="tick">
          <input
            type="checkbox"
            className="ds-input"
            checked={kept}
            onChange={(event) => keep(event.target.checked)}
          />
          <span>{words.keep}</span>
        </label>
        <p className="display-note">{words.keepNote}</p>
        <Button variant="secondary" data-size="sm" popoverTarget="display" popoverTargetAction="hide">
          {words.close}
        </Button>
      </section>
    </>
  );
}
