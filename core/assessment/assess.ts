/**
 * From one patient's situation to the assessment: red flags, phenomena and causes with their verdicts and the
 * arguments that made them.
 *
 * Several causes may be true together, so nothing is divided between them. What no known finding touches has the verdict *open*,
 * with all its arguments missing.
 */
import type { Situation } from "../finding/situation.ts";
import type { CompiledHypothesis, CompiledKnowledge } from "../knowledge/compile-knowledge.ts";
import { type Argument, type Hypothesis, type RedFlag, URGENCIES } from "../knowledge/knowledge.ts";
import type { Truth } from "../quantity/quantity.ts";
import { count, emptyTally, type Tally, VERDICTS, type Verdict, verdictOf, verdictRank } from "./verdict.ts";

/** One hypothesis in one patient. The lists of arguments are made when they are first read. */
export class HypothesisResult {
  readonly hypothesis: Hypothesis;
  readonly verdict: Verdict;
  /** F − A of the rule; orders what has the same verdict. */
  readonly balance: number;
  readonly #compiled: CompiledHypothesis;
  readonly #criterionTruths: Int8Array;

  constructor(compiled: CompiledHypothesis, criterionTruths: Int8Array) {
    const tally = tallyOf(compiled, criterionTruths);
    this.hypothesis = compiled.hypothesis;
    this.verdict = verdictOf(tally);
    this.balance = tally.for - tally.against;
    this.#compiled = compiled;
    this.#criterionTruths = criterionTruths;
  }

  /** Arguments for, whose criterion is true. */
  get for(): readonly Argument[] {
    return this.#arguments(1).filter(({ direction }) => direction === "for");
  }

  /** Arguments against, whose criterion is true. */
  get against(): readonly Argument[] {
    return this.#arguments(1).filter(({ direction }) => direction === "against");
  }

  /** Arguments of either direction whose criterion is unknown. */
  get missing(): readonly Argument[] {
    return this.#arguments(0);
  }

  #arguments(truth: Truth): Argument[] {
    const { hypothesis, criteria } = this.#compiled;
    return hypothesis.arguments.filter((_, index) => this.#criterionTruths[criteria[index]] === truth);
  }
}

export interface Assessment {
  readonly situation: Situation;
  /** Raised flags, the most urgent first. */
  readonly redFlags: readonly RedFlag[];
  /** All of each kind: the best supported first. */
  readonly phenomena: readonly HypothesisResult[];
  readonly causes: readonly HypothesisResult[];
}

export function assess(situation: Situation): Assessment {
  const { compiled, criterionTruths } = situation;
  const redFlags: RedFlag[] = [];
  for (const { redFlag, criterion } of compiled.redFlags) {
    if (criterionTruths[criterion] === 1) redFlags.push(redFlag);
  }
  const lists: Record<CompiledHypothesis["kind"], HypothesisResult[]> = {
    phenomenon: [],
    cause: [],
  };
  for (let i = 0; i < compiled.hypotheses.length; i++) {
    const compiledHypothesis = compiled.hypotheses[i];
    lists[compiledHypothesis.kind].push(new HypothesisResult(compiledHypothesis, criterionTruths));
  }
  return {
    situation,
    redFlags: redFlags.length > 1 ? sortedFlags(redFlags, compiled) : redFlags,
    phenomena: sorted(lists.phenomenon),
    causes: sorted(lists.cause),
  };
}

/** The true arguments of one hypothesis, counted. */
export function tallyOf({ hypothesis, criteria }: CompiledHypothesis, criterionTruths: Int8Array): Tally {
  let tally: Tally | undefined;
  for (let i = 0; i < criteria.length; i++) {
    if (criterionTruths[criteria[i]] !== 1) continue;
    tally ??= emptyTally();
    const { direction, strength } = hypothesis.arguments[i];
    count(tally, direction, strength);
  }
  return tally ?? NOTHING;
}

const NOTHING: Tally = Object.freeze(emptyTally());

/** Decisive arguments have no points, so the verdict goes before the balance. Ties keep the order of the knowledge. */
function sorted(results: readonly HypothesisResult[]): HypothesisResult[] {
  const byVerdict: HypothesisResult[][] = VERDICTS.map(() => []);
  for (let i = 0; i < results.length; i++) byVerdict[verdictRank(results[i].verdict)].push(results[i]);
  const inOrder: HypothesisResult[] = [];
  for (const group of byVerdict) {
    if (group.length > 1) group.sort((a, b) => b.balance - a.balance);
    for (let i = 0; i < group.length; i++) inOrder.push(group[i]);
  }
  return inOrder;
}

function sortedFlags(flags: readonly RedFlag[], { knowledge }: CompiledKnowledge): RedFlag[] {
  const order = new Map(knowledge.redFlags.map((flag, index) => [flag, index]));
  return flags.toSorted(
    (a, b) => URGENCIES.indexOf(a.urgency) - URGENCIES.indexOf(b.urgency) || order.get(a)! - order.get(b)!,
  );
}
