/**
 * A consultation as the documented JSON: what other programs read, and what every screen and note is written from.
 *
 * Every argument names the findings that decided it, so that a reader can go from a verdict to the finding, its origin and the
 * source of the statement. The form is fixed by `report-schema.ts`; texts are in one language.
 */
import type { HypothesisResult } from "../assessment/assess.ts";
import type { Criterion } from "../criterion/criterion.ts";
import type { FindingValue } from "../criterion/finding-value.ts";
import type { Finding } from "../finding/finding.ts";
import type { Situation } from "../finding/situation.ts";
import type { Issue } from "../issue/issue.ts";
import { inLanguage, type Language } from "../issue/text.ts";
import type {
  Argument,
  CitedText,
  Evidence,
  FindingDefinition,
  Indication,
  RedFlag,
} from "../knowledge/knowledge.ts";
import { possibleIntervals } from "../knowledge/reference-intervals.ts";
import { writeQuantity, writeRange } from "../quantity/write-quantity.ts";
import { askNext, type Change, type Question } from "./ask-next.ts";
import type { Consultation } from "./consultation.ts";
import { decidingFindings, openFindings } from "./deciding-findings.ts";
import type { InvestigationResult } from "./investigations.ts";
import type {
  Report,
  ReportedEvidence,
  ReportedFinding,
  ReportedHypothesis,
  ReportedInvestigation,
  ReportedIssue,
  ReportedQuestion,
  ReportedReason,
  ReportedText,
  ReportedTreatment,
} from "./reported.ts";
import type { TreatmentResult } from "./treatments.ts";
import { SIGN_WORDS } from "./words.ts";

export type * from "./reported.ts";

/** `issues` are those of reading the input; those of the consultation are added. */
export function reportOf(
  consultation: Consultation,
  language: Language,
  issues: readonly Issue[] = [],
): Report {
  return { ...reportParts(consultation, language, issues) };
}

/** The same, each part written when it is first read: for those who need only some of it. */
export function reportParts(
  consultation: Consultation,
  language: Language,
  issues: readonly Issue[] = [],
): Report {
  const { compiled, situation, assessment, plan } = consultation;
  const { version, hash } = compiled.knowledge;
  const write = reportWriter(situation, language);
  return onDemand<Report>({
    knowledge: () => ({ version, hash }),
    urgency: () => plan.urgency,
    findings: () => consultation.findings.map(write.finding),
    redFlags: () => assessment.redFlags.map(write.redFlag),
    phenomena: () => assessment.phenomena.map(write.hypothesis),
    causes: () => assessment.causes.map(write.hypothesis),
    ask: () => askNext(situation).map(write.question),
    investigations: () => plan.investigations.map(write.investigation),
    treatments: () => plan.treatments.map(write.treatment),
    issues: () => [...issues, ...consultation.issues].map((issue) => reportIssue(issue, language)),
  });
}

/** One hypothesis of a consultation: for those who show only some of them. */
export function reportHypothesis(
  result: HypothesisResult,
  { situation }: Consultation,
  language: Language,
): ReportedHypothesis {
  return reportWriter(situation, language).hypothesis(result);
}

/** An object whose properties are worked out when they are first read. */
function onDemand<T extends object>(parts: { readonly [K in keyof T]: () => T[K] }): T {
  const made: Partial<T> = {};
  for (const key of Object.keys(parts) as (keyof T & string)[]) {
    Object.defineProperty(made, key, {
      enumerable: true,
      configurable: true,
      get: () => {
        const value = parts[key]();
        Object.defineProperty(made, key, { enumerable: true, value });
        return value;
      },
    });
  }
  return made as T;
}

export function reportIssue(
  { code, severity, message, suggestion, place }: Issue,
  language: Language,
): ReportedIssue {
  return {
    code,
    severity,
    message: message[language],
    ...(suggestion && { suggestion: suggestion[language] }),
    ...(place && { place }),
  };
}

/** A value as a reader of the language expects it. */
export function valueInWords(value: FindingValue, definition: FindingDefinition, language: Language): string {
  if (value.kind === "quantity") return writeQuantity(value.range, definition.unit ?? "1", language);
  if (value.kind !== "choice") return SIGN_WORDS[value.kind][language];
  return definition.options.find(({ id }) => id === value.option)?.label[language] ?? value.option;
}

/** A value as the JSON has it. */
export function reportedValue(value: FindingValue): string | number {
  if (value.kind === "choice") return value.option;
  if (value.kind !== "quantity") return value.kind;
  return value.range.low === value.range.high ? value.range.low : writeRange(value.range, "en");
}

