/**
 * Knowledge made ready to be asked: every leaf and criterion numbered, and for each finding what depends on it.
 *
 * A patient has some dozens of known findings among hundreds, and a criterion whose leaves are all unknown is unknown. So the
 * truths of a patient are settled by visiting what the known findings reach, and a *what if* visits what the one answer reaches.
 */

import { type Criterion, type Leaf, leafKey, leavesOf } from "../criterion/criterion.ts";
import { ProgramBuilder } from "../criterion/criterion-program.ts";
import { TruthTable } from "../criterion/truth-table.ts";
import { inputsOf } from "./inputs-of.ts";
import {
  AGE,
  type FindingDefinition,
  type Formula,
  type Hypothesis,
  type Investigation,
  type Knowledge,
  type RedFlag,
  SEX,
  TREATMENT_RULES,
  type Treatment,
  URGENCIES,
} from "./knowledge.ts";
import { intervalsDependOnPatient } from "./reference-intervals.ts";

/** A finding that may follow from others. Indices of criteria are -1 where there is none. */
export interface Derivation {
  readonly finding: number;
  readonly inputs: readonly number[];
  readonly presentIf: number;
  readonly absentIf: number;
  readonly formula: Formula | undefined;
  /** Signs that it is a part of, the nearest first: it is absent if it was told that one of them is. */
  readonly wholes: readonly number[];
  /** Whether it rests, directly or by way of others, on a measured quantity. */
  readonly fromQuantity: boolean;
}

export interface CompiledHypothesis {
  readonly kind: "phenomenon" | "cause";
  readonly hypothesis: Hypothesis;
  /** The criterion of each argument, in the order of the hypothesis. */
  readonly criteria: readonly number[];
}

export interface CompiledRedFlag {
  readonly redFlag: RedFlag;
  readonly criterion: number;
  /** -1 where there is none. */
  readonly askWith: number;
}

export interface CompiledTreatment {
  readonly treatment: Treatment;
  /** One criterion for each rule, in the rules' order. */
  readonly rules: readonly number[];
  /** The place of each rule's verdict in `TREATMENT_RULES`: the smaller, the graver. */
  readonly gravities: readonly number[];
}

export interface CompiledInvestigation {
  readonly investigation: Investigation;
  readonly indicated: readonly number[];
  readonly notNeeded: readonly number[];
  /** Places in `URGENCIES`, one for each reason. */
  readonly indicatedUrgencies: readonly number[];
  readonly notNeededUrgencies: readonly number[];
  readonly gives: readonly number[];
}

export interface CompiledKnowledge {
  readonly knowledge: Knowledge;
  readonly findings: readonly FindingDefinition[];
  readonly indexOfFinding: ReadonlyMap<string, number>;
  readonly age: number;
  readonly sex: number;
  readonly leaves: readonly Leaf[];
  /** The finding of each leaf. */
  readonly findingOfLeaf: readonly number[];
  /** Whether a leaf is held against the reference interval. */
  readonly usesInterval: readonly boolean[];
  /** The leaves whose truth a finding has a say in: its own, and through sex and age those with intervals. */
  readonly leavesOfFinding: readonly (readonly number[])[];
  readonly criteria: readonly Criterion[];
  /** The truths of a patient of whom nothing is known; criteria have the same numbers here and there. */
  readonly nothingKnown: TruthTable;
  /** The leaves of each criterion without age and sex, which alone begin nothing. */
  readonly beginningsOfCriterion: readonly (readonly number[])[];
  /** In an order in which every input comes before what follows from it. */
  readonly derivations: readonly Derivation[];
  /** The position in `derivations` of a finding that may follow from others; -1 for all else. */
  readonly derivationOfFinding: Int32Array;
  /** Positions in `derivations` that a finding is an input of. */
  readonly derivationsOfFinding: readonly (readonly number[])[];
  /** Positions of those that hold a quantity against an interval that age and sex choose: they change with these as well. */
  readonly derivationsByPatient: readonly number[];
  readonly hypotheses: readonly CompiledHypothesis[];
  readonly hypothesesOfCriterion: readonly (readonly number[])[];
  /** By finding: the criterion without which its question makes no sense; -1 where there is none. */
  readonly askIf: Int32Array;
  /** The same of the criterion with which it makes no sense any more. */
  readonly askUnless: Int32Array;
  /** The most urgent first. */
  readonly redFlags: readonly CompiledRedFlag[];
  readonly redFlagsOfCriterion: readonly (readonly number[])[];
  readonly treatments: readonly CompiledTreatment[];
  readonly treatmentsOfCriterion: readonly (readonly number[])[];
  readonly investigations: readonly CompiledInvestigation[];
  readonly investigationsOfCriterion: readonly (readonly number[])[];
}

