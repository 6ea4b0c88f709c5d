/**
 * The form of the knowledge files, once: it checks them when they are loaded, and editors complete from the JSON Schema that is
 * generated from it. What the parts mean is told in docs/guide/knowledge-files.md.
 *
 * A criterion is `Unknown` here: `parseCriterion` checks it, with better messages than a schema can give.
 */
import { Type } from "typebox";
import { TREATMENT_RULES, URGENCIES, WAYS_TO_OBTAIN } from "./knowledge.ts";

const closed = { additionalProperties: false } as const;
const Id = Type.String({ pattern: "^[a-z0-9]+(-[a-z0-9]+)*$", description: "kebab-case, for ever" });
const Words = Type.String({ minLength: 1 });
const Text = Type.Object({ en: Words, nb: Words }, closed);
const Keys = Type.Union([Words, Type.Array(Words, { minItems: 1 })]);
const Verified = Type.Enum(["seen", "recalled", "derived"]);
const cited = { source: Keys, verified: Verified };
const Criterion = Type.Unknown({ description: "a criterion: a finding's id, or all, any, not, …" });
const Code = Type.Object(
  {
    system: Words,
    code: Words,
    display: Type.Optional(Type.String()),
    fit: Type.Optional(Type.Enum(["broad", "narrow", "related"])),
  },
  closed,
);
const CitedText = Type.Object({ text: Text, ...cited }, closed);
const CitedTexts = Type.Array(CitedText, { minItems: 1 });
const pageMarks = {
  facts: Type.Optional(Type.Array(Type.String({ pattern: "^F\\d{3}$" }))),
  resolves: Type.Optional(Type.Array(Type.String({ pattern: "^E\\d{2}$" }))),
  questions: Type.Optional(Type.Array(Type.String({ pattern: "^Q\\d{2}$" }))),
};

const Summary = Type.Object({ en: Words, nb: Words, facts: pageMarks.facts, ...cited }, closed);

export const StatementSchema = Type.Object(
  {
    id: Id,
    text: Text,
    kind: Type.Optional(Type.Enum(["fact", "uncertainty", "disagreement"])),
    about: Type.Optional(Words),
    ...pageMarks,
    ...cited,
  },
  closed,
);

const entry = {
  id: Id,
  label: Text,
  codes: Type.Optional(Type.Array(Code)),
  statements: Type.Optional(Type.Array(StatementSchema)),
};

const Duration = Type.Object(
  { value: Type.Number({ exclusiveMinimum: 0 }), unit: Type.Enum(["d", "wk", "mo", "a"]) },
  closed,
);
const Interval = Type.Object(
  {
    low: Type.Optional(Type.Number()),
    high: Type.Optional(Type.Number()),
    specimen: Type.Optional(Words),
    sex: Type.Optional(Type.Enum(["female", "male"])),
    ageFrom: Type.Optional(Type.Number()),
    ageBelow: Type.Optional(Type.Number()),
    note: Type.Optional(Text),
    ...cited,
  },
  closed,
);
const Substance = Type.Object(
  { atc: Type.String({ pattern: "^[A-Z]\\d{2}[A-Z]{2}\\d{2}$" }), name: Text },
  closed,
);
const CkdEpiParameters = Type.Object(
  { factor: Type.Number(), kappa: Type.Number(), exponentBelow: Type.Number(), exponentAbove: Type.Number() },
  closed,
);
const Formula = Type.Union([
  Type.Object(
    {
      kind: Type.Enum(["linear-correction"]),
      of: Id,
      by: Id,
      slope: Type.Number(),
      around: Type.Number(),
      ...cited,
    },
    closed,
  ),
  Type.Object(
    {
      kind: Type.Enum(["ckd-epi-2009"]),
      creatinine: Id,
      age: Id,
      sex: Id,
      parameters: Type.Object(
        { female: CkdEpiParameters, male: CkdEpiParameters, perYear: Type.Number() },
        closed,
      ),
      ...cited,
    },
    closed,
  ),
]);

