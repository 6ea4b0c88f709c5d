/** The whole page as an article, generated from the knowledge: nothing here is written twice. */
import { Heading } from "@digdir/designsystemet-react";
import { carriedMarks } from "@krampe/core/knowledge/carried-marks.ts";
import type { Entry, Hypothesis, Knowledge, Statement } from "@krampe/core/knowledge/knowledge.ts";
import { URGENCY_WORDS } from "@krampe/core/plan/words.ts";
import { type ReactNode, useMemo } from "react";
import { address } from "../app/route.ts";
import { en } from "../language/handbook/en.ts";
import { nb } from "../language/handbook/nb.ts";
import { useWords } from "../language/words.ts";
import { useSettings } from "../settings/settings.tsx";
import { Source } from "../source/SourceList.tsx";
import { Cited, StatementItem } from "./Cited.tsx";
import { Differential } from "./Differential.tsx";
import { Disagreements } from "./Disagreements.tsx";
import { EvidenceItems } from "./EvidenceItems.tsx";
import type { EntryKind } from "./entries.ts";
import { Questions } from "./Questions.tsx";
import { SummaryText } from "./SummaryText.tsx";

const SECTIONS = [
  "brief",
  "differential",
  "lookAlikes",
  "redFlags",
  "causes",
  "workUp",
  "treatment",
  "evidence",
  "patterns",
  "disagreements",
  "questions",
  "statements",
  "references",
] as const;

type SectionId = (typeof SECTIONS)[number];

const CAUSE_GROUPS = ["idiopathic", "physiological", "medical", "neurological", "drug", "vascular"] as const;