export function compileKnowledge(knowledge: Knowledge): CompiledKnowledge {
  const { findings } = knowledge;
  const indexOfFinding = new Map(findings.map(({ id }, index) => [id, index]));
  const findingIndex = (id: string) => indexOfFinding.get(id) ?? -1;
  const builder = new ProgramBuilder();
  const criteria: Criterion[] = [];
  const criterionIndices = new Map<string, number>();
  const criterionIndex = (criterion: Criterion): number => {
    const key = JSON.stringify(criterion);
    const known = criterionIndices.get(key);
    if (known !== undefined) return known;
    const index = builder.add(criterion);
    criterionIndices.set(key, index);
    criteria.push(criterion);
    return index;
  };

  const derivations = inOrder(findings, findingIndex).map((finding): Derivation => {
    const { presentIf, absentIf, formula } = findings[finding];
    return {
      finding,
      inputs: inputsOf(findings[finding]).map(findingIndex),
      presentIf: presentIf ? criterionIndex(presentIf) : -1,
      absentIf: absentIf ? criterionIndex(absentIf) : -1,
      formula,
      wholes: wholesOf(finding, findings, findingIndex),
      fromQuantity: restsOnQuantity(finding, findings, findingIndex),
    };
  });
  const hypotheses = (
    [
      ["phenomenon", knowledge.phenomena],
      ["cause", knowledge.causes],
    ] as const
  ).flatMap(([kind, all]) =>
    all.map(
      (hypothesis): CompiledHypothesis => ({
        kind,
        hypothesis,
        criteria: hypothesis.arguments.map(({ criterion }) => criterionIndex(criterion)),
      }),
    ),
  );
  const redFlags = knowledge.redFlags
    .map((redFlag) => ({
      redFlag,
      criterion: criterionIndex(redFlag.when),
      askWith: redFlag.askWith ? criterionIndex(redFlag.askWith) : -1,
    }))
    .sort((a, b) => URGENCIES.indexOf(a.redFlag.urgency) - URGENCIES.indexOf(b.redFlag.urgency));
  const treatments = knowledge.treatments.map((treatment) => ({
    treatment,
    rules: treatment.rules.map((rule) => criterionIndex(rule.when)),
    gravities: treatment.rules.map(({ verdict }) => TREATMENT_RULES.indexOf(verdict)),
  }));
  const investigations = knowledge.investigations.map((investigation) => ({
    investigation,
    indicated: investigation.indicated.map(({ when }) => criterionIndex(when)),
    notNeeded: investigation.notNeeded.map(({ when }) => criterionIndex(when)),
    indicatedUrgencies: investigation.indicated.map(({ urgency }) => URGENCIES.indexOf(urgency)),
    notNeededUrgencies: investigation.notNeeded.map(({ urgency }) => URGENCIES.indexOf(urgency)),
    gives: investigation.gives.map(findingIndex),
  }));

  const numbered = (criterion: Criterion | undefined) => (criterion ? criterionIndex(criterion) : -1);
  const askIf = Int32Array.from(findings, (finding) => numbered(finding.askIf));
  const askUnless = Int32Array.from(findings, (finding) => numbered(finding.askUnless));

  const program = builder.program();
  const { leaves } = program;
  const leafPlaces = new Map(leaves.map((leaf, place) => [leafKey(leaf), place]));
  const leafIndex = (leaf: Leaf) => leafPlaces.get(leafKey(leaf)) ?? -1;
  const findingOfLeaf = leaves.map((leaf) => findingIndex(leaf.finding));
  const leavesOfFinding = leavesByFinding(findings, leaves, findingOfLeaf, findingIndex);
  const beginningsOf = (criterion: Criterion) =>
    leavesOf(criterion).filter(({ finding }) => finding !== AGE && finding !== SEX);
  return {
    knowledge,
    findings,
    indexOfFinding,
    age: findingIndex(AGE),
    sex: findingIndex(SEX),
    leaves,
    findingOfLeaf,
    usesInterval: leaves.map(usesInterval),
    leavesOfFinding,
    criteria,
    nothingKnown: new TruthTable(program),
    beginningsOfCriterion: criteria.map((one) => [...new Set(beginningsOf(one).map(leafIndex))]),
    derivations,
    derivationOfFinding: Int32Array.from(findings, (_, index) =>
      derivations.findIndex(({ finding }) => finding === index),
    ),
    derivationsOfFinding: backwards(
      findings.length,
      derivations.map(({ inputs, wholes }) => [...inputs, ...wholes]),
    ),
    derivationsByPatient: derivations.flatMap(({ finding }, position) =>
      restsOnPatient(findings[finding], findings, findingIndex) ? [position] : [],
    ),
    hypotheses,
    hypothesesOfCriterion: backwards(
      criteria.length,
      hypotheses.map((one) => [...one.criteria]),
    ),
    askIf,
    askUnless,
    redFlags,
    redFlagsOfCriterion: backwards(
      criteria.length,
      redFlags.map(({ criterion }) => [criterion]),
    ),
    treatments,
    treatmentsOfCriterion: backwards(
      criteria.length,
      treatments.map(({ rules }) => rules),
    ),
    investigations,
    investigationsOfCriterion: backwards(
      criteria.length,
      investigations.map(({ indicated, notNeeded }) => [...indicated, ...notNeeded]),
    ),
  };
}

