/** A case, as plain content, to a patient on the screen. What cannot be used is told; the rest is taken. */
import { readCase } from "@krampe/core/finding/read-case.ts";
import type { Issue } from "@krampe/core/issue/issue.ts";
import type { LocatedDocument } from "@krampe/core/issue/located-document.ts";
import type { CompiledKnowledge } from "@krampe/core/knowledge/compile-knowledge.ts";
import { answerOfFinding } from "./answer-of-finding.ts";
import { type Answer, NOBODY, type Patient } from "./patient.ts";

const MOST_DRUGS = 100;
const LONGEST_DRUG = 100;

/** `today` is an ISO date. */
export function patientOfCase(
  document: LocatedDocument,
  compiled: CompiledKnowledge,
  today: string,
): Patient {
  const { findings, issues } = readCase(document, compiled, today);
  const written = isMap(document.value) ? document.value : {};
  const answers = findings
    .filter(({ id }) => Object.hasOwn(written, id))
    .map((finding): [string, Answer] => {
      const definition = compiled.findings[compiled.indexOfFinding.get(finding.id) ?? -1];
      return [finding.id, answerOfFinding(finding, definition)];
    });
  return {
    ...NOBODY,
    answers: Object.fromEntries(answers),
    ...drugsOf(written),
    issues: issues.filter((issue) => !isToldAnyway(issue)),
  };
}

/** The list of drugs comes along, and is read again with every answer. */
function isToldAnyway({ code }: Issue): boolean {
  return code === "unknown-drug";
}

function drugsOf(written: Readonly<Record<string, unknown>>): Pick<Patient, "drugs" | "drugsWhole"> {
  const drugsWhole = Array.isArray(written["drugs"]);
  const list = drugsWhole ? written["drugs"] : written["drugs-so-far"];
  const drugs = (Array.isArray(list) ? list : [])
    .filter((one) => typeof one === "string")
    .map((one) => one.slice(0, LONGEST_DRUG));
  return { drugs: [...new Set(drugs)].slice(0, MOST_DRUGS), drugsWhole };
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
