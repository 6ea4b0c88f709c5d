/**
 * All that Krampe knows, as loaded from `knowledge/`: plain data, frozen, with a version and a hash.
 *
 * The form of the files, and what each part means, is told in docs/guide/knowledge-files.md.
 */
import type { Criterion } from "../criterion/criterion.ts";
import type { Place } from "../issue/issue.ts";
import type { Text } from "../issue/text.ts";
import type { UnitConversion } from "../quantity/unit-conversion.ts";

export type Verified = "seen" | "recalled" | "derived";
export type Strength = "decisive" | "strong" | "moderate" | "weak";

/** From now to whenever. */
export const URGENCIES = ["emergency", "same-day", "urgent", "soon", "routine"] as const;
export type Urgency = (typeof URGENCIES)[number];

/** How a finding is obtained, cheapest first. */
export const WAYS_TO_OBTAIN = ["ask", "examine", "blood", "ecg", "emg", "imaging"] as const;
export type WayToObtain = (typeof WAYS_TO_OBTAIN)[number];

/** Where a sentence comes from, and how far to trust that. */
export interface Cited {
  /** Keys of references. */
  readonly source: readonly string[];
  readonly verified: Verified;
}

export interface CitedText extends Cited {
  readonly text: Text;
}

export interface Code {
  readonly system: string;
  readonly code: string;
  readonly display?: string;
  /** Left out for an exact match. */
  readonly fit?: "broad" | "narrow" | "related";
}

export interface Statement extends CitedText {
  readonly id: string;
  readonly kind: "fact" | "uncertainty" | "disagreement";
  readonly about?: string;
  /** Facts of the handbook page that it carries. */
  readonly facts: readonly string[];
  /** Errors of the handbook page that it reads rightly. */
  readonly resolves: readonly string[];
  /** Open questions that it answers with *uncertain*. */
  readonly questions: readonly string[];
}

export interface Entry {
  readonly id: string;
  readonly label: Text;
  readonly codes: readonly Code[];
  readonly statements: readonly Statement[];
  /** The file and line where it is written. */
  readonly place: Place;
}

export interface Interval extends Cited {
  readonly low?: number;
  readonly high?: number;
  readonly specimen?: string;
  readonly sex?: "female" | "male";
  /** Years, inclusive. */
  readonly ageFrom?: number;
  /** Years, exclusive. */
  readonly ageBelow?: number;
  /**
   * Years: the population of the interval began here. A patient who is known to be younger has no interval; one of unknown age is
   * taken to be an adult.
   */
  readonly populationFrom?: number;
  readonly note?: Text;
}

export interface LinearCorrection extends Cited {
  readonly kind: "linear-correction";
  readonly of: string;
  readonly by: string;
  readonly slope: number;
  readonly around: number;
}

/** Parameters by sex of the CKD-EPI 2009 equation, creatinine in µmol/L. */
export interface CkdEpi extends Cited {
  readonly kind: "ckd-epi-2009";
  readonly creatinine: string;
  readonly age: string;
  readonly sex: string;
  readonly parameters: Readonly<
    Record<
      "female" | "male",
      {
        readonly factor: number;
        readonly kappa: number;
        readonly exponentBelow: number;
        readonly exponentAbove: number;
      }
    >
  > & { readonly perYear: number };
}

export type Formula = LinearCorrection | CkdEpi;

export interface RecordRule {
  /** How old an entry in a patient record may be, as a UCUM duration; any age if left out. */
  readonly lookBack?: { readonly value: number; readonly unit: string };
  /** `closed`: what a record that covers it does not mention is absent. */
  readonly world: "open" | "closed";
  /** A condition that has passed still counts: it is part of the history. */
  readonly resolvedCounts: boolean;
  /** ATC prefixes: an allergy or intolerance to one of these is this finding. */
  readonly allergyTo: readonly string[];
  /** Codes that say that the finding is absent. */
  readonly absentCodes: readonly Code[];
}

export interface Substance {
  readonly atc: string;
  readonly name: Text;
}