function reportWriter(situation: Situation, language: Language) {
  const { compiled } = situation;
  const deciding = (criterion: Criterion) => decidingFindings(criterion, situation);
  const open = (criterion: Criterion) => openFindings(criterion, situation);
  const cited = ({ text, source, verified }: CitedText): ReportedText => ({
    text: text[language],
    source,
    verified,
  });

  const reason = (argument: Argument): ReportedReason => ({
    id: argument.id,
    because: argument.because[language],
    strength: argument.strength,
    source: argument.source,
    verified: argument.verified,
    findings: deciding(argument.criterion),
  });
  const indication = (one: Omit<Indication, "urgency">, unknown: boolean): ReportedReason => ({
    because: one.because[language],
    source: one.source,
    verified: one.verified,
    findings: unknown ? open(one.when) : deciding(one.when),
  });

  return {
    finding: (finding: Finding): ReportedFinding => {
      const definition = compiled.findings[compiled.indexOfFinding.get(finding.id) ?? -1];
      const interval = intervalOf(finding, situation);
      return {
        id: finding.id,
        label: inLanguage(definition.label, language),
        value: reportedValue(finding.value),
        ...(finding.value.kind === "quantity" && { unit: definition.unit ?? "1" }),
        text: valueInWords(finding.value, definition, language),
        origin: finding.origin,
        ...(finding.at !== undefined && { at: finding.at }),
        ...(finding.from && finding.from.length > 0 && { from: finding.from }),
        ...(interval && { interval }),
      };
    },
    redFlag: (flag: RedFlag): Report["redFlags"][number] => ({
      id: flag.id,
      label: flag.label[language],
      because: flag.because[language],
      action: flag.action[language],
      urgency: flag.urgency,
      source: flag.source,
      verified: flag.verified,
      findings: deciding(flag.when),
    }),
    investigation: ({
      investigation,
      status,
      urgency,
      because,
    }: InvestigationResult): ReportedInvestigation => ({
      id: investigation.id,
      label: investigation.label[language],
      status,
      urgency,
      because: because.map((one) => indication(one, status === "depends")),
      ...(investigation.preparation.length > 0 && {
        preparation: investigation.preparation.map(({ text }) => text[language]).join(" "),
      }),
    }),
    hypothesis: (result: HypothesisResult): ReportedHypothesis => ({
      id: result.hypothesis.id,
      label: result.hypothesis.label[language],
      verdict: result.verdict,
      for: result.for.map(reason),
      against: result.against.map(reason),
      missing: result.missing.map(({ id, direction, strength, criterion }) => ({
        id,
        direction,
        strength,
        findings: open(criterion),
      })),
    }),
    question: ({ finding, changes }: Question): ReportedQuestion => ({
      finding: finding.id,
      label: finding.label[language],
      question: finding.question[language],
      obtain: finding.obtain,
      changes: changes.map((change) => ({
        kind: change.kind,
        id: change.id,
        label: labelOf(change, compiled.knowledge)?.[language] ?? change.id,
        answer: String(reportedValue(change.answer)),
        ...("from" in change && change.from !== undefined && { from: change.from }),
        to: change.to ?? "not-mentioned",
      })),
    }),
    treatment: ({ treatment, verdict, otherwise, because, check }: TreatmentResult): ReportedTreatment => ({
      id: treatment.id,
      label: treatment.label[language],
      verdict,
      ...(otherwise && { otherwise }),
      because: because.map((rule) => indication(rule, false)),
      check: check.map((rule) => indication(rule, true)),
      ...(treatment.doses.length > 0 && { dose: treatment.doses.map(cited) }),
      evidence: treatment.evidence.map((one) => reportEvidence(one, language)),
      monitoring: treatment.monitoring.map(cited),
      ...(treatment.stopRule && { stopRule: cited(treatment.stopRule) }),
      ...(treatment.pregnancy && {
        pregnancy: { ...cited(treatment.pregnancy), status: treatment.pregnancy.status },
      }),
      ...(treatment.licence && {
        licence: { ...cited(treatment.licence), status: treatment.licence.status },
      }),
    }),
  };
}

function reportEvidence(evidence: Evidence, language: Language): ReportedEvidence {
  const { population, comparator, outcome, text, effect, n, trials, certainty, source, verified } = evidence;
  return {
    population: population[language],
    comparator: comparator[language],
    outcome: outcome[language],
    text: text[language],
    certainty,
    ...(n !== undefined && { n }),
    ...(trials !== undefined && { trials }),
    ...(effect && { effect: { ...effect, unit: effect.unit[language] } }),
    source,
    verified,
  };
}

function labelOf(
  { kind, id }: Change,
  { redFlags, phenomena, causes, treatments }: Consultation["compiled"]["knowledge"],
) {
  const lists = {
    "red-flag": redFlags,
    phenomenon: phenomena,
    cause: causes,
    treatment: treatments,
  };
  return (lists[kind] as readonly { id: string; label: { en: string; nb: string } }[]).find(
    (one) => one.id === id,
  )?.label;
}

/** The interval that a quantity is held against, if exactly one is meant. */
function intervalOf({ id, value }: Finding, { compiled, values }: Situation): ReportedFinding["interval"] {
  if (value.kind !== "quantity") return undefined;
  if (value.interval) return { ...value.interval, whose: "laboratory" };
  const definition = compiled.findings[compiled.indexOfFinding.get(id) ?? -1];
  const possible = possibleIntervals(definition, values[compiled.sex], values[compiled.age]);
  if (possible.length !== 1) return undefined;
  const { low, high } = possible[0];
  return { ...(low !== undefined && { low }), ...(high !== undefined && { high }), whose: "krampe" };
}
