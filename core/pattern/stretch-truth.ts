/**
 * The truth of one leaf of a pattern's criterion in one stretch.
 *
 * A number is taken at its best estimate: how sure it is stands beside it, and measures that rest on too little abstain. What
 * abstains or was not said is unknown. A sign that follows from other features has the truth of its own criterion.
 */
import type { Leaf } from "../criterion/criterion.ts";
import { evaluateCriterion } from "../criterion/evaluate-criterion.ts";
import type { FindingValue } from "../criterion/finding-value.ts";
import { ABSENT, PRESENT } from "../criterion/finding-value.ts";
import { leafTruth } from "../criterion/leaf-truth.ts";
import type { FeatureDefinition } from "../knowledge/knowledge.ts";
import type { FeatureValue, StretchFeature } from "../measurement/types/stretch.ts";
import { exactly, type Truth } from "../quantity/quantity.ts";
import type { PatternContext } from "./pattern-context.ts";

/** What is known of a stretch: measured features, and the context under the same roof. */
export type KnownFeatures = ReadonlyMap<string, StretchFeature>;

export function contextFeatures(
  context: PatternContext,
  on: StretchFeature["on"],
): [string, StretchFeature][] {
  const { electrode, state, shortened } = context;
  const said: [string, FeatureValue][] = [
    ...(electrode === undefined ? [] : [["electrode", { option: electrode }] as [string, FeatureValue]]),
    ...(state === undefined ? [] : [["muscle-state", { option: state }] as [string, FeatureValue]]),
    ...(shortened === undefined ? [] : [["muscle-shortened", { option: "yes" }] as [string, FeatureValue]]),
  ];
  return said.map(([id, value]) => [id, { value, on }]);
}

export function truthIn(
  known: KnownFeatures,
  definitionOf: (id: string) => FeatureDefinition | undefined,
): (leaf: Leaf) => Truth {
  const derived = new Map<string, Truth>();
  const truthOf = (leaf: Leaf): Truth => {
    const definition = definitionOf(leaf.finding);
    if (definition?.when === undefined) {
      const value = known.get(leaf.finding)?.value;
      return leafTruth(leaf, value && asFinding(value, definition), []);
    }
    const before = derived.get(leaf.finding);
    if (before !== undefined) return before;
    const truth = evaluateCriterion(definition.when, truthOf);
    derived.set(leaf.finding, truth);
    return truth;
  };
  return truthOf;
}

function asFinding(value: FeatureValue, definition: FeatureDefinition | undefined): FindingValue | undefined {
  if ("abstains" in value) return undefined;
  if ("value" in value) return { kind: "quantity", range: exactly(value.value) };
  if (definition?.kind === "sign")
    return value.option === "yes" ? PRESENT : value.option === "no" ? ABSENT : undefined;
  return { kind: "choice", option: value.option };
}
