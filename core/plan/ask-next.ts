/**
 * What to find out next: for every unknown finding, what each possible answer would change.
 *
 * Exact, not estimated: each answer is put into the situation, what depends on it is worked out anew, and red flags and verdicts
 * before and after are compared. A quantity is tried with one value for each stretch between the limits that anything holds it
 * against, so that no answer is missed. Only what the answer touches is evaluated; everything else cannot change.
 *
 * Order: the cheapest way to find out first (ask, examine, blood, ECG, EMG, imaging). Among equals, as a good clinician talks: first
 * the red flags to which something points already; then what is wrong now and could make likely, or no longer likely, something
 * that is in play; then the other red flags; then earlier illnesses and drugs that could do the same; then smaller moves. Treatments
 * are counted where an answer decides a *check first*. A question that makes no sense yet (the trimester before the pregnancy is
 * known) is not asked.
 */
import { tallyOf } from "../assessment/assess.ts";
import { type Verdict, verdictOf, verdictRank } from "../assessment/verdict.ts";
import { ABSENT, type FindingValue, PRESENT } from "../criterion/finding-value.ts";
import { derive, type Situation, updateLeaves } from "../finding/situation.ts";
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
    if (situation.known[index] !== 0 || !makesSense(index, situation)) return;
    const byAnswer = possibleAnswers(situation, index).map((answer) => whatIf.changes(index, answer));
    const changes = byAnswer.flat();
    if (changes.length > 0) questions.push({ finding, changes, weight: weigh(finding, byAnswer, situation) });
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
  readonly #given: (FindingValue | undefined)[];
  readonly #copy: Situation;
  readonly #verdicts: readonly Verdict[];
  readonly #treatments: readonly (TreatmentVerdict | undefined)[];

  constructor(situation: Situation) {
    const { compiled, truths } = situation;
    this.#before = situation;
    this.#given = situation.given.slice();
    this.#copy = {
      ...situation,
      given: this.#given,
      values: situation.values.slice(),
      known: situation.known.slice(),
      truths: truths.copy(),
      conflicts: [],
    };
    this.#verdicts = compiled.hypotheses.map((one) => verdictOf(tallyOf(one, truths)));
    this.#treatments = compiled.treatments.map((one) => treatmentVerdict(one, truths));
  }

  changes(finding: number, answer: FindingValue): Change[] {
    this.#copy.truths.beginTrial();
    const moved = this.#put(finding, answer);
    const changes = this.#compare(this.#changedCriteria(), answer);
    this.#given[finding] = undefined;
    this.#takeBack(moved);
    return changes;
  }

  /** The findings whose value is now another one: the finding itself and what follows from it. */
  #put(finding: number, answer: FindingValue): number[] {
    const { compiled } = this.#copy;
    const moved = [finding];
    this.#given[finding] = answer;
    this.#copy.values[finding] = answer;
    this.#copy.known[finding] = 1;
    updateLeaves(this.#copy, finding);
    const isPatient = finding === compiled.age || finding === compiled.sex;
    const due = new Set(compiled.derivationsOfFinding[finding]);
    if (isPatient) for (const position of compiled.derivationsByPatient) due.add(position);
    if (due.size === 0) return moved;
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
  #changedCriteria(): number[] {
    const before = this.#before.truths;
    const after = this.#copy.truths;
    return after
      .movedCriteria()
      .filter((criterion) => after.ofCriterion(criterion) !== before.ofCriterion(criterion));
  }

  /** Red flags first, then verdicts, then treatments, each in the order of the knowledge. */
  #compare(changed: readonly number[], answer: FindingValue): Change[] {
    if (changed.length === 0) return [];
    const { compiled, truths } = this.#copy;
    const changes: Change[] = [];
    for (const index of touched(changed, compiled.redFlagsOfCriterion)) {
      const { redFlag, criterion } = compiled.redFlags[index];
      const [was, is] = [
        this.#before.truths.ofCriterion(criterion) === 1,
        truths.ofCriterion(criterion) === 1,
      ];
      if (was !== is)
        changes.push({ kind: "red-flag", id: redFlag.id, answer, to: is ? "raised" : "lowered" });
    }
    for (const index of touched(changed, compiled.hypothesesOfCriterion)) {
      const { kind, hypothesis } = compiled.hypotheses[index];
      const from = this.#verdicts[index];
      const to = verdictOf(tallyOf(compiled.hypotheses[index], truths));
      if (from !== to) changes.push({ kind, id: hypothesis.id, answer, from, to });
    }
    for (const index of touched(changed, compiled.treatmentsOfCriterion)) {
      const { treatment } = compiled.treatments[index];
      const from = this.#treatments[index];
      const to = treatmentVerdict(compiled.treatments[index], truths);
      if (from !== to) changes.push({ kind: "treatment", id: treatment.id, answer, from, to });
    }
    return changes;
  }

  #takeBack(moved: readonly number[]): void {
    const { values, known, truths, conflicts } = this.#copy;
    truths.endTrial();
    for (const finding of moved) {
      values[finding] = this.#before.values[finding];
      known[finding] = this.#before.known[finding];
    }
    conflicts.length = 0;
  }
}

