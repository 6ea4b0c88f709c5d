import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { openRecording } from "./open-recording.ts";
import type { OpenRecording } from "./recording.ts";
import { folderSources, missingReason, sharedFolder, sharedSource } from "./testing/shared-recordings.ts";

interface IndependentChannel {
  readonly reader: string;
  readonly file: string;
  readonly index: number;
  readonly scale: number;
  readonly count: number;
  readonly first: readonly number[];
  readonly last: readonly number[];
  readonly mean: number;
  readonly rms: number;
}

interface IndependentReading {
  readonly missing: Readonly<Record<string, string>>;
  readonly channels: readonly IndependentChannel[];
}

const SCRIPT = fileURLToPath(new URL("./testing/independent-readers.py", import.meta.url));

/** The system's own Python first: Debian's readers are installed there. */
function readIndependently(): IndependentReading | string {
  if (missingReason !== undefined) return missingReason;
  for (const python of ["/usr/bin/python3", "python3"]) {
    try {
      const out = execFileSync(python, [SCRIPT, sharedFolder], {
        stdio: ["ignore", "pipe", "ignore"],
        maxBuffer: 2 ** 28,
      });
      return JSON.parse(String(out));
    } catch {
      // No such Python, or one without numpy: the next may have it.
    }
  }
  return "no Python with numpy is installed";
}

describe("samples beside those of independent readers (MNE, biosig, scipy, h5py, numpy)", () => {
  const reading = readIndependently();

  if (typeof reading === "string") {
    it(`are not compared: ${reading}`, () => {
      console.info(`Left out: ${reading}.`);
    });
    return;
  }

  for (const [reader, reason] of Object.entries(reading.missing)) {
    it(`are not compared with ${reader}: it is not installed`, () => {
      console.info(`Left out: ${reader} (${reason}).`);
    });
  }

  const opened = new Map<string, Promise<OpenRecording>>();
  const open = (file: string) => {
    const known = opened.get(file) ?? openFile(file);
    opened.set(file, known);
    return known;
  };

  for (const reader of new Set(reading.channels.map((channel) => channel.reader))) {
    const channels = reading.channels.filter((channel) => channel.reader === reader);
    const files = new Set(channels.map((channel) => channel.file)).size;
    it(`are the same as ${reader}'s in ${channels.length} channels of ${files} files`, async () => {
      for (const expected of channels) {
        const recording = await open(expected.file);
        const channel = recording.header.channels[expected.index];
        const samples = await recording.readSamples(expected.index, 0, channel.sampleCount);
        const what = `${expected.file} ${channel.id}`;
        expect(samples.length, what).toBe(expected.count);
        const values = Array.from(samples, Number);
        const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-12);
        const near = (a: number, b: number) => Math.abs(a - b * expected.scale) <= 2e-6 * largest;
        expect(
          expected.first.every((value, i) => near(values[i], value)),
          `${what} first`,
        ).toBe(true);
        const start = values.length - expected.last.length;
        expect(
          expected.last.every((value, i) => near(values[start + i], value)),
          `${what} last`,
        ).toBe(true);
        const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
        const rms = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
        expect(near(mean, expected.mean), `${what} mean`).toBe(true);
        expect(near(rms, expected.rms), `${what} rms`).toBe(true);
      }
    });
  }
});

async function openFile(file: string): Promise<OpenRecording> {
  const isSet = /\.(?:hea|vhdr)$/.test(file);
  const result = await openRecording(isSet ? folderSources(file.split("/")[0]) : [sharedSource(file)]);
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  return result.value;
}
