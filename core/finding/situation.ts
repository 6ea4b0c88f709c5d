/**
 * One patient as the criteria see them: the value of every known finding and the truth of every criterion.
 *
 * What follows from others is worked out here, in an order in which inputs come first. Where a finding was told directly and
 * also follows from others, and the two disagree, a measured quantity wins over what was told, and what was told wins over what
 * follows from other signs; either way the disagreement is kept, so that the reader is told.
 */
import { ABSENT, type FindingValue, PRESENT } from "../criterion/finding-value.ts";
import { leafTruth } from "../criterion/leaf-truth.ts";
import type { TruthTable } from "../criterion/truth-table.ts";
import type { CompiledKnowledge, Derivation } from "../knowledge/compile-knowledge.ts";
import type { Interval } from "../knowledge/knowledge.ts";
import { possibleIntervals } from "../knowledge/reference-intervals.ts";
import { derivedQuantity } from "./derived-quantity.ts";

export interface Situation {
  readonly compiled: CompiledKnowledge;
  /** What was told, by index of the finding; undefined is what was not. */
  readonly given: readonly (FindingValue | undefined)[];
  /** What holds, by index of the finding; undefined is unknown. */
  readonly values: (FindingValue | undefined)[];
  /** 1 for a finding that was given, 2 for one that follows from others, 0 for an unknown one. */
  readonly known: Uint8Array;
  /** Of every leaf and criterion. */
  readonly truths: TruthTable;
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

/** `given` is by index of the finding and is not changed. */
export function situationOf(
  compiled: CompiledKnowledge,
  given: readonly (FindingValue | undefined)[],
): Situation {
  return situationFrom(nearestStart(compiled, given), given);
}

/** From a situation that is already worked out: only what is otherwise in this one need be gone through. */
function situationFrom(start: Situation, given: readonly (FindingValue | undefined)[]): Situation {
  const { compiled } = start;
  const count = compiled.findings.length;
  const situation: Situation = {
    compiled,
    given,
    values: start.values.slice(),
    known: start.known.slice(),
    truths: start.truths.copy(),
    conflicts: [],
  };
  const { values, known } = situation;
  const due = new Uint8Array(compiled.derivations.length);
  for (let finding = 0; finding < count; finding++) {
    const value = given[finding];
    if (value === start.given[finding]) continue;
    values[finding] = value;
    known[finding] = value === undefined ? 0 : 1;
    markDue(compiled, finding, due);
    // What may also follow from others waits for its turn, because the others may win.
    const turn = compiled.derivationOfFinding[finding];
    if (turn >= 0) due[turn] = 1;
    else updateLeaves(situation, finding);
  }
  for (let turn = 0; turn < due.length; turn++) {
    if (due[turn] === 0) continue;
    const derivation = compiled.derivations[turn];
    const { finding } = derivation;
    if (derive(situation, derivation)) markDue(compiled, finding, due);
    if (values[finding] !== start.values[finding]) updateLeaves(situation, finding);
  }
  return situation;
}

interface Starts {
  readonly nothing: Situation;
  /** A record that is silent about everything whose silence means absence: most records are nearer to it than to nothing. */
  readonly silence: Situation;
  /** What it makes absent. */
  readonly denied: readonly number[];
}

const startsOf = new WeakMap<CompiledKnowledge, Starts>();

function nearestStart(compiled: CompiledKnowledge, given: readonly (FindingValue | undefined)[]): Situation {
  const starts = startsOf.get(compiled) ?? makeStarts(compiled);
  startsOf.set(compiled, starts);
  const { nothing, silence, denied } = starts;
  let agreeing = 0;
  for (let i = 0; i < denied.length; i++) if (given[denied[i]] === ABSENT) agreeing++;
  // Conflicts would have to be told again, and in their order.
  return agreeing * 2 > denied.length && silence.conflicts.length === 0 ? silence : nothing;
}

/** Made once for each knowledge. */
function makeStarts(compiled: CompiledKnowledge): Starts {
  const { findings, nothingKnown } = compiled;
  const nowhere = findings.map(() => undefined);
  const nothing: Situation = {
    compiled,
    given: nowhere,
    values: nowhere,
    known: new Uint8Array(findings.length),
    truths: nothingKnown,
    conflicts: [],
  };
  const given = findings.map(({ record }) => (record.world === "closed" ? ABSENT : undefined));
  const denied = findings.flatMap((_, index) => (given[index] === undefined ? [] : [index]));
  return { nothing, silence: situationFrom(nothing, given), denied };
}

function markDue(compiled: CompiledKnowledge, finding: number, due: Uint8Array): void {
  const positions = compiled.derivationsOfFinding[finding];
  for (let i = 0; i < positions.length; i++) due[positions[i]] = 1;
}

/** The truths that a finding has a say in, from the values as they are now. */
export function updateLeaves({ compiled, values, truths }: Situation, finding: number): void {
  const leaves = compiled.leavesOfFinding[finding];
  let intervals = NO_INTERVALS;
  let intervalsOf = -1;
  for (let i = 0; i < leaves.length; i++) {
    const leaf = leaves[i];
    const owner = compiled.findingOfLeaf[leaf];
    const value = values[owner];
    if (value === undefined) truths.set(leaf, 0);
    else if (value.kind === "present") truths.set(leaf, 1);
    else if (value.kind === "absent") truths.set(leaf, -1);
    else {
      if (compiled.usesInterval[leaf] && intervalsOf !== owner) {
        intervals = possibleIntervals(compiled.findings[owner], values[compiled.sex], values[compiled.age]);
        intervalsOf = owner;
      }
      truths.set(leaf, leafTruth(compiled.leaves[leaf], value, intervals));
    }
  }
}

const NO_INTERVALS: readonly Interval[] = [];

/** Works out one derived finding; true if its value is now another than before. */
export function derive(situation: Situation, derivation: Derivation): boolean {
  const { values, known, conflicts } = situation;
  const { finding } = derivation;
  const derived = derivedValue(situation, derivation);
  const given = situation.given[finding];
  if (given === undefined) {
    if (sameValue(derived, values[finding])) return false;
    values[finding] = derived;
    known[finding] = derived === undefined ? 0 : 2;
    return true;
  }
  const disagrees = derived !== undefined && !derivation.formula && !sameValue(derived, given);
  const used = disagrees && derivation.fromQuantity ? "derived" : "given";
  if (disagrees) conflicts.push({ finding, given, derived, used });
  const value = used === "derived" ? derived : given;
  if (sameValue(value, values[finding])) return false;
  values[finding] = value;
  return true;
}

/**
 * Whoever was told that there is no weakness need not be told that none is growing. This looks at what was told only: a whole that is
 * itself worked out comes later than its parts.
 */
export function denyingWhole(
  { known, values }: Situation,
  { finding, wholes }: Derivation,
): number | undefined {
  if (known[finding] === 1) return undefined;
  return wholes.find((whole) => known[whole] === 1 && values[whole]?.kind === "absent");
}

function derivedValue(situation: Situation, derivation: Derivation): FindingValue | undefined {
  const { compiled, truths, values } = situation;
  if (derivation.formula)
    return derivedQuantity(derivation.formula, (id) => values[compiled.indexOfFinding.get(id) ?? -1]);
  const { presentIf, absentIf } = derivation;
  if (presentIf >= 0 && truths.ofCriterion(presentIf) === 1) return PRESENT;
  if (absentIf >= 0 && truths.ofCriterion(absentIf) === 1) return ABSENT;
  return denyingWhole(situation, derivation) === undefined ? undefined : ABSENT;
}

/** Derived values are of two kinds: signs, of which there is one object each, and quantities. */
export function sameValue(a: FindingValue | undefined, b: FindingValue | undefined): boolean {
  if (a === b) return true;
  if (a === undefined || b === undefined || a.kind !== b.kind) return false;
  if (a.kind === "choice" && b.kind === "choice") return a.option === b.option;
  if (a.kind !== "quantity" || b.kind !== "quantity") return true;
  return a.range.low === b.range.low && a.range.high === b.range.high;
}