export function Article({ knowledge }: { readonly knowledge: Knowledge }) {
  const words = useWords({ en, nb });
  const parts: Readonly<Record<SectionId, ReactNode>> = {
    brief: <StatementsOfSections knowledge={knowledge} sections={["head", "in-brief"]} />,
    differential: <Differential knowledge={knowledge} />,
    lookAlikes: (
      <Entries
        kind="phenomenon"
        entries={knowledge.phenomena.filter(({ group }) => group === "look-alike")}
      />
    ),
    redFlags: <RedFlags knowledge={knowledge} />,
    causes: <Causes knowledge={knowledge} />,
    workUp: (
      <>
        <StatementsOfSections knowledge={knowledge} sections={["work-up"]} />
        <Entries kind="investigation" entries={knowledge.investigations} />
      </>
    ),
    treatment: (
      <>
        <StatementsOfSections knowledge={knowledge} sections={["treatment"]} generalOnly />
        <Entries kind="treatment" entries={knowledge.treatments} />
      </>
    ),
    evidence: <EvidenceByTreatment knowledge={knowledge} />,
    patterns: <Entries kind="pattern" entries={knowledge.patterns} />,
    disagreements: <Disagreements knowledge={knowledge} />,
    questions: <Questions knowledge={knowledge} />,
    statements: <MoreStatements knowledge={knowledge} />,
    references: <References knowledge={knowledge} />,
  };
  const shown = SECTIONS.filter((id) => id !== "patterns" || knowledge.patterns.length > 0);
  return (
    <div className="handbook">
      <nav className="handbook-contents" aria-label={words.contents}>
        <ul>
          {shown.map((id) => (
            <li key={id}>
              <a href={address("handbook", id)} onClick={() => showSection(id)}>
                {words.sections[id]}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <div className="handbook-article">
        {shown.map((id) => (
          <section key={id} aria-labelledby={`handbook-${id}`}>
            <Heading level={2} id={`handbook-${id}`} tabIndex={-1}>
              {words.sections[id]}
            </Heading>
            {parts[id]}
          </section>
        ))}
      </div>
    </div>
  );
}

/** Also on a second click, when the address stays the same. False if the article has no such section. */
export function showSection(id: string): boolean {
  const heading = document.getElementById(`handbook-${id}`);
  heading?.scrollIntoView();
  heading?.focus({ preventScroll: true });
  return heading !== null;
}

/** The statements that carry the page's facts of these sections, each once. */
function StatementsOfSections({
  knowledge,
  sections,
  generalOnly = false,
}: {
  readonly knowledge: Knowledge;
  readonly sections: readonly string[];
  readonly generalOnly?: boolean;
}) {
  const facts = new Set(
    knowledge.page.facts.filter(({ section }) => sections.includes(section)).map(({ id }) => id),
  );
  const inEntries = generalOnly
    ? []
    : [...knowledge.phenomena, ...knowledge.causes, ...knowledge.investigations];
  const all = [...knowledge.statements, ...inEntries.flatMap((entry) => entry.statements)];
  const found = all.filter((statement) => statement.facts.some((fact) => facts.has(fact)));
  return <StatementList statements={found} />;
}

function StatementList({ statements }: { readonly statements: readonly Statement[] }) {
  return (
    <ul className="statements">
      {statements.map((statement) => (
        <StatementItem key={statement.id} statement={statement} />
      ))}
    </ul>
  );
}

function RedFlags({ knowledge }: { readonly knowledge: Knowledge }) {
  const { language } = useSettings();
  return (
    <ul className="entry-list">
      {knowledge.redFlags.map((flag) => (
        <li key={flag.id}>
          <a href={address("handbook", "red-flag", flag.id)}>{flag.label[language]}</a>{" "}
          <span className="quiet">
            <Cited by={flag}>
              {URGENCY_WORDS[flag.urgency][language]}: {flag.action[language]}
            </Cited>
          </span>
        </li>
      ))}
    </ul>
  );
}

/** What was tried in whom, treatment by treatment. */
function EvidenceByTreatment({ knowledge }: { readonly knowledge: Knowledge }) {
  const { language } = useSettings();
  return knowledge.treatments
    .filter(({ evidence }) => evidence.length > 0)
    .map(({ id, label, evidence }) => (
      <div key={id} className="group">
        <Heading level={3} data-size="2xs">
          <a href={address("handbook", "treatment", id)}>{label[language]}</a>
        </Heading>
        <EvidenceItems list={evidence} />
      </div>
    ));
}

function Causes({ knowledge }: { readonly knowledge: Knowledge }) {
  const words = useWords({ en, nb }).groups;
  return (
    <>
      {CAUSE_GROUPS.map((group) => (
        <div key={group} className="group">
          <Heading level={3} data-size="2xs">
            {words[group]}
          </Heading>
          <Entries kind="cause" entries={knowledge.causes.filter((cause) => cause.group === group)} />
        </div>
      ))}
    </>
  );
}

function Entries({
  kind,
  entries,
}: {
  readonly kind: EntryKind;
  readonly entries: readonly (Entry & { summary?: Hypothesis["summary"] })[];
}) {
  const { language } = useSettings();
  return (
    <ul className="entry-list" data-short={entries.every(({ summary }) => summary === undefined)}>
      {entries.map((entry) => (
        <li key={entry.id}>
          <a href={address("handbook", kind, entry.id)}>{entry.label[language]}</a>
          {entry.summary && (
            <span className="quiet">
              {" "}
              <SummaryText summary={entry.summary} />
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

/** General statements that carry no fact of the sections above. */
function MoreStatements({ knowledge }: { readonly knowledge: Knowledge }) {
  const shownSections = ["head", "in-brief", "work-up", "treatment"];
  const shown = new Set(
    knowledge.page.facts.filter(({ section }) => shownSections.includes(section)).map(({ id }) => id),
  );
  const rest = knowledge.statements.filter(({ facts }) => !facts.some((fact) => shown.has(fact)));
  return <StatementList statements={rest} />;
}

function References({ knowledge }: { readonly knowledge: Knowledge }) {
  const named = useMemo(
    () => knowledge.references.filter(({ key }) => key !== "recalled" && key !== "derived"),
    [knowledge],
  );
  const marks = useMemo(() => carriedMarks(knowledge), [knowledge]);
  const pageReferences = new Set(
    [...marks]
      .filter(([, carriers]) => carriers.some((one) => one.startsWith("reference ")))
      .map(([mark]) => mark),
  );
  return (
    <ul className="references">
      {named.map((reference) => (
        <li key={reference.key} id={`reference-${reference.key}`}>
          <Source sourceKey={reference.key} reference={reference} />{" "}
          <span className="marks">
            {reference.facts.filter((fact) => pageReferences.has(fact)).join(" ")}
          </span>
        </li>
      ))}
    </ul>
  );
}
