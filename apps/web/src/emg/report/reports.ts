/** The measurements of the channels that were measured, as one: the same JSON and CSV that the command line writes. */
import { measurementJson } from "@krampe/core/measurement/measurement-json.ts";
import { csvHead, measurementCsv } from "@krampe/core/measurement/report/measurement-csv.ts";
import type { RecordingMeasurement } from "@krampe/core/measurement/types/recording.ts";
import type { Bench } from "../bench/workbench.ts";
import type { EmgSource } from "../worker/emg-messages.ts";

/** In the order of the channels; undefined while nothing is measured. */
export function joinedMeasurement({ measuring }: Pick<Bench, "measuring">): RecordingMeasurement | undefined {
  const done = [...measuring]
    .sort(([a], [b]) => a - b)
    .flatMap(([, one]) => (one.state === "done" ? [one.measurement] : []));
  const [first] = done;
  if (!first) return undefined;
  const issues = new Map(done.flatMap((one) => one.issues).map((issue) => [JSON.stringify(issue), issue]));
  return {
    ...first,
    channels: done.flatMap(({ channels }) => channels),
    issues: [...issues.values()],
  };
}

export function jsonReport(measurement: RecordingMeasurement, { source }: Pick<Bench, "source">): string {
  const origin = source?.kind === "simulated" ? { simulated: simulationOf(source) } : {};
  return `${JSON.stringify({ ...measurementJson(measurement), ...origin }, null, 2)}\n`;
}

function simulationOf({ pattern, seed, settings }: EmgSource & { kind: "simulated" }) {
  return { pattern, seed, ...(settings !== undefined && { settings }) };
}

export function csvReport(measurement: RecordingMeasurement): string {
  return csvHead() + measurementCsv(measurement);
}
