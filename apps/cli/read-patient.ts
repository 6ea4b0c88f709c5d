/** Files about one patient to findings: each is a case or a FHIR record, told apart by content. */
import { readFile } from "node:fs/promises";
import type { Finding } from "@krampe/core/finding/finding.ts";
import { readCase } from "@krampe/core/finding/read-case.ts";
import type { Issue } from "@krampe/core/issue/issue.ts";
import { readLocatedDocument } from "@krampe/core/issue/located-document.ts";
import type { CompiledKnowledge } from "@krampe/core/knowledge/compile-knowledge.ts";
import type { Io } from "./command.ts";

export interface PatientRead {
  readonly findings: readonly Finding[];
  readonly issues: readonly Issue[];
}

export async function readPatient(
  paths: readonly string[],
  compiled: CompiledKnowledge,
  io: Io,
): Promise<PatientRead> {
  const findings: Finding[] = [];
  const issues: Issue[] = [];
  const today = io.now().toISOString().slice(0, 10);
  for (const path of paths) {
    const text = await readText(path, io, issues);
    if (text === undefined) continue;
    const read = readLocatedDocument(text, path === "-" ? "stdin" : path);
    issues.push(...read.issues);
    if (!read.ok) continue;
    const one = readCase(read.value, compiled, today);
    findings.push(...one.findings);
    issues.push(...one.issues);
  }
  return { findings, issues };
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
