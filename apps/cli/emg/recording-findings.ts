/**
 * Recordings of one patient to findings: each is measured, its patterns are named, and the patterns say what they say of a patient.
 */
import { extname } from "node:path";
import type { Finding } from "@krampe/core/finding/finding.ts";
import type { Issue } from "@krampe/core/issue/issue.ts";
import type { Knowledge } from "@krampe/core/knowledge/knowledge.ts";
import { measureRecording } from "@krampe/core/measurement/measure-recording.ts";
import { namePatterns } from "@krampe/core/pattern/name-patterns.ts";
import type { PatternContext } from "@krampe/core/pattern/pattern-context.ts";
import { patternFindings } from "@krampe/core/pattern/pattern-findings.ts";
import { openRecordings } from "@krampe/core/recording/open-recording.ts";
import { fileSource } from "./file-source.ts";
import { recordingSets } from "./recording-sets.ts";

/** What a case or a record is written in; anything else is taken for a recording. */
const WRITTEN = new Set([".yaml", ".yml", ".json", ".ndjson", ".jsonl", ""]);

export function looksLikeRecording(path: string): boolean {
  return path !== "-" && !WRITTEN.has(extname(path).toLowerCase());
}

export interface RecordingFindings {
  readonly findings: readonly Finding[];
  readonly issues: readonly Issue[];
}

export async function recordingFindings(
  paths: readonly string[],
  context: PatternContext,
  knowledge: Knowledge,
): Promise<RecordingFindings> {
  const findings: Finding[] = [];
  const { sets, missing } = await recordingSets(paths);
  const issues: Issue[] = missing.map(({ path }) => notThere(path));
  for (const set of sets) {
    const sources = await Promise.all(set.paths.map((path) => fileSource(path)));
    try {
      const opened = await openRecordings(sources);
      issues.push(...opened.issues);
      if (!opened.ok) continue;
      for (const recording of opened.value) {
        const measurement = await measureRecording(recording);
        const names = namePatterns(measurement, context, knowledge);
        issues.push(...measurement.issues.filter(({ severity }) => severity !== "information"));
        issues.push(saidBy(measurement.recording.name, names.summary));
        findings.push(...patternFindings(names, measurement, context, knowledge));
      }
    } finally {
      await Promise.all(sources.map((source) => source.close()));
    }
  }
  return { findings, issues };
}

/** What the recording was called: it stands in the report even when it gives no finding. */
function saidBy(file: string, { label, between }: ReturnType<typeof namePatterns>["summary"]): Issue {
  const among = between.length > 1 ? ` (${between.join(", ")})` : "";
  return {
    code: "recording-named",
    severity: "information",
    message: {
      en: `EMG ${file}: ${label.en.toLowerCase()}${among}.`,
      nb: `EMG ${file}: ${label.nb.toLowerCase()}${among}.`,
    },
    suggestion: {
      en: "'krampe emg' shows the timeline and the reasons.",
      nb: "«krampe emg» viser tidslinjen og grunnene.",
    },
    place: { file },
  };
}

function notThere(file: string): Issue {
  return {
    code: "file-not-found",
    severity: "error",
    message: { en: "There is no such file.", nb: "Filen finnes ikke." },
    suggestion: { en: "Check the name and the folder.", nb: "Se etter navnet og mappen." },
    place: { file },
  };
}
