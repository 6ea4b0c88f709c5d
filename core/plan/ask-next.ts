/**
 * What to find out next: for every unknown finding, what each possible answer would change.
 *
 * Exact, not estimated: each answer is put into the situation, what depends on it is worked out anew, and red flags and verdicts
 * before and after are compared. A quantity is tried with one value for each stretch between the limits that anything holds it
 * against, so that no answer is missed. Only what the answer touches is evaluated; everything else cannot change.
 *
 * Order: the cheapest way to find out first (ask, examine, blood, ECG, EMG, imaging); among equals a red flag goes before a
 * verdict, and a verdict that would become or cease to be likely before smaller moves, above all of what is already supported by
 * something. Treatments are counted where an answer decides a *check first*.
 */
import { tallyOf } from "../assessment/assess.ts";
import { type Verdict, verdictOf, verdictRank } from "../assessment/verdict.ts";
import { ABSENT, type FindingValue, PRESENT } from "../criterion/finding-value.ts";
import { derive, type Situation, updateLeaves } from "../finding/situation.ts";
import type { CompiledKnowledge } from "../knowledge/compile-knowledge.ts";
import { type FindingDefinition, URGENCIES, WAYS_TO_OBTAIN } from "../knowledge/knowledge.ts";
import { possibleIntervals } from "../knowledge/reference-intervals.ts";
import { representativeValues } from "../knowledge/representative-values.ts";
import { exactly } from "../quantity/quantity.ts";
import { type TreatmentVerdict, treatmentVerdict } from "./treatments.ts";

export type Change =
  | {
      readonly kind: "red-flag";
      readonly id: string;
      readonly answer: FindingValue;
      readonly to: "raised" | "lowered";
    }
  | {
      readonly kind: "phenomenon" | "cause";
      readonly id: string;
      readonly answer: FindingValue;
      readonly from: Verdict;
      readonly to: Verdict;
    }
  | {
      readonly kind: "treatment";
      readonly id: string;
      readonly answer: FindingValue;
      readonly from: TreatmentVerdict | undefined;
      readonly to: TreatmentVerdict | undefined;
    };

export interface Question {
  readonly finding: FindingDefinition;
  /** Every change that some answer would make, answer by answer. */
  readonly changes: readonly Change[];
  /** Larger is more worth knowing; comparable only within one way of finding out. */
  readonly weight: number;
}

/** Every unknown finding whose answer would change something, in the order in which to ask. */
export function askNext(situation: Situation): Question[] {
  const whatIf = new WhatIf(situation);
  const questions: Question[] = [];
  situation.compiled.findings.forEach((finding, index) => {
    if (situation.known[index] !== 0) return;
    const changes = possibleAnswers(situation, index).flatMap((answer) => whatIf.changes(index, answer));
    if (changes.length > 0) questions.push({ finding, changes, weight: weigh(changes, situation.compiled) });
  });
  return questions.sort(
    (a, b) =>
      WAYS_TO_OBTAIN.indexOf(a.finding.obtain) - WAYS_TO_OBTAIN.indexOf(b.finding.obtain) ||
      b.weight - a.weight,
  );
}

/** One answer for each way in which anything could see the finding. */
export function possibleAnswers({ compiled, values }: Situation, finding: number): FindingValue[] {
  const definition = compiled.findings[finding];
  if (definition.kind === "choice")
    return definition.options.map(({ id }) => ({ kind: "choice", option: id }));
  if (definition.kind === "sign") return [PRESENT, ABSENT];
  const leaves = compiled.leavesOfFinding[finding]
    .filter((leaf) => compiled.findingOfLeaf[leaf] === finding)
    .map((leaf) => compiled.leaves[leaf]);
  const isInput = compiled.derivationsOfFinding[finding].length > 0;
  if (leaves.length === 0 && !isInput) return [];
  const intervals = possibleIntervals(definition, values[compiled.sex], values[compiled.age]);
  return representativeValues(definition, leaves, intervals).map((value) => ({
    kind: "quantity",
    range: exactly(value),
  }));
}

/** Tries answers in one working copy of the situation and takes each back again. */
class WhatIf {
  readonly #before: Situation;
  readonly #copy: Situation;
  readonly #verdicts: readonly Verdict[];
  readonly #treatments: readonly (TreatmentVerdict | undefined)[];

