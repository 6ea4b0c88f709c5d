/** From the patient on the screen to the consultation, by the same reader that reads a case from a file. */
import type { Finding } from "@krampe/core/finding/finding.ts";
import { readCase } from "@krampe/core/finding/read-case.ts";
import type { Issue } from "@krampe/core/issue/issue.ts";
import type { LocatedDocument } from "@krampe/core/issue/located-document.ts";
import type { CompiledKnowledge } from "@krampe/core/knowledge/compile-knowledge.ts";
import { type Consultation, consult } from "@krampe/core/plan/consultation.ts";
import { broughtFindings, isBegun, type Patient } from "./patient.ts";

export interface PatientConsultation {
  readonly consultation: Consultation;
  /** What was wrong with single answers; each has the id of its finding as `place.path`. */
  readonly issues: readonly Issue[];
}

/** `today` is an ISO date. */
export function consultPatient(
  patient: Patient,
  compiled: CompiledKnowledge,
  today: string,
): PatientConsultation {
  const read = readCase(asDocument(patient), compiled, today);
  const findings = [...read.findings, ...fromRecord(patient, compiled)];
  return { consultation: consult(compiled, findings), issues: read.issues };
}

function asDocument({ answers, drugs, drugsWhole }: Patient): LocatedDocument {
  const list = drugsWhole ? { drugs } : drugs.length > 0 ? { "drugs-so-far": drugs } : {};
  const written = Object.entries(answers).filter(([, answer]) => !isBegun(answer));
  return {
    value: { ...Object.fromEntries(written), ...list },
    placeOf: (path) => ({ path: path.join(".") }),
  };
}

/**
 * What the record and the recording say. Not what was set aside, nor a quantity that was written anew, for a number on the screen is the newer one,
 * nor drugs when the list on the screen is whole. Of signs both answers are kept, so that a disagreement is told.
 */
function fromRecord(patient: Patient, { findings, indexOfFinding }: CompiledKnowledge): Finding[] {
  const { answers, drugsWhole } = patient;
  const isDrug = (id: string) => (findings[indexOfFinding.get(id) ?? -1]?.drugs.length ?? 0) > 0;
  return broughtFindings(patient).filter(({ id, value }) => {
    if (drugsWhole && isDrug(id)) return false;
    const answer = answers[id];
    return answer === undefined || (answer !== "unknown" && value.kind !== "quantity");
  });
}
