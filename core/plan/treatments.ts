/**
 * What could be tried, what must be checked first, what to leave and what would harm.
 *
 * The gravest true rule decides: contraindicated, avoid, not recommended, first line, consider. A treatment that would be
 * tried, but has a rule of harm whose answer is unknown, becomes *check first* and says which findings to check: an unknown
 * contraindication is never a missing one. A treatment with no true rule is not mentioned.
 */
import type { Situation } from "../finding/situation.ts";
import type { CompiledTreatment } from "../knowledge/compile-knowledge.ts";
import type { Treatment, TreatmentRule } from "../knowledge/knowledge.ts";

export const TREATMENT_VERDICTS = [
  "first-line",
  "consider",
  "check-first",
  "not-recommended",
  "avoid",
  "contraindicated",
] as const;

export type TreatmentVerdict = (typeof TREATMENT_VERDICTS)[number];

export interface TreatmentResult {
  readonly treatment: Treatment;
  readonly verdict: TreatmentVerdict;
  /** What it would be if everything to check turned out well; only with *check first*. */
  readonly otherwise?: "first-line" | "consider";
  /** The true rules that made the verdict. */
  readonly because: readonly TreatmentRule[];
  /** The rules of harm that are unknown; only with *check first*. */
  readonly check: readonly TreatmentRule[];
}

export function treatmentsFor(situation: Situation): TreatmentResult[] {
  const { compiled, criterionTruths } = situation;
  const results: TreatmentResult[] = [];
  for (let i = 0; i < compiled.treatments.length; i++) {
    const verdict = treatmentVerdict(compiled.treatments[i], criterionTruths);
    if (verdict !== undefined)
      results.push(treatmentResult(compiled.treatments[i], verdict, criterionTruths));
  }
  return results.sort((a, b) => ORDER[a.verdict] - ORDER[b.verdict]);
}

const ORDER = Object.fromEntries(TREATMENT_VERDICTS.map((verdict, order) => [verdict, order])) as Record<
  TreatmentVerdict,
  number
>;

/** Undefined if no rule is true. */
export function treatmentVerdict(
  { treatment, rules }: CompiledTreatment,
  criterionTruths: Int8Array,
): TreatmentVerdict | undefined {
  let gravest: TreatmentRule["verdict"] | undefined;
  let harmUnknown = false;
  for (let i = 0; i < rules.length; i++) {
    const truth = criterionTruths[rules[i]];
    const { verdict } = treatment.rules[i];
    if (truth === 1 && (gravest === undefined || GRAVITY[verdict] < GRAVITY[gravest])) gravest = verdict;
    else if (truth === 0 && GRAVITY[verdict] <= GRAVITY.avoid) harmUnknown = true;
  }
  return harmUnknown && gravest !== undefined && GRAVITY[gravest] >= GRAVITY["first-line"]
    ? "check-first"
    : gravest;
}

const GRAVITY: Readonly<Record<TreatmentRule["verdict"], number>> = {
  contraindicated: 0,
  avoid: 1,
  "not-recommended": 2,
  "first-line": 3,
  consider: 4,
};

function treatmentResult(
  compiled: CompiledTreatment,
  verdict: TreatmentVerdict,
  criterionTruths: Int8Array,
): TreatmentResult {
  const { treatment, rules } = compiled;
  const isTrue = (index: number) => criterionTruths[rules[index]] === 1;
  if (verdict !== "check-first") {
    const because = treatment.rules.filter((rule, index) => rule.verdict === verdict && isTrue(index));
    return { treatment, verdict, because, check: [] };
  }
  const because = treatment.rules.filter((_, index) => isTrue(index));
  const otherwise = because.some((rule) => rule.verdict === "first-line") ? "first-line" : "consider";
  const check = treatment.rules.filter(
    (rule, index) => criterionTruths[rules[index]] === 0 && GRAVITY[rule.verdict] <= GRAVITY.avoid,
  );
  return { treatment, verdict, otherwise, because, check };
}