/** Derived findings, each after the findings from which it follows. The check has made sure that there are no cycles. */
function inOrder(findings: readonly FindingDefinition[], indexOf: (id: string) => number): number[] {
  const order: number[] = [];
  const seen = new Set<number>();
  const visit = (index: number): void => {
    if (index < 0 || seen.has(index)) return;
    seen.add(index);
    const inputs = inputsOf(findings[index]);
    for (const input of inputs) visit(indexOf(input));
    if (inputs.length > 0 || findings[index].partOf !== undefined) order.push(index);
  };
  for (let index = 0; index < findings.length; index++) visit(index);
  return order;
}

function wholesOf(
  finding: number,
  findings: readonly FindingDefinition[],
  indexOf: (id: string) => number,
): number[] {
  const { partOf } = findings[finding];
  const whole = partOf === undefined ? -1 : indexOf(partOf);
  return whole < 0 ? [] : [whole, ...wholesOf(whole, findings, indexOf)];
}

function restsOnQuantity(
  finding: number,
  findings: readonly FindingDefinition[],
  indexOf: (id: string) => number,
): boolean {
  return inputsOf(findings[finding]).some((id) => {
    const input = indexOf(id);
    const patient = id === AGE || id === SEX;
    return !patient && (findings[input].kind === "quantity" || restsOnQuantity(input, findings, indexOf));
  });
}

function leavesByFinding(
  findings: readonly FindingDefinition[],
  leaves: readonly Leaf[],
  findingOfLeaf: readonly number[],
  indexOf: (id: string) => number,
): number[][] {
  const byFinding: number[][] = findings.map(() => []);
  leaves.forEach((leaf, index) => {
    const own = findingOfLeaf[index];
    byFinding[own].push(index);
    if (!usesInterval(leaf) || !intervalsDependOnPatient(findings[own])) return;
    for (const chooser of [indexOf(AGE), indexOf(SEX)]) if (chooser >= 0) byFinding[chooser].push(index);
  });
  return byFinding;
}

/** It holds a quantity against an interval that age and sex choose. */
function restsOnPatient(
  { presentIf, absentIf }: FindingDefinition,
  findings: readonly FindingDefinition[],
  indexOf: (id: string) => number,
): boolean {
  return [presentIf, absentIf]
    .flatMap((criterion) => (criterion ? leavesOf(criterion) : []))
    .some((leaf) => usesInterval(leaf) && intervalsDependOnPatient(findings[indexOf(leaf.finding)]));
}

function usesInterval(leaf: Leaf): boolean {
  return leaf.kind === "interval" || (leaf.kind === "comparison" && leaf.unit.endsWith("-limit"));
}

/** From *this uses those* to *that is used by these*, each once. */
function backwards(size: number, uses: readonly (readonly number[])[]): number[][] {
  const users: number[][] = Array.from({ length: size }, () => []);
  uses.forEach((used, user) => {
    for (const one of new Set(used)) if (one >= 0) users[one].push(user);
  });
  return users;
}