/** What these criteria have a say in, each once, ascending. */
function touched(criteria: readonly number[], usersOf: readonly (readonly number[])[]): number[] {
  const users: number[] = [];
  for (const criterion of criteria)
    for (const user of usersOf[criterion]) if (!users.includes(user)) users.push(user);
  return users.sort((a, b) => a - b);
}

function makesSense(finding: number, { compiled, truths }: Situation): boolean {
  const askIf = compiled.askIf[finding];
  const askUnless = compiled.askUnless[finding];
  return (
    (askIf < 0 || truths.ofCriterion(askIf) === 1) && (askUnless < 0 || truths.ofCriterion(askUnless) !== 1)
  );
}

const LIKELY = verdictRank("likely");
const POSSIBLE = verdictRank("possible");

/**
 * What one answer may change is weighed by its heaviest change, and a question by the mean of its answers: what matters whatever the
 * answer is goes before what matters only if the answer is yes. A red flag counts whole, however many answers leave it alone.
 * These numbers order questions on the screen; they say nothing about the patient.
 */
function weigh(
  finding: FindingDefinition,
  byAnswer: readonly (readonly Change[])[],
  situation: Situation,
): number {
  let flag = 0;
  let sum = 0;
  let all = 0;
  let decides = false;
  for (const changes of byAnswer) {
    let heaviest = 0;
    for (const change of changes) {
      const weight = change.kind === "red-flag" ? flagWeight(change.id, situation) : weightOf(change);
      if (change.kind === "red-flag") flag = Math.max(flag, weight);
      else heaviest = Math.max(heaviest, weight);
      all += weight;
    }
    sum += heaviest;
    decides ||= heaviest >= DECIDES;
  }
  const isLater = situation.compiled.knowledge.askLater.includes(finding.group);
  return flag + sum / byAnswer.length + (decides && !isLater ? WRONG_NOW : 0) + all / 10_000;
}

/** Something in play becomes likely or ceases to be so. */
const DECIDES = 40;
const WRONG_NOW = 20;
/** A red flag to which something points: above everything; any other: below what is wrong now, above earlier illnesses. */
const POINTED_TO = 1000;
const NOT_POINTED_TO = 34;

function weightOf(change: Exclude<Change, { kind: "red-flag" }>): number {
  if (change.kind === "treatment") return change.from === "check-first" ? 6 : 1;
  const [from, to] = [verdictRank(change.from), verdictRank(change.to)];
  const inPlay = from <= POSSIBLE;
  const step = crosses(from, to) ? (inPlay ? DECIDES : 8) : 0;
  return step + Math.abs(from - to) * (inPlay ? 1 : 0.2);
}

function flagWeight(id: string, { compiled, truths }: Situation): number {
  const flag = compiled.redFlags.find(({ redFlag }) => redFlag.id === id);
  if (!flag) return 0;
  const lessUrgent = URGENCIES.indexOf(flag.redFlag.urgency);
  const isAskedWith = flag.askWith >= 0 && truths.ofCriterion(flag.askWith) === 1;
  const hasBegun = compiled.beginningsOfCriterion[flag.criterion].some((leaf) => truths.ofLeaf(leaf) === 1);
  return isAskedWith || hasBegun ? POINTED_TO - 100 * lessUrgent : NOT_POINTED_TO - lessUrgent;
}

/** The change makes something likely (or better), or makes it so no longer. */
function crosses(from: number, to: number): boolean {
  return from <= LIKELY !== to <= LIKELY;
}
