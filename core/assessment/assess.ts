/**
 * From one patient's situation to the assessment: red flags, phenomena and causes with their verdicts and the
 * arguments that made them.
 *
 * Several causes may be true together, so nothing is divided between them. What no known finding touches has the verdict *open*,
 * with all its arguments missing. Red flags are raised at once; all verdicts are reached when one is first read, and lists, their order and
 * their arguments when they are, so that whoever asks for red flags alone, or counts a cohort, does not pay for the rest.
 */
import type { TruthTable } from "../criterion/truth-table.ts";
import type { Situation } from "../finding/situation.ts";
import type { CompiledHypothesis } from "../knowledge/compile-knowledge.ts";
import type { Argument, Hypothesis, RedFlag } from "../knowledge/knowledge.ts";
import type { Truth } from "../quantity/quantity.ts";
import { clear, count, emptyTally, type Tally, VERDICTS, type Verdict, verdictOf } from "./verdict.ts";

/** One hypothesis in one patient. */
export class HypothesisResult {
  readonly hypothesis: Hypothesis;
  readonly verdict: Verdict;
  /** F − A of the rule; orders what has the same verdict. */
  readonly balance: number;
  readonly #compiled: CompiledHypothesis;
  readonly #truths: TruthTable;

  constructor(compiled: CompiledHypothesis, truths: TruthTable, verdict: Verdict, balance: number) {
    this.hypothesis = compiled.hypothesis;
    this.verdict = verdict;
    this.balance = balance;
    this.#compiled = compiled;
    this.#truths = truths;
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

  /** The true arguments, counted. */
  get tally(): Tally {
    return tallyOf(this.#compiled, this.#truths);
  }

  #arguments(truth: Truth): Argument[] {
    const { hypothesis, criteria } = this.#compiled;
    return hypothesis.arguments.filter((_, index) => this.#truths.ofCriterion(criteria[index]) === truth);
  }
}

type Kind = CompiledHypothesis["kind"];

export class Assessment {
  readonly situation: Situation;
  /** Raised flags, the most urgent first. */
  readonly redFlags: readonly RedFlag[];
  #reached: ReachedVerdicts | undefined;
  readonly #sorted = new Map<Kind, readonly HypothesisResult[]>();

  constructor(situation: Situation, redFlags: readonly RedFlag[]) {
    this.situation = situation;
    this.redFlags = redFlags;
  }

  /** By the position of the hypothesis in the compiled knowledge. */
  get verdicts(): readonly Verdict[] {
    return this.#all.verdicts;
  }

  /** All of each kind: the best supported first. */
  get phenomena(): readonly HypothesisResult[] {
    return this.#ofKind("phenomenon");
  }

  get causes(): readonly HypothesisResult[] {
    return this.#ofKind("cause");
  }

  get #all(): ReachedVerdicts {
    this.#reached ??= reachVerdicts(this.situation);
    return this.#reached;
  }

  #ofKind(kind: Kind): readonly HypothesisResult[] {
    const made = this.#sorted.get(kind);
    if (made) return made;
    const { compiled, truths } = this.situation;
    const { verdicts, balances } = this.#all;
    const results = compiled.hypotheses.flatMap((one, index) =>
      one.kind === kind ? [new HypothesisResult(one, truths, verdicts[index], balances[index])] : [],
    );
    const inOrder = sorted(results);
    this.#sorted.set(kind, inOrder);
    return inOrder;
  }
}

export function assess(situation: Situation): Assessment {
  const { truths } = situation;
  const { redFlags } = situation.compiled;
  const raised: RedFlag[] = [];
  for (let i = 0; i < redFlags.length; i++) {
    if (truths.ofCriterion(redFlags[i].criterion) === 1) raised.push(redFlags[i].redFlag);
  }
  return new Assessment(situation, raised);
}

/** By the position of the hypothesis in the compiled knowledge. */
interface ReachedVerdicts {
  readonly verdicts: readonly Verdict[];
  /** F − A of the rule. */
  readonly balances: readonly number[];
}

function reachVerdicts({ compiled: { hypotheses }, truths }: Situation): ReachedVerdicts {
  const verdicts: Verdict[] = [];
  const balances: number[] = [];
  const tally = emptyTally();
  for (let i = 0; i < hypotheses.length; i++) {
    clear(tally);
    countTrue(hypotheses[i], truths, tally);
    verdicts.push(verdictOf(tally));
    balances.push(tally.for - tally.against);
  }
  return { verdicts, balances };
}

/** The true arguments of one hypothesis, counted. */
export function tallyOf(compiled: CompiledHypothesis, truths: TruthTable): Tally {
  const tally = emptyTally();
  countTrue(compiled, truths, tally);
  return tally;
}

function countTrue({ hypothesis, criteria }: CompiledHypothesis, truths: TruthTable, tally: Tally): void {
  for (let i = 0; i < criteria.length; i++) {
    if (truths.ofCriterion(criteria[i]) !== 1) continue;
    const { direction, strength } = hypothesis.arguments[i];
    count(tally, direction, strength);
  }
}

/** Decisive arguments have no points, so the verdict goes before the balance. Ties keep the order of the knowledge. */
function sorted(results: readonly HypothesisResult[]): HypothesisResult[] {
  return VERDICTS.flatMap((verdict) =>
    results.filter((one) => one.verdict === verdict).sort((a, b) => b.balance - a.balance),
  );
}
