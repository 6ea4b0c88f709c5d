/** The fast way through the whole knowledge gives what the definitions give, for random patients. */

import { assess } from "@krampe/core/assessment/assess.ts";
import { count as addArgument, emptyTally, verdictOf } from "@krampe/core/assessment/verdict.ts";
import type { Criterion, Leaf } from "@krampe/core/criterion/criterion.ts";
import { evaluateCriterion } from "@krampe/core/criterion/evaluate-criterion.ts";
import { ABSENT, type FindingValue } from "@krampe/core/criterion/finding-value.ts";
import { leafTruth } from "@krampe/core/criterion/leaf-truth.ts";
import { situationOf } from "@krampe/core/finding/situation.ts";
import { compileKnowledge } from "@krampe/core/knowledge/compile-knowledge.ts";
import type { TreatmentRule } from "@krampe/core/knowledge/knowledge.ts";
import { possibleIntervals } from "@krampe/core/knowledge/reference-intervals.ts";
import { askNext, possibleAnswers } from "@krampe/core/plan/ask-next.ts";
import { planFor } from "@krampe/core/plan/plan.ts";
import { seededRandom } from "@krampe/core/signal/random.ts";
import { describe, expect, it } from "vitest";
import { knowledgeOnDisk } from "./knowledge-on-disk.ts";

const loaded = knowledgeOnDisk();
if (!loaded.ok) throw new Error("the knowledge has mistakes");
const compiled = compileKnowledge(loaded.value);
const { findings, knowledge } = compiled;
const random = seededRandom(20261130);
const oneOf = <T>(list: readonly T[]): T => list[Math.floor(random.uniform() * list.length)];

type Values = (FindingValue | undefined)[];

/** Findings drawn from all, given and derived alike, so that contradictions are among them. */
function randomPatient(known: number): Values {
  const values: Values = new Array(findings.length);
  const nothing = situationOf(compiled, []);
  for (let i = 0; i < known; i++) {
    const index = Math.floor(random.uniform() * findings.length);
    const answers = possibleAnswers(nothing, index);
    if (answers.length > 0) values[index] = oneOf(answers);
  }
  return values;
}

const patients = [0, 1, 3, 10, 30, 60, 120, 300].flatMap((known) =>
  Array.from({ length: 10 }, () => randomPatient(known)),
);

/** The definition: the tree walked over the values. */
function walked(criterion: Criterion, values: Readonly<Values>): number {
  const truthOf = (leaf: Leaf) => {
    const index = compiled.indexOfFinding.get(leaf.finding) ?? -1;
    const intervals = possibleIntervals(findings[index], values[compiled.sex], values[compiled.age]);
    return leafTruth(leaf, values[index], intervals);
  };
  return evaluateCriterion(criterion, truthOf) + 0;
}

const GRAVEST_FIRST = ["contraindicated", "avoid", "not-recommended", "first-line", "consider"] as const;

function verdictOfRules(rules: readonly TreatmentRule[], values: Readonly<Values>) {
  const gravest = GRAVEST_FIRST.find((verdict) =>
    rules.some((rule) => rule.verdict === verdict && walked(rule.when, values) === 1),
  );
  const harm = rules.filter(({ verdict }) => verdict === "contraindicated" || verdict === "avoid");
  const isTried = gravest === "first-line" || gravest === "consider";
  return isTried && harm.some(({ when }) => walked(when, values) === 0) ? "check-first" : gravest;
}

/** Most of what the silence of a record denies is absent, and beside it anything, also about what it denies. */
function silentRecord(known: number): Values {
  const values = randomPatient(known);
  return values.map((value, index) => {
    const isDenied = findings[index].record.world === "closed";
    return isDenied && random.uniform() < 0.8 ? ABSENT : value;
  });
}

