import { gzipSync, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { memorySource } from "./memory-source.ts";
import { openRecording, openRecordings } from "./open-recording.ts";
import type { ByteSource } from "./recording.ts";
import { madeSample, makeOtb4, makeOtbPlus, makePoly5, makeTar } from "./testing/made-files.ts";
import { allSamples, codes, opened, refused } from "./testing/opened.ts";
import { writeCsv } from "./write-csv.ts";
import { writeEdfPlus } from "./write-edf.ts";
import { writeWav } from "./write-wav.ts";
import { writeWfdb } from "./write-wfdb.ts";

const samples = Float32Array.from({ length: 1000 }, (_, i) => Math.round(Math.sin(i / 9) * 100));
const recording = { channels: [{ label: "EMG", unit: "uV", samplingFrequencyHz: 500, samples }] };

function bytesOf(result: ReturnType<typeof writeEdfPlus>): Uint8Array {
  if (!result.ok) throw new Error("not written");
  return result.value;
}

function wfdbFiles(): Record<string, Uint8Array> {
  const written = writeWfdb(recording, "made");
  if (!written.ok) throw new Error("not written");
  return Object.fromEntries(written.value.map(({ name, bytes }) => [name, bytes]));
}

describe("opening", () => {
  it("tells formats apart by content, whatever the file is called", async () => {
    const cases = [
      [bytesOf(writeEdfPlus(recording)), "EDF+C"],
      [bytesOf(writeWav(recording)), "WAV"],
      [bytesOf(writeCsv(recording)), "text"],
      [makePoly5(1, 100), "Poly5"],
      [makeOtbPlus(2, 50), "OTB+"],
      [makeOtb4(2, 50), "OTB4"],
    ] as const;
    for (const [bytes, format] of cases) {
      for (const name of ["holiday.jpg", "a.edf", "b.csv"]) {
        expect((await opened([[name, bytes]])).header.format).toBe(format);
      }
    }
  });

  it("finds a set of files in a zip, a tar and a gzipped tar, in a folder too", async () => {
    const files = wfdbFiles();
    const inFolder = Object.fromEntries(
      Object.entries(files).map(([name, bytes]) => [`visit 1/${name}`, bytes]),
    );
    for (const archive of [
      zipSync(files),
      zipSync(inFolder),
      zipSync(files, { level: 0 }),
      makeTar(files),
      gzipSync(makeTar(inFolder)),
    ]) {
      const found = await opened([["archive", archive]]);
      expect(found.header.format).toBe("WFDB");
      expect((await allSamples(found)).length).toBe(1000);
    }
  });

  it("opens a single gzipped file", async () => {
    const found = await opened([["a.edf.gz", gzipSync(bytesOf(writeEdfPlus(recording)))]]);
    expect(found.header).toMatchObject({ format: "EDF+C", name: "a.edf" });
    expect((await allSamples(found)).length).toBe(1000);
  });

  it("opens several recordings at once, and tells what is none without making a fuss", async () => {
    const edf = bytesOf(writeEdfPlus(recording));
    const sources = [
      memorySource("one.edf", edf),
      memorySource("two.wav", bytesOf(writeWav(recording))),
      memorySource("readme.txt", new TextEncoder().encode("Notes\n")),
    ];
    const all = await openRecordings(sources);
    expect(all.ok && all.value.map(({ header }) => header.name)).toEqual(["one.edf", "two.wav"]);
    expect(all.issues.map(({ code, severity }) => [code, severity])).toEqual([
      ["source-not-a-recording", "information"],
    ]);
    const first = await openRecording(sources);
    expect(first.ok && first.value.header.name).toBe("one.edf");
    expect(codes(first.issues)).toContain("several-recordings");
  });

  it("one bad file among good ones does not keep the others from opening, and its reason is kept", async () => {
    const edf = bytesOf(writeEdfPlus(recording));
    const all = await openRecordings([memorySource("good", edf), memorySource("bad", edf.subarray(0, 300))]);
    expect(all.ok && all.value.length).toBe(1);
    expect(all.issues.map(({ code, place }) => [code, place?.file])).toEqual([
      ["recording-truncated", "bad"],
    ]);
  });

  it("refuses with a reason: nothing, an empty file, noise, data without its header, a broken archive", async () => {
    expect(codes((await openRecording([])).issues)).toEqual(["recording-empty"]);
    expect(codes(await refused(["a", ""]))).toEqual(["recording-empty"]);
    expect(codes(await refused(["a", Uint8Array.from({ length: 500 }, (_, i) => (i * 37) % 256)]))).toEqual([
      "recording-format-unknown",
    ]);
    expect(codes(await refused(["made.dat", wfdbFiles()["made.dat"]]))).toEqual(["recording-format-unknown"]);
    const zip = zipSync(wfdbFiles());
    expect(codes(await refused(["a.zip", zip.subarray(0, zip.length - 60)]))).toEqual(["archive-damaged"]);
    // Every entry marked as encrypted, in the list at the end.
    const locked = zip.map((byte, i) =>
      zip[i - 8] === 0x50 && zip[i - 7] === 0x4b && zip[i - 6] === 1 && zip[i - 5] === 2 ? 1 : byte,
    );
    const reasons = await refused(["a.zip", locked]);
    expect(new Set(codes(reasons))).toEqual(new Set(["archive-entry-unreadable", "recording-empty"]));
  });

  it("a medium that fails while opening is an issue", async () => {
    const broken: ByteSource = {
      name: "stick/a.edf",
      size: 1000,
      read: () => Promise.reject(new Error("unplugged")),
    };
    const result = await openRecording([broken]);
    expect(codes(result.issues)).toEqual(["source-unreadable"]);
    expect(result.issues[0].message.en).toContain("unplugged");
  });

  it("a recording of 2 GB is opened and read in places without reading the rest", async () => {
    const head = bytesOf(writeEdfPlus(recording));
    const headerBytes = 256 * 3;
    const recordBytes = (head.length - headerBytes) / 2;
    const records = Math.floor(2e9 / recordBytes);
    const header = head.slice(0, headerBytes);
    header.set(
      Uint8Array.from(String(records).padEnd(8), (c) => c.charCodeAt(0)),
      236,
    );
    header.set(
      Uint8Array.from("EDF".padEnd(44), (c) => c.charCodeAt(0)),
      192,
    );
    // Without annotations no record needs to be visited while opening.
    header.set(
      Uint8Array.from("other".padEnd(16), (c) => c.charCodeAt(0)),
      256 + 16,
    );
    let bytesRead = 0;
    let longestRead = 0;
    const source: ByteSource = {
      name: "long.edf",
      size: headerBytes + records * recordBytes,
      read: async (offset, length) => {
        bytesRead += length;
        longestRead = Math.max(longestRead, length);
        const bytes = new Uint8Array(length);
        if (offset < headerBytes) bytes.set(header.subarray(offset, offset + length));
        return bytes;
      },
    };
    const result = await openRecording([source]);
    if (!result.ok) throw new Error(JSON.stringify(result.issues));
    const { sampleCount } = result.value.header.channels[0];
    expect(sampleCount).toBe(records * 500);
    for (const from of [0, sampleCount >> 1, sampleCount - 1000]) {
      expect((await result.value.readSamples(0, from, 1000)).length).toBe(1000);
    }
    expect(bytesRead).toBeLessThan(4e6);
    expect(longestRead).toBeLessThan(1e6);
  });
});

describe("Poly5 and OTB", () => {
  it("Poly5: floats in blocks, the last one filled up, the start in the header", async () => {
    const found = await opened([["a", makePoly5(2, 300)]]);
    expect(found.header).toMatchObject({ startTime: "2024-05-06T07:08:09", durationS: 0.15 });
    expect(found.header.channels.map(({ label, unit }) => [label, unit])).toEqual([
      ["EMG 1", "uV"],
      ["EMG 2", "uV"],
    ]);
    expect(await allSamples(found, 1)).toEqual(Array.from({ length: 300 }, (_, i) => madeSample(1, i)));
    expect((await found.readSamples(1, 290, 50)).length).toBe(10);
  });

  it("OTB+: millivolts by the device's range; an unknown device gives steps, and says so", async () => {
    const found = await opened([["a.otb+", makeOtbPlus(3, 200)]]);
    expect(found.header.channels.map(({ id }) => id)).toEqual([
      "Soleus GR08MM1305",
      "Soleus GR08MM1305#2",
      "Soleus GR08MM1305#3",
    ]);
    expect(found.header.channels[0]).toMatchObject({
      unit: "mV",
      samplingFrequencyHz: 2048,
      sampleCount: 200,
    });
    expect((await allSamples(found, 2))[7]).toBeCloseTo(((madeSample(2, 7) * 5) / 65536 / 150) * 1000, 6);
    const text = new TextDecoder("latin1")
      .decode(makeOtbPlus(1, 100))
      .replace("QUATTROCENTO", "SOMETHINGNEW");
    const other = await opened([["a.otb+", Uint8Array.from(text, (c) => c.charCodeAt(0))]]);
    expect(other.header.channels[0].unit).toBe("1");
    expect(codes(other.issues)).toContain("otb-device-unknown");
  });

  it("OTB4: tracks of one file with range, bits and gain", async () => {
    const found = await opened([["a.otb4", makeOtb4(3, 200)]]);
    expect(found.header.channels.map(({ label }) => label)).toEqual(["IN1 1", "IN1 2", "AUX & more"]);
    expect((await allSamples(found, 2))[9]).toBeCloseTo(((madeSample(2, 9) * 4.8) / 65536 / 2) * 1000, 5);
  });
});
