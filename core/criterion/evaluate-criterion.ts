/**
 * Whether a criterion is true, false or unknown, given the truth of its leaves.
 *
 * With -1 for false, 0 for unknown and 1 for true, *not* is the negative, *all* the smallest and *any* the greatest.
 * *At least n of* is true when n are true, and false when too few can still become true.
 *
 * Source: S. C. Kleene, Introduction to Metamathematics (1952), § 64, strong tables.
 */
import type { Truth } from "../quantity/quantity.ts";
import type { Criterion, Leaf } from "./criterion.ts";

export function evaluateCriterion(criterion: Criterion, truthOf: (leaf: Leaf) => Truth): Truth {
  switch (criterion.kind) {
    case "not":
      return negated(evaluateCriterion(criterion.of, truthOf));
    case "all":
      return all(criterion.of.map((part) => evaluateCriterion(part, truthOf)));
    case "any":
      return any(criterion.of.map((part) => evaluateCriterion(part, truthOf)));
    case "atLeast":
      return atLeast(
        criterion.count,
        criterion.of.map((part) => evaluateCriterion(part, truthOf)),
      );
    default:
      return truthOf(criterion);
  }
}

export function negated(truth: Truth): Truth {
  return truth === 0 ? 0 : truth === 1 ? -1 : 1;
}

export function all(truths: readonly Truth[]): Truth {
  return Math.min(...truths) as Truth;
}

export function any(truths: readonly Truth[]): Truth {
  return Math.max(...truths) as Truth;
}

export function atLeast(count: number, truths: readonly Truth[]): Truth {
  const certain = truths.filter((truth) => truth === 1).length;
  const possible = truths.filter((truth) => truth !== -1).length;
  if (certain >= count) return 1;
  return possible < count ? -1 : 0;
}