export interface FindingDefinition extends Entry {
  readonly kind: "sign" | "quantity" | "choice";
  readonly question: Text;
  readonly obtain: WayToObtain;
  readonly group: string;
  readonly synonyms: { readonly en: readonly string[]; readonly nb: readonly string[] };
  readonly record: RecordRule;
  /** Quantities: UCUM. */
  readonly unit?: string;
  readonly plausible?: { readonly low: number; readonly high: number };
  readonly alsoIn: readonly UnitConversion[];
  readonly intervals: readonly Interval[];
  /** The intervals are those of different methods: without the laboratory's own, each that fits the patient may be the one meant. */
  readonly methodBound: boolean;
  readonly formula?: Formula;
  /** Choices. */
  readonly options: readonly { readonly id: string; readonly label: Text }[];
  /** Signs that follow from others. */
  readonly presentIf?: Criterion;
  readonly absentIf?: Criterion;
  /** A sign that is present if this one is; if it was told that the whole is absent, this one is absent too. */
  readonly partOf?: string;
  /** The question makes sense only if this holds: a trimester only in a pregnancy. */
  readonly askIf?: Criterion;
  /** The question makes no sense once this holds: filtration in someone whose blood is cleaned by a machine. */
  readonly askUnless?: Criterion;
  /** Drug classes: ATC prefixes that belong to the class, and those that do not. */
  readonly drugs: readonly string[];
  readonly drugsExcept: readonly string[];
  readonly substances: readonly Substance[];
}

export interface Argument extends Cited {
  /** Unique in its entry: `entry#number`, counted from 1. */
  readonly id: string;
  readonly direction: "for" | "against";
  readonly criterion: Criterion;
  readonly strength: Strength;
  readonly because: Text;
  readonly facts: readonly string[];
  readonly place: Place;
}

/**
 * What is measured of a stretch of EMG, or told of how it was recorded: the vocabulary of the patterns' criteria. A feature is
 * no finding: it belongs to a stretch of signal, not to a patient, and nobody is asked for it. A sign with `when` is not measured: it
 * follows from other features, so that what many arguments build on is said once.
 */
export interface FeatureDefinition extends Entry {
  readonly kind: "sign" | "quantity" | "choice";
  readonly group: string;
  readonly summary: Text;
  readonly unit?: string;
  readonly plausible?: { readonly low: number; readonly high: number };
  readonly intervals: readonly Interval[];
  readonly options: readonly { readonly id: string; readonly label: Text }[];
  /** Over other features. */
  readonly when?: Criterion;
}

/** One or two sentences at the head of an entry, and where they come from. */
export interface Summary extends Text, Cited {
  /** Facts of the handbook page that it carries. */
  readonly facts: readonly string[];
}

/** A phenomenon, a cause or an EMG pattern: what arguments speak for and against. */
export interface Hypothesis extends Entry {
  readonly group: string;
  readonly summary: Summary;
  /** Of a phenomenon: what one sees, as in the handbook's table. */
  readonly clinic: readonly CitedText[];
  /** Of a phenomenon: what the needle shows. */
  readonly emg: readonly CitedText[];
  readonly urgency: Urgency;
  readonly arguments: readonly Argument[];
  readonly confirmedBy: readonly string[];
}

/** What a named pattern says about the patient. */
export interface PatternFinding {
  readonly finding: string;
  /** A quantity takes its number from this feature; a sign is present. */
  readonly from?: string;
  /** Over features; always, if left out. */
  readonly when?: Criterion;
}

/** What the handbook page says of a rate: shown beside what was measured, and no argument by itself. */
export interface PageRange extends Cited {
  /** The features to show it beside. */
  readonly beside: readonly string[];
  readonly low?: number;
  readonly high?: number;
  readonly unit: string;
  readonly text: Text;
  readonly facts: readonly string[];
  readonly resolves: readonly string[];
}

/** An EMG pattern. Its arguments are over features, not over findings. */
export interface Pattern extends Hypothesis {
  /** Decides what a recording with several patterns is called: see `core/pattern/`. */
  readonly group: "pathological" | "physiological" | "technical" | "none";
  /** The kind of stretch that can show it; any, if left out. */
  readonly of?: "active" | "quiet" | "masked";
  readonly findings: readonly PatternFinding[];
  readonly page: readonly PageRange[];
}

export interface RedFlag extends Entry, Cited {
  readonly when: Criterion;
  readonly because: Text;
  readonly action: Text;
  readonly urgency: Urgency;
  readonly concerns: readonly string[];
  /** What makes it worth asking about early, besides a part of `when` that holds already. */
  readonly askWith?: Criterion;
}