  constructor(situation: Situation) {
    const { compiled } = situation;
    this.#before = situation;
    this.#copy = {
      ...situation,
      values: situation.values.slice(),
      known: situation.known.slice(),
      truths: situation.truths.slice(),
      criterionTruths: situation.criterionTruths.slice(),
      conflicts: [],
    };
    this.#verdicts = compiled.hypotheses.map((one) => verdictOf(tallyOf(one, situation.criterionTruths)));
    this.#treatments = compiled.treatments.map((one) => treatmentVerdict(one, situation.criterionTruths));
  }

  changes(finding: number, answer: FindingValue): Change[] {
    const moved = this.#put(finding, answer);
    const changed = this.#evaluate(moved);
    const changes = changed.length === 0 ? [] : this.#compare(changed, answer);
    this.#takeBack(moved, changed);
    return changes;
  }

  /** The findings whose value is now another one: the finding itself and what follows from it. */
  #put(finding: number, answer: FindingValue): number[] {
    const { compiled } = this.#copy;
    const moved = [finding];
    this.#copy.values[finding] = answer;
    this.#copy.known[finding] = 1;
    updateLeaves(this.#copy, finding);
    if (compiled.derivationsOfFinding[finding].length === 0) return moved;
    const due = new Set(compiled.derivationsOfFinding[finding]);
    for (let position = 0; position < compiled.derivations.length; position++) {
      if (!due.has(position)) continue;
      const derivation = compiled.derivations[position];
      if (!derive(this.#copy, derivation)) continue;
      updateLeaves(this.#copy, derivation.finding);
      moved.push(derivation.finding);
      for (const next of compiled.derivationsOfFinding[derivation.finding]) due.add(next);
    }
    return moved;
  }

  /** The criteria whose truth is now another one. */
  #evaluate(moved: readonly number[]): number[] {
    const { compiled, truths, criterionTruths } = this.#copy;
    const { program, criteriaOfFinding } = compiled;
    program.evaluateSome(truths, this.#joints(moved));
    const changed: number[] = [];
    for (const finding of moved) {
      for (const criterion of criteriaOfFinding[finding]) {
        const truth = truths[program.places[criterion]] * program.signs[criterion];
        if (truth === criterionTruths[criterion]) continue;
        criterionTruths[criterion] = truth;
        changed.push(criterion);
      }
    }
    return changed;
  }

  /** The joints that these findings reach, ascending. */
  #joints(moved: readonly number[]): readonly number[] {
    const { jointsOfFinding } = this.#copy.compiled;
    if (moved.length === 1) return jointsOfFinding[moved[0]];
    return [...new Set(moved.flatMap((finding) => jointsOfFinding[finding]))].sort((a, b) => a - b);
  }

  #compare(changed: readonly number[], answer: FindingValue): Change[] {
    const { compiled, criterionTruths } = this.#copy;
    const before = this.#before.criterionTruths;
    const changes: Change[] = [];
    const seenHypotheses = new Set<number>();
    const seenTreatments = new Set<number>();
    for (const criterion of changed) {
      if ((criterionTruths[criterion] === 1) !== (before[criterion] === 1)) {
        const to = criterionTruths[criterion] === 1 ? "raised" : "lowered";
        for (const flag of compiled.redFlagsOfCriterion[criterion])
          changes.push({ kind: "red-flag", id: compiled.redFlags[flag].redFlag.id, answer, to });
      }
      for (const index of compiled.hypothesesOfCriterion[criterion]) seenHypotheses.add(index);
      for (const index of compiled.treatmentsOfCriterion[criterion]) seenTreatments.add(index);
    }
    for (const index of seenHypotheses) {
      const { kind, hypothesis } = compiled.hypotheses[index];
      const from = this.#verdicts[index];
      const to = verdictOf(tallyOf(compiled.hypotheses[index], criterionTruths));
      if (from !== to) changes.push({ kind, id: hypothesis.id, answer, from, to });
    }
    for (const index of seenTreatments) {
      const from = this.#treatments[index];
      const to = treatmentVerdict(compiled.treatments[index], criterionTruths);
      if (from !== to)
        changes.push({ kind: "treatment", id: compiled.treatments[index].treatment.id, answer, from, to });
    }
    return changes;
  }

  #takeBack(moved: readonly number[], changed: readonly number[]): void {
    const { values, known, truths, criterionTruths } = this.#copy;
    for (const finding of moved) {
      values[finding] = this.#before.values[finding];
      known[finding] = this.#before.known[finding];
    }
    for (const finding of moved) updateLeaves(this.#copy, finding);
    for (const joint of this.#joints(moved)) truths[joint] = this.#before.truths[joint];
    for (const criterion of changed) criterionTruths[criterion] = this.#before.criterionTruths[criterion];
    this.#copy.conflicts.length = 0;
  }
}

const FLAG_WEIGHT = 1000;
const LIKELY = verdictRank("likely");
const POSSIBLE = verdictRank("possible");

/**
 * The heaviest change counts most, the others a little: one answer that raises an emergency is worth more than many small moves.
 * These numbers order questions on the screen; they say nothing about the patient.
 */
function weigh(changes: readonly Change[], { knowledge }: CompiledKnowledge): number {
  const weights = changes.map((change) => {
    if (change.kind === "red-flag") {
      const flag = knowledge.redFlags.find(({ id }) => id === change.id);
      return FLAG_WEIGHT - 100 * URGENCIES.indexOf(flag?.urgency ?? "routine");
    }
    if (change.kind === "treatment") return change.from === "check-first" ? 6 : 1;
    const [from, to] = [verdictRank(change.from), verdictRank(change.to)];
    const inPlay = from <= POSSIBLE;
    return (crosses(from, to) ? (inPlay ? 20 : 8) : 0) + Math.abs(from - to);
  });
  const heaviest = Math.max(...weights);
  return heaviest + weights.reduce((sum, weight) => sum + weight, 0) / 100;
}

/** The change makes something likely (or better), or makes it so no longer. */
function crosses(from: number, to: number): boolean {
  return from <= LIKELY !== to <= LIKELY;
}
