/**
 * What could be tried, what must be checked first, what to leave and what would harm.
 *
 * The gravest true rule decides: contraindicated, avoid, not recommended, first line, consider. A treatment that would be
 * tried, but has a rule of harm whose answer is unknown, becomes *check first* and says which findings to check: an unknown
 * contraindication is never a missing one. A treatment with no true rule is not mentioned.
 */
import type { TruthTable } from "../criterion/truth-table.ts";
import type { Situation } from "../finding/situation.ts";
import type { CompiledTreatment } from "../knowledge/compile-knowledge.ts";
import { TREATMENT_RULES, type Treatment, type TreatmentRule } from "../knowledge/knowledge.ts";
import type { Truth } from "../quantity/quantity.ts";

export const TREATMENT_VERDICTS = [
  "first-line",
  "consider",
  "check-first",
  "not-recommended",
  "avoid",
  "contraindicated",
] as const;

export type TreatmentVerdict = (typeof TREATMENT_VERDICTS)[number];

/** One treatment in one patient. Its rules are looked up when they are read. */
export class TreatmentResult {
  readonly treatment: Treatment;
  readonly verdict: TreatmentVerdict;
  readonly #compiled: CompiledTreatment;
  readonly #truths: TruthTable;

  constructor(compiled: CompiledTreatment, verdict: TreatmentVerdict, truths: TruthTable) {
    this.treatment = compiled.treatment;
    this.verdict = verdict;
    this.#compiled = compiled;
    this.#truths = truths;
  }

  /** What it would be if everything to check turned out well; only with *check first*. */
  get otherwise(): "first-line" | "consider" | undefined {
    if (this.verdict !== "check-first") return undefined;
    return this.because.some(({ verdict }) => verdict === "first-line") ? "first-line" : "consider";
  }

  /** The true rules that made the verdict. */
  get because(): readonly TreatmentRule[] {
    const isTrue = this.#rules(1);
    return this.verdict === "check-first" ? isTrue : isTrue.filter(({ verdict }) => verdict === this.verdict);
  }

  /** The rules of harm that are unknown; only with *check first*. */
  get check(): readonly TreatmentRule[] {
    return this.verdict === "check-first" ? this.#rules(0).filter(isHarm) : [];
  }

  #rules(truth: Truth): TreatmentRule[] {
    const { treatment, rules } = this.#compiled;
    return treatment.rules.filter((_, index) => this.#truths.ofCriterion(rules[index]) === truth);
  }
}

export function treatmentsFor({ compiled, truths }: Situation): TreatmentResult[] {
  const byVerdict: TreatmentResult[][] = TREATMENT_VERDICTS.map(() => []);
  for (let i = 0; i < compiled.treatments.length; i++) {
    const verdict = treatmentVerdict(compiled.treatments[i], truths);
    if (verdict !== undefined)
      byVerdict[ORDER[verdict]].push(new TreatmentResult(compiled.treatments[i], verdict, truths));
  }
  return byVerdict.flat();
}

const ORDER = Object.fromEntries(TREATMENT_VERDICTS.map((verdict, order) => [verdict, order])) as Record<
  TreatmentVerdict,
  number
>;

/** Undefined if no rule is true. */
export function treatmentVerdict(
  { rules, gravities }: CompiledTreatment,
  truths: TruthTable,
): TreatmentVerdict | undefined {
  let gravest: number = TREATMENT_RULES.length;
  let harmUnknown = false;
  for (let i = 0; i < rules.length; i++) {
    const truth = truths.ofCriterion(rules[i]);
    if (truth === 1) gravest = Math.min(gravest, gravities[i]);
    else if (truth === 0 && gravities[i] <= AVOID) harmUnknown = true;
  }
  if (gravest === TREATMENT_RULES.length) return undefined;
  return harmUnknown && gravest >= FIRST_LINE ? "check-first" : TREATMENT_RULES[gravest];
}

const AVOID = TREATMENT_RULES.indexOf("avoid");
const FIRST_LINE = TREATMENT_RULES.indexOf("first-line");

function isHarm({ verdict }: TreatmentRule): boolean {
  return TREATMENT_RULES.indexOf(verdict) <= AVOID;
}
