/**
 * Why a criterion has the answer it has: the tree that was evaluated, with the truth of every part.
 *
 * The *deciding* leaves are those that, by their truth, made the answer what it is. The *open* leaves are the unknown ones
 * that could still change an unknown answer. An explanation is not a text beside the calculation: it is the calculation.
 */
import type { Truth } from "../quantity/quantity.ts";
import { answersOfCombinations, changesAnAnswer } from "./answers-of-combinations.ts";
import { type Criterion, isLeaf, type Leaf, leafKey } from "./criterion.ts";
import { all, any, atLeast, negated } from "./evaluate-criterion.ts";

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
const MOST_LEAVES_TO_TRY = 14;

/**
 * The unknown leaves on which an unknown answer still depends, once each: those for which some answers to the other unknown
 * leaves exist under which this leaf decides. Exact where every leaf stands once, or where at most fourteen are unknown;
 * with more, a leaf that stands several times may be named although it no longer matters.
 */
export function openLeaves(explanation: Explanation): Leaf[] {
  const occurrences = unknownLeaves(explanation);
  const candidates = distinct(occurrences);
  if (occurrences.length === candidates.length || candidates.length > MOST_LEAVES_TO_TRY) return candidates;
  const numbers = new Map(candidates.map((leaf, number) => [leafKey(leaf), number]));
  const answers = answersOfCombinations(explanation, numbers);
  return candidates.filter((_, number) => changesAnAnswer(answers, number));
}

function unknownLeaves({ criterion, truth, parts }: Explanation): Leaf[] {
  if (truth !== 0) return [];
  return isLeaf(criterion) ? [criterion] : parts.flatMap(unknownLeaves);
}

function distinct(leaves: readonly Leaf[]): Leaf[] {
  const seen = new Map<string, Leaf>();
  for (const leaf of leaves) if (!seen.has(leafKey(leaf))) seen.set(leafKey(leaf), leaf);
  return [...seen.values()];
}
