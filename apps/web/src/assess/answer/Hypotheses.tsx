/** What it is, or why: each with its verdict in a word and a bar, and its arguments when opened. */

import type { Tally, Verdict } from "@krampe/core/assessment/verdict.ts";
import { lowered } from "@krampe/core/plan/journal-note.ts";
import { type ReportedHypothesis, reportHypothesis } from "@krampe/core/plan/report.ts";
import { VERDICT_WORDS } from "@krampe/core/plan/words.ts";
import { memo } from "react";
import { address } from "../../app/route.ts";
import { en } from "../../language/assess/en.ts";
import { nb } from "../../language/assess/nb.ts";
import { useWords } from "../../language/words.ts";
import { useAssessing, useKnown } from "../assessing.ts";
import { sameContent } from "../same-content.ts";
import { BalanceBar } from "./BalanceBar.tsx";
import { Disclosure } from "./Disclosure.tsx";
import { Reason } from "./Reason.tsx";

const SUPPORTED: readonly Verdict[] = ["established", "likely", "conflicting", "possible"];
const AGAINST: readonly Verdict[] = ["unlikely", "excluded"];

/** So many missing findings are named; more would hide the nearest. */
const MOST_MISSING = 6;

/** So many of what is spoken against are named before it is opened. */
const MOST_NAMED = 5;

export function Hypotheses({ kind }: { readonly kind: "phenomenon" | "cause" }) {
  const words = useWords({ en, nb }).hypotheses;
  const { language, consultation } = useAssessing();
  const { assessment } = consultation;
  const all = kind === "phenomenon" ? assessment.phenomena : assessment.causes;
  const withVerdict = (wanted: readonly Verdict[]) =>
    all
      .filter(({ verdict }) => wanted.includes(verdict))
      .map((result) => reportHypothesis(result, consultation, language));
  const [supported, against] = [withVerdict(SUPPORTED), withVerdict(AGAINST)];
  const headingId = `heading-${kind}`;
  const tallies = new Map(all.map((one) => [one.hypothesis.id, one.tally]));
  return (
    <section className="hypotheses" aria-labelledby={headingId}>
      <h3 id={headingId}>{kind === "phenomenon" ? words.phenomena : words.causes}</h3>
      {supported.length === 0 && <p className="quiet">{words.nothing}</p>}
      {supported.map((one, position) => (
        <HypothesisCard
          key={one.id}
          kind={kind}
          hypothesis={one}
          tally={tallies.get(one.id)}
          startsOpen={position === 0}
        />
      ))}
      {against.length > 0 && (
        <Disclosure
          className="spoken-against"
          summary={
            <>
              {words.unlikely} ({against.length}):{" "}
              <span className="quiet">
                {against
                  .slice(0, MOST_NAMED)
                  .map(({ label }) => label)
                  .join(", ")}
                {against.length > MOST_NAMED && " …"}
              </span>
            </>
          }
        >
          {against.map((one) => (
            <HypothesisCard key={one.id} kind={kind} hypothesis={one} tally={tallies.get(one.id)} />
          ))}
        </Disclosure>
      )}
      <p className="ds-sr-only">
        {supported.map(({ label, verdict }) => `${label}: ${VERDICT_WORDS[verdict][language]}`).join(". ")}
      </p>
    </section>
  );
}

/** Drawn again only when something about it moved. */
const HypothesisCard = memo(function HypothesisCard({
  kind,
  hypothesis,
  tally,
  startsOpen = false,
}: {
  readonly kind: "phenomenon" | "cause";
  readonly hypothesis: ReportedHypothesis;
  readonly tally: Tally | undefined;
  readonly startsOpen?: boolean;
}) {
  const { language } = useKnown();
  const { label, verdict } = hypothesis;
  return (
    <Disclosure
      className="hypothesis"
      startsOpen={startsOpen}
      summary={
        <>
          <span className="hypothesis-name">{label}</span>
          <VerdictTag verdict={verdict} word={VERDICT_WORDS[verdict][language]} />
          {tally && <BalanceBar tally={tally} />}
        </>
      }
    >
      <Arguments kind={kind} hypothesis={hypothesis} />
    </Disclosure>
  );
}, sameContent);

const SHAPES: Readonly<Record<Verdict, string>> = {
  established: "◆",
  likely: "●",
  conflicting: "◐",
  possible: "○",
  open: "·",
  unlikely: "▽",
  excluded: "✕",
};

export function VerdictTag({ verdict, word }: { readonly verdict: Verdict; readonly word: string }) {
  return (
    <span className="verdict" data-verdict={verdict}>
      <span aria-hidden="true">{SHAPES[verdict]}</span> {word}
    </span>
  );
}

function Arguments({
  kind,
  hypothesis,
}: {
  readonly kind: "phenomenon" | "cause";
  readonly hypothesis: ReportedHypothesis;
}) {
  const words = useWords({ en, nb }).hypotheses;
  const { definition, language } = useKnown();
  const missing = [...new Set(hypothesis.missing.flatMap(({ findings }) => findings))];
  return (
    <div className="hypothesis-arguments">
      {hypothesis.for.length + hypothesis.against.length === 0 && (
        <p className="quiet">{words.noArguments}</p>
      )}
      <ul className="reasons">
        {hypothesis.for.map((reason) => (
          <Reason key={reason.id} reason={reason} direction="for" />
        ))}
        {hypothesis.against.map((reason) => (
          <Reason key={reason.id} reason={reason} direction="against" />
        ))}
      </ul>
      {missing.length > 0 && (
        <p className="quiet">
          {words.missing}:{" "}
          {missing
            .slice(0, MOST_MISSING)
            .map((id) => lowered(definition(id)?.label[language] ?? id))
            .join(", ")}
          {missing.length > MOST_MISSING && " …"}
        </p>
      )}
      <p>
        <a href={address("handbook", kind, hypothesis.id)}>
          {words.handbook}
          <span className="ds-sr-only">: {hypothesis.label}</span>
        </a>
      </p>
    </div>
  );
}
