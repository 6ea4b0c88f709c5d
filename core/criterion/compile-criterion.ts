/**
 * A criterion as a function over a table of leaf truths: the same answer as `evaluateCriterion`, without walking the tree.
 *
 * A patient is assessed by hundreds of criteria, and each possible answer to each open question is tried out; so leaves are
 * numbered once and evaluated once, and the joints become closures that stop as soon as the answer is certain.
 */
import type { Truth } from "../quantity/quantity.ts";
import { type Criterion, isLeaf, type Leaf } from "./criterion.ts";

/** `leafTruths[leafIndex]` is -1, 0 or 1. */
export type CompiledCriterion = (leafTruths: Int8Array) => Truth;

export function compileCriterion(criterion: Criterion, indexOf: (leaf: Leaf) => number): CompiledCriterion {
  switch (criterion.kind) {
    case "not": {
      const part = compileCriterion(criterion.of, indexOf);
      return (leafTruths) => (0 - part(leafTruths)) as Truth;
    }
    case "all":
      return (
        literalsOf(criterion.of, indexOf, smallestLiteral) ?? smallest(compiledParts(criterion.of, indexOf))
      );
    case "any":
      return (
        literalsOf(criterion.of, indexOf, greatestLiteral) ?? greatest(compiledParts(criterion.of, indexOf))
      );
    case "atLeast":
      return counted(criterion.count, compiledParts(criterion.of, indexOf));
    default: {
      const index = indexOf(criterion);
      return (leafTruths) => leafTruths[index] as Truth;
    }
  }
}

function compiledParts(parts: readonly Criterion[], indexOf: (leaf: Leaf) => number): CompiledCriterion[] {
  return parts.map((part) => compileCriterion(part, indexOf));
}

/** Most joints hold only leaves and negated leaves: these are read from the table without a call for each. */
function literalsOf(
  parts: readonly Criterion[],
  indexOf: (leaf: Leaf) => number,
  join: (leaves: Int32Array, signs: Int8Array) => CompiledCriterion,
): CompiledCriterion | undefined {
  const inner = parts.map((part) => (part.kind === "not" ? part.of : part));
  if (!inner.every(isLeaf)) return undefined;
  const signs = Int8Array.from(parts, (part) => (part.kind === "not" ? -1 : 1));
  return join(Int32Array.from(inner, indexOf), signs);
}

function smallestLiteral(leaves: Int32Array, signs: Int8Array): CompiledCriterion {
  return (leafTruths) => {
    let least = 1;
    for (let i = 0; i < leaves.length; i++) {
      const truth = leafTruths[leaves[i]] * signs[i];
      if (truth < least) {
        if (truth === -1) return -1;
        least = truth;
      }
    }
    return least as Truth;
  };
}

function greatestLiteral(leaves: Int32Array, signs: Int8Array): CompiledCriterion {
  return (leafTruths) => {
    let most = -1;
    for (let i = 0; i < leaves.length; i++) {
      const truth = leafTruths[leaves[i]] * signs[i];
      if (truth > most) {
        if (truth === 1) return 1;
        most = truth;
      }
    }
    return most as Truth;
  };
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
