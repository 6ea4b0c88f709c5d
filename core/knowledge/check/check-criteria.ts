/** Criteria that are true or false whatever is found, and definitions that follow from themselves. */
import { type Criterion, findingsOf } from "../../criterion/criterion.ts";
import type { Issue, Place } from "../../issue/issue.ts";
import type { UnhashedKnowledge } from "../build-knowledge.ts";
import { inputsOf } from "../inputs-of.ts";
import type { Entry, FeatureDefinition, FindingDefinition } from "../knowledge.ts";
import { satisfiability } from "../satisfiability.ts";
import { problem } from "./problem.ts";

interface Owned {
  readonly owner: string;
  readonly criterion: Criterion;
  readonly place: Place;
}

export function checkCriteria(knowledge: UnhashedKnowledge): Issue[] {
  return [
    ...cycles(knowledge.findings, inputsOf),
    ...cycles(knowledge.features, ({ when }) => (when ? findingsOf(when) : [])),
    ...constantCriteria(criteriaOf(knowledge), knowledge.findings),
    ...constantCriteria(criteriaOfPatterns(knowledge), knowledge.features),
  ];
}

/** Findings or features that follow, directly or by way of others, from themselves. */
function cycles<T extends Entry>(definitions: readonly T[], inputs: (definition: T) => string[]): Issue[] {
  const byId = new Map(definitions.map((definition) => [definition.id, definition]));
  const state = new Map<string, "open" | "done">();
  const issues: Issue[] = [];
  const visit = (id: string, trail: readonly string[]): void => {
    if (state.get(id) === "done") return;
    if (state.get(id) === "open") {
      const loop = [...trail.slice(trail.indexOf(id)), id].join(" → ");
      issues.push(
        problem(
          "knowledge-cycle",
          { en: `Findings follow from themselves: ${loop}.`, nb: `Funn følger av seg selv: ${loop}.` },
          byId.get(id)?.place,
        ),
      );
      return;
    }
    state.set(id, "open");
    const definition = byId.get(id);
    for (const input of definition ? inputs(definition) : []) visit(input, [...trail, id]);
    state.set(id, "done");
  };
  for (const { id } of definitions) visit(id, []);
  return issues;
}

/** Every criterion of the knowledge with its owner. */
function criteriaOf(knowledge: UnhashedKnowledge): Owned[] {
  const list: Owned[] = [];
  for (const { id, presentIf, absentIf, askIf, askUnless, place } of knowledge.findings) {
    for (const criterion of [presentIf, absentIf, askIf, askUnless])
      if (criterion) list.push({ owner: id, criterion, place });
  }
  for (const { arguments: all } of [...knowledge.phenomena, ...knowledge.causes]) {
    for (const { id, criterion, place } of all) list.push({ owner: id, criterion, place });
  }
  for (const { id, when, askWith, place } of knowledge.redFlags) {
    list.push({ owner: id, criterion: when, place });
    if (askWith) list.push({ owner: id, criterion: askWith, place });
  }
  for (const { id, indicated, notNeeded, place } of knowledge.investigations) {
    for (const { when } of [...indicated, ...notNeeded]) list.push({ owner: id, criterion: when, place });
  }
  for (const { id, rules, place } of knowledge.treatments) {
    for (const { when } of rules) list.push({ owner: id, criterion: when, place });
  }
  return list;
}

/** The same of the EMG patterns: these ask for features. */
function criteriaOfPatterns({ features, patterns }: UnhashedKnowledge): Owned[] {
  const derived = features.flatMap(({ id, when, place }) =>
    when ? [{ owner: id, criterion: when, place }] : [],
  );
  const asked = patterns.flatMap(({ id, arguments: all, findings, place }) => [
    ...all.map((argument) => ({ owner: argument.id, criterion: argument.criterion, place: argument.place })),
    ...findings.flatMap(({ when }) => (when ? [{ owner: id, criterion: when, place }] : [])),
  ]);
  return [...derived, ...asked];
}

function constantCriteria(
  criteria: readonly Owned[],
  definitions: readonly (FindingDefinition | FeatureDefinition)[],
): Issue[] {
  const byId = new Map(definitions.map((definition) => [definition.id, definition]));
  return criteria.flatMap(({ owner, criterion, place }) => {
    const { canBeTrue, canBeFalse } = satisfiability(criterion, (id) => byId.get(id));
    if (canBeTrue && canBeFalse) return [];
    const [en, nb] = canBeTrue ? ["always true", "alltid sant"] : ["never true", "aldri sant"];
    return [
      problem(
        "knowledge-criterion-constant",
        {
          en: `A criterion of '${owner}' is ${en}, whatever is found.`,
          nb: `Et kriterium i «${owner}» er ${nb}, uansett funn.`,
        },
        place,
      ),
    ];
  });
}
