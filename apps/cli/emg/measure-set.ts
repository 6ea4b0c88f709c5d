/**
 * One set of files to text, JSON or CSV: what the command does itself for a single recording, and every worker for many.
 */
import { basename } from "node:path";
import { hasError, type Issue } from "@krampe/core/issue/issue.ts";
import type { Language } from "@krampe/core/issue/text.ts";
import type { Knowledge } from "@krampe/core/knowledge/knowledge.ts";
import type { Band } from "@krampe/core/measurement/channel-signal.ts";
import { measureRecording } from "@krampe/core/measurement/measure-recording.ts";
import { measurementJson, plainJson } from "@krampe/core/measurement/measurement-json.ts";
import { measurementCsv } from "@krampe/core/measurement/report/measurement-csv.ts";
import { measurementText } from "@krampe/core/measurement/report/measurement-text.ts";
import { separateForMeasurement } from "@krampe/core/measurement/separation/separate-for-measurement.ts";
import { namePatterns } from "@krampe/core/pattern/name-patterns.ts";
import type { PatternContext } from "@krampe/core/pattern/pattern-context.ts";
import { patternCsv } from "@krampe/core/pattern/report/pattern-csv.ts";
import { patternText } from "@krampe/core/pattern/report/pattern-text.ts";
import { openRecordings } from "@krampe/core/recording/open-recording.ts";
import { fileSource } from "./file-source.ts";
import type { RecordingSet } from "./recording-sets.ts";

export type EmgFormat = "text" | "json" | "csv";

/** Plain data: it is sent to workers. */
export interface EmgRequest {
  readonly format: EmgFormat;
  readonly language: Language;
  readonly channels?: readonly string[];
  readonly pairs: readonly { readonly agonist: string; readonly antagonist: string }[];
  /** Channels of one electrode, each list an electrode. */
  readonly together: readonly (readonly string[])[];
  readonly bandHz?: Band;
  readonly minimumIntervalMs?: number;
  readonly samplingFrequencyHz?: number;
  /** Units are told apart in at most so much of each channel; 0: not at all. */
  readonly separatedS: number;
  readonly envelopes: "none" | "slow" | "all";
  /** What was told of the recording. */
  readonly context: PatternContext;
}

/** What came of one set. No outputs: nothing in it could be measured, and the issues say why. */
export interface EmgOutcome {
  readonly outputs: readonly string[];
  readonly issues: readonly Issue[];
}

export async function measureSet(
  set: RecordingSet,
  request: EmgRequest,
  knowledge: Knowledge,
  onProgress: (share: number) => void = () => {},
): Promise<EmgOutcome> {
  const sources = await Promise.all(set.paths.map((path, index) => fileSource(path, nameIn(set, index))));
  try {
    const { samplingFrequencyHz } = request;
    const opened = await openRecordings(
      sources,
      samplingFrequencyHz === undefined ? {} : { samplingFrequencyHz },
    );
    if (!opened.ok) return { outputs: [], issues: opened.issues };
    const outputs: string[] = [];
    const issues: Issue[] = [...opened.issues];
    for (const [position, recording] of opened.value.entries()) {
      const measurement = await measureRecording(recording, {
        ...request,
        ...(request.separatedS > 0 && { separate: separateForMeasurement }),
        onProgress: (share) => onProgress((position + share) / opened.value.length),
      });
      issues.push(...measurement.issues);
      if (measurement.channels.length > 0) outputs.push(written(measurement, request, knowledge));
      else if (!hasError(measurement.issues)) issues.push(noChannelMeasured(recording.header.name));
    }
    return { outputs, issues };
  } finally {
    await Promise.all(sources.map((source) => source.close()));
  }
}

function noChannelMeasured(file: string): Issue {
  return {
    code: "no-channel-measured",
    severity: "error",
    message: {
      en: `${file} has no channel that could be measured.`,
      nb: `${file} har ingen kanal som kunne måles.`,
    },
    suggestion: {
      en: "The reasons are told for each channel; krampe emg --channels chooses others.",
      nb: "Grunnene står ved hver kanal; krampe emg --channels velger andre.",
    },
    place: { file },
  };
}

/** The first file bears the name of the set; the others their own beside it. */
function nameIn(set: RecordingSet, index: number): string {
  if (index === 0) return set.name;
  return set.name.slice(0, set.name.length - basename(set.name).length) + basename(set.paths[index]);
}

function written(
  measurement: Awaited<ReturnType<typeof measureRecording>>,
  { format, language, envelopes, context }: EmgRequest,
  knowledge: Knowledge,
): string {
  const names = namePatterns(measurement, context, knowledge);
  if (format === "json") {
    const { version, hash } = knowledge;
    const named = plainJson({ context, knowledge: { version, hash }, ...names });
    return JSON.stringify({ ...measurementJson(measurement, { envelopes }), ...named });
  }
  if (format === "csv") return measurementCsv(measurement) + patternCsv(measurement.recording.name, names);
  const patterns = patternText(names, language);
  return measurementText(measurement, language) + (patterns === "" ? "" : `\n${patterns}`);
}
