/**
 * From one patient's situation to the assessment: red flags, phenomena, causes and EMG patterns with their verdicts and the
 * arguments that made them.
 *
 * Several causes may be true together, so nothing is divided between them. What is not touched by any known finding keeps the
 * verdict *open*, with all its arguments missing; that answer is made once for all patients.
 */
import type { Situation } from "../finding/situation.ts";
import type { CompiledHypothesis, CompiledKnowledge } from "../knowledge/compile-knowledge.ts";
import { type Argument, type Hypothesis, type RedFlag, URGENCIES } from "../knowledge/knowledge.ts";
import { count, emptyTally, type Tally, type Verdict, verdictOf, verdictRank } from "./verdict.ts";

export interface HypothesisResult {
  readonly hypothesis: Hypothesis;
  readonly verdict: Verdict;
  /** Arguments whose criterion is true. */
  readonly for: readonly Argument[];
  readonly against: readonly Argument[];
  /** Arguments whose criterion is unknown, of either direction. */
  readonly missing: readonly Argument[];
  /** F − A of the rule; orders what has the same verdict. */
  readonly balance: number;
}

export interface Assessment {
  readonly situation: Situation;
  /** Raised flags, the most urgent first. */
  readonly redFlags: readonly RedFlag[];
  /** All of each kind: the best supported first. */
  readonly phenomena: readonly HypothesisResult[];
  readonly causes: readonly HypothesisResult[];
  readonly patterns: readonly HypothesisResult[];
}

export function assess(situation: Situation): Assessment {
  const { compiled, criterionTruths, touched } = situation;
  const moved = new Uint8Array(compiled.hypotheses.length);
  const redFlags: RedFlag[] = [];
  for (let i = 0; i < touched.length; i++) {
    const criterion = touched[i];
    if (criterionTruths[criterion] === 0) continue;
    const users = compiled.hypothesesOfCriterion[criterion];
    for (let j = 0; j < users.length; j++) moved[users[j]] = 1;
    if (criterionTruths[criterion] !== 1) continue;
    for (const flag of compiled.redFlagsOfCriterion[criterion])
      redFlags.push(compiled.redFlags[flag].redFlag);
  }
  const untouched = untouchedResults(compiled);
  const results = compiled.hypotheses.map((hypothesis, index) =>
    moved[index] === 0 ? untouched[index] : resultOf(hypothesis, criterionTruths),
  );
  return {
    situation,
    redFlags: redFlags.length > 1 ? sortedFlags(redFlags, compiled) : redFlags,
    phenomena: sorted(results, compiled, "phenomenon"),
    causes: sorted(results, compiled, "cause"),
    patterns: sorted(results, compiled, "pattern"),
  };
}

function resultOf(
  { hypothesis, arguments: all }: CompiledHypothesis,
  criterionTruths: Int8Array,
): HypothesisResult {
  const tally = emptyTally();
  const result = { for: [] as Argument[], against: [] as Argument[], missing: [] as Argument[] };
  for (let i = 0; i < all.length; i++) {
    const { argument, criterion } = all[i];
    const truth = criterionTruths[criterion];
    if (truth === 0) result.missing.push(argument);
    else if (truth === 1) {
      count(tally, argument.direction, argument.strength);
      result[argument.direction].push(argument);
    }
  }
  return { hypothesis, verdict: verdictOf(tally), ...result, balance: tally.for - tally.against };
}

/** The tally alone: for *what if*, where arguments need not be listed. */
export function tallyOf({ arguments: all }: CompiledHypothesis, criterionTruths: Int8Array): Tally {
  const tally = emptyTally();
  for (let i = 0; i < all.length; i++) {
    const { argument, criterion } = all[i];
    if (criterionTruths[criterion] === 1) count(tally, argument.direction, argument.strength);
  }
  return tally;
}

const untouchedByKnowledge = new WeakMap<CompiledKnowledge, readonly HypothesisResult[]>();

function untouchedResults(compiled: CompiledKnowledge): readonly HypothesisResult[] {
  const made = untouchedByKnowledge.get(compiled);
  if (made) return made;
  const nothingKnown = new Int8Array(compiled.criteria.length);
  const results = compiled.hypotheses.map((hypothesis) => Object.freeze(resultOf(hypothesis, nothingKnown)));
  untouchedByKnowledge.set(compiled, results);
  return results;
}

/** Decisive arguments have no points, so the verdict goes before the balance. Ties keep the order of the knowledge. */
function sorted(
  results: readonly HypothesisResult[],
  compiled: CompiledKnowledge,
  kind: CompiledHypothesis["kind"],
): HypothesisResult[] {
  return results
    .filter((_, index) => compiled.hypotheses[index].kind === kind)
    .sort((a, b) => verdictRank(a.verdict) - verdictRank(b.verdict) || b.balance - a.balance);
}

function sortedFlags(flags: readonly RedFlag[], { knowledge }: CompiledKnowledge): RedFlag[] {
  const order = new Map(knowledge.redFlags.map((flag, index) => [flag, index]));
  return [...new Set(flags)].sort(
    (a, b) => URGENCIES.indexOf(a.urgency) - URGENCIES.indexOf(b.urgency) || order.get(a)! - order.get(b)!,
  );
}
