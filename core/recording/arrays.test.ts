import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { fixtureFolder } from "./testing/fuzz-seeds.ts";
import { allSamples, codes, opened, refused } from "./testing/opened.ts";

/** The formula that made the fixtures, see make-fixtures.py. */
function made(count: number, channel: number, amplitude = 1000): number[] {
  return Array.from({ length: count }, (_, i) => {
    const wave = Math.round(amplitude * Math.sin((2 * Math.PI * i * (channel + 1)) / 97));
    return wave + ((i * 7919 + channel * 104729) % 11) - 5 + 0;
  });
}

const fixture = (name: string) => new Uint8Array(readFileSync(join(fixtureFolder, name)));
const MUSCLES = ["tibialis anterior", "soleus", "gastrocnemius"];

describe("MATLAB and HDF5 files", () => {
  for (const [file, format] of [
    ["compressed.mat", "MAT 5"],
    ["plain.mat", "MAT 5"],
    ["seven-three.mat", "MAT 7.3"],
  ] as const) {
    it(`${file}: channels, labels and rate are found by their names`, async () => {
      const recording = await opened([["a", fixture(file)]]);
      expect(recording.header.format).toBe(format);
      expect(recording.issues).toEqual([]);
      expect(recording.header.channels.map(({ label }) => label)).toEqual(MUSCLES);
      for (const [index, channel] of recording.header.channels.entries()) {
        expect(channel).toMatchObject({
          samplingFrequencyHz: 2000,
          sampleCount: 3000,
          unit: format === "MAT 5" ? "mV" : "1",
        });
        expect(await allSamples(recording, index)).toEqual(made(3000, index));
        expect(Array.from(await recording.readSamples(index, 1000, 7))).toEqual(
          made(3000, index).slice(1000, 1007),
        );
      }
    });
  }

  it("classic.h5: groups, attributes, chunks in two dimensions, deflate, shuffle and check sums, big-endian doubles", async () => {
    const recording = await opened([["a", fixture("classic.h5")]]);
    const { channels } = recording.header;
    expect(channels.map(({ label }) => label)).toEqual([
      "signals.emg 1",
      "signals.emg 2",
      "signals.emg 3",
      "signals.force",
    ]);
    expect(
      channels.every(({ unit, samplingFrequencyHz }) => unit === "uV" && samplingFrequencyHz === 2000),
    ).toBe(true);
    for (const index of [0, 1, 2]) expect(await allSamples(recording, index)).toEqual(made(3000, index));
    expect(await allSamples(recording, 3)).toEqual(made(3000, 5, 500));
  });

  for (const file of ["newer-1.10.h5", "newer-2.0.h5"]) {
    it(`${file}: every newer chunk index gives the same column`, async () => {
      const recording = await opened([["a", fixture(file)]]);
      const labels = recording.header.channels.map(({ label }) => label);
      expect(labels.toSorted()).toEqual([
        "extensible",
        "fixed",
        "implicit",
        "paged",
        "single",
        "tree 1",
        "tree 2",
      ]);
      for (const [index, label] of labels.entries()) {
        const more = label === "tree 2" ? 1 : 0;
        expect(await allSamples(recording, index), label).toEqual(made(1000, 0).map((value) => value + more));
      }
      expect(codes(recording.issues)).toEqual(["arrays-left-out"]);
    });
  }

  it("a damaged chunk is a hole that is told once it is read", async () => {
    const bytes = fixture("seven-three.mat");
    bytes.fill(0x55, 12_000, 12_060);
    const recording = await opened([["a", bytes]]);
    const holes = await Promise.all(
      [0, 1, 2].map(async (index) => (await allSamples(recording, index)).filter(Number.isNaN).length),
    );
    expect(holes.some((count) => count > 0)).toBe(true);
    expect(codes(recording.issues)).toEqual(["samples-damaged"]);
  });

  it("a file that was cut gives what came before, or a reason", async () => {
    const mat = fixture("plain.mat");
    const recording = await opened([["a", mat.subarray(0, mat.length - 300)]]);
    expect(codes(recording.issues)).toContain("mat-damaged");
    expect(codes(await refused(["a", fixture("classic.h5").subarray(0, 90)]))).toEqual(["hdf5-unreadable"]);
    expect(codes(await refused(["a", mat.subarray(0, 400)]))).toEqual([
      "mat-damaged",
      "arrays-without-signals",
    ]);
  });

  it("a compression that is not undone here is named, also where nothing else is in the file", async () => {
    const issues = await refused(["a", fixture("other-filter.h5")]);
    expect(codes(issues)).toEqual(["hdf5-parts-unreadable", "arrays-without-signals"]);
    expect(issues[0].message.en).toContain("emg: compressed by LZF");
    expect(issues[0].suggestion?.en).toContain("gzip");
  });
});
