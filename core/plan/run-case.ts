/**
 * A worked case: a situation, and what the program must say of it. What is not named in `expect` is not checked.
 *
 * The form is told in docs/guide/knowledge-files.md.
 */
import { readCase } from "../finding/read-case.ts";
import type { LocatedDocument } from "../issue/located-document.ts";
import type { CompiledKnowledge } from "../knowledge/compile-knowledge.ts";
import { consult } from "./consultation.ts";
import { type Report, reportParts } from "./report.ts";

export interface CaseOutcome {
  readonly name: string;
  readonly line: number | undefined;
  /** What was expected and not met, one sentence each; empty if the case holds. */
  readonly failures: readonly string[];
}

/** How many of the first questions count as *asked next*, in each way of finding out. */
const MOST_QUESTIONS = 10;

/** Every case of a document that is a list of cases. */
export function runCases(
  document: LocatedDocument,
  compiled: CompiledKnowledge,
  today: string,
): CaseOutcome[] {
  if (!Array.isArray(document.value)) {
    return [
      { name: "?", line: 1, failures: ["a file of cases is a list of maps with name, situation and expect"] },
    ];
  }
  return document.value.map((one: unknown, index) => {
    const written = one as { name?: unknown; situation?: unknown; expect?: unknown };
    const name = typeof written?.name === "string" ? written.name : `case ${index + 1}`;
    const line = document.placeOf([index]).line;
    if (typeof written?.expect !== "object" || written.expect === null) {
      return { name, line, failures: ["the case has no 'expect'"] };
    }
    const read = readCase(document, compiled, today, [index, "situation"]);
    const report = reportParts(consult(compiled, read.findings), "en", read.issues);
    return { name, line, failures: unmet(written.expect as Record<string, unknown>, report, compiled) };
  });
}