describe("the whole knowledge in random patients", () => {
  it("every criterion, red flag, verdict and treatment is what the definitions make it", () => {
    for (const given of patients) {
      const situation = situationOf(compiled, given);
      const { values, truths } = situation;
      compiled.criteria.forEach((criterion, index) => {
        if (truths.ofCriterion(index) !== walked(criterion, values))
          expect(truths.ofCriterion(index), JSON.stringify(criterion)).toBe(walked(criterion, values));
      });
      const assessment = assess(situation);
      expect(new Set(assessment.redFlags.map(({ id }) => id))).toEqual(
        new Set(knowledge.redFlags.filter(({ when }) => walked(when, values) === 1).map(({ id }) => id)),
      );
      for (const { hypothesis, verdict } of [...assessment.phenomena, ...assessment.causes]) {
        const tally = emptyTally();
        for (const { criterion, direction, strength } of hypothesis.arguments)
          if (walked(criterion, values) === 1) addArgument(tally, direction, strength);
        expect(verdict, hypothesis.id).toBe(verdictOf(tally));
      }
      const verdicts = new Map(
        planFor(assessment).treatments.map(({ treatment, verdict }) => [treatment.id, verdict]),
      );
      for (const { id, rules } of knowledge.treatments)
        expect(verdicts.get(id), id).toBe(verdictOfRules(rules, values));
    }
  }, 60_000);

  it("what follows from others is what its criterion says, unless it was told otherwise", () => {
    for (const given of patients) {
      const { values, known, conflicts } = situationOf(compiled, given);
      const contradicted = new Set(conflicts.map(({ finding }) => finding));
      const wasDenied = (whole: number) => known[whole] === 1 && given[whole]?.kind === "absent";
      for (const { finding, presentIf, absentIf, formula, wholes } of compiled.derivations) {
        if (formula || known[finding] === 1 || contradicted.has(finding)) continue;
        const present = presentIf >= 0 && walked(compiled.criteria[presentIf], values) === 1;
        const absent =
          (absentIf >= 0 && walked(compiled.criteria[absentIf], values) === 1) || wholes.some(wasDenied);
        expect(values[finding]?.kind, findings[finding].id).toBe(
          present ? "present" : absent ? "absent" : undefined,
        );
      }
    }
  });

  it("every change that ask next tells is what a new assessment with the answer shows, and no other", () => {
    for (const given of patients.filter((_, index) => index % 5 === 0)) {
      const situation = situationOf(compiled, given);
      const before = summary(given);
      const questions = new Map(askNext(situation).map(({ finding, changes }) => [finding.id, changes]));
      const unknown = findings.map((_, index) => index).filter((index) => situation.known[index] === 0);
      // Age and sex choose reference intervals, so that they move most.
      const tried = [compiled.age, compiled.sex].filter((index) => unknown.includes(index));
      for (let i = 0; i < 25 && unknown.length > 0; i++) tried.push(oneOf(unknown));
      for (const index of tried) {
        const answers = possibleAnswers(situation, index);
        if (answers.length === 0) continue;
        const askIf = compiled.askIf[index];
        const askUnless = compiled.askUnless[index];
        const isOutOfPlace =
          (askIf >= 0 && situation.truths.ofCriterion(askIf) !== 1) ||
          (askUnless >= 0 && situation.truths.ofCriterion(askUnless) === 1);
        if (isOutOfPlace) {
          expect(questions.has(findings[index].id)).toBe(false);
          continue;
        }
        const answer = oneOf(answers);
        const values = given.slice();
        values[index] = answer;
        const after = summary(values);
        const changed = [...after].filter(([key, value]) => before.get(key) !== value).map(String);
        const told = (questions.get(findings[index].id) ?? [])
          .filter((change) => JSON.stringify(change.answer) === JSON.stringify(answer))
          .map(({ kind, id, to }) => `${kind} ${id},${to}`);
        expect(new Set(told), findings[index].id).toEqual(new Set(changed));
      }
    }
  }, 60_000);

  it("a record that is silent gives the same whether silence or nothing is what the work begins with", () => {
    const unbiased = findings.map((one) => ({ ...one, record: { ...one.record, world: "open" as const } }));
    const fromNothing = { ...compiled, findings: unbiased };
    const criteria = compiled.criteria.map((_, index) => index);
    const leaves = compiled.leaves.map((_, index) => index);
    for (const known of [0, 1, 3, 10, 30, 60, 120, 300, 600])
      for (let patient = 0; patient < 10; patient++) {
        const given = silentRecord(known);
        const [quick, whole] = [situationOf(compiled, given), situationOf(fromNothing, given)];
        expect(quick.values).toEqual(whole.values);
        expect(quick.known).toEqual(whole.known);
        expect(quick.conflicts).toEqual(whole.conflicts);
        expect(leaves.map((leaf) => quick.truths.ofLeaf(leaf))).toEqual(
          leaves.map((leaf) => whole.truths.ofLeaf(leaf)),
        );
        expect(criteria.map((one) => quick.truths.ofCriterion(one))).toEqual(
          criteria.map((one) => whole.truths.ofCriterion(one)),
        );
      }
  });
});

/** Everything that a question may change, by name. */
function summary(values: Readonly<Values>): Map<string, string> {
  const assessment = assess(situationOf(compiled, values));
  const raised = new Set(assessment.redFlags.map(({ id }) => id));
  const treatments = new Map(
    planFor(assessment).treatments.map(({ treatment, verdict }) => [treatment.id, verdict]),
  );
  return new Map([
    ...knowledge.redFlags.map(({ id }) => [`red-flag ${id}`, raised.has(id) ? "raised" : "lowered"] as const),
    ...compiled.hypotheses.map(
      ({ kind, hypothesis }, index) => [`${kind} ${hypothesis.id}`, assessment.verdicts[index]] as const,
    ),
    ...knowledge.treatments.map(({ id }) => [`treatment ${id}`, String(treatments.get(id))] as const),
  ]);
}
