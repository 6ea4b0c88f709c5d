/** Short ways for tests to open bytes and look at what came out. */
import { strToU8 } from "fflate";
import type { Issue } from "../../issue/issue.ts";
import { memorySource } from "../memory-source.ts";
import { openRecording } from "../open-recording.ts";
import type { ByteSource, OpenOptions, OpenRecording } from "../recording.ts";

export type NamedBytes = readonly [name: string, bytes: Uint8Array | string];

export function sourceOf([name, bytes]: NamedBytes): ByteSource {
  return memorySource(name, typeof bytes === "string" ? strToU8(bytes) : bytes);
}

/** The recording; fails the test with the issues if there is none. */
export async function opened(files: readonly NamedBytes[], options?: OpenOptions): Promise<OpenRecording> {
  const result = await openRecording(files.map(sourceOf), options);
  if (!result.ok) throw new Error(JSON.stringify(result.issues, null, 1));
  return result.value;
}

/** The reasons for refusing; fails the test if it was opened. */
export async function refused(...files: readonly NamedBytes[]): Promise<readonly Issue[]> {
  const result = await openRecording(files.map(sourceOf));
  if (result.ok) throw new Error(`opened as ${result.value.header.format}`);
  return result.issues;
}

export function codes(issues: readonly Issue[]): string[] {
  return issues.map(({ code }) => code);
}

/** All samples of one channel. */
export async function allSamples(recording: OpenRecording, channelIndex = 0): Promise<number[]> {
  const { sampleCount } = recording.header.channels[channelIndex];
  return Array.from(await recording.readSamples(channelIndex, 0, sampleCount));
}
