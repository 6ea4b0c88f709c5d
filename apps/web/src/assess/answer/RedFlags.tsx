/** Red flags: before everything, in a frame, with a word and a sign, and with what to do. */
import { Button } from "@digdir/designsystemet-react";
import type { Report } from "@krampe/core/plan/report.ts";
import { URGENCY_WORDS } from "@krampe/core/plan/words.ts";
import { memo } from "react";
import { en } from "../../language/assess/en.ts";
import { nb } from "../../language/assess/nb.ts";
import { useWords } from "../../language/words.ts";
import { useAssessing, useKnown } from "../assessing.ts";
import { Flag } from "../intake/FindingRow.tsx";
import { sameContent } from "../same-content.ts";
import { GroundsDisclosure } from "./Reason.tsx";
import { useIsShown } from "./use-is-shown.ts";

export function RedFlags({
  openCount,
  onAsk,
}: {
  /** How many unknown findings could still raise one. */
  readonly openCount: number | undefined;
  readonly onAsk: () => void;
}) {
  const words = useWords({ en, nb }).redFlags;
  const { report } = useAssessing();
  const stillOpen = openCount !== undefined && openCount > 0 && (
    <>
      {words.open(openCount)}{" "}
      <Button variant="tertiary" data-size="sm" className="inline-button" onClick={onAsk}>
        {words.ask}
      </Button>
    </>
  );
  return (
    <>
      <FlagStrip flags={report.redFlags} />
      <section
        className="red-flags"
        id="red-flags"
        tabIndex={-1}
        aria-labelledby="red-flags-heading"
        data-raised={report.redFlags.length > 0}
      >
        <h3 id="red-flags-heading" className={report.redFlags.length === 0 ? "ds-sr-only" : undefined}>
          {words.heading}
        </h3>
        {report.redFlags.map((flag) => (
          <RaisedFlag key={flag.id} flag={flag} />
        ))}
        {report.redFlags.length === 0 && (
          <p className="red-flags-none">
            {words.none} {stillOpen}
          </p>
        )}
        {report.redFlags.length > 0 && stillOpen && <p className="quiet">{stillOpen}</p>}
      </section>
    </>
  );
}

/** Stays in sight while the reader is further down in the answer, and leads back. On small screens the bar below does so. */
function FlagStrip({ flags }: { readonly flags: Report["redFlags"] }) {
  const words = useWords({ en, nb });
  const inSight = useIsShown("red-flags", "-64px 0px 0px");
  const [first] = flags;
  if (!first || inSight) return null;
  return (
    <button
      type="button"
      className="flag-strip"
      onClick={() => {
        const section = document.getElementById("red-flags");
        section?.scrollIntoView({ block: "start" });
        section?.focus({ preventScroll: true });
      }}
    >
      <Flag />
      <strong>{words.phone.flags(flags.length)}</strong>: {first.label}
      {flags.length > 1 && " …"}
    </button>
  );
}

const RaisedFlag = memo(function RaisedFlag({ flag }: { readonly flag: Report["redFlags"][number] }) {
  const words = useWords({ en, nb }).redFlags;
  const { language } = useKnown();
  return (
    <article className="red-flag" data-urgency={flag.urgency}>
      <h4>
        <Flag />
        <span className="red-flag-word">{words.word}</span> {flag.label}
      </h4>
      <p className="red-flag-time">{URGENCY_WORDS[flag.urgency][language]}</p>
      <p className="red-flag-action">
        <strong>{words.act}:</strong> {flag.action}
      </p>
      <p>
        <strong>{words.why}:</strong> {flag.because}
      </p>
      <GroundsDisclosure grounds={flag} />
    </article>
  );
}, sameContent);
