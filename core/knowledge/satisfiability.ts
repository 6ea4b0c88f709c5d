/**
 * Whether a criterion can ever be true, and ever be false.
 *
 * `{ all: [x, { absent: x }] }` can never be true: a mistake that no patient would ever show. Findings that stand once in a
 * criterion are free; those that stand several times are tried out with every value that makes a difference. What is already
 * true or false without the findings not yet tried stays so.
 */
import { type Criterion, isLeaf, type Leaf, leafKey, leavesOf } from "../criterion/criterion.ts";
import { evaluateCriterion } from "../criterion/evaluate-criterion.ts";
import { ABSENT, type FindingValue, PRESENT } from "../criterion/finding-value.ts";
import { leafTruth } from "../criterion/leaf-truth.ts";
import { exactly, type Truth } from "../quantity/quantity.ts";
import type { FeatureDefinition, FindingDefinition } from "./knowledge.ts";
import { representativeValues } from "./representative-values.ts";

/** More combinations than these are not tried: then the criterion is given the benefit of the doubt. */
const MOST_COMBINATIONS = 20_000;

export interface Satisfiability {
  readonly canBeTrue: boolean;
  readonly canBeFalse: boolean;
}

export function satisfiability(
  criterion: Criterion,
  definitionOf: (finding: string) => FindingDefinition | FeatureDefinition | undefined,
): Satisfiability {
  const written = leavesOf(criterion);
  const leaves = [...new Map(written.map((leaf) => [leafKey(leaf), leaf])).values()];
  const findings = [...new Set(leaves.map((leaf) => leaf.finding))];
  const choices = findings.map((finding) =>
    outcomes(
      leaves.filter((leaf) => leaf.finding === finding),
      definitionOf(finding),
    ),
  );
  if (findings.length === written.length) return readOnce(criterion, choices);
  let canBeTrue = false;
  let canBeFalse = false;
  const count = choices.reduce((product, options) => product * options.length, 1);
  if (count > MOST_COMBINATIONS) return readOnce(criterion, choices);
  const truths = new Map<string, Truth>();
  const tryAll = (position: number): void => {
    if (canBeTrue && canBeFalse) return;
    const answer = evaluateCriterion(criterion, (leaf) => truths.get(leafKey(leaf)) ?? 0);
    canBeTrue ||= answer === 1;
    canBeFalse ||= answer === -1;
    if (answer !== 0 || position === choices.length) return;
    for (const option of choices[position]) {
      for (const [key, truth] of option) truths.set(key, truth);
      tryAll(position + 1);
    }
    for (const key of choices[position][0]?.keys() ?? []) truths.delete(key);
  };
  tryAll(0);
  return { canBeTrue, canBeFalse };
}

type Outcome = ReadonlyMap<string, Truth>;

/** What the leaves of one finding can say together. */
function outcomes(
  leaves: readonly Leaf[],
  definition: FindingDefinition | FeatureDefinition | undefined,
): Outcome[] {
  const distinct = new Map<string, Outcome>();
  for (const value of valuesOf(leaves, definition)) {
    const truths = new Map(
      leaves.map((leaf) => [leafKey(leaf), leafTruth(leaf, value, definition?.intervals.slice(0, 1) ?? [])]),
    );
    distinct.set([...truths.values()].join(","), truths);
  }
  return [...distinct.values()];
}

function valuesOf(
  leaves: readonly Leaf[],
  definition: FindingDefinition | FeatureDefinition | undefined,
): FindingValue[] {
  if (definition?.kind === "quantity") {
    const values = representativeValues(definition, leaves, definition.intervals.slice(0, 1));
    return values.map((value) => ({ kind: "quantity", range: exactly(value) }));
  }
  if (definition?.kind === "choice")
    return definition.options.map(({ id }) => ({ kind: "choice", option: id }));
  return [PRESENT, ABSENT];
}

/** As if every leaf were free: exact where no finding stands twice. */
function readOnce(criterion: Criterion, choices: readonly Outcome[][]): Satisfiability {
  const possible = new Map<string, Set<Truth>>();
  for (const options of choices) {
    for (const option of options) {
      for (const [key, truth] of option) possible.set(key, (possible.get(key) ?? new Set()).add(truth));
    }
  }
  const visit = (part: Criterion): Satisfiability => {
    if (isLeaf(part)) {
      const truths = possible.get(leafKey(part));
      return { canBeTrue: truths?.has(1) ?? true, canBeFalse: truths?.has(-1) ?? true };
    }
    if (part.kind === "not") {
      const inner = visit(part.of);
      return { canBeTrue: inner.canBeFalse, canBeFalse: inner.canBeTrue };
    }
    const parts = part.of.map(visit);
    const trueCount = parts.filter((one) => one.canBeTrue).length;
    const falseCount = parts.filter((one) => one.canBeFalse).length;
    const needed = part.kind === "all" ? parts.length : part.kind === "any" ? 1 : part.count;
    return { canBeTrue: trueCount >= needed, canBeFalse: falseCount > parts.length - needed };
  };
  return visit(criterion);
}
