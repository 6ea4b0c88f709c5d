/** What a recorder does to a signal without changing it must not change its name: polarity, gain, offset and sampling frequency. */
import { describe, expect, it } from "vitest";
import { knowledgeOnDisk } from "../../apps/cli/knowledge-on-disk.ts";
import { measureRecording } from "../measurement/measure-recording.ts";
import { openSampled, type SampledRecording } from "../recording/sampled-recording.ts";
import { namePatterns } from "./name-patterns.ts";
import { AT_REST, TOLD_OF_PLAIN } from "./testing/plain-contexts.ts";
import { PLAIN_PATTERNS, type PlainPattern, plainRecording } from "./testing/plain-muscle.ts";

const loaded = knowledgeOnDisk();
if (!loaded.ok) throw new Error("the knowledge has mistakes");
const knowledge = loaded.value;

async function nameOf(recording: SampledRecording, pattern: PlainPattern): Promise<string> {
  const measurement = await measureRecording(openSampled(recording));
  return namePatterns(measurement, TOLD_OF_PLAIN[pattern] ?? AT_REST, knowledge).summary.id;
}

function changed(recording: SampledRecording, change: (value: number) => number): SampledRecording {
  const channels = recording.channels.map((channel) => ({
    ...channel,
    samples: Float32Array.from(channel.samples, change),
  }));
  return { ...recording, channels };
}

const CHANGES: [string, (value: number) => number][] = [
  ["turned upside down", (value) => -value],
  ["four times as large", (value) => 4 * value],
  ["a quarter as large", (value) => value / 4],
  ["lifted by a millivolt", (value) => value + 1000],
];

describe.each(Object.keys(PLAIN_PATTERNS) as PlainPattern[])("%s", (pattern) => {
  const made = (samplingFrequencyHz: number) =>
    plainRecording(pattern, { seed: 12, samplingFrequencyHz, durationS: 8 });

  it.each(CHANGES)("keeps its name %s", async (_, change) => {
    expect(await nameOf(changed(made(10_000), change), pattern)).toBe(pattern);
  });

  it.each([4000, 20_000, 48_000])("keeps its name at %i Hz", async (samplingFrequencyHz) => {
    expect(await nameOf(made(samplingFrequencyHz), pattern)).toBe(pattern);
  });
});
