/** One entry of the knowledge in full, whatever its kind: deep links from the assessment lead here. */
import { Heading, Paragraph, Table } from "@digdir/designsystemet-react";
import { criterionText } from "@krampe/core/knowledge/criterion-text.ts";
import type {
  Argument,
  CitedText,
  Entry,
  Evidence,
  FindingDefinition,
  Hypothesis,
  Indication,
  Investigation,
  Knowledge,
  RedFlag,
  Treatment,
} from "@krampe/core/knowledge/knowledge.ts";
import { STRENGTH_WORDS, TREATMENT_WORDS, URGENCY_WORDS } from "@krampe/core/plan/words.ts";
import { writeNumber, writeUnit } from "@krampe/core/quantity/write-quantity.ts";
import type { ReactNode } from "react";
import { address } from "../app/route.ts";
import { en } from "../language/handbook/en.ts";
import { nb } from "../language/handbook/nb.ts";
import { useWords } from "../language/words.ts";
import { useSettings } from "../settings/settings.tsx";
import { Cited, CitedTexts, Statements } from "./Cited.tsx";
import { EvidenceItems } from "./EvidenceItems.tsx";
import { type EntryKind, entryOf } from "./entries.ts";
import { usersOf } from "./users-of.ts";

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

function HypothesisBody({
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
      <Paragraph className="lead">{summary[language]}</Paragraph>
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
  const inWords = useCriterionText(knowledge);
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
              <Cited by={argument}>{argument.because[language]}</Cited>
              <p className="criterion">
                {words.when}: {inWords(argument.criterion)}
              </p>
            </div>
          </li>
        ))}
      </ul>
    </Part>
  );
}

function RedFlagBody({ knowledge, flag }: { readonly knowledge: Knowledge; readonly flag: RedFlag }) {
  const words = useWords({ en, nb }).entry;
  const { language } = useSettings();
  const inWords = useCriterionText(knowledge);
  return (
    <>
      <Paragraph className="lead">
        <Cited by={flag}>{flag.because[language]}</Cited>
      </Paragraph>
      <Part heading={words.action}>
        <Cited by={flag}>
          {flag.action[language]} ({URGENCY_WORDS[flag.urgency][language]})
        </Cited>
      </Part>
      <Part heading={words.raisedWhen}>{inWords(flag.when)}</Part>
    </>
  );
}

function InvestigationBody({
  knowledge,
  test,
}: {
  readonly knowledge: Knowledge;
  readonly test: Investigation;
}) {
  const words = useWords({ en, nb }).entry;
  return (
    <>
      <Indications heading={words.indicated} list={test.indicated} knowledge={knowledge} />
      <Indications heading={words.notNeeded} list={test.notNeeded} knowledge={knowledge} />
      <CitedParts heading={words.preparation} list={test.preparation} />
      {test.gives.length > 0 && (
        <Part heading={words.gives}>
          <EntryLinks kind="finding" ids={test.gives} knowledge={knowledge} />
        </Part>
      )}
    </>
  );
}

function Indications({
  heading,
  list,
  knowledge,
}: {
  readonly heading: string;
  readonly list: readonly Indication[];
  readonly knowledge: Knowledge;
}) {
  const words = useWords({ en, nb }).entry;
  const { language } = useSettings();
  const inWords = useCriterionText(knowledge);
  if (list.length === 0) return null;
  return (
    <Part heading={heading}>
      <ul className="statements">
        {list.map((one) => (
          <li key={one.because.en + inWords(one.when)}>
            <Cited by={one}>{one.because[language]}</Cited>
            <p className="criterion">
              {words.when}: {inWords(one.when)}
            </p>
          </li>
        ))}
      </ul>
    </Part>
  );
}

function TreatmentBody({
  knowledge,
  treatment,
}: {
  readonly knowledge: Knowledge;
  readonly treatment: Treatment;
}) {
  const words = useWords({ en, nb }).entry;
  const { language } = useSettings();
  const inWords = useCriterionText(knowledge);
  return (
    <>
      {treatment.mechanism && <CitedParts heading={words.mechanism} list={[treatment.mechanism]} />}
      <Part heading={words.rules}>
        <ul className="arguments">
          {treatment.rules.map((rule) => (
            <li key={rule.verdict + rule.because.en + inWords(rule.when)} data-verdict={rule.verdict}>
              <span className="strength">{TREATMENT_WORDS[rule.verdict][language]}</span>
              <div>
                <Cited by={rule}>{rule.because[language]}</Cited>
                <p className="criterion">
                  {words.when}: {inWords(rule.when)}
                </p>
              </div>
            </li>
          ))}
        </ul>
      </Part>
      <EvidenceList list={treatment.evidence} />
      <CitedParts heading={words.doses} list={treatment.doses} />
      <CitedParts heading={words.monitoring} list={treatment.monitoring} />
      {treatment.stopRule && <CitedParts heading={words.stopRule} list={[treatment.stopRule]} />}
      {treatment.pregnancy && <CitedParts heading={words.pregnancy} list={[treatment.pregnancy]} />}
      {treatment.licence && <CitedParts heading={words.licence} list={[treatment.licence]} />}
    </>
  );
}

