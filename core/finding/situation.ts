/**
 * One patient as the criteria see them: the value of every known finding and the truth of every criterion.
 *
 * What follows from others is worked out here, in an order in which inputs come first. Where a finding was told directly and
 * also follows from others, and the two disagree, a measured quantity wins over what was told, and what was told wins over what
 * follows from other signs; either way the disagreement is kept, so that the reader is told.
 */
import { ABSENT, type FindingValue, PRESENT } from "../criterion/finding-value.ts";
import { leafTruth } from "../criterion/leaf-truth.ts";
import type { CompiledKnowledge, Derivation } from "../knowledge/compile-knowledge.ts";
import type { Interval } from "../knowledge/knowledge.ts";
import { possibleIntervals } from "../knowledge/reference-intervals.ts";
import { derivedQuantity } from "./derived-quantity.ts";

export interface Situation {
  readonly compiled: CompiledKnowledge;
  /** By index of the finding; undefined is unknown. */
  readonly values: (FindingValue | undefined)[];
  /** 1 for a finding that was given, 2 for one that follows from others, 0 for an unknown one. */
  readonly known: Uint8Array;
  /** The program's table, leaves first: -1 false, 0 unknown, 1 true. */
  readonly truths: Int8Array;
  readonly criterionTruths: Int8Array;
  readonly conflicts: Conflict[];
}

/** A finding that was given one way and follows the other way. */
export interface Conflict {
  readonly finding: number;
  readonly given: FindingValue;
  readonly derived: FindingValue;
  /** Which of the two is used. */
  readonly used: "given" | "derived";
}

const NO_INTERVALS: readonly Interval[] = [];

/** `given` is by index of the finding and is not changed. */
export function situationOf(
  compiled: CompiledKnowledge,
  given: readonly (FindingValue | undefined)[],
): Situation {
  const count = compiled.findings.length;
  const situation: Situation = {
    compiled,
    values: given.slice(0, count),
    known: new Uint8Array(count),
    truths: new Int8Array(compiled.program.size),
    criterionTruths: new Int8Array(compiled.criteria.length),
    conflicts: [],
  };
  const { values, known } = situation;
  values.length = count;
  const due = new Uint8Array(compiled.derivations.length);
  for (let finding = 0; finding < count; finding++) {
    if (values[finding] === undefined) continue;
    known[finding] = 1;
    updateLeaves(situation, finding);
    markDue(compiled, finding, due);
  }
  for (let position = 0; position < due.length; position++) {
    if (due[position] === 0) continue;
    const { finding } = compiled.derivations[position];
    if (!derive(situation, compiled.derivations[position])) continue;
    updateLeaves(situation, finding);
    markDue(compiled, finding, due);
  }
  compiled.program.evaluateAll(situation.truths);
  readCriteria(situation);
  return situation;
}

function markDue(compiled: CompiledKnowledge, finding: number, due: Uint8Array): void {
  const positions = compiled.derivationsOfFinding[finding];
  for (let i = 0; i < positions.length; i++) due[positions[i]] = 1;
}

/** The leaf truths that a finding has a say in, from the values as they are now. */
export function updateLeaves({ compiled, values, truths }: Situation, finding: number): void {
  const leaves = compiled.leavesOfFinding[finding];
  for (let i = 0; i < leaves.length; i++) {
    const owner = compiled.findingOfLeaf[leaves[i]];
    const value = values[owner];
    if (value === undefined) truths[leaves[i]] = 0;
    else if (value.kind === "present") truths[leaves[i]] = 1;
    else if (value.kind === "absent") truths[leaves[i]] = -1;
    else
      truths[leaves[i]] = leafTruth(compiled.leaves[leaves[i]], value, intervalsFor(compiled, values, owner));
  }
}

function intervalsFor(
  compiled: CompiledKnowledge,
  values: readonly (FindingValue | undefined)[],
  finding: number,
): readonly Interval[] {
  const definition = compiled.findings[finding];
  if (definition.intervals.length === 0) return NO_INTERVALS;
  return possibleIntervals(definition, values[compiled.sex], values[compiled.age]);
}

/** Works out one derived finding; true if its value is now another than before. */
export function derive(situation: Situation, derivation: Derivation): boolean {
  const { values, known, conflicts } = situation;
  const { finding } = derivation;
  const derived = derivedValue(situation, derivation);
  const given = known[finding] === 1 ? values[finding] : undefined;
  if (given === undefined) {
    if (sameValue(derived, values[finding])) return false;
    values[finding] = derived;
    known[finding] = derived === undefined ? 0 : 2;
    return true;
  }
  if (derived === undefined || derivation.formula || sameValue(derived, given)) return false;
  const used = derivation.fromQuantity ? "derived" : "given";
  conflicts.push({ finding, given, derived, used });
  if (used === "given") return false;
  values[finding] = derived;
  return true;
}

function derivedValue(situation: Situation, derivation: Derivation): FindingValue | undefined {
  const { compiled, truths, values } = situation;
  if (derivation.formula)
    return derivedQuantity(derivation.formula, (id) => values[compiled.indexOfFinding.get(id) ?? -1]);
  const present =
    derivation.presentIf >= 0 ? compiled.program.truthFromLeaves(derivation.presentIf, truths) : 0;
  if (present === 1) return PRESENT;
  const absent = derivation.absentIf >= 0 ? compiled.program.truthFromLeaves(derivation.absentIf, truths) : 0;
  return absent === 1 ? ABSENT : undefined;
}

/** Derived values are of two kinds: signs, of which there is one object each, and quantities. */
export function sameValue(a: FindingValue | undefined, b: FindingValue | undefined): boolean {
  if (a === b) return true;
  if (a === undefined || b === undefined || a.kind !== b.kind) return false;
  if (a.kind === "choice" && b.kind === "choice") return a.option === b.option;
  if (a.kind !== "quantity" || b.kind !== "quantity") return true;
  return a.range.low === b.range.low && a.range.high === b.range.high;
}

function readCriteria({ compiled: { program }, truths, criterionTruths }: Situation): void {
  const { places, signs } = program;
  for (let i = 0; i < places.length; i++) criterionTruths[i] = truths[places[i]] * signs[i];
}
