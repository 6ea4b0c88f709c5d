/** Which patient of a record with several is meant. */
import { recordsByPatient } from "@krampe/core/fhir/read-record.ts";
import type { Resource } from "@krampe/core/fhir/read-resources.ts";
import { failure, type Issue, type Result, success } from "@krampe/core/issue/issue.ts";

export interface PatientRecord {
  /** `Patient/123`; undefined if nothing in the record names a patient. */
  readonly patient: string | undefined;
  readonly resources: readonly Resource[];
}

const MOST_NAMED = 10;

/** `wanted` is `Patient/123` or the id alone. */
export function patientOfRecord(
  resources: readonly Resource[],
  wanted: string | undefined,
): Result<PatientRecord> {
  const records = recordsByPatient(resources);
  const names = [...records.keys()];
  const asked = wanted === undefined || /[/:]/.test(wanted) ? wanted : `Patient/${wanted}`;
  if (asked === undefined && names.length === 0) return success({ patient: undefined, resources });
  if (asked === undefined && names.length > 1) return failure(severalPatients(names));
  const name = asked ?? names[0];
  const record = records.get(name);
  if (record) return success({ patient: name === "" ? undefined : name, resources: record });
  // A record that names no patient at all is taken to be about the one that was named.
  if (names.every((one) => one === "")) return success({ patient: name, resources });
  return failure(notFound(name, names));
}

function severalPatients(names: readonly string[]): Issue {
  return {
    code: "several-patients",
    severity: "error",
    message: {
      en: `The record holds ${names.length} patients: ${listed(names)}.`,
      nb: `Journalen gjelder ${names.length} pasienter: ${listed(names)}.`,
    },
    suggestion: { en: "Choose one with 'patient'.", nb: "Velg én med «patient»." },
  };
}

function notFound(asked: string, names: readonly string[]): Issue {
  return {
    code: "patient-not-found",
    severity: "error",
    message: {
      en: `The record holds no ${asked}; it holds ${listed(names)}.`,
      nb: `Journalen har ingen ${asked}; den har ${listed(names)}.`,
    },
    suggestion: { en: "Choose one of these with 'patient'.", nb: "Velg en av disse med «patient»." },
  };
}

function listed(names: readonly string[]): string {
  return names.slice(0, MOST_NAMED).join(", ") + (names.length > MOST_NAMED ? ", …" : "");
}