export const FindingSchema = Type.Object(
  {
    ...entry,
    question: Text,
    kind: Type.Optional(Type.Enum(["sign", "quantity", "choice"])),
    obtain: Type.Optional(Type.Enum([...WAYS_TO_OBTAIN])),
    group: Type.Optional(Words),
    synonyms: Type.Optional(
      Type.Object({ en: Type.Optional(Type.Array(Words)), nb: Type.Optional(Type.Array(Words)) }, closed),
    ),
    record: Type.Optional(
      Type.Object(
        {
          lookBack: Type.Optional(Duration),
          world: Type.Optional(Type.Enum(["open", "closed"])),
          resolvedCounts: Type.Optional(Type.Boolean()),
          allergyTo: Type.Optional(Type.Array(Words)),
          absentCodes: Type.Optional(Type.Array(Code)),
        },
        closed,
      ),
    ),
    unit: Type.Optional(Words),
    plausible: Type.Optional(Type.Object({ low: Type.Number(), high: Type.Number() }, closed)),
    alsoIn: Type.Optional(
      Type.Array(
        Type.Object({ unit: Words, factor: Type.Number(), offset: Type.Optional(Type.Number()) }, closed),
      ),
    ),
    intervals: Type.Optional(Type.Array(Interval)),
    methodBound: Type.Optional(Type.Boolean()),
    formula: Type.Optional(Formula),
    options: Type.Optional(Type.Array(Type.Object({ id: Id, label: Text }, closed), { minItems: 2 })),
    when: Type.Optional(Criterion),
    presentIf: Type.Optional(Criterion),
    absentIf: Type.Optional(Criterion),
    partOf: Type.Optional(Id),
    askIf: Type.Optional(Criterion),
    askUnless: Type.Optional(Criterion),
    drugs: Type.Optional(Type.Array(Type.String({ pattern: "^[A-Z](\\d{2}([A-Z]([A-Z](\\d{2})?)?)?)?$" }))),
    drugsExcept: Type.Optional(Type.Array(Type.String({ pattern: "^[A-Z]\\d{2}[A-Z]{0,2}(\\d{2})?$" }))),
    substances: Type.Optional(Type.Array(Substance)),
  },
  closed,
);

const argument = {
  strength: Type.Enum(["decisive", "strong", "moderate", "weak"]),
  because: Text,
  facts: pageMarks.facts,
  ...cited,
};

export const HypothesisSchema = Type.Object(
  {
    ...entry,
    summary: Summary,
    clinic: Type.Optional(CitedTexts),
    emg: Type.Optional(CitedTexts),
    group: Words,
    urgency: Type.Optional(Type.Enum([...URGENCIES])),
    arguments: Type.Array(
      Type.Object({ for: Type.Optional(Criterion), against: Type.Optional(Criterion), ...argument }, closed),
    ),
    confirmedBy: Type.Optional(Type.Array(Id)),
  },
  closed,
);

export const FeatureSchema = Type.Object(
  {
    id: Id,
    label: Text,
    summary: Text,
    group: Words,
    kind: Type.Optional(Type.Enum(["sign", "quantity", "choice"])),
    unit: Type.Optional(Words),
    plausible: Type.Optional(Type.Object({ low: Type.Number(), high: Type.Number() }, closed)),
    options: Type.Optional(Type.Array(Type.Object({ id: Id, label: Text }, closed), { minItems: 2 })),
    when: Type.Optional(Criterion),
  },
  closed,
);

const StretchKind = Type.Enum(["active", "quiet", "masked"]);

export const PatternSchema = Type.Object(
  {
    ...entry,
    summary: Summary,
    group: Type.Enum(["pathological", "physiological", "technical", "none"]),
    of: Type.Optional(StretchKind),
    findings: Type.Optional(
      Type.Array(
        Type.Object(
          { finding: Id, from: Type.Optional(Id), when: Type.Optional(Criterion) },
          { ...closed, description: "what it says about the patient; `when` is over features" },
        ),
      ),
    ),
    page: Type.Optional(
      Type.Array(
        Type.Object(
          {
            beside: Type.Array(Id, { minItems: 1 }),
            low: Type.Optional(Type.Number()),
            high: Type.Optional(Type.Number()),
            unit: Words,
            text: Text,
            facts: pageMarks.facts,
            resolves: pageMarks.resolves,
            ...cited,
          },
          { ...closed, description: "what the handbook page says, shown beside what was measured" },
        ),
      ),
    ),
    arguments: Type.Array(
      Type.Object(
        { for: Type.Optional(Criterion), against: Type.Optional(Criterion), ...argument },
        { ...closed, description: "criteria over features" },
      ),
    ),
  },
  closed,
);