function unmet(expect: Record<string, unknown>, report: Report, compiled: CompiledKnowledge): string[] {
  const failures: string[] = [];
  const say = (holds: boolean, sentence: string) => {
    if (!holds) failures.push(sentence);
  };
  const raised = report.redFlags.map(({ id }) => id);
  const all = [...report.phenomena, ...report.causes];
  const hypothesis = (id: string) => all.find((one) => one.id === id);
  const findingsOf = (list: readonly { findings: readonly string[] }[]) =>
    new Set(list.flatMap(({ findings }) => findings));
  const checks: Record<string, (value: unknown) => void> = {
    redFlags: (value) => {
      for (const id of list(value)) {
        say(
          compiled.knowledge.redFlags.some((flag) => flag.id === id),
          `there is no red flag '${id}'`,
        );
        say(raised.includes(id), `red flag '${id}' is not raised (raised: ${raised.join(", ") || "none"})`);
      }
    },
    noRedFlags: (value) =>
      say(value !== true || raised.length === 0, `red flags are raised: ${raised.join(", ")}`),
    notRaised: (value) => {
      for (const id of list(value)) {
        say(
          compiled.knowledge.redFlags.some((flag) => flag.id === id),
          `there is no red flag '${id}'`,
        );
        say(!raised.includes(id), `red flag '${id}' is raised`);
      }
    },
    phenomena: (value) => verdicts("phenomenon", value, report.phenomena),
    causes: (value) => verdicts("cause", value, report.causes),
    first: (value) =>
      say(report.phenomena[0]?.id === value, `first is '${report.phenomena[0]?.id}', not '${value}'`),
    firstCause: (value) =>
      say(report.causes[0]?.id === value, `first cause is '${report.causes[0]?.id}', not '${value}'`),
    because: (value) => reasons("for", value),
    against: (value) => reasons("against", value),
    stillMissing: (value) => {
      for (const [id, findings] of Object.entries(value as object)) {
        const missing = findingsOf(hypothesis(id)?.missing ?? []);
        for (const finding of list(findings))
          say(missing.has(finding), `'${id}' does not wait for '${finding}'`);
      }
    },
    treatments: (value) => {
      for (const [id, wanted] of Object.entries(value as object)) {
        say(
          compiled.knowledge.treatments.some((one) => one.id === id),
          `there is no treatment '${id}'`,
        );
        const found = report.treatments.find((one) => one.id === id)?.verdict ?? "not-mentioned";
        say(list(wanted).includes(found), `treatment '${id}' is ${found}, not ${list(wanted).join(" or ")}`);
      }
    },
    check: (value) => {
      for (const [id, findings] of Object.entries(value as object)) {
        const check = findingsOf(report.treatments.find((one) => one.id === id)?.check ?? []);
        for (const finding of list(findings))
          say(check.has(finding), `'${id}' does not ask to check '${finding}'`);
      }
    },
    investigations: (value) => {
      for (const [id, wanted] of Object.entries(value as object)) {
        say(
          compiled.knowledge.investigations.some((one) => one.id === id),
          `there is no investigation '${id}'`,
        );
        const found = report.investigations.find((one) => one.id === id)?.status ?? "not-indicated";
        say(
          list(wanted).includes(found),
          `investigation '${id}' is ${found}, not ${list(wanted).join(" or ")}`,
        );
      }
    },
    howSoon: (value) => {
      for (const [id, wanted] of Object.entries(value as object)) {
        const found = report.investigations.find((one) => one.id === id && one.status === "indicated");
        say(
          found?.urgency === wanted,
          `investigation '${id}' is ${found?.urgency ?? "not indicated"}, not ${wanted}`,
        );
      }
    },
    ask: (value) => {
      const asked = askedNext(report);
      for (const id of list(value))
        say(asked.includes(id), `'${id}' is not asked next (asked: ${asked.join(", ")})`);
    },
    notAsked: (value) => {
      for (const id of list(value))
        say(!report.ask.some(({ finding }) => finding === id), `'${id}' is asked`);
    },
    urgency: (value) => say(report.urgency === value, `urgency is ${report.urgency}, not ${value}`),
    issues: (value) => {
      const codes = report.issues.map(({ code }) => code);
      for (const code of list(value))
        say(codes.includes(code), `there is no issue '${code}' (${codes.join(", ") || "none"})`);
    },
  };
  const verdicts = (kind: string, value: unknown, results: Report["phenomena"]) => {
    for (const [id, wanted] of Object.entries(value as object)) {
      const found = results.find((one) => one.id === id);
      say(found !== undefined, `there is no ${kind} '${id}'`);
      if (found)
        say(
          list(wanted).includes(found.verdict),
          `${kind} '${id}' is ${found.verdict}, not ${list(wanted).join(" or ")}`,
        );
    }
  };
  const reasons = (direction: "for" | "against", value: unknown) => {
    for (const [id, findings] of Object.entries(value as object)) {
      const named = findingsOf(hypothesis(id)?.[direction] ?? []);
      for (const finding of list(findings)) {
        say(named.has(finding), `no argument ${direction} '${id}' rests on '${finding}'`);
      }
    }
  };
  for (const [key, value] of Object.entries(expect)) {
    const check = checks[key];
    if (check) check(value);
    else failures.push(`'${key}' is nothing that can be expected`);
  }
  const known = "issues" in expect ? list(expect.issues) : [];
  for (const issue of report.issues) {
    if (issue.severity === "error" && !known.includes(issue.code))
      failures.push(`unexpected: ${issue.message}`);
  }
  return failures;
}

/** The first questions of each way of finding out. */
function askedNext(report: Report): string[] {
  const counts = new Map<string, number>();
  return report.ask
    .filter(({ obtain }) => {
      const count = (counts.get(obtain) ?? 0) + 1;
      counts.set(obtain, count);
      return count <= MOST_QUESTIONS;
    })
    .map(({ finding }) => finding);
}

function list(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).map(String);
}
