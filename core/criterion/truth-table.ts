/**
 * The truths of one patient in the network of all criteria: set a leaf, and everything that rests on it is settled.
 *
 * A new table knows nothing: every truth is unknown. Each joint counts down how many more true parts make it true, and how many
 * more false parts make it false. A place that becomes certain takes one off each joint that it is part of, and a joint whose count
 * reaches nought is certain in its turn; forgetting is the same way back. So the work is proportional to what a finding reaches, not
 * to how much is known of medicine. A table can be tried out: `endTrial` takes back all since `beginTrial`, for *what if*.
 *
 * Same answers as `evaluateCriterion`, which is the definition.
 */
import type { Truth } from "../quantity/quantity.ts";
import type { CriterionProgram } from "./criterion-program.ts";

export class TruthTable {
  readonly #program: CriterionProgram;
  /** By leaf. */
  readonly #truths: Int8Array;
  /** By criterion. */
  readonly #answers: Int8Array;
  /** As `needed` of the program, less the parts that are so. Nought or less: it is so. */
  readonly #missing: Int8Array | Int16Array;
  #trial: Trial | undefined;

  constructor(program: CriterionProgram, like?: TruthTable) {
    this.#program = program;
    this.#truths = like ? like.#truths.slice() : new Int8Array(program.leaves.length);
    this.#answers = like ? like.#answers.slice() : new Int8Array(program.criteria);
    this.#missing = (like ? like.#missing : program.needed).slice();
  }

  ofLeaf(leaf: number): Truth {
    return this.#truths[leaf] as Truth;
  }

  /** By the number that `ProgramBuilder.add` gave. */
  ofCriterion(criterion: number): Truth {
    return this.#answers[criterion] as Truth;
  }

  /** Settles the leaf and all that rests on it. */
  set(leaf: number, truth: Truth): void {
    const before = this.#truths[leaf];
    if (before === truth) return;
    this.#trial?.leaves.push({ leaf, before: before as Truth });
    this.#truths[leaf] = truth;
    if (before !== 0) this.#forget(leaf, before);
    if (truth !== 0) this.#learn(leaf, truth);
  }

  /** The same truths, to be changed apart from these. */
  copy(): TruthTable {
    return new TruthTable(this.#program, this);
  }

  beginTrial(): void {
    this.#trial = { leaves: [], places: [] };
  }

  /** The criteria that moved during the trial, with repetitions; some may have moved back. */
  movedCriteria(): number[] {
    const { firstAnswer, answers } = this.#program;
    const criteria: number[] = [];
    for (const place of this.#trial?.places ?? [])
      for (let i = firstAnswer[place]; i < firstAnswer[place + 1]; i++) criteria.push(answers[i] >> 1);
    return criteria;
  }

  /** Everything as it was when the trial began. */
  endTrial(): void {
    const tried = this.#trial?.leaves ?? [];
    this.#trial = undefined;
    for (let i = tried.length - 1; i >= 0; i--) this.set(tried[i].leaf, tried[i].before);
  }

  /** From unknown to a certain truth. */
  #learn(place: number, truth: number): void {
    this.#record(place, truth);
    const { firstUse, uses, leaves } = this.#program;
    const missing = this.#missing;
    const turn = truth === 1 ? 0 : 1;
    const end = firstUse[place + 1];
    for (let i = firstUse[place]; i < end; i++) {
      const side = uses[i] ^ turn;
      if (--missing[side] === 0) this.#learn(leaves.length + (side >> 1), side & 1 ? -1 : 1);
    }
  }

  /** From a certain truth to unknown. */
  #forget(place: number, truth: number): void {
    this.#record(place, 0);
    const { firstUse, uses, leaves } = this.#program;
    const missing = this.#missing;
    const turn = truth === 1 ? 0 : 1;
    const end = firstUse[place + 1];
    for (let i = firstUse[place]; i < end; i++) {
      const side = uses[i] ^ turn;
      if (missing[side]++ === 0) this.#forget(leaves.length + (side >> 1), side & 1 ? -1 : 1);
    }
  }

  /** Writes down the criteria that a place answers. */
  #record(place: number, truth: number): void {
    this.#trial?.places.push(place);
    const { firstAnswer, answers } = this.#program;
    const end = firstAnswer[place + 1];
    for (let i = firstAnswer[place]; i < end; i++)
      this.#answers[answers[i] >> 1] = answers[i] & 1 ? -truth : truth;
  }
}

/** What moved since a trial began, in order, with repetitions. */
interface Trial {
  readonly leaves: { readonly leaf: number; readonly before: Truth }[];
  readonly places: number[];
}
