/**
 * A quantity that is calculated from others: calcium corrected for albumin, filtration rate from creatinine.
 *
 * The parameters stand in `knowledge/`, with their sources. What is uncertain in the inputs (`<3`) stays uncertain in the result:
 * bounds are carried through. Without every input there is no result.
 *
 * Source of the form of the filtration equation: CKD-EPI 2009, without its term for race.
 */
import type { FindingValue } from "../criterion/finding-value.ts";
import type { CkdEpi, Formula, LinearCorrection } from "../knowledge/knowledge.ts";
import { type QuantityRange, withoutRoundingNoise } from "../quantity/quantity.ts";

type KnownValue = (findingId: string) => FindingValue | undefined;

export function derivedQuantity(formula: Formula, known: KnownValue): FindingValue | undefined {
  const range =
    formula.kind === "linear-correction" ? linearCorrection(formula, known) : filtrationRate(formula, known);
  return range && { kind: "quantity", range };
}

/** `of + slope × (by − around)`. */
function linearCorrection(
  { of, by, slope, around }: LinearCorrection,
  known: KnownValue,
): QuantityRange | undefined {
  const main = rangeOf(known(of));
  const other = rangeOf(known(by));
  if (!main || !other) return undefined;
  const atLow = slope * (other.low - around);
  const atHigh = slope * (other.high - around);
  return {
    low: withoutRoundingNoise(main.low + Math.min(atLow, atHigh)),
    high: withoutRoundingNoise(main.high + Math.max(atLow, atHigh)),
    lowOpen: main.lowOpen,
    highOpen: main.highOpen,
  };
}

/** mL/min/1.73 m², for adults; falls with creatinine and with age. */
function filtrationRate(
  { creatinine, age, sex, parameters }: CkdEpi,
  known: KnownValue,
): QuantityRange | undefined {
  const level = rangeOf(known(creatinine));
  const years = rangeOf(known(age));
  const option = known(sex);
  if (!level || !years || option?.kind !== "choice" || years.low < ADULT_YEARS || level.low <= 0)
    return undefined;
  if (option.option !== "female" && option.option !== "male") return undefined;
  const { factor, kappa, exponentBelow, exponentAbove } = parameters[option.option];
  const rate = (micromolPerLitre: number, atAge: number) => {
    const ratio = micromolPerLitre / kappa;
    return (
      factor *
      Math.min(ratio, 1) ** exponentBelow *
      Math.max(ratio, 1) ** exponentAbove *
      parameters.perYear ** atAge
    );
  };
  return {
    low: rounded(rate(level.high, years.high)),
    high: rounded(rate(level.low, years.low)),
    lowOpen: level.highOpen,
    highOpen: level.lowOpen,
  };
}

/** The equation was made for adults. */
const ADULT_YEARS = 18;

/** The equation's own precision is far below one decimal. */
function rounded(rate: number): number {
  return Math.round(rate * 10) / 10;
}

function rangeOf(value: FindingValue | undefined): QuantityRange | undefined {
  return value?.kind === "quantity" ? value.range : undefined;
}
