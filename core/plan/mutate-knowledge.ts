/**
 * Knowledge with one thing changed at a time, to find out whether the worked cases would notice.
 *
 * Each argument is removed and turned over; each limit of a quantity is moved so far that it says something else; each red flag and each rule of a
 * treatment or test is removed; each derived finding loses its rule, each bound of a reference interval moves, and what makes a
 * question early or senseless is removed. A mutant that no case notices is a piece of knowledge that nothing holds in place.
 */
import { type Criterion, isLeaf } from "../criterion/criterion.ts";
import type { Argument, FindingDefinition, Hypothesis, Knowledge } from "../knowledge/knowledge.ts";

export interface Mutant {
  /** `remove argument als#3`. */
  readonly name: string;
  /** The entry that was changed, to try its own cases first. */
  readonly entry: string;
  readonly knowledge: Knowledge;
}

export function* mutantsOf(knowledge: Knowledge): Generator<Mutant> {
  for (const kind of ["phenomena", "causes"] as const) {
    yield* hypothesisMutants(knowledge, kind);
  }
  for (const flag of knowledge.redFlags) {
    const rest = knowledge.redFlags.filter((one) => one !== flag);
    yield { name: `remove red flag ${flag.id}`, entry: flag.id, knowledge: { ...knowledge, redFlags: rest } };
    if (flag.askWith) {
      const { askWith: _askWith, ...plain } = flag;
      const redFlags = knowledge.redFlags.map((one) => (one === flag ? plain : one));
      const name = `remove askWith of red flag ${flag.id}`;
      yield { name, entry: flag.id, knowledge: { ...knowledge, redFlags } };
    }
    for (const [what, when] of movedLimits(flag.when)) {
      const redFlags = knowledge.redFlags.map((one) => (one === flag ? { ...flag, when } : one));
      yield { name: `${what} in red flag ${flag.id}`, entry: flag.id, knowledge: { ...knowledge, redFlags } };
    }
  }
  for (const treatment of knowledge.treatments) {
    const withRules = (rules: typeof treatment.rules) => ({
      ...knowledge,
      treatments: knowledge.treatments.map((one) => (one === treatment ? { ...treatment, rules } : one)),
    });
    for (const [index, rule] of treatment.rules.entries()) {
      const named = `rule ${index + 1} (${rule.verdict}) of treatment ${treatment.id}`;
      const rest = treatment.rules.filter((one) => one !== rule);
      yield { name: `remove ${named}`, entry: treatment.id, knowledge: withRules(rest) };
      for (const [what, when] of limitsOfItsOwn(rule.when, knowledge)) {
        const rules = treatment.rules.map((one) => (one === rule ? { ...rule, when } : one));
        yield { name: `${what} in ${named}`, entry: treatment.id, knowledge: withRules(rules) };
      }
    }
  }
  for (const test of knowledge.investigations) {
    for (const list of ["indicated", "notNeeded"] as const) {
      for (const [index, indication] of test[list].entries()) {
        const changed = { ...test, [list]: test[list].filter((one) => one !== indication) };
        const investigations = knowledge.investigations.map((one) => (one === test ? changed : one));
        const named = `${list} ${index + 1} of test ${test.id}`;
        yield { name: `remove ${named}`, entry: test.id, knowledge: { ...knowledge, investigations } };
        for (const [what, when] of movedLimits(indication.when)) {
          const moved = {
            ...test,
            [list]: test[list].map((one) => (one === indication ? { ...one, when } : one)),
          };
          const tests = knowledge.investigations.map((one) => (one === test ? moved : one));
          const mutant = { ...knowledge, investigations: tests };
          yield { name: `${what} in ${named}`, entry: test.id, knowledge: mutant };
        }
      }
    }
  }
  for (const finding of knowledge.findings) {
    yield* questionMutants(finding, knowledge);
    yield* intervalMutants(finding, knowledge);
    if (!finding.presentIf && !finding.absentIf && !finding.formula) continue;
    const { presentIf: _present, absentIf: _absent, formula: _formula, ...plain } = finding;
    const findings = knowledge.findings.map((one) => (one === finding ? plain : one));
    yield {
      name: `remove what ${finding.id} follows from`,
      entry: finding.id,
      knowledge: { ...knowledge, findings },
    };
    for (const [what, presentIf] of finding.presentIf ? movedLimits(finding.presentIf) : []) {
      const moved = knowledge.findings.map((one) => (one === finding ? { ...finding, presentIf } : one));
      yield {
        name: `${what} in finding ${finding.id}`,
        entry: finding.id,
        knowledge: { ...knowledge, findings: moved },
      };
    }
  }
}