export const RedFlagSchema = Type.Object(
  {
    ...entry,
    when: Criterion,
    because: Text,
    action: Text,
    urgency: Type.Enum([...URGENCIES]),
    concerns: Type.Optional(Type.Array(Id)),
    askWith: Type.Optional(Criterion),
    ...cited,
  },
  closed,
);

const indication = { when: Criterion, because: Text, ...cited };

export const InvestigationSchema = Type.Object(
  {
    ...entry,
    kind: Words,
    gives: Type.Optional(Type.Array(Id)),
    indicated: Type.Optional(
      Type.Array(Type.Object({ ...indication, urgency: Type.Optional(Type.Enum([...URGENCIES])) }, closed)),
    ),
    notNeeded: Type.Optional(
      Type.Array(Type.Object({ ...indication, evenIfIndicated: Type.Optional(Type.Boolean()) }, closed)),
    ),
    preparation: Type.Optional(CitedTexts),
  },
  closed,
);

const Effect = Type.Object(
  {
    value: Type.Number(),
    low: Type.Optional(Type.Number()),
    high: Type.Optional(Type.Number()),
    unit: Text,
    noEffect: Type.Number(),
    better: Type.Enum(["lower", "higher"]),
  },
  closed,
);

export const AtlasPageSchema = Type.Object(
  {
    id: Id,
    hear: CitedText,
    see: CitedText,
    says: Type.Array(Id, { minItems: 1 }),
    tells: Type.Array(CitedText, { minItems: 1 }),
    confusedWith: Type.Array(
      Type.Object({ pattern: Id, difference: Type.Array(CitedText, { minItems: 1 }) }, closed),
    ),
  },
  closed,
);

export const TreatmentSchema = Type.Object(
  {
    ...entry,
    kind: Words,
    licence: Type.Optional(
      Type.Object(
        {
          status: Type.Enum([
            "registered",
            "off-label",
            "not-registered",
            "over-the-counter",
            "not-a-drug",
            "unknown",
          ]),
          text: Text,
          ...cited,
        },
        closed,
      ),
    ),
    mechanism: Type.Optional(CitedText),
    rules: Type.Array(Type.Object({ verdict: Type.Enum([...TREATMENT_RULES]), ...indication }, closed), {
      minItems: 1,
    }),
    notWhileRedFlag: Type.Optional(CitedText),
    doses: Type.Optional(Type.Array(CitedText)),
    evidence: Type.Optional(
      Type.Array(
        Type.Object(
          {
            population: Text,
            comparator: Text,
            outcome: Text,
            text: Text,
            effect: Type.Optional(Effect),
            n: Type.Optional(Type.Integer({ minimum: 1 })),
            trials: Type.Optional(Type.Integer({ minimum: 1 })),
            certainty: Type.Enum(["high", "moderate", "low", "very-low", "none"]),
            ...cited,
          },
          closed,
        ),
      ),
    ),
    monitoring: Type.Optional(Type.Array(CitedText)),
    stopRule: Type.Optional(CitedText),
    pregnancy: Type.Optional(
      Type.Object(
        {
          status: Type.Enum(["contraindicated", "avoid", "caution", "acceptable", "no-data"]),
          text: Text,
          ...cited,
        },
        closed,
      ),
    ),
  },
  closed,
);

export const ReferenceSchema = Type.Object(
  {
    key: Words,
    citation: Words,
    pmid: Type.Optional(Type.String({ pattern: "^\\d+$" })),
    pmc: Type.Optional(Words),
    doi: Type.Optional(Words),
    trial: Type.Optional(Words),
    url: Type.Optional(Words),
    seen: Words,
    note: Type.Optional(Text),
    facts: pageMarks.facts,
    resolves: pageMarks.resolves,
  },
  closed,
);

export const PageSchema = Type.Object(
  {
    facts: Type.Array(Type.Object({ id: Words, section: Words, text: Text }, closed)),
    errors: Type.Array(
      Type.Object({ id: Words, where: Type.Array(Words), problem: Text, reading: Text }, closed),
    ),
    questions: Type.Array(Type.Object({ id: Words, text: Text }, closed)),
  },
  closed,
);

export const HeadSchema = Type.Object(
  {
    version: Words,
    date: Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}$" }),
    changes: Type.Array(Text),
    /** Years: from where our reference intervals hold, unless an interval says otherwise. */
    intervalsFromAge: Type.Number({ minimum: 0 }),
    askLater: Type.Optional(Type.Array(Words)),
  },
  closed,
);
