/**
 * A file's bytes to a patient: a case (also one that was saved here), or a FHIR record.
 *
 * Runs in the worker, so that no file, however made, can stop the page.
 */
import { LISTS_THAT_CLOSE, readRecord, recordsByPatient } from "@krampe/core/fhir/read-record.ts";
import { looksLikeFhir, type Resource, readResources } from "@krampe/core/fhir/read-resources.ts";
import { resourcesOfPatient } from "@krampe/core/fhir/resources-of-patient.ts";
import { hasError, type Issue } from "@krampe/core/issue/issue.ts";
import { readLocatedDocument } from "@krampe/core/issue/located-document.ts";
import type { CompiledKnowledge } from "@krampe/core/knowledge/compile-knowledge.ts";
import { isEmpty } from "../assess/patient/patient.ts";
import { patientOfCase } from "../assess/patient/patient-of-case.ts";
import { otherPatients } from "../record/record-issues.ts";
import {
  type FromServer,
  MOST_BYTES,
  type PatientOfRecord,
  type ReadingAnswer,
  type ReadingRequest,
} from "./reading-messages.ts";

type FileRequest = Extract<ReadingRequest, { kind: "file" }>;

export function readFile(
  { name, bytes, today, patient, from }: FileRequest,
  compiled: CompiledKnowledge,
): ReadingAnswer {
  if (bytes.byteLength > MOST_BYTES) return { kind: "refused", issues: [tooLarge(bytes.byteLength, name)] };
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return { kind: "refused", issues: [notText(name)] };
  }
  if (from) return readAnswers(text, name, today, from, compiled);
  return looksLikeFhir(text)
    ? readFhir(text, name, today, patient, compiled)
    : readCaseFile(text, name, today, compiled);
}

function readFhir(
  text: string,
  name: string,
  today: string,
  wanted: string | undefined,
  compiled: CompiledKnowledge,
): ReadingAnswer {
  const { resources, issues, hasMore } = readResources(text, name);
  if (resources.length === 0) return { kind: "refused", issues };
  const records = recordsByPatient(resources);
  const chosen = wanted ?? (records.size === 1 ? [...records.keys()][0] : undefined);
  const record = chosen === undefined ? undefined : records.get(chosen);
  if (!record)
    return {
      kind: "which-patient",
      patients: [...records].map(([reference, own]) => patientOf(reference, own)),
    };
  const read = readRecord(record, compiled, today, hasMore ? LISTS_THAT_CLOSE : undefined);
  return { kind: "record", record: { name, findings: read.findings }, issues: [...issues, ...read.issues] };
}

/** What is about someone else is counted and left alone; whoever was asked for is the patient, whatever the answers say. */
function readAnswers(
  text: string,
  name: string,
  today: string,
  { server, patientId, leftOut }: FromServer,
  compiled: CompiledKnowledge,
): ReadingAnswer {
  const { resources, issues } = readResources(text, name);
  const { own, others } = resourcesOfPatient(resources, patientId, server);
  const read = readRecord(own, compiled, today, new Set([...leftOut, ...others.keys()]));
  const told = others.size > 0 ? [otherPatients(others)] : [];
  const source = `${server}/Patient/${patientId}`;
  return {
    kind: "record",
    record: { name, findings: read.findings, source },
    issues: [...told, ...issues, ...read.issues],
  };
}

function patientOf(reference: string, resources: readonly Resource[]): PatientOfRecord {
  const json = resources.find(({ type }) => type === "Patient")?.json as Record<string, unknown> | undefined;
  const text = (key: string) => (typeof json?.[key] === "string" ? json[key].slice(0, 40) : undefined);
  const [sex, born] = [text("gender"), text("birthDate")];
  return {
    reference,
    ...(sex !== undefined && { sex }),
    ...(born !== undefined && { born }),
    resourceCount: resources.length,
  };
}

function readCaseFile(text: string, name: string, today: string, compiled: CompiledKnowledge): ReadingAnswer {
  const document = readLocatedDocument(text, name);
  if (!document.ok) return { kind: "refused", issues: document.issues };
  const patient = patientOfCase(document.value, compiled, today);
  const { issues } = patient;
  return isEmpty(patient) && hasError(issues) ? { kind: "refused", issues } : { kind: "case", patient };
}

function tooLarge(size: number, file: string): Issue {
  const [mega, most] = [Math.ceil(size / 1_000_000), MOST_BYTES / 1_000_000];
  return {
    code: "file-too-large",
    severity: "error",
    message: {
      en: `The file has ${mega} MB; at most ${most} MB are read.`,
      nb: `Filen er på ${mega} MB; det leses høyst ${most} MB.`,
    },
    suggestion: { en: "Export one patient.", nb: "Eksporter én pasient." },
    place: { file },
  };
}

function notText(file: string): Issue {
  return {
    code: "file-not-utf8",
    severity: "error",
    message: { en: "The file is not UTF-8 text.", nb: "Filen er ikke UTF-8-tekst." },
    suggestion: {
      en: "Give a case (YAML, JSON) or a FHIR record (JSON, NDJSON).",
      nb: "Gi et kasus (YAML, JSON) eller en FHIR-journal (JSON, NDJSON).",
    },
    place: { file },
  };
}
