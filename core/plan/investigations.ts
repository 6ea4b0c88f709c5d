/**
 * Which tests the patient needs, which are already there, which depend on something still unknown, and which are not needed.
 *
 * A true indication goes before a reason why a test is not needed: a night cramp that is otherwise ordinary still needs its
 * potassium measured when a diuretic is taken. Only a reason that holds even if the test is indicated goes before: what the test
 * would tell is known. A test is *already there* when one of the findings it answers was given, or is a quantity that was worked
 * out from given ones; nothing *depends* that is already there.
 */
import type { Situation } from "../finding/situation.ts";
import type { CompiledInvestigation } from "../knowledge/compile-knowledge.ts";
import { type Indication, type Investigation, URGENCIES, type Urgency } from "../knowledge/knowledge.ts";

export const INVESTIGATION_STATUSES = ["indicated", "already-there", "depends", "not-needed"] as const;

export type InvestigationStatus = (typeof INVESTIGATION_STATUSES)[number];

export interface InvestigationResult {
  readonly investigation: Investigation;
  readonly status: InvestigationStatus;
  readonly urgency: Urgency;
  /** True indications, true reasons against, or, for *depends*, the indications that are unknown. */
  readonly because: readonly Indication[];
}

/** Tests of which nothing can be said yet are left out. */
export function investigationsFor(situation: Situation): InvestigationResult[] {
  const results: InvestigationResult[] = [];
  for (const compiled of situation.compiled.investigations) {
    const result = investigationResult(compiled, situation);
    if (result) results.push(result);
  }
  return results.sort(
    (a, b) =>
      ORDER[a.status] - ORDER[b.status] || URGENCIES.indexOf(a.urgency) - URGENCIES.indexOf(b.urgency),
  );
}

const ORDER = Object.fromEntries(INVESTIGATION_STATUSES.map((status, order) => [status, order])) as Record<
  InvestigationStatus,
  number
>;

function investigationResult(
  compiled: CompiledInvestigation,
  situation: Situation,
): InvestigationResult | undefined {
  const { investigation } = compiled;
  const status = investigationStatus(compiled, situation);
  if (status === undefined) return undefined;
  const { criterionTruths } = situation;
  const wanted = status === "depends" ? 0 : 1;
  const because =
    status === "not-needed"
      ? investigation.notNeeded.filter((_, index) => criterionTruths[compiled.notNeeded[index]] === 1)
      : investigation.indicated.filter((_, index) => criterionTruths[compiled.indicated[index]] === wanted);
  return { investigation, status, urgency: soonest(because.map(({ urgency }) => urgency)), because };
}

export function investigationStatus(
  compiled: CompiledInvestigation,
  situation: Pick<Situation, "criterionTruths" | "truths" | "known" | "compiled">,
): InvestigationStatus | undefined {
  const { criterionTruths } = situation;
  const { indicated, notNeeded, investigation } = compiled;
  let needless = false;
  for (let i = 0; i < notNeeded.length; i++) {
    if (criterionTruths[notNeeded[i]] !== 1) continue;
    if (investigation.notNeeded[i].evenIfIndicated) return "not-needed";
    needless = true;
  }
  for (let i = 0; i < indicated.length; i++) {
    if (criterionTruths[indicated[i]] === 1)
      return isThere(compiled, situation) ? "already-there" : "indicated";
  }
  if (needless) return "not-needed";
  for (let i = 0; i < indicated.length; i++) {
    if (criterionTruths[indicated[i]] === 0 && hasTrueLeaf(indicated[i], situation)) {
      return isThere(compiled, situation) ? undefined : "depends";
    }
  }
  return undefined;
}

/** One of the findings that the test answers was given, or could be calculated from what was. */
function isThere(
  { gives }: CompiledInvestigation,
  { known, compiled: { findings } }: Pick<Situation, "known" | "compiled">,
): boolean {
  return gives.some((one) => known[one] === 1 || (known[one] === 2 && findings[one].kind === "quantity"));
}

/** Part of the criterion holds already; age and sex alone do not begin anything. */
function hasTrueLeaf(
  criterion: number,
  { compiled, truths }: Pick<Situation, "truths" | "compiled">,
): boolean {
  const { findingOfLeaf, age, sex } = compiled;
  const leaves = compiled.leavesOfCriterion[criterion];
  for (let i = 0; i < leaves.length; i++) {
    const finding = findingOfLeaf[leaves[i]];
    if (truths[leaves[i]] === 1 && finding !== age && finding !== sex) return true;
  }
  return false;
}

export function soonest(urgencies: readonly Urgency[]): Urgency {
  return URGENCIES[Math.min(URGENCIES.length - 1, ...urgencies.map((urgency) => URGENCIES.indexOf(urgency)))];
}
