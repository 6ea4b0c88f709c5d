/** The measurements of the channels that were measured, with the reader's corrections, as one. */
import type { RecordingMeasurement } from "@krampe/core/measurement/types/recording.ts";
import { recordingMeasurementOf } from "../bench/corrections.ts";
import type { Bench } from "../bench/workbench.ts";

type Measured = Pick<Bench, "measuring" | "corrections" | "header" | "pair">;

/** In the order of the channels; undefined while nothing is measured. The same one as long as nothing changes. */
export function joinedMeasurement(now: Measured): RecordingMeasurement | undefined {
  const isSame =
    last?.of.measuring === now.measuring &&
    last.of.corrections === now.corrections &&
    last.of.pair === now.pair;
  if (!last || !isSame) last = { of: now, joined: join(now) };
  return last.joined;
}

let last: { readonly of: Measured; readonly joined: RecordingMeasurement | undefined } | undefined;

function join(now: Measured): RecordingMeasurement | undefined {
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
