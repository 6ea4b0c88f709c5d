/** What the fuzzer starts from: own fixtures, recordings written here, and the shared ones where they are. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { strToU8, zipSync } from "fflate";
import type { SampledRecording } from "../sampled-recording.ts";
import { writeCsv } from "../write-csv.ts";
import { writeBdfPlus, writeEdfPlus } from "../write-edf.ts";
import { writeWav } from "../write-wav.ts";
import { writeWfdb } from "../write-wfdb.ts";
import type { FuzzSeed } from "./fuzz.ts";
import { makeOtb4, makeOtbPlus, makePoly5 } from "./made-files.ts";
import { missingReason, sharedFolder, sharedFolders } from "./shared-recordings.ts";

export const fixtureFolder = fileURLToPath(new URL("./fixtures/", import.meta.url));

/** Files longer than `longest` bytes are cut: damage finds headers more often then, and a cut file is a case of its own. */
export function fuzzSeeds(longest = 300_000): FuzzSeed[] {
  return [...fixtureSeeds(), ...writtenSeeds(), ...(missingReason === undefined ? sharedSeeds(longest) : [])];
}

function fixtureSeeds(): FuzzSeed[] {
  return readdirSync(fixtureFolder).map((name) => {
    const bytes = new Uint8Array(readFileSync(join(fixtureFolder, name)));
    if (!name.endsWith(".flac")) return { name, files: [{ name, bytes }] };
    const [channels, format] = name.startsWith("two")
      ? [2, 516]
      : name.startsWith("one")
        ? [1, 508]
        : [3, 524];
    return {
      name,
      files: [
        { name: "flac.hea", bytes: flacHeader(name, channels, format) },
        { name, bytes },
      ],
    };
  });
}

/** A WFDB header for a FLAC file. */
export function flacHeader(file: string, channels: number, storageFormat: number): Uint8Array {
  const line = (index: number) =>
    `${file} ${storageFormat} 100/uV ${storageFormat - 500} 0 -5 0 0 channel ${index + 1}`;
  const lines = Array.from({ length: channels }, (_, index) => line(index));
  return strToU8(`${[`flac ${channels} 1000`, ...lines].join("\n")}\n`);
}

function writtenSeeds(): FuzzSeed[] {
  const samples = Float32Array.from({ length: 1500 }, (_, i) => Math.sin(i / 9) * 100 + (i % 7));
  const recording: SampledRecording = {
    channels: ["EMG", "force"].map((label) => ({ label, unit: "uV", samplingFrequencyHz: 500, samples })),
    startTime: "2024-05-06T07:08:09.5",
    annotations: [{ atS: 1, durationS: 0.5, text: "contraction" }],
  };
  const single = (name: string, bytes: Uint8Array): FuzzSeed => ({ name, files: [{ name, bytes }] });
  const bytesOf = (result: ReturnType<typeof writeEdfPlus>) => (result.ok ? result.value : new Uint8Array(0));
  const gappy = {
    channels: [
      { ...recording.channels[0], samples: samples.map((v, i) => (i > 500 && i < 1000 ? Number.NaN : v)) },
    ],
  };
  const wfdb = writeWfdb(recording, "made", 16);
  const files = wfdb.ok ? [...wfdb.value] : [];
  return [
    single("written.edf", bytesOf(writeEdfPlus(recording))),
    single("gaps.edf", bytesOf(writeEdfPlus(gappy))),
    single("written.bdf", bytesOf(writeBdfPlus(recording))),
    single("written.wav", bytesOf(writeWav(recording))),
    single("written.csv", bytesOf(writeCsv(recording))),
    single("made.poly5", makePoly5(2, 300)),
    single("made.otb+", makeOtbPlus(3, 200)),
    single("made.otb4", makeOtb4(4, 200)),
    { name: "written.hea", files },
    single("set.zip", zipSync(Object.fromEntries(files.map(({ name, bytes }) => [name, bytes])))),
  ];
}

function sharedSeeds(longest: number): FuzzSeed[] {
  return sharedFolders().flatMap((folder): FuzzSeed[] => {
    const files = readdirSync(join(sharedFolder, folder)).map((name) => ({
      name,
      bytes: new Uint8Array(readFileSync(join(sharedFolder, folder, name)).subarray(0, longest)),
    }));
    const isSet = files.some(({ name }) => /\.(?:hea|vhdr)$/.test(name));
    return isSet ? [{ name: folder, files }] : files.map((file) => ({ name: file.name, files: [file] }));
  });
}
