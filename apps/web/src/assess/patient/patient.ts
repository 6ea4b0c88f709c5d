/**
 * One patient as entered on the screen: what was answered, in the words it was answered in, and what a record brought along.
 *
 * Plain data, so that it can be saved, sent to a worker and undone. An answer goes before what the record says of the same finding;
 * the answer `unknown` sets the record's aside. A finding that is not in `answers` is unknown unless the record has it.
 */
import type { Finding } from "@krampe/core/finding/finding.ts";
import type { Issue } from "@krampe/core/issue/issue.ts";
import type { Text } from "@krampe/core/issue/text.ts";

/** A quantity as written, with the laboratory's own interval in the same unit. */
export interface WrittenQuantity {
  readonly value: string;
  readonly unit: string;
  readonly low?: number;
  readonly high?: number;
  /** ISO date. */
  readonly at?: string;
}

/** `present`, `absent`, `unknown`, the id of an option, or a quantity. */
export type Answer = string | WrittenQuantity;

/** A unit or an interval was chosen, and no value yet. */
export function isBegun(answer: Answer): boolean {
  return typeof answer === "object" && answer.value === "";
}

/** A record, or a recording. */
export interface PatientRecord {
  /** The name of the file, or of the record that was opened. */
  readonly name: string;
  /** The patient on the server that it came from; undefined for a file. */
  readonly source?: string;
  readonly findings: readonly Finding[];
}

export interface Patient {
  readonly answers: Readonly<Record<string, Answer>>;
  /** ATC codes, names or classes, in the order in which they were added. */
  readonly drugs: readonly string[];
  /** The list is whole: what is not on it is not taken. */
  readonly drugsWhole: boolean;
  readonly record?: PatientRecord;
  /** What the EMG page found in a recording, and the reader wanted used. */
  readonly recording?: PatientRecord;
  /** What reading the files had to say. */
  readonly issues: readonly Issue[];
  /** The name of an example. */
  readonly name?: Text;
}

export const NOBODY: Patient = { answers: {}, drugs: [], drugsWhole: false, issues: [] };

export function isEmpty({ answers, drugs, drugsWhole, record, recording }: Patient): boolean {
  const hasAnswers = Object.keys(answers).length > 0 || drugs.length > 0 || drugsWhole;
  return !hasAnswers && record === undefined && recording === undefined;
}

/** What was not answered on the screen but came along. */
export function broughtFindings({ record, recording }: Patient): readonly Finding[] {
  return [...(record?.findings ?? []), ...(recording?.findings ?? [])];
}

export type PatientAction =
  | { readonly kind: "answer"; readonly id: string; readonly answer: Answer | undefined }
  /** Several at once, such as the results of a pasted report or *no to all of these*. */
  | { readonly kind: "answers"; readonly answers: Readonly<Record<string, Answer>> }
  | { readonly kind: "add-drug"; readonly drug: string }
  | { readonly kind: "remove-drug"; readonly drug: string }
  | { readonly kind: "drugs-whole"; readonly whole: boolean }
  | { readonly kind: "load"; readonly patient: Patient }
  | { readonly kind: "add-record"; readonly record: PatientRecord; readonly issues: readonly Issue[] }
  | { readonly kind: "use-recording"; readonly recording: PatientRecord }
  | { readonly kind: "start-over" };

export function changePatient(patient: Patient, action: PatientAction): Patient {
  switch (action.kind) {
    case "answer":
      return withAnswer(patient, action.id, action.answer);
    case "answers":
      return Object.entries(action.answers).reduce(
        (one, [id, answer]) => withAnswer(one, id, answer),
        patient,
      );
    case "add-drug":
      return patient.drugs.includes(action.drug)
        ? patient
        : { ...patient, drugs: [...patient.drugs, action.drug] };
    case "remove-drug":
      return withoutDrug(patient, action.drug);
    case "drugs-whole":
      return { ...patient, drugsWhole: action.whole };
    case "load":
      return action.patient;
    case "add-record":
      return { ...patient, record: action.record, issues: action.issues };
    case "use-recording":
      return { ...patient, recording: action.recording };
    case "start-over":
      return NOBODY;
  }
}

function withAnswer(patient: Patient, id: string, answer: Answer | undefined): Patient {
  const inRecord = broughtFindings(patient).some((finding) => finding.id === id);
  const taken = answer === undefined && inRecord ? "unknown" : answer;
  if (taken === undefined) {
    const { [id]: _, ...rest } = patient.answers;
    return { ...patient, answers: rest };
  }
  if (taken === "unknown" && !inRecord) return withAnswer(patient, id, undefined);
  return { ...patient, answers: { ...patient.answers, [id]: taken } };
}

/** A list from which the last drug was taken away is not a list that says *none*. */
function withoutDrug(patient: Patient, drug: string): Patient {
  const drugs = patient.drugs.filter((one) => one !== drug);
  return { ...patient, drugs, drugsWhole: patient.drugsWhole && drugs.length > 0 };
}
