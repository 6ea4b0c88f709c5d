/**
 * A criterion as a function over a table of leaf truths: the same answer as `evaluateCriterion`, without walking the tree.
 *
 * A patient is assessed by hundreds of criteria, and each possible answer to each open question is tried out; so leaves are
 * numbered once and evaluated once, and the joints become closures that stop as soon as the answer is certain.
 */
import type { Truth } from "../quantity/quantity.ts";
import type { Criterion, Leaf } from "./criterion.ts";

/** `leafTruths[leafIndex]` is -1, 0 or 1. */
export type CompiledCriterion = (leafTruths: Int8Array) => Truth;

export function compileCriterion(criterion: Criterion, indexOf: (leaf: Leaf) => number): CompiledCriterion {
  switch (criterion.kind) {
    case "not": {
      const part = compileCriterion(criterion.of, indexOf);
      return (leafTruths) => (0 - part(leafTruths)) as Truth;
    }
    case "all":
      return smallest(criterion.of.map((part) => compileCriterion(part, indexOf)));
    case "any":
      return greatest(criterion.of.map((part) => compileCriterion(part, indexOf)));
    case "atLeast":
      return counted(
        criterion.count,
        criterion.of.map((part) => compileCriterion(part, indexOf)),
      );
    default: {
      const index = indexOf(criterion);
      return (leafTruths) => leafTruths[index] as Truth;
    }
  }
}

function smallest(parts: readonly CompiledCriterion[]): CompiledCriterion {
  return (leafTruths) => {
    let least: Truth = 1;
    for (let i = 0; i < parts.length; i++) {
      const truth = parts[i](leafTruths);
      if (truth < least) least = truth;
      if (least === -1) return least;
    }
    return least;
  };
}

function greatest(parts: readonly CompiledCriterion[]): CompiledCriterion {
  return (leafTruths) => {
    let most: Truth = -1;
    for (let i = 0; i < parts.length; i++) {
      const truth = parts[i](leafTruths);
      if (truth > most) most = truth;
      if (most === 1) return most;
    }
    return most;
  };
}

function counted(count: number, parts: readonly CompiledCriterion[]): CompiledCriterion {
  return (leafTruths) => {
    let certain = 0;
    let possible = 0;
    for (let i = 0; i < parts.length; i++) {
      const truth = parts[i](leafTruths);
      if (truth === 1) certain++;
      if (truth !== -1) possible++;
    }
    if (certain >= count) return 1;
    return possible < count ? -1 : 0;
  };
}
