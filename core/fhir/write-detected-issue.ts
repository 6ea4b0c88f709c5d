/** What must be seen before anything else: a raised red flag, or a drug that is taken and should not be. */
import type { Language } from "../issue/text.ts";
import type { Reference, TreatmentRule, Urgency } from "../knowledge/knowledge.ts";
import type { ReportedReason, ReportedTreatment } from "../plan/report.ts";
import { TREATMENT_WORDS, URGENCY_WORDS } from "../plan/words.ts";
import type { MedicationTaken } from "./medications-taken.ts";
import { sourceReference } from "./source-reference.ts";
import { type WrittenReference, type WrittenResource, withoutEmpty } from "./write-bundle.ts";
import type { WrittenConcept } from "./write-concept.ts";

export interface DetectedIssueContext {
  readonly language: Language;
  readonly subject: WrittenReference;
  /** Instant. */
  readonly recorded: string;
  readonly author: WrittenReference;
  readonly references: readonly Reference[];
  /** The Observation of a finding, if one is written. */
  observationOf(finding: string): WrittenReference | undefined;
}

export interface WrittenFlag {
  readonly because: string;
  readonly action: string;
  readonly urgency: Urgency;
  readonly source: readonly string[];
  readonly findings: readonly string[];
}

export function redFlagIssue(
  flag: WrittenFlag,
  concept: WrittenConcept,
  context: DetectedIssueContext,
): WrittenResource {
  const evidence = observationsOf(flag.findings, context);
  return withoutEmpty({
    resourceType: "DetectedIssue",
    status: "preliminary",
    code: concept,
    severity: severityOf(flag.urgency),
    patient: context.subject,
    identifiedDateTime: context.recorded,
    author: context.author,
    implicated: evidence,
    evidence: evidence.length > 0 ? [{ detail: evidence }] : [],
    detail: flag.because,
    reference: linkOf(flag.source, context.references),
    mitigation: [{ action: { text: `${flag.action} (${URGENCY_WORDS[flag.urgency][context.language]})` } }],
  });
}

function severityOf(urgency: Urgency): "high" | "moderate" | "low" {
  if (urgency === "emergency" || urgency === "same-day") return "high";
  return urgency === "urgent" ? "moderate" : "low";
}

/** A treatment whose verdict is *contraindicated* or *avoid*, and the entries that say that it is taken. */
export function takenDrugIssue(
  treatment: ReportedTreatment,
  concept: WrittenConcept,
  taken: readonly MedicationTaken[],
  context: DetectedIssueContext,
): WrittenResource {
  const { language, references } = context;
  const evidence = observationsOf(
    treatment.because.flatMap(({ findings }) => findings),
    context,
  );
  const drugs = taken.map(({ reference, type, name }) => {
    const shown = name.trim();
    return { ...sourceReference(reference), type, ...(shown && { display: shown }) };
  });
  return withoutEmpty({
    resourceType: "DetectedIssue",
    status: "preliminary",
    code: { ...concept, text: `${concept.text}: ${TREATMENT_WORDS[treatment.verdict][language]}` },
    severity: (treatment.verdict as TreatmentRule["verdict"]) === "contraindicated" ? "high" : "moderate",
    patient: context.subject,
    identifiedDateTime: context.recorded,
    author: context.author,
    implicated: [...drugs, ...evidence],
    evidence: evidence.length > 0 ? [{ detail: evidence }] : [],
    detail: sentences(treatment.because),
    reference: linkOf(
      treatment.because.flatMap(({ source }) => source),
      references,
    ),
  });
}

export function observationsOf(
  findings: readonly string[],
  { observationOf }: Pick<DetectedIssueContext, "observationOf">,
): WrittenReference[] {
  return [...new Set(findings)].map(observationOf).filter((one) => one !== undefined);
}

export function sentences(reasons: readonly ReportedReason[]): string {
  return reasons.map(({ because }) => because).join(" ");
}

/** Where the first source with an address can be read. */
function linkOf(keys: readonly string[], references: readonly Reference[]): string | undefined {
  for (const key of keys) {
    const found = references.find((one) => one.key === key);
    if (found?.pmid) return `https://pubmed.ncbi.nlm.nih.gov/${found.pmid}/`;
    if (found?.doi) return `https://doi.org/${encodeURI(found.doi)}`;
  }
  return undefined;
}
