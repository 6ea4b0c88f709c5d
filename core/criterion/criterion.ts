/**
 * A question about one patient whose answer is true, false or unknown.
 *
 * The language is closed and small: findings that are present or absent, quantities held against limits, choices, and the four
 * ways to join them. It has no division, rounding or equality of decimals, so that the same tree can be evaluated, explained,
 * asked about and translated to other query languages with the same answer.
 *
 * Logic: Kleene's strong three-valued logic; an unknown finding makes its leaf unknown, never false.
 */

export type Relation = "below" | "atMost" | "above" | "atLeast";

export type IntervalPosition = "below-interval" | "within-interval" | "above-interval";

/** Limits in these units are multiples of the reference interval that belongs to the value. */
export const INTERVAL_UNITS = ["upper-limit", "lower-limit"] as const;

export interface PresentLeaf {
  readonly kind: "present";
  readonly finding: string;
}

export interface ComparisonLeaf {
  readonly kind: "comparison";
  readonly finding: string;
  readonly relation: Relation;
  readonly limit: number;
  /** The finding's own unit (UCUM), or one of `INTERVAL_UNITS`. */
  readonly unit: string;
}

export interface IntervalLeaf {
  readonly kind: "interval";
  readonly finding: string;
  readonly position: IntervalPosition;
}

export interface ChoiceLeaf {
  readonly kind: "choice";
  readonly finding: string;
  /** True if the finding is one of these. */
  readonly options: readonly string[];
}

export type Leaf = PresentLeaf | ComparisonLeaf | IntervalLeaf | ChoiceLeaf;

export type Criterion =
  | Leaf
  | { readonly kind: "not"; readonly of: Criterion }
  | { readonly kind: "all"; readonly of: readonly Criterion[] }
  | { readonly kind: "any"; readonly of: readonly Criterion[] }
  | { readonly kind: "atLeast"; readonly count: number; readonly of: readonly Criterion[] };

export function isLeaf(criterion: Criterion): criterion is Leaf {
  return !("of" in criterion);
}

/** Every leaf, left to right, with repetitions. */
export function leavesOf(criterion: Criterion): Leaf[] {
  if (isLeaf(criterion)) return [criterion];
  return criterion.kind === "not" ? leavesOf(criterion.of) : criterion.of.flatMap(leavesOf);
}

/** Every finding that the criterion asks for, once each, in order of appearance. */
export function findingsOf(criterion: Criterion): string[] {
  return [...new Set(leavesOf(criterion).map((leaf) => leaf.finding))];
}

/** The same text for the same leaf, so that a leaf that stands in many criteria is evaluated once. */
export function leafKey(leaf: Leaf): string {
  switch (leaf.kind) {
    case "present":
      return leaf.finding;
    case "comparison":
      return `${leaf.finding} ${leaf.relation} ${leaf.limit} ${leaf.unit}`;
    case "interval":
      return `${leaf.finding} ${leaf.position}`;
    case "choice":
      return `${leaf.finding} is ${[...leaf.options].sort().join("|")}`;
  }
}
