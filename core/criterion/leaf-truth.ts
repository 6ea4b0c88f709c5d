/**
 * The truth of one leaf, given what is known of its finding.
 *
 * Where a reference interval is asked for and the laboratory gave none, the intervals that may fit the patient are used; if
 * they disagree (a CK that is high for a woman and normal for a man, in a patient of unknown sex) the answer is unknown.
 */
import { isAbove, isBelow, type QuantityRange, type Truth } from "../quantity/quantity.ts";
import type { ComparisonLeaf, IntervalPosition, Leaf, Relation } from "./criterion.ts";
import type { FindingValue, ReferenceBounds } from "./finding-value.ts";

export function leafTruth(
  leaf: Leaf,
  value: FindingValue | undefined,
  possibleIntervals: readonly ReferenceBounds[],
): Truth {
  if (value === undefined) return 0;
  switch (leaf.kind) {
    case "present":
      return value.kind === "present" ? 1 : value.kind === "absent" ? -1 : 0;
    case "choice":
      return value.kind !== "choice" ? 0 : leaf.options.includes(value.option) ? 1 : -1;
    case "comparison":
      return value.kind === "quantity" ? comparisonTruth(leaf, value, possibleIntervals) : 0;
    case "interval":
      return value.kind === "quantity"
        ? agreed(intervalsOf(value, possibleIntervals), (bounds) =>
            positionTruth(leaf.position, value.range, bounds),
          )
        : 0;
  }
}

type QuantityValue = Extract<FindingValue, { kind: "quantity" }>;

function comparisonTruth(
  leaf: ComparisonLeaf,
  value: QuantityValue,
  possibleIntervals: readonly ReferenceBounds[],
): Truth {
  if (leaf.unit !== "upper-limit" && leaf.unit !== "lower-limit") {
    return relationTruth(leaf.relation, value.range, leaf.limit);
  }
  return agreed(intervalsOf(value, possibleIntervals), (bounds) => {
    const bound = leaf.unit === "upper-limit" ? bounds.high : bounds.low;
    return bound === undefined ? 0 : relationTruth(leaf.relation, value.range, bound * leaf.limit);
  });
}

function intervalsOf(value: QuantityValue, possible: readonly ReferenceBounds[]): readonly ReferenceBounds[] {
  return value.interval ? [value.interval] : possible;
}

function relationTruth(relation: Relation, range: QuantityRange, limit: number): Truth {
  switch (relation) {
    case "below":
      return isBelow(range, limit);
    case "above":
      return isAbove(range, limit);
    case "atMost":
      return -isAbove(range, limit) as Truth;
    case "atLeast":
      return -isBelow(range, limit) as Truth;
  }
}

/** A missing bound is never passed: an interval `< 35` has no value below it. */
function positionTruth(position: IntervalPosition, range: QuantityRange, bounds: ReferenceBounds): Truth {
  const below: Truth = bounds.low === undefined ? -1 : isBelow(range, bounds.low);
  const above: Truth = bounds.high === undefined ? -1 : isAbove(range, bounds.high);
  if (position === "below-interval") return below;
  if (position === "above-interval") return above;
  return Math.min(-below, -above) as Truth;
}

function agreed(bounds: readonly ReferenceBounds[], truthOf: (bounds: ReferenceBounds) => Truth): Truth {
  if (bounds.length === 0) return 0;
  const first = truthOf(bounds[0]);
  for (let i = 1; i < bounds.length; i++) if (truthOf(bounds[i]) !== first) return 0;
  return first;
}
