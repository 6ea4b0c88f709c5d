/**
 * Why a criterion has the answer it has: the tree that was evaluated, with the truth of every part.
 *
 * The *deciding* leaves are those that, by their truth, made the answer what it is. The *open* leaves are the unknown ones
 * that could still change an unknown answer. An explanation is not a text beside the calculation: it is the calculation.
 */
import type { Truth } from "../quantity/quantity.ts";
import { type Criterion, isLeaf, type Leaf, leafKey } from "./criterion.ts";
import { all, any, atLeast, evaluateCriterion, negated } from "./evaluate-criterion.ts";

export interface Explanation {
  readonly criterion: Criterion;
  readonly truth: Truth;
  /** The parts of a joint, in their order; empty for a leaf. */
  readonly parts: readonly Explanation[];
}

export function explainCriterion(criterion: Criterion, truthOf: (leaf: Leaf) => Truth): Explanation {
  if (isLeaf(criterion)) return { criterion, truth: truthOf(criterion), parts: [] };
  const parts = (criterion.kind === "not" ? [criterion.of] : criterion.of).map((part) =>
    explainCriterion(part, truthOf),
  );
  return { criterion, truth: joined(criterion, parts), parts };
}

function joined(criterion: Criterion, parts: readonly Explanation[]): Truth {
  const truths = parts.map((part) => part.truth);
  switch (criterion.kind) {
    case "not":
      return negated(truths[0]);
    case "all":
      return all(truths);
    case "any":
      return any(truths);
    case "atLeast":
      return atLeast(criterion.count, truths);
    default:
      throw new Error("a leaf has no parts to join");
  }
}

/** The leaves that made a certain answer certain, once each. Empty if the answer is unknown. */
export function decidingLeaves(explanation: Explanation): Leaf[] {
  return distinct(deciding(explanation));
}

function deciding({ criterion, truth, parts }: Explanation): Leaf[] {
  if (truth === 0) return [];
  switch (criterion.kind) {
    case "not":
      return deciding(parts[0]);
    case "all":
    case "any":
      return parts.filter((part) => part.truth === truth).flatMap(deciding);
    case "atLeast":
      return parts.filter((part) => part.truth === truth).flatMap(deciding);
    default:
      return [criterion];
  }
}

/** Above this many unknown leaves, trying out every combination would take too long. */
const MOST_LEAVES_TO_TRY = 12;

/**
 * The unknown leaves on which an unknown answer still depends, once each: those for which some answers to the other unknown
 * leaves exist under which this leaf decides. Exact where every leaf stands once, or where at most twelve are unknown;
 * with more, a leaf that stands several times may be named although it no longer matters.
 */
export function openLeaves(explanation: Explanation): Leaf[] {
  const candidates = distinct(unknownLeaves(explanation));
  const occurrences = unknownLeaves(explanation).length;
  if (occurrences === candidates.length || candidates.length > MOST_LEAVES_TO_TRY) return candidates;
  return candidates.filter((leaf) => canDecide(leaf, candidates, explanation));
}

function unknownLeaves({ criterion, truth, parts }: Explanation): Leaf[] {
  if (truth !== 0) return [];
  return isLeaf(criterion) ? [criterion] : parts.flatMap(unknownLeaves);
}

function canDecide(leaf: Leaf, unknown: readonly Leaf[], explanation: Explanation): boolean {
  const others = unknown.filter((other) => other !== leaf).map(leafKey);
  const known = knownTruths(explanation, new Map());
  for (let combination = 0; combination < 2 ** others.length; combination++) {
    const answer = (own: Truth) =>
      evaluateCriterion(explanation.criterion, (asked) => {
        const key = leafKey(asked);
        if (key === leafKey(leaf)) return own;
        const position = others.indexOf(key);
        if (position < 0) return known.get(key) ?? 0;
        return (combination >> position) & 1 ? 1 : -1;
      });
    if (answer(1) !== answer(-1)) return true;
  }
  return false;
}

function knownTruths({ criterion, truth, parts }: Explanation, into: Map<string, Truth>): Map<string, Truth> {
  if (isLeaf(criterion)) into.set(leafKey(criterion), truth);
  for (const part of parts) knownTruths(part, into);
  return into;
}

function distinct(leaves: readonly Leaf[]): Leaf[] {
  const seen = new Map<string, Leaf>();
  for (const leaf of leaves) if (!seen.has(leafKey(leaf))) seen.set(leafKey(leaf), leaf);
  return [...seen.values()];
}