function* questionMutants(finding: FindingDefinition, knowledge: Knowledge): Generator<Mutant> {
  for (const key of ["askIf", "askUnless", "partOf"] as const) {
    if (finding[key] === undefined) continue;
    const { [key]: _removed, ...plain } = finding;
    const findings = knowledge.findings.map((one) => (one === finding ? plain : one));
    const name = `remove ${key} of ${finding.id}`;
    yield { name, entry: finding.id, knowledge: { ...knowledge, findings } };
  }
}

/** Each bound of the first interval that a patient may meet, moved outwards by half its size. */
function* intervalMutants(finding: FindingDefinition, knowledge: Knowledge): Generator<Mutant> {
  for (const [index, interval] of finding.intervals.entries()) {
    for (const bound of ["low", "high"] as const) {
      const value = interval[bound];
      if (value === undefined || isNeverReached(index, finding)) continue;
      const moved = { ...interval, [bound]: value * (bound === "low" ? 0.5 : 1.5) };
      const intervals = finding.intervals.map((one) => (one === interval ? moved : one));
      const findings = knowledge.findings.map((one) => (one === finding ? { ...finding, intervals } : one));
      const name = `move ${bound} bound ${value} of interval ${index + 1} of ${finding.id}`;
      yield { name, entry: finding.id, knowledge: { ...knowledge, findings } };
    }
  }
}

/** An interval before it fits everyone whom this one fits: it is kept to be shown, and decides nothing. */
function isNeverReached(index: number, { intervals, methodBound }: FindingDefinition): boolean {
  if (methodBound) return false;
  const own = intervals[index];
  return intervals
    .slice(0, index)
    .some(
      ({ sex, ageFrom, ageBelow }) =>
        (sex === undefined || sex === own.sex) &&
        (ageFrom ?? 0) <= Math.max(own.ageFrom ?? 0, own.populationFrom ?? 0) &&
        (ageBelow ?? Number.POSITIVE_INFINITY) >= (own.ageBelow ?? Number.POSITIVE_INFINITY),
    );
}

/** A rule that holds while any red flag is raised has the limits of the red flags, which are moved there. */
function limitsOfItsOwn(criterion: Criterion, { redFlags }: Knowledge): [string, Criterion][] {
  const flags = new Set(redFlags.map(({ when }) => JSON.stringify(when)));
  const ofFlags = criterion.kind === "any" && criterion.of.every((part) => flags.has(JSON.stringify(part)));
  return ofFlags ? [] : movedLimits(criterion);
}

function* hypothesisMutants(knowledge: Knowledge, kind: "phenomena" | "causes"): Generator<Mutant> {
  for (const hypothesis of knowledge[kind]) {
    const withArguments = (changed: readonly Argument[]): Knowledge => ({
      ...knowledge,
      [kind]: knowledge[kind].map(
        (one): Hypothesis => (one === hypothesis ? { ...one, arguments: changed } : one),
      ),
    });
    for (const argument of hypothesis.arguments) {
      const replaced = (by: readonly Argument[]) =>
        withArguments(hypothesis.arguments.flatMap((one) => (one === argument ? by : [one])));
      const entry = hypothesis.id;
      yield { name: `remove argument ${argument.id}`, entry, knowledge: replaced([]) };
      const direction = argument.direction === "for" ? "against" : "for";
      yield {
        name: `turn over argument ${argument.id}`,
        entry,
        knowledge: replaced([{ ...argument, direction }]),
      };
      for (const [what, criterion] of movedLimits(argument.criterion)) {
        yield {
          name: `${what} in argument ${argument.id}`,
          entry,
          knowledge: replaced([{ ...argument, criterion }]),
        };
      }
    }
  }
}

/** The criterion once for each comparison in it, with that limit moved by half its size towards not being met. */
function movedLimits(criterion: Criterion): [string, Criterion][] {
  if (isLeaf(criterion)) {
    if (criterion.kind !== "comparison" || criterion.limit === 0) return [];
    const lower = criterion.relation === "below" || criterion.relation === "atMost";
    const limit = criterion.limit * (lower ? 0.5 : 1.5);
    return [
      [`move limit ${criterion.finding} ${criterion.relation} ${criterion.limit}`, { ...criterion, limit }],
    ];
  }
  if (criterion.kind === "not") {
    return movedLimits(criterion.of).map(([what, of]) => [what, { kind: "not", of }]);
  }
  return criterion.of.flatMap((part, index) =>
    movedLimits(part).map(([what, moved]): [string, Criterion] => [
      what,
      { ...criterion, of: criterion.of.map((one, position) => (position === index ? moved : one)) },
    ]),
  );
}
