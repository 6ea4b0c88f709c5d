/**
 * A patient as a case file, which every application of Krampe reads, and that a person can read too.
 *
 * What came from a record or a recording is written down as answers; the references to its resources stay behind, as does everything that names
 * the person.
 */
import type { CompiledKnowledge } from "@krampe/core/knowledge/compile-knowledge.ts";
import { answerOfFinding } from "./answer-of-finding.ts";
import { type Answer, broughtFindings, isBegun, type Patient } from "./patient.ts";

export interface CaseFile {
  readonly name: string;
  readonly text: string;
}

/** `today` is an ISO date. */
export function caseFile(patient: Patient, compiled: CompiledKnowledge, today: string): CaseFile {
  const { drugs, drugsWhole } = patient;
  const { version, hash } = compiled.knowledge;
  const answers = { ...recordAsAnswers(patient, compiled), ...patient.answers };
  const list = drugs.map((one) => JSON.stringify(one)).join(", ");
  const lines = [
    `# Krampe, ${today}, knowledge ${version} (${hash.slice(0, 12)})`,
    ...(drugsWhole || drugs.length > 0 ? [`${drugsWhole ? "drugs" : "drugs-so-far"}: [${list}]`] : []),
    ...Object.entries(answers)
      .filter(([, answer]) => answer !== "unknown" && !isBegun(answer))
      .map(([id, answer]) => `${id}: ${written(answer)}`),
  ];
  return { name: `krampe-${today}.yaml`, text: `${lines.join("\n")}\n` };
}

function written(answer: Answer): string {
  if (typeof answer === "string") return answer;
  const { value, unit, low, high, at } = answer;
  const parts = [
    `value: ${JSON.stringify(value)}`,
    `unit: ${JSON.stringify(unit)}`,
    low !== undefined && `low: ${low}`,
    high !== undefined && `high: ${high}`,
    at !== undefined && `at: ${JSON.stringify(at)}`,
  ];
  return `{ ${parts.filter(Boolean).join(", ")} }`;
}

/** The newest of each finding. Drug classes that a whole list on the screen replaces stay out. */
function recordAsAnswers(
  patient: Patient,
  { findings, indexOfFinding }: CompiledKnowledge,
): Record<string, Answer> {
  const { drugsWhole } = patient;
  const answers: Record<string, Answer> = {};
  const newestFirst = [...broughtFindings(patient)].sort((a, b) => (b.at ?? "").localeCompare(a.at ?? ""));
  for (const finding of newestFirst) {
    const definition = findings[indexOfFinding.get(finding.id) ?? -1];
    if (!definition || (drugsWhole && definition.drugs.length > 0)) continue;
    answers[finding.id] ??= answerOfFinding(finding, definition);
  }
  return answers;
}
