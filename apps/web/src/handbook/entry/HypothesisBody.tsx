/** A phenomenon, a cause or an EMG pattern: what it looks like, what speaks for and against it, what settles it. */
import { Paragraph } from "@digdir/designsystemet-react";
import type { Argument, Hypothesis, Knowledge } from "@krampe/core/knowledge/knowledge.ts";
import { STRENGTH_WORDS, URGENCY_WORDS } from "@krampe/core/plan/words.ts";
import { en } from "../../language/handbook/en.ts";
import { nb } from "../../language/handbook/nb.ts";
import { useWords } from "../../language/words.ts";
import { useSettings } from "../../settings/settings.tsx";
import { SummaryText } from "../SummaryText.tsx";
import { CitedParts } from "./CitedParts.tsx";
import { EntryLinks } from "./EntryLinks.tsx";
import { Part } from "./Part.tsx";
import { ReasonWhen } from "./ReasonWhen.tsx";

export function HypothesisBody({
  knowledge,
  hypothesis,
}: {
  readonly knowledge: Knowledge;
  readonly hypothesis: Hypothesis;
}) {
  const words = useWords({ en, nb }).entry;
  const { language } = useSettings();
  const { summary, clinic, emg, urgency, confirmedBy } = hypothesis;
  const of = (direction: Argument["direction"]) =>
    hypothesis.arguments.filter((one) => one.direction === direction);
  return (
    <>
      <Paragraph className="lead">
        <SummaryText summary={summary} />
      </Paragraph>
      <CitedParts heading={words.clinic} list={clinic} />
      <CitedParts heading={words.emg} list={emg} />
      {urgency !== "routine" && <Part heading={words.urgency}>{URGENCY_WORDS[urgency][language]}</Part>}
      <Arguments heading={words.for} list={of("for")} knowledge={knowledge} />
      <Arguments heading={words.against} list={of("against")} knowledge={knowledge} />
      {confirmedBy.length > 0 && (
        <Part heading={words.confirmedBy}>
          <EntryLinks kind="investigation" ids={confirmedBy} knowledge={knowledge} />
        </Part>
      )}
    </>
  );
}

function Arguments({
  heading,
  list,
  knowledge,
}: {
  readonly heading: string;
  readonly list: readonly Argument[];
  readonly knowledge: Knowledge;
}) {
  const words = useWords({ en, nb }).entry;
  const { language } = useSettings();
  if (list.length === 0) return null;
  return (
    <Part heading={heading}>
      <ul className="arguments">
        {list.map((argument) => (
          <li key={argument.id}>
            <span className="strength">
              <span className="ds-sr-only">{words.strength}: </span>
              {STRENGTH_WORDS[argument.strength][language]}
            </span>
            <div>
              <ReasonWhen by={argument} when={argument.criterion} knowledge={knowledge} />
            </div>
          </li>
        ))}
      </ul>
    </Part>
  );
}
