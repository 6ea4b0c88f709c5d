/** From the workbench to the atlas and the quiz, and back. */
import "./emg-nav.css";
import { address } from "../app/route.ts";
import { en } from "../language/atlas/en.ts";
import { nb } from "../language/atlas/nb.ts";
import { useWords } from "../language/words.ts";
import { EMG_PAGES, type EmgPageId } from "./EmgPages.tsx";

export function EmgNav({ here }: { readonly here: EmgPageId }) {
  const words = useWords({ en, nb }).nav;
  return (
    <nav className="emg-nav" aria-label={words.label}>
      <ul>
        {EMG_PAGES.map((id) => (
          <li key={id}>
            <a
              href={id === "workbench" ? address("emg") : address("emg", id)}
              aria-current={id === here ? "page" : undefined}
            >
              {words[id]}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
