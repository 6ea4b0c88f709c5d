/**
 * The features that made an argument true (or those that leave it open), as its reader sees them.
 *
 * Numbers come first, each with the limits it was held against, then signs that follow from others (with what they rest on), then
 * what was told. Among numbers the telling one is first: that for which the fewest arguments of the pattern ask. Features are named once. That a stretch is active is no reason by itself and is left out beside others.
 */
import { isLeaf, type Leaf } from "../criterion/criterion.ts";
import { decidingLeaves, explainCriterion, openLeaves } from "../criterion/explain-criterion.ts";
import type { FeatureDefinition } from "../knowledge/knowledge.ts";
import type { Span } from "../measurement/types/estimate.ts";
import type { Truth } from "../quantity/quantity.ts";
import type { KnownFeatures } from "./stretch-truth.ts";
import type { FeatureSeen } from "./types/named-pattern.ts";

export interface Seeing {
  readonly known: KnownFeatures;
  readonly stretch: Span;
  readonly truthOf: (leaf: Leaf) => Truth;
  readonly definitionOf: (id: string) => FeatureDefinition | undefined;
  /** How many arguments of the pattern ask for a feature. */
  readonly askedFor: (id: string) => number;
}

const SELF_EVIDENT = "stretch-kind";

/** Of leaves that decided. */
export function decidingFeatures(leaves: readonly Leaf[], seeing: Seeing): FeatureSeen[] {
  const all = inOrder(leaves, seeing).map((own) => decided(own, seeing));
  const others = all.filter(({ id }) => id !== SELF_EVIDENT);
  return others.length > 0 ? others : all;
}

/** Of leaves that are not known: signs that follow from others are opened, down to what was not measured or not told. */
export function openFeatures(leaves: readonly Leaf[], seeing: Seeing): FeatureSeen[] {
  const opened = leaves.flatMap((leaf) => openedLeaves(leaf, seeing));
  return inOrder(opened, seeing).map(([{ finding }]) => featureSeen(finding, seeing));
}

export function featureSeen(id: string, { known, stretch, definitionOf }: Seeing): FeatureSeen {
  const feature = known.get(id);
  const { fromS, toS } = feature?.on ?? stretch;
  return {
    id,
    label: definitionOf(id)?.label ?? { en: id, nb: id },
    ...(feature !== undefined && { value: feature.value }),
    fromS,
    toS,
    ...(feature?.train !== undefined && { train: feature.train }),
  };
}

function decided(leaves: readonly Leaf[], seeing: Seeing): FeatureSeen {
  const id = leaves[0].finding;
  const plain = featureSeen(id, seeing);
  const when = seeing.definitionOf(id)?.when;
  if (when !== undefined) {
    const by = decidingFeatures(decidingLeaves(explainCriterion(when, seeing.truthOf)), seeing);
    return {
      ...plain,
      value: { option: seeing.truthOf(leaves[0]) === 1 ? "yes" : "no" },
      by,
      fromS: Math.min(...by.map(({ fromS }) => fromS)),
      toS: Math.max(...by.map(({ toS }) => toS)),
    };
  }
  const limits = limitsOf(leaves, seeing);
  return limits === undefined ? plain : { ...plain, limits };
}

/** What the value was found to lie between: a comparison that is false is its opposite. */
function limitsOf(leaves: readonly Leaf[], { truthOf }: Seeing): FeatureSeen["limits"] {
  const lows: number[] = [];
  const highs: number[] = [];
  for (const leaf of leaves) {
    if (leaf.kind !== "comparison") continue;
    const upwards = leaf.relation === "above" || leaf.relation === "atLeast";
    (upwards === (truthOf(leaf) === 1) ? lows : highs).push(leaf.limit);
  }
  if (lows.length + highs.length === 0) return undefined;
  return {
    ...(lows.length > 0 && { low: Math.max(...lows) }),
    ...(highs.length > 0 && { high: Math.min(...highs) }),
  };
}

/** Leaves of one feature together: numbers, the telling one first, then what follows from numbers, then the rest. */
function inOrder(leaves: readonly Leaf[], { definitionOf, askedFor }: Seeing): Leaf[][] {
  const byId = new Map<string, Leaf[]>();
  for (const leaf of leaves) byId.set(leaf.finding, [...(byId.get(leaf.finding) ?? []), leaf]);
  const rank = ([{ kind, finding }]: Leaf[]) =>
    kind === "comparison" ? 0 : definitionOf(finding)?.when !== undefined ? 1 : 2;
  return [...byId.values()].sort(
    (a, b) => rank(a) - rank(b) || askedFor(a[0].finding) - askedFor(b[0].finding),
  );
}

function openedLeaves(leaf: Leaf, seeing: Seeing): Leaf[] {
  const when = seeing.definitionOf(leaf.finding)?.when;
  if (when === undefined) return [leaf];
  if (isLeaf(when)) return openedLeaves(when, seeing);
  return openLeaves(explainCriterion(when, seeing.truthOf)).flatMap((one) => openedLeaves(one, seeing));
}
