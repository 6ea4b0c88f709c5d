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

function urgencyOf(
  { redFlags, phenomena, causes }: Assessment,
  investigations: readonly InvestigationResult[],
): Urgency {
  const urgencies = redFlags.map(({ urgency }) => urgency);
  for (const list of [phenomena, causes]) {
    for (const result of list) {
      // The best supported come first.
      if (!isLikely(result)) break;
      urgencies.push(result.hypothesis.urgency);
    }
  }
  for (const { status, urgency } of investigations) if (status === "indicated") urgencies.push(urgency);
  return soonest(urgencies);
}

function isLikely({ verdict }: HypothesisResult): boolean {
  return verdict === "established" || verdict === "likely";
}
