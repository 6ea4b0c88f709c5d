/** What was measured, corrected and named, in the form in which the command line writes it, with what the reader decided. */
import { readerFile } from "@krampe/core/measurement/correction/reader-file.ts";
import { measurementJson, plainJson } from "@krampe/core/measurement/measurement-json.ts";
import { csvHead, measurementCsv } from "@krampe/core/measurement/report/measurement-csv.ts";
import type { RecordingMeasurement } from "@krampe/core/measurement/types/recording.ts";
import type { PatternContext } from "@krampe/core/pattern/pattern-context.ts";
import { patternCsv } from "@krampe/core/pattern/report/pattern-csv.ts";
import type { Bench } from "../bench/workbench.ts";
import type { BenchPatterns } from "../patterns/patterns-of-bench.ts";

/** `named`: absent while the knowledge is not there. */
export function jsonReport(
  measurement: RecordingMeasurement,
  { source, header, corrections, pair, context }: Bench,
  named: BenchPatterns | undefined,
): string {
  const origin =
    source?.kind === "simulated" ? { simulated: { pattern: source.pattern, seed: source.seed } } : {};
  const idOf = (index: number) => header?.channels[index].id ?? "";
  const pairIds = pair && { pair: { agonist: idOf(pair.agonist), antagonist: idOf(pair.antagonist) } };
  const decided = { context: contextWords(context), corrections, ...pairIds };
  const reader = header && readerFile(header, decided);
  const { version = "", hash = "" } = named?.knowledge ?? {};
  const patterns = named && plainJson({ context, knowledge: { version, hash }, ...named.names });
  return `${JSON.stringify({ ...measurementJson(measurement), ...patterns, ...origin, reader }, null, 2)}\n`;
}

export function csvReport(measurement: RecordingMeasurement, named: BenchPatterns | undefined): string {
  const patterns = named ? patternCsv(measurement.recording.name, named.names) : "";
  return csvHead() + measurementCsv(measurement) + patterns;
}

/** As `--context` of the command line takes them. */
export function contextWords({ electrode, state, shortened }: PatternContext): string[] {
  return [electrode, state, shortened && "shortened"].filter((word) => word !== undefined);
}
