/** One entry of the knowledge in full, whatever its kind: deep links from the assessment lead here. */
import { Heading, Paragraph } from "@digdir/designsystemet-react";
import type {
  Entry,
  FindingDefinition,
  Hypothesis,
  Investigation,
  Knowledge,
  RedFlag,
  Treatment,
} from "@krampe/core/knowledge/knowledge.ts";
import { address } from "../../app/route.ts";
import { en } from "../../language/handbook/en.ts";
import { nb } from "../../language/handbook/nb.ts";
import { useWords } from "../../language/words.ts";
import { useSettings } from "../../settings/settings.tsx";
import { Statements } from "../Cited.tsx";
import { type EntryKind, entryOf } from "../entries.ts";
import { Codes } from "./Codes.tsx";
import { FindingBody } from "./FindingBody.tsx";
import { HypothesisBody } from "./HypothesisBody.tsx";
import { InvestigationBody } from "./InvestigationBody.tsx";
import { Part } from "./Part.tsx";
import { RedFlagBody } from "./RedFlagBody.tsx";
import { TreatmentBody } from "./TreatmentBody.tsx";

interface Properties {
  readonly knowledge: Knowledge;
  readonly kind: EntryKind;
  readonly id: string;
}

export function EntryView({ knowledge, kind, id }: Properties) {
  const words = useWords({ en, nb });
  const { language } = useSettings();
  const entry = entryOf(knowledge, kind, id);
  if (!entry) return <Paragraph>{words.entry.notFound}</Paragraph>;
  return (
    <article className="entry">
      <p className="entry-kind">{words.kinds[kind]}</p>
      <Heading level={1} data-size="lg">
        {entry.label[language]}
      </Heading>
      {kind === "pattern" && (
        <p>
          <a href={address("emg", "atlas", id)}>{words.entry.atlas}</a>
        </p>
      )}
      <EntryBody knowledge={knowledge} kind={kind} entry={entry} />
      {entry.statements.length > 0 && (
        <Part heading={words.entry.statements}>
          <Statements statements={entry.statements} />
        </Part>
      )}
      <Codes entry={entry} />
    </article>
  );
}

function EntryBody({
  knowledge,
  kind,
  entry,
}: {
  readonly knowledge: Knowledge;
  readonly kind: EntryKind;
  readonly entry: Entry;
}) {
  switch (kind) {
    case "phenomenon":
    case "cause":
    case "pattern":
      return <HypothesisBody knowledge={knowledge} hypothesis={entry as Hypothesis} />;
    case "red-flag":
      return <RedFlagBody knowledge={knowledge} flag={entry as RedFlag} />;
    case "investigation":
      return <InvestigationBody knowledge={knowledge} test={entry as Investigation} />;
    case "treatment":
      return <TreatmentBody knowledge={knowledge} treatment={entry as Treatment} />;
    case "finding":
      return <FindingBody knowledge={knowledge} finding={entry as FindingDefinition} />;
  }
}