function EvidenceList({ list }: { readonly list: readonly Evidence[] }) {
  const words = useWords({ en, nb }).entry;
  if (list.length === 0) return null;
  return (
    <Part heading={words.evidence}>
      <EvidenceItems list={list} />
    </Part>
  );
}

function CitedParts({ heading, list }: { readonly heading: string; readonly list: readonly CitedText[] }) {
  if (list.length === 0) return null;
  return (
    <Part heading={heading}>
      <CitedTexts list={list} />
    </Part>
  );
}

function FindingBody({
  knowledge,
  finding,
}: {
  readonly knowledge: Knowledge;
  readonly finding: FindingDefinition;
}) {
  const words = useWords({ en, nb });
  const { language } = useSettings();
  const inWords = useCriterionText(knowledge);
  const users = usersOf(knowledge, finding.id);
  const names = [...finding.synonyms[language], ...finding.substances.map(({ name }) => name[language])];
  return (
    <>
      <Part heading={words.entry.question}>{finding.question[language]}</Part>
      {names.length > 0 && <Part heading={words.entry.otherNames}>{names.join(", ")}</Part>}
      {finding.presentIf && <Part heading={words.entry.raisedWhen}>{inWords(finding.presentIf)}</Part>}
      {finding.intervals.length > 0 && <Intervals finding={finding} />}
      {users.length > 0 && (
        <Part heading={words.entry.usedIn}>
          <ul className="links">
            {users.map(({ kind, entry }) => (
              <li key={`${kind} ${entry.id}`}>
                <a href={address("handbook", kind, entry.id)}>{entry.label[language]}</a>{" "}
                <span className="quiet">({words.kinds[kind].toLowerCase()})</span>
              </li>
            ))}
          </ul>
        </Part>
      )}
    </>
  );
}

function Intervals({ finding }: { readonly finding: FindingDefinition }) {
  const words = useWords({ en, nb });
  const { language } = useSettings();
  const number = (value: number | undefined) => (value === undefined ? "" : writeNumber(value, language));
  return (
    <Part heading={words.entry.intervals}>
      <ul className="statements">
        {finding.intervals.map((one) => {
          const whom = [
            one.sex && words.interval.sex[one.sex],
            one.ageFrom !== undefined && words.interval.from(number(one.ageFrom)),
            one.ageBelow !== undefined && words.interval.below(number(one.ageBelow)),
            one.specimen,
          ].filter(Boolean);
          return (
            <li key={JSON.stringify(one)}>
              <Cited by={one}>
                <strong>
                  {number(one.low)}–{number(one.high)} {writeUnit(finding.unit ?? "1", language)}
                </strong>
                {whom.length > 0 && ` (${whom.join(", ")})`}
                {one.note && ` ${one.note[language]}`}
              </Cited>
            </li>
          );
        })}
      </ul>
    </Part>
  );
}

function Codes({ entry }: { readonly entry: Entry }) {
  const words = useWords({ en, nb }).entry;
  if (entry.codes.length === 0) return null;
  return (
    <Part heading={words.codes}>
      <Table className="codes" data-size="sm">
        <Table.Body>
          {entry.codes.map(({ system, code, display, fit }) => (
            <Table.Row key={`${system} ${code}`}>
              <Table.HeaderCell scope="row">{code}</Table.HeaderCell>
              <Table.Cell>{display}</Table.Cell>
              <Table.Cell className="quiet">{system}</Table.Cell>
              <Table.Cell className="quiet">
                {fit === "broad" || fit === "related" ? words.broad : ""}
              </Table.Cell>
            </Table.Row>
          ))}
        </Table.Body>
      </Table>
    </Part>
  );
}

function EntryLinks({
  kind,
  ids,
  knowledge,
}: {
  readonly kind: EntryKind;
  readonly ids: readonly string[];
  readonly knowledge: Knowledge;
}) {
  const { language } = useSettings();
  return (
    <ul className="links">
      {ids.map((id) => (
        <li key={id}>
          <a href={address("handbook", kind, id)}>{entryOf(knowledge, kind, id)?.label[language] ?? id}</a>
        </li>
      ))}
    </ul>
  );
}

function Part({ heading, children }: { readonly heading: string; readonly children: ReactNode }) {
  return (
    <section className="entry-part">
      <Heading level={2} data-size="xs">
        {heading}
      </Heading>
      <div>{children}</div>
    </section>
  );
}

function useCriterionText(knowledge: Knowledge) {
  const { language } = useSettings();
  const byId = new Map([...knowledge.findings, ...knowledge.features].map((one) => [one.id, one]));
  return (criterion: Argument["criterion"]) => criterionText(criterion, (id) => byId.get(id), language);
}
