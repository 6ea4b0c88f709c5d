/** The measurements of the channels that were measured, as one: the same JSON and CSV that the command line writes. */

import { readerFile } from "@krampe/core/measurement/correction/reader-file.ts";
import { measurementJson } from "@krampe/core/measurement/measurement-json.ts";
import { csvHead, measurementCsv } from "@krampe/core/measurement/report/measurement-csv.ts";
import type { RecordingMeasurement } from "@krampe/core/measurement/types/recording.ts";
import { recordingMeasurementOf } from "../bench/corrections.ts";
import type { Bench } from "../bench/workbench.ts";
import type { EmgSource } from "../worker/emg-messages.ts";

/** In the order of the channels; undefined while nothing is measured. */
export function joinedMeasurement(now: Bench): RecordingMeasurement | undefined {
  const done = [...now.measuring.keys()]
    .sort((a, b) => a - b)
    .flatMap((channel) => recordingMeasurementOf(now, channel) ?? []);
  const [first] = done;
  if (!first) return undefined;
  const issues = new Map(done.flatMap((one) => one.issues).map((issue) => [JSON.stringify(issue), issue]));
  return {
    ...first,
    channels: done.flatMap(({ channels }) => channels),
    pairs: now.pair?.result.state === "done" && now.pair.result.pair ? [now.pair.result.pair] : [],
    issues: [...issues.values()],
  };
}

export function jsonReport(
  measurement: RecordingMeasurement,
  { source, header, corrections, pair }: Bench,
): string {
  const origin = source?.kind === "simulated" ? { simulated: simulationOf(source) } : {};
  const idOf = (index: number) => header?.channels[index].id ?? "";
  const pairIds = pair && { pair: { agonist: idOf(pair.agonist), antagonist: idOf(pair.antagonist) } };
  const reader = header && readerFile(header, { context: [], corrections, ...pairIds });
  return `${JSON.stringify({ ...measurementJson(measurement), ...origin, reader }, null, 2)}\n`;
}

function simulationOf({ pattern, seed, settings }: EmgSource & { kind: "simulated" }) {
  return { pattern, seed, ...(settings !== undefined && { settings }) };
}

export function csvReport(measurement: RecordingMeasurement): string {
  return csvHead() + measurementCsv(measurement);
}
