/**
 * For a quantity and the limits it is held against: one value for each stretch between limits, and one at each limit.
 *
 * Whatever the true value is, some representative has the same truth in every leaf. So *what if* can be tried out exactly with
 * a handful of values, and a criterion that no representative makes true can never be true.
 */
import type { ComparisonLeaf, Leaf } from "../criterion/criterion.ts";
import type { FeatureDefinition, FindingDefinition, Interval } from "./knowledge.ts";

/** Ascending, within what is plausible. `intervals` are those that may fit the patient. */
export function representativeValues(
  definition: Pick<FindingDefinition | FeatureDefinition, "plausible">,
  leaves: readonly Leaf[],
  intervals: readonly Interval[],
): number[] {
  const low = definition.plausible?.low ?? Number.NEGATIVE_INFINITY;
  const high = definition.plausible?.high ?? Number.POSITIVE_INFINITY;
  const limits = [...new Set(leaves.flatMap((leaf) => limitsOf(leaf, intervals)))]
    .filter((limit) => limit >= low && limit <= high)
    .sort((a, b) => a - b);
  if (limits.length === 0) return [middle(low, high)];
  const values: number[] = [];
  limits.forEach((limit, index) => {
    const before = index === 0 ? low : limits[index - 1];
    if (before < limit) values.push(middle(before, limit));
    values.push(limit);
  });
  const last = limits[limits.length - 1];
  if (last < high) values.push(middle(last, high));
  return values;
}

function limitsOf(leaf: Leaf, intervals: readonly Interval[]): number[] {
  if (leaf.kind === "interval") {
    return intervals.flatMap(({ low, high }) => [low, high]).filter((bound) => bound !== undefined);
  }
  return leaf.kind === "comparison" ? comparisonLimits(leaf, intervals) : [];
}

function comparisonLimits(leaf: ComparisonLeaf, intervals: readonly Interval[]): number[] {
  if (leaf.unit === "upper-limit")
    return multiples(
      intervals.map((interval) => interval.high),
      leaf.limit,
    );
  if (leaf.unit === "lower-limit")
    return multiples(
      intervals.map((interval) => interval.low),
      leaf.limit,
    );
  return [leaf.limit];
}

function multiples(bounds: readonly (number | undefined)[], factor: number): number[] {
  return bounds.filter((bound) => bound !== undefined).map((bound) => bound * factor);
}

function middle(low: number, high: number): number {
  if (Number.isFinite(low) && Number.isFinite(high)) return (low + high) / 2;
  if (Number.isFinite(low)) return low + Math.max(1, Math.abs(low));
  if (Number.isFinite(high)) return high - Math.max(1, Math.abs(high));
  return 0;
}
