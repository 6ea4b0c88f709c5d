/**
 * From the assessment to what to do: what to order, what to try, what to leave, and how soon.
 *
 * How soon is the soonest of the raised red flags, of what is established or likely, and of the tests that are indicated and
 * not there yet.
 */
import type { Assessment, HypothesisResult } from "../assessment/assess.ts";
import type { Urgency } from "../knowledge/knowledge.ts";
import { type InvestigationResult, investigationsFor, soonest } from "./investigations.ts";
import { type TreatmentResult, treatmentsFor } from "./treatments.ts";

export interface Plan {
  readonly urgency: Urgency;
  readonly investigations: readonly InvestigationResult[];
  readonly treatments: readonly TreatmentResult[];
}

export function planFor(assessment: Assessment): Plan {
  const investigations = investigationsFor(assessment.situation);
  return {
    urgency: urgencyOf(assessment, investigations),
    investigations,
    treatments: treatmentsFor(assessment.situation),
  };
}

function urgencyOf(assessment: Assessment, investigations: readonly InvestigationResult[]): Urgency {
  return soonest([
    ...assessment.redFlags.map(({ urgency }) => urgency),
    ...[...assessment.phenomena, ...assessment.causes]
      .filter(isLikely)
      .map(({ hypothesis }) => hypothesis.urgency),
    ...investigations.filter(({ status }) => status === "indicated").map(({ urgency }) => urgency),
  ]);
}

function isLikely({ verdict }: HypothesisResult): boolean {
  return verdict === "established" || verdict === "likely";
}
