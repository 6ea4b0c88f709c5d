/** What the page asks of the worker that reads untrusted text, and what it answers. */
import type { Issue } from "@krampe/core/issue/issue.ts";
import type { Patient, PatientRecord } from "../assess/patient/patient.ts";
import type { ReportLine } from "./lab-report.ts";

export type ReadingRequest =
  | {
      readonly kind: "file";
      readonly name: string;
      readonly bytes: ArrayBuffer;
      /** ISO date. */
      readonly today: string;
      /** Which patient of a record with several. */
      readonly patient?: string;
      /** What a FHIR server answered, and not a file. */
      readonly from?: FromServer;
    }
  | { readonly kind: "report"; readonly text: string; readonly today: string };

/** Whose record was asked for, and which types may have more than is here. */
export interface FromServer {
  /** Its base, without a slash at the end. */
  readonly server: string;
  readonly patientId: string;
  readonly leftOut: readonly string[];
}

export type ReadingAnswer =
  /** A saved patient, or any other case. */
  | { readonly kind: "case"; readonly patient: Patient }
  | { readonly kind: "record"; readonly record: PatientRecord; readonly issues: readonly Issue[] }
  /** The record has several patients. */
  | { readonly kind: "which-patient"; readonly patients: readonly PatientOfRecord[] }
  | { readonly kind: "report"; readonly lines: readonly ReportLine[] }
  | { readonly kind: "refused"; readonly issues: readonly Issue[] };

export interface PatientOfRecord {
  /** `Patient/id`. */
  readonly reference: string;
  readonly sex?: string;
  readonly born?: string;
  readonly resourceCount: number;
}

/** More than any one patient's record that was seen, and little enough to be read in seconds. */
export const MOST_BYTES = 40_000_000;

/** A text that is longer is no report of one laboratory. */
export const MOST_REPORT_CHARACTERS = 100_000;
