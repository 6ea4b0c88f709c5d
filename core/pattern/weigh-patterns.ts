/**
 * Every pattern weighed against one stretch: which arguments are true, which cannot be told, and the verdict of the one rule.
 */
import { count, emptyTally, verdictOf, verdictRank } from "../assessment/verdict.ts";
import type { Leaf } from "../criterion/criterion.ts";
import { decidingLeaves, explainCriterion, openLeaves } from "../criterion/explain-criterion.ts";
import { criterionText } from "../knowledge/criterion-text.ts";
import type { Argument, FeatureDefinition, Knowledge, Pattern } from "../knowledge/knowledge.ts";
import type { Span } from "../measurement/types/estimate.ts";
import { type KnownFeatures, truthIn } from "./stretch-truth.ts";
import type { FeatureSeen, PageBeside, PatternArgument, WeighedPattern } from "./types/named-pattern.ts";

export interface Weighing {
  readonly patterns: readonly Pattern[];
  readonly definitionOf: (id: string) => FeatureDefinition | undefined;
}

export function weighing({ patterns, features }: Pick<Knowledge, "patterns" | "features">): Weighing {
  const byId = new Map(features.map((feature) => [feature.id, feature]));
  return { patterns, definitionOf: (id) => byId.get(id) };
}

/** Best supported first; ties keep the order of the knowledge. */
export function weighPatterns(
  known: KnownFeatures,
  stretch: Span,
  { patterns, definitionOf }: Weighing,
): WeighedPattern[] {
  const truthOf = truthIn(known, definitionOf);
  const seen = (id: string): FeatureSeen => {
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
  };
  return patterns
    .map((pattern) => weighed(pattern))
    .sort((a, b) => verdictRank(a.verdict) - verdictRank(b.verdict) || b.balance - a.balance);

  function weighed(pattern: Pattern): WeighedPattern {
    const tally = emptyTally();
    const lists: Record<"for" | "against" | "missing", PatternArgument[]> = {
      for: [],
      against: [],
      missing: [],
    };
    for (const argument of pattern.arguments) {
      const explanation = explainCriterion(argument.criterion, truthOf);
      if (explanation.truth === -1) continue;
      const leaves = explanation.truth === 1 ? decidingLeaves(explanation) : openLeaves(explanation);
      const shown = argumentSeen(argument, leaves, seen, definitionOf);
      if (explanation.truth === 0) lists.missing.push(shown);
      else {
        count(tally, argument.direction, argument.strength);
        lists[argument.direction].push(shown);
      }
    }
    return {
      id: pattern.id,
      label: pattern.label,
      verdict: verdictOf(tally),
      balance: tally.for - tally.against,
      ...lists,
      page: pattern.page.map((range) => pageBeside(range, seen)),
    };
  }
}

function argumentSeen(
  { id, strength, because, criterion, source, verified }: Argument,
  leaves: readonly Leaf[],
  seen: (id: string) => FeatureSeen,
  definitionOf: Weighing["definitionOf"],
): PatternArgument {
  const features = [...new Set(leaves.map((leaf) => leaf.finding))].map(seen);
  return {
    id,
    strength,
    because,
    criterion: {
      en: criterionText(criterion, definitionOf, "en"),
      nb: criterionText(criterion, definitionOf, "nb"),
    },
    source,
    verified,
    features,
    fromS: Math.min(...features.map(({ fromS }) => fromS)),
    toS: Math.max(...features.map(({ toS }) => toS)),
  };
}

function pageBeside(
  { text, low, high, unit, facts, resolves, source, verified, beside }: Pattern["page"][number],
  seen: (id: string) => FeatureSeen,
): PageBeside {
  return {
    text,
    ...(low !== undefined && { low }),
    ...(high !== undefined && { high }),
    unit,
    facts,
    resolves,
    source,
    verified,
    measured: beside.map(seen),
  };
}
