/** The measurements of the channels that were measured, with the reader's corrections, as one. */
import type { RecordingMeasurement } from "@krampe/core/measurement/types/recording.ts";
import { pairMeasurementOf, recordingMeasurementOf } from "../bench/corrections.ts";
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

/** Indices of the channels whose measurements are joined, in that order. */
export function measuredChannels(now: Measured): number[] {
  return [...now.measuring.keys()]
    .sort((a, b) => a - b)
    .filter((channel) => recordingMeasurementOf(now, channel)?.channels.length);
}

let last: { readonly of: Measured; readonly joined: RecordingMeasurement | undefined } | undefined;

function join(now: Measured): RecordingMeasurement | undefined {
  const done = measuredChannels(now).flatMap((channel) => recordingMeasurementOf(now, channel) ?? []);
  const [first] = done;
  if (!first) return undefined;
  const pair = pairMeasurementOf(now);
  const issues = new Map(done.flatMap((one) => one.issues).map((issue) => [JSON.stringify(issue), issue]));
  return {
    ...first,
    channels: done.flatMap(({ channels }) => channels),
    pairs: pair ? [pair] : [],
    issues: [...issues.values()],
  };
}
