/** A request of the JSON API as findings: its case, its record, or both. */
import { answersOurs, extractFindings } from "@krampe/core/fhir/extract-findings.ts";
import { LISTS_THAT_CLOSE, readRecord } from "@krampe/core/fhir/read-record.ts";
import { resourcesIn } from "@krampe/core/fhir/read-resources.ts";
import type { Finding } from "@krampe/core/finding/finding.ts";
import { readCase } from "@krampe/core/finding/read-case.ts";
import { failure, hasError, type Issue, type Result, success } from "@krampe/core/issue/issue.ts";
import { type LocatedDocument, pathText } from "@krampe/core/issue/located-document.ts";
import type { CompiledKnowledge } from "@krampe/core/knowledge/compile-knowledge.ts";
import { isDay } from "../fhir/operation-input.ts";
import { patientOfRecord } from "../patient-of-record.ts";
import type { AssessRequest } from "./api-schema.ts";

/** Findings with what was told on the way, or the reasons why there is none. */
export function patientOfRequest(
  request: AssessRequest,
  compiled: CompiledKnowledge,
  today: string,
): Result<readonly Finding[]> {
  const { record, at, patient } = request;
  if (request.case === undefined && record === undefined) return failure(nothing());
  if (at !== undefined && !isDay(at)) return failure(notADay(at));
  const day = at ?? today;
  const findings: Finding[] = [];
  const issues: Issue[] = [];
  if (request.case !== undefined) {
    const read = readCase(located(request.case), compiled, day);
    findings.push(...read.findings);
    issues.push(...read.issues);
  }
  if (record !== undefined) {
    const { resources, issues: unread, hasMore } = resourcesIn(record, "record");
    const chosen = patientOfRecord(resources, patient);
    if (!chosen.ok) return failure(...unread, ...chosen.issues);
    const answers = chosen.value.resources.filter(({ json }) => answersOurs(json));
    const rest = chosen.value.resources.filter(({ json }) => !answersOurs(json));
    const read = [
      readRecord(rest, compiled, day, hasMore ? LISTS_THAT_CLOSE : undefined),
      ...answers.map(({ json }) => extractFindings(json, compiled, day)),
    ];
    findings.push(...read.flatMap((one) => one.findings));
    issues.push(...unread, ...read.flatMap((one) => one.issues));
  }
  return findings.length === 0 && hasError(issues) ? failure(...issues) : success(findings, issues);
}

function located(value: unknown): LocatedDocument {
  return { value, placeOf: (path) => ({ path: pathText(["case", ...path]) }) };
}

function nothing(): Issue {
  return {
    code: "nothing-to-assess",
    severity: "error",
    message: {
      en: "The request has neither a case nor a record.",
      nb: "Forespørselen har verken et kasus eller en journal.",
    },
    suggestion: {
      en: 'Send for example { "case": { "muscle-cramp": "present" } }.',
      nb: 'Send for eksempel { "case": { "muscle-cramp": "present" } }.',
    },
  };
}

function notADay(at: string): Issue {
  return {
    code: "date-not-understood",
    severity: "error",
    message: { en: `'${at}' is no day of the calendar.`, nb: `«${at}» er ingen dag i kalenderen.` },
    suggestion: { en: "Write the date as year-month-day.", nb: "Skriv datoen som år-måned-dag." },
    place: { path: "at" },
  };
}
