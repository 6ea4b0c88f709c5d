/**
 * Knowledge made ready to be asked: every leaf and criterion numbered, and for each finding what depends on it.
 *
 * A patient has some dozens of known findings among hundreds, and a criterion whose leaves are all unknown is unknown. So an
 * assessment only visits what a known finding touches, and a *what if* only what the one changed finding touches.
 */

import { type Criterion, type Leaf, leafKey, leavesOf } from "../criterion/criterion.ts";
import { type CriterionProgram, ProgramBuilder } from "../criterion/criterion-program.ts";
import { inputsOf } from "./check-knowledge.ts";
import {
  AGE,
  type FindingDefinition,
  type Formula,
  type Hypothesis,
  type Investigation,
  type Knowledge,
  type RedFlag,
  SEX,
  type Treatment,
} from "./knowledge.ts";
import { intervalsDependOnPatient } from "./reference-intervals.ts";

/** A finding that follows from others. Indices of criteria are -1 where there is none. */
export interface Derivation {
  readonly finding: number;
  readonly inputs: readonly number[];
  readonly presentIf: number;
  readonly absentIf: number;
  readonly formula: Formula | undefined;
  /** Whether it rests, directly or by way of others, on a measured quantity. */
  readonly fromQuantity: boolean;
}

export interface CompiledHypothesis {
  readonly kind: "phenomenon" | "cause";
  readonly hypothesis: Hypothesis;
  /** The criterion of each argument, in the order of the hypothesis. */
  readonly criteria: Int32Array;
}

export interface CompiledRedFlag {
  readonly redFlag: RedFlag;
  readonly criterion: number;
}

export interface CompiledTreatment {
  readonly treatment: Treatment;
  /** One criterion for each rule, in the rules' order. */
  readonly rules: readonly number[];
}

export interface CompiledInvestigation {
  readonly investigation: Investigation;
  readonly indicated: readonly number[];
  readonly notNeeded: readonly number[];
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
  /** The leaves whose truth a finding has a say in: its own, and through sex and age those with intervals. */
  readonly leavesOfFinding: readonly (readonly number[])[];
  readonly criteria: readonly Criterion[];
  /** Answers all criteria at once; criterion indices are the program's. */
  readonly program: CriterionProgram;
  readonly leavesOfCriterion: readonly (readonly number[])[];
  readonly criteriaOfFinding: readonly (readonly number[])[];
  /** The joints of the program that a finding reaches, ascending. */
  readonly jointsOfFinding: readonly (readonly number[])[];
  /** In an order in which every input comes before what follows from it. */
  readonly derivations: readonly Derivation[];
  /** Positions in `derivations` that a finding is an input of. */
  readonly derivationsOfFinding: readonly (readonly number[])[];
  readonly hypotheses: readonly CompiledHypothesis[];
  readonly hypothesesOfCriterion: readonly (readonly number[])[];
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
      fromQuantity: restsOnQuantity(finding, findings, findingIndex),
    };
  });
  const hypotheses = (
    [
      ["phenomenon", knowledge.phenomena],
      ["cause", knowledge.causes],
    ] as const
  ).flatMap(([kind, all]) =>
    all.map((hypothesis) => ({
      kind,
      hypothesis,
      criteria: Int32Array.from(hypothesis.arguments, ({ criterion }) => criterionIndex(criterion)),
    })),
  );
  const redFlags = knowledge.redFlags.map((redFlag) => ({
    redFlag,
    criterion: criterionIndex(redFlag.when),
  }));
  const treatments = knowledge.treatments.map((treatment) => ({
    treatment,
    rules: treatment.rules.map((rule) => criterionIndex(rule.when)),
  }));
  const investigations = knowledge.investigations.map((investigation) => ({
    investigation,
    indicated: investigation.indicated.map(({ when }) => criterionIndex(when)),
    notNeeded: investigation.notNeeded.map(({ when }) => criterionIndex(when)),
    gives: investigation.gives.map(findingIndex),
  }));

  const program = builder.program();
  const { leaves } = program;
  const leafPlaces = new Map(leaves.map((leaf, place) => [leafKey(leaf), place]));
  const leafIndex = (leaf: Leaf) => leafPlaces.get(leafKey(leaf)) ?? -1;
  const findingOfLeaf = leaves.map((leaf) => findingIndex(leaf.finding));
  const leavesOfFinding = leavesByFinding(findings, leaves, findingOfLeaf, findingIndex);
  const leavesOfCriterion = criteria.map((criterion) => [...new Set(leavesOf(criterion).map(leafIndex))]);
  return {
    knowledge,
    findings,
    indexOfFinding,
    age: findingIndex(AGE),
    sex: findingIndex(SEX),
    leaves,
    findingOfLeaf,
    leavesOfFinding,
    criteria,
    program,
    leavesOfCriterion,
    jointsOfFinding: leavesOfFinding.map((own) =>
      [...new Set(own.flatMap((leaf) => program.jointsOfLeaf[leaf]))].sort((a, b) => a - b),
    ),
    criteriaOfFinding: criteriaByFinding(leavesOfCriterion, leavesOfFinding, leaves.length),
    derivations,
    derivationsOfFinding: backwards(
      findings.length,
      derivations.map(({ inputs }) => inputs),
    ),
    hypotheses,
    hypothesesOfCriterion: backwards(
      criteria.length,
      hypotheses.map((one) => [...one.criteria]),
    ),
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
    if (inputs.length > 0) order.push(index);
  };
  for (let index = 0; index < findings.length; index++) visit(index);
  return order;
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
    const usesInterval =
      leaf.kind === "interval" || (leaf.kind === "comparison" && leaf.unit.endsWith("-limit"));
    if (!usesInterval || !intervalsDependOnPatient(findings[own])) return;
    for (const chooser of [indexOf(AGE), indexOf(SEX)]) if (chooser >= 0) byFinding[chooser].push(index);
  });
  return byFinding;
}

function criteriaByFinding(
  leavesOfCriterion: readonly (readonly number[])[],
  leavesOfFinding: readonly (readonly number[])[],
  leafCount: number,
): number[][] {
  const byLeaf = backwards(leafCount, leavesOfCriterion);
  return leavesOfFinding.map((leaves) => [...new Set(leaves.flatMap((leaf) => byLeaf[leaf]))]);
}

/** From *this uses those* to *that is used by these*, each once. */
function backwards(size: number, uses: readonly (readonly number[])[]): number[][] {
  const users: number[][] = Array.from({ length: size }, () => []);
  uses.forEach((used, user) => {
    for (const one of new Set(used)) if (one >= 0) users[one].push(user);
  });
  return users;
}