export interface Indication extends Cited {
  readonly when: Criterion;
  readonly because: Text;
  readonly urgency: Urgency;
  /** Of a reason why a test is not needed: what the test would tell is known already, whatever speaks for it. */
  readonly evenIfIndicated?: boolean;
}

export interface Investigation extends Entry {
  readonly kind: string;
  readonly gives: readonly string[];
  readonly indicated: readonly Indication[];
  readonly notNeeded: readonly Indication[];
  readonly preparation: readonly CitedText[];
}

/** The gravest first. */
export const TREATMENT_RULES = [
  "contraindicated",
  "avoid",
  "not-recommended",
  "first-line",
  "consider",
] as const;
export type TreatmentRuleVerdict = (typeof TREATMENT_RULES)[number];

export interface TreatmentRule extends Cited {
  readonly verdict: TreatmentRuleVerdict;
  readonly when: Criterion;
  readonly because: Text;
}

export interface Evidence extends Cited {
  readonly population: Text;
  readonly comparator: Text;
  readonly outcome: Text;
  readonly text: Text;
  readonly effect?: {
    readonly value: number;
    readonly low?: number;
    readonly high?: number;
    readonly unit: Text;
    /** The value that means *no effect*: 0 for differences, 1 for ratios. */
    readonly noEffect: number;
    readonly better: "lower" | "higher";
  };
  readonly n?: number;
  readonly trials?: number;
  readonly certainty: "high" | "moderate" | "low" | "very-low" | "none";
}

export interface Treatment extends Entry {
  readonly kind: string;
  readonly licence?: CitedText & { readonly status: string };
  readonly mechanism?: CitedText;
  readonly rules: readonly TreatmentRule[];
  readonly doses: readonly CitedText[];
  readonly evidence: readonly Evidence[];
  readonly monitoring: readonly CitedText[];
  readonly stopRule?: CitedText;
  readonly pregnancy?: CitedText & { readonly status: string };
}

export interface Reference {
  readonly key: string;
  readonly citation: string;
  readonly pmid?: string;
  readonly pmc?: string;
  readonly doi?: string;
  readonly trial?: string;
  readonly url?: string;
  /** How much of it was read. */
  readonly seen: string;
  readonly note?: Text;
  readonly facts: readonly string[];
  readonly resolves: readonly string[];
}

export interface PageFact {
  readonly id: string;
  readonly section: string;
  readonly text: Text;
}

export interface PageError {
  readonly id: string;
  readonly where: readonly string[];
  readonly problem: Text;
  readonly reading: Text;
}

export interface OpenQuestion {
  readonly id: string;
  readonly text: Text;
}

/** What the atlas says of one EMG pattern, beside its entry among the patterns. */
export interface AtlasPage {
  /** That of the pattern. */
  readonly id: string;
  readonly hear: CitedText;
  readonly see: CitedText;
  /** Ids of statements, of whatever entry. */
  readonly says: readonly string[];
  /** What in the signal tells it, strongest first. */
  readonly tells: readonly CitedText[];
  /** Nearest first. */
  readonly confusedWith: readonly Confusable[];
  readonly place: Place;
}

/** Another pattern, and what tells the two apart. */
export interface Confusable {
  readonly pattern: string;
  readonly difference: readonly CitedText[];
}

export interface Knowledge {
  readonly version: string;
  readonly date: string;
  readonly changes: readonly Text[];
  /** SHA-256 of everything else, in hexadecimal. */
  readonly hash: string;
  /** Groups of findings that are asked about after what is wrong now: earlier illnesses, drugs. */
  readonly askLater: readonly string[];
  readonly findings: readonly FindingDefinition[];
  readonly phenomena: readonly Hypothesis[];
  readonly causes: readonly Hypothesis[];
  readonly features: readonly FeatureDefinition[];
  readonly patterns: readonly Pattern[];
  readonly atlas: readonly AtlasPage[];
  readonly redFlags: readonly RedFlag[];
  readonly investigations: readonly Investigation[];
  readonly treatments: readonly Treatment[];
  readonly statements: readonly Statement[];
  readonly references: readonly Reference[];
  readonly page: {
    readonly facts: readonly PageFact[];
    readonly errors: readonly PageError[];
    readonly questions: readonly OpenQuestion[];
  };
}

/** The two findings that choose a reference interval. */
export const AGE = "age";
export const SEX = "sex";
