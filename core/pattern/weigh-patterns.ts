/**
 * Every pattern weighed against one stretch: which arguments are true, which cannot be told, and the verdict of the one rule.
 */
import { count, emptyTally, verdictOf, verdictRank } from "../assessment/verdict.ts";
import { findingsOf } from "../criterion/criterion.ts";
import { decidingLeaves, explainCriterion, openLeaves } from "../criterion/explain-criterion.ts";
import { criterionText } from "../knowledge/criterion-text.ts";
import type { Argument, FeatureDefinition, Knowledge, Pattern } from "../knowledge/knowledge.ts";
import type { Span } from "../measurement/types/estimate.ts";
import { decidingFeatures, featureSeen, openFeatures, type Seeing } from "./seen-features.ts";
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

const askedForCounts = new WeakMap<Pattern, ReadonlyMap<string, number>>();

/** How many arguments of the pattern ask for a feature; counted once a pattern. */
function askedForIn(pattern: Pattern): (id: string) => number {
  let counts = askedForCounts.get(pattern);
  if (counts === undefined) {
    const all = pattern.arguments.flatMap(({ criterion }) => findingsOf(criterion));
    counts = new Map(all.map((id) => [id, all.filter((one) => one === id).length]));
    askedForCounts.set(pattern, counts);
  }
  return (id) => counts.get(id) ?? 0;
}

/** Best supported first; ties keep the order of the knowledge. */
export function weighPatterns(
  known: KnownFeatures,
  stretch: Span,
  { patterns, definitionOf }: Weighing,
): WeighedPattern[] {
  const truthOf = truthIn(known, definitionOf);
  const kind = kindOf(known);
  return patterns
    .filter(({ of }) => of === undefined || kind === undefined || of === kind)
    .map((pattern) => weighed(pattern))
    .sort((a, b) => verdictRank(a.verdict) - verdictRank(b.verdict) || b.balance - a.balance);

  function weighed(pattern: Pattern): WeighedPattern {
    const tally = emptyTally();
    const seeing: Seeing = { known, stretch, truthOf, definitionOf, askedFor: askedForIn(pattern) };
    const lists: Record<"for" | "against" | "missing", PatternArgument[]> = {
      for: [],
      against: [],
      missing: [],
    };
    for (const argument of pattern.arguments) {
      const explanation = explainCriterion(argument.criterion, truthOf);
      if (explanation.truth === -1) continue;
      const features =
        explanation.truth === 1
          ? decidingFeatures(decidingLeaves(explanation), seeing)
          : openFeatures(openLeaves(explanation), seeing);
      const shown = argumentSeen(argument, features, definitionOf);
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
      page: pattern.page.map((range) => pageBeside(range, (id) => featureSeen(id, seeing))),
    };
  }
}

function kindOf(known: KnownFeatures): string | undefined {
  const value = known.get("stretch-kind")?.value;
  return value !== undefined && "option" in value ? value.option : undefined;
}

function argumentSeen(
  { id, strength, because, criterion, source, verified }: Argument,
  features: readonly FeatureSeen[],
  definitionOf: Weighing["definitionOf"],
): PatternArgument {
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
