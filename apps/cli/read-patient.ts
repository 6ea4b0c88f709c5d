/** Files about one patient to findings: each is a case or a FHIR record, told apart by content, or an EMG recording. */
import { readFile } from "node:fs/promises";
import { LISTS_THAT_CLOSE, readRecord, recordsByPatient } from "@krampe/core/fhir/read-record.ts";
import { looksLikeFhir, type Resource, readResources } from "@krampe/core/fhir/read-resources.ts";
import { isCalendarDay } from "@krampe/core/finding/calendar-day.ts";
import type { Finding } from "@krampe/core/finding/finding.ts";
import type { NamedDrug } from "@krampe/core/finding/named-drug.ts";
import { readCase } from "@krampe/core/finding/read-case.ts";
import type { Issue } from "@krampe/core/issue/issue.ts";
import { readLocatedDocument } from "@krampe/core/issue/located-document.ts";
import type { CompiledKnowledge } from "@krampe/core/knowledge/compile-knowledge.ts";
import type { PatternContext } from "@krampe/core/pattern/pattern-context.ts";
import type { Io } from "./command.ts";
import { looksLikeRecording, recordingFindings } from "./emg/recording-findings.ts";

export interface PatientRead {
  readonly findings: readonly Finding[];
  /** What is taken, as the files name it. */
  readonly drugs: readonly NamedDrug[];
  readonly issues: readonly Issue[];
}

export interface PatientChoice {
  /** ISO date as of which the patient is assessed; today if left out. */
  readonly at?: string;
  /** Which patient of a record with several, as `Patient/id` or the id alone. */
  readonly patient?: string;
  /** What was told of the recordings. */
  readonly context?: PatternContext;
}

export async function readPatient(
  paths: readonly string[],
  compiled: CompiledKnowledge,
  io: Io,
  choice: PatientChoice = {},
): Promise<PatientRead> {
  const findings: Finding[] = [];
  const drugs: NamedDrug[] = [];
  const issues: Issue[] = [];
  const resources: Resource[] = [];
  let hasMore = false;
  const today = choice.at ?? io.now().toISOString().slice(0, 10);
  const recordings = paths.filter(looksLikeRecording);
  if (recordings.length > 0) {
    const read = await recordingFindings(recordings, choice.context ?? {}, compiled.knowledge);
    findings.push(...read.findings);
    issues.push(...read.issues);
  }
  for (const path of paths) {
    if (looksLikeRecording(path)) continue;
    const text = await readText(path, io, issues);
    if (text === undefined) continue;
    const name = path === "-" ? "stdin" : path;
    if (looksLikeFhir(text)) {
      const read = readResources(text, name);
      resources.push(...read.resources);
      hasMore ||= read.hasMore;
      issues.push(...read.issues);
      if (read.resources.length === 0 && read.issues.length === 0) issues.push(emptyRecord(name));
      continue;
    }
    const read = readLocatedDocument(text, name);
    issues.push(...read.issues);
    if (!read.ok) continue;
    const one = readCase(read.value, compiled, today);
    findings.push(...one.findings);
    drugs.push(...one.drugs);
    issues.push(...one.issues);
  }
  const record = choosePatient(resources, choice.patient, issues);
  if (record) {
    const read = readRecord(record, compiled, today, hasMore ? LISTS_THAT_CLOSE : undefined);
    findings.push(...read.findings);
    drugs.push(...read.drugs);
    issues.push(...(choice.at === undefined ? read.issues : read.issues.map(expectedLater)));
  }
  return { findings, drugs, issues };
}

function emptyRecord(file: string): Issue {
  return {
    code: "record-empty",
    severity: "error",
    message: {
      en: "The record holds no resource: there is nothing to assess.",
      nb: "Journaluttrekket har ingen ressurs: det er ingenting å vurdere.",
    },
    suggestion: { en: "Check what was exported.", nb: "Se etter hva som ble eksportert." },
    place: { file },
  };
}

/** Whoever asks for an earlier day knows that the record goes on after it. */
function expectedLater(issue: Issue): Issue {
  return issue.code === "record-after-day" ? { ...issue, severity: "information" } : issue;
}

function choosePatient(
  resources: readonly Resource[],
  wanted: string | undefined,
  issues: Issue[],
): readonly Resource[] | undefined {
  if (resources.length === 0) return undefined;
  const records = recordsByPatient(resources);
  const names = [...records.keys()];
  const asked = wanted === undefined || wanted.includes("/") ? wanted : `Patient/${wanted}`;
  if (asked === undefined && names.length === 1) return records.get(names[0]);
  const record = asked === undefined ? undefined : records.get(asked);
  if (!record) issues.push(whichPatient(asked, names));
  return record;
}

function whichPatient(asked: string | undefined, names: readonly string[]): Issue {
  const shown = names.slice(0, 10).join(", ") + (names.length > 10 ? ", …" : "");
  return {
    code: asked === undefined ? "several-patients" : "patient-not-found",
    severity: "error",
    message: {
      en:
        asked === undefined
          ? `The record holds ${names.length} patients: ${shown}.`
          : `The record holds no ${asked}; it holds ${shown}.`,
      nb:
        asked === undefined
          ? `Journalen gjelder ${names.length} pasienter: ${shown}.`
          : `Journalen har ingen ${asked}; den har ${shown}.`,
    },
    suggestion: { en: "Choose one with --patient ID.", nb: "Velg en med --patient ID." },
  };
}

async function readText(path: string, io: Io, issues: Issue[]): Promise<string | undefined> {
  try {
    const bytes = path === "-" ? await io.readStdin() : await readFile(path);
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    issues.push(cannotRead(path, error as Error & { code?: string }));
    return undefined;
  }
}

function cannotRead(path: string, error: Error & { code?: string }): Issue {
  const missing = error.code === "ENOENT";
  const text = error instanceof TypeError;
  return {
    code: missing ? "file-not-found" : text ? "file-not-utf8" : "file-not-readable",
    severity: "error",
    message: {
      en: missing
        ? "There is no such file."
        : text
          ? "The file is not UTF-8 text."
          : `The file cannot be read: ${error.message}`,
      nb: missing
        ? "Filen finnes ikke."
        : text
          ? "Filen er ikke UTF-8-tekst."
          : `Filen kan ikke leses: ${error.message}`,
    },
    suggestion: text
      ? { en: "Recordings are read with 'krampe emg'.", nb: "Registreringer leses med «krampe emg»." }
      : { en: "Check the name and the folder.", nb: "Se etter navnet og mappen." },
    place: { file: path },
  };
}

/** `--at` and `--patient`; undefined if the date is none. */
export function patientChoice(values: {
  readonly at?: string;
  readonly patient?: string;
}): PatientChoice | undefined {
  const { at, patient } = values;
  if (at !== undefined && !isCalendarDay(at)) return undefined;
  return { ...(at !== undefined && { at }), ...(patient !== undefined && { patient }) };
}
