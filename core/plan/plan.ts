/**
 * From the assessment to what to do: what to order, what to try, what to leave, and how soon.
 *
 * How soon is the soonest of the raised red flags, of what is established or likely, and of the tests that are indicated and
 * not there yet.
 */
import type { Assessment } from "../assessment/assess.ts";
import type { Verdict } from "../assessment/verdict.ts";
import { URGENCIES, type Urgency } from "../knowledge/knowledge.ts";
import { type InvestigationResult, investigationsFor } from "./investigations.ts";
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
  { redFlags, verdicts, situation }: Assessment,
  investigations: readonly InvestigationResult[],
): Urgency {
  let soonest: Urgency = "routine";
  const consider = (urgency: Urgency) => {
    if (URGENCIES.indexOf(urgency) < URGENCIES.indexOf(soonest)) soonest = urgency;
  };
  for (const { urgency } of redFlags) consider(urgency);
  situation.compiled.hypotheses.forEach(({ hypothesis }, index) => {
    if (isLikely(verdicts[index])) consider(hypothesis.urgency);
  });
  for (const { status, urgency } of investigations) if (status === "indicated") consider(urgency);
  return soonest;
}

function isLikely(verdict: Verdict): boolean {
  return verdict === "established" || verdict === "likely";
}
