/**
 * Which tests the patient needs, which are already there, which depend on something still unknown, and which are not needed.
 *
 * A true indication goes before a reason why a test is not needed: a night cramp that is otherwise ordinary still needs its
 * potassium measured when a diuretic is taken. Only a reason that holds even if the test is indicated goes before: what the test
 * would tell is known. A test is *already there* when one of the findings it answers was given, or is a quantity that was worked
 * out from given ones; nothing *depends* that is already there.
 */
import type { TruthTable } from "../criterion/truth-table.ts";
import type { Situation } from "../finding/situation.ts";
import type { CompiledInvestigation } from "../knowledge/compile-knowledge.ts";
import { type Indication, type Investigation, URGENCIES, type Urgency } from "../knowledge/knowledge.ts";
import type { Truth } from "../quantity/quantity.ts";

export const INVESTIGATION_STATUSES = ["indicated", "already-there", "depends", "not-needed"] as const;

export type InvestigationStatus = (typeof INVESTIGATION_STATUSES)[number];

/** One test in one patient. Its reasons are looked up when they are read. */
export class InvestigationResult {
  readonly investigation: Investigation;
  readonly status: InvestigationStatus;
  /** Of the most urgent reason. */
  readonly urgency: Urgency;
  readonly #compiled: CompiledInvestigation;
  readonly #truths: TruthTable;

  constructor(
    compiled: CompiledInvestigation,
    status: InvestigationStatus,
    urgency: Urgency,
    truths: TruthTable,
  ) {
    this.investigation = compiled.investigation;
    this.status = status;
    this.urgency = urgency;
    this.#compiled = compiled;
    this.#truths = truths;
  }

  /** True indications, true reasons against, or, for *depends*, the indications that are unknown. */
  get because(): readonly Indication[] {
    const { investigation } = this.#compiled;
    const reasons = this.status === "not-needed" ? investigation.notNeeded : investigation.indicated;
    const { criteria, truth } = reasonsFor(this.status, this.#compiled);
    return reasons.filter((_, index) => this.#truths.ofCriterion(criteria[index]) === truth);
  }
}

/** Tests of which nothing can be said yet are left out. */
export function investigationsFor(situation: Situation): InvestigationResult[] {
  const { compiled, truths } = situation;
  const inOrder: InvestigationResult[][] = INVESTIGATION_STATUSES.flatMap(() => URGENCIES.map(() => []));
  for (let i = 0; i < compiled.investigations.length; i++) {
    const investigation = compiled.investigations[i];
    const status = investigationStatus(investigation, situation);
    if (status === undefined) continue;
    const urgency = soonestReason(status, investigation, truths);
    inOrder[ORDER[status] * URGENCIES.length + urgency].push(
      new InvestigationResult(investigation, status, URGENCIES[urgency], truths),
    );
  }
  return inOrder.flat();
}

const ORDER = Object.fromEntries(INVESTIGATION_STATUSES.map((status, order) => [status, order])) as Record<
  InvestigationStatus,
  number
>;

/** The criteria of the reasons behind a status, and the truth that makes them reasons. */
function reasonsFor(
  status: InvestigationStatus,
  { indicated, notNeeded }: CompiledInvestigation,
): { criteria: readonly number[]; truth: Truth } {
  if (status === "not-needed") return { criteria: notNeeded, truth: 1 };
  return { criteria: indicated, truth: status === "depends" ? 0 : 1 };
}

/** The place in `URGENCIES`. */
function soonestReason(
  status: InvestigationStatus,
  compiled: CompiledInvestigation,
  truths: TruthTable,
): number {
  const { criteria, truth } = reasonsFor(status, compiled);
  const urgencies = status === "not-needed" ? compiled.notNeededUrgencies : compiled.indicatedUrgencies;
  let soonest = URGENCIES.length - 1;
  for (let i = 0; i < criteria.length; i++)
    if (truths.ofCriterion(criteria[i]) === truth) soonest = Math.min(soonest, urgencies[i]);
  return soonest;
}

function investigationStatus(
  compiled: CompiledInvestigation,
  situation: Situation,
): InvestigationStatus | undefined {
  const { truths } = situation;
  const { indicated, notNeeded, investigation } = compiled;
  let needless = false;
  for (let i = 0; i < notNeeded.length; i++) {
    if (truths.ofCriterion(notNeeded[i]) !== 1) continue;
    if (investigation.notNeeded[i].evenIfIndicated) return "not-needed";
    needless = true;
  }
  for (let i = 0; i < indicated.length; i++) {
    if (truths.ofCriterion(indicated[i]) === 1)
      return isThere(compiled, situation) ? "already-there" : "indicated";
  }
  if (needless) return "not-needed";
  for (let i = 0; i < indicated.length; i++) {
    if (truths.ofCriterion(indicated[i]) === 0 && hasBegun(indicated[i], situation))
      return isThere(compiled, situation) ? undefined : "depends";
  }
  return undefined;
}

/** One of the findings that the test answers was given, or could be calculated from what was. */
function isThere({ gives }: CompiledInvestigation, { known, compiled: { findings } }: Situation): boolean {
  return gives.some((one) => known[one] === 1 || (known[one] === 2 && findings[one].kind === "quantity"));
}

/** Part of the criterion holds already. */
function hasBegun(criterion: number, { compiled, truths }: Situation): boolean {
  const leaves = compiled.beginningsOfCriterion[criterion];
  for (let i = 0; i < leaves.length; i++) if (truths.ofLeaf(leaves[i]) === 1) return true;
  return false;
}
