import { readFileSync } from "node:fs";
import { join } from "node:path";
import { strToU8 } from "fflate";
import { describe, expect, it } from "vitest";
import { fixtureFolder, flacHeader } from "./testing/fuzz-seeds.ts";
import { allSamples, codes, type NamedBytes, opened, refused } from "./testing/opened.ts";
import { Random } from "./testing/random.ts";

/** Samples for a format of so many bits, without the number that means missing. */
function numbers(bits: number, count: number, seed = bits): number[] {
  const random = new Random(seed);
  const half = 2 ** (bits - 1);
  return Array.from({ length: count }, () => random.below(2 * half - 1) - half + 1);
}

const signed = (value: number, bits: number) => value & (2 ** bits - 1);

/** Packs samples as the WFDB manual describes, independently of the reader's own way. */
const PACKERS: Readonly<Record<number, (values: readonly number[]) => number[]>> = {
  16: (values) => values.flatMap((v) => [v & 255, (v >> 8) & 255]),
  61: (values) => values.flatMap((v) => [(v >> 8) & 255, v & 255]),
  80: (values) => values.map((v) => v + 128),
  160: (values) => values.flatMap((v) => [(v + 32768) & 255, (v + 32768) >> 8]),
  24: (values) => values.flatMap((v) => [v & 255, (v >> 8) & 255, (v >> 16) & 255]),
  32: (values) => values.flatMap((v) => [v & 255, (v >> 8) & 255, (v >> 16) & 255, (v >> 24) & 255]),
  212: (values) =>
    pairs(values, 2).flatMap(([a, b = 0]) => [
      signed(a, 8),
      (signed(a, 12) >> 8) | ((signed(b, 12) >> 8) << 4),
      signed(b, 8),
    ]),
  310: (values) =>
    pairs(values, 3).flatMap(([a, b = 0, c = 0]) => {
      const third = signed(c, 10);
      const first = (signed(a, 10) << 1) | ((third & 31) << 11);
      const second = (signed(b, 10) << 1) | ((third >> 5) << 11);
      return [first & 255, first >> 8, second & 255, second >> 8];
    }),
  311: (values) =>
    pairs(values, 3).flatMap(([a, b = 0, c = 0]) => {
      const word = signed(a, 10) + signed(b, 10) * 2 ** 10 + signed(c, 10) * 2 ** 20;
      return [
        word % 256,
        Math.floor(word / 256) % 256,
        Math.floor(word / 65536) % 256,
        Math.floor(word / 2 ** 24),
      ];
    }),
};

function pairs(values: readonly number[], size: number): number[][] {
  return Array.from({ length: Math.ceil(values.length / size) }, (_, i) =>
    values.slice(i * size, (i + 1) * size),
  );
}

const BITS: Readonly<Record<number, number>> = {
  16: 16,
  61: 16,
  80: 8,
  160: 16,
  24: 24,
  32: 32,
  212: 12,
  310: 10,
  311: 10,
};

function record(lines: readonly string[], ...files: readonly NamedBytes[]): NamedBytes[] {
  return [["r.hea", `${lines.join("\n")}\n`], ...files];
}

/** The formula that made the fixtures, see make-fixtures.py. */
function made(i: number, channel: number, amplitude: number): number {
  const wave = Math.round(amplitude * Math.sin((2 * Math.PI * i * (channel + 1)) / 97));
  return wave + ((i * 7919 + channel * 104729) % 11) - 5;
}

describe("WFDB", () => {
  for (const storage of Object.keys(PACKERS).map(Number)) {
    it(`format ${storage}: two interleaved signals come back exactly, from any place`, async () => {
      const frames = 70_001;
      const values = numbers(BITS[storage], frames * 2);
      const bytes = Uint8Array.from(PACKERS[storage](values));
      const head = [
        `r 2 1000 ${frames}`,
        `r.dat ${storage} 1/uV 16 0 ${values[0]} 0 0 a`,
        `r.dat ${storage} 1/uV 16 0 ${values[1]} 0 0 b`,
      ];
      const recording = await opened(record(head, ["r.dat", bytes]));
      expect(recording.issues).toEqual([]);
      for (const signal of [0, 1]) {
        const expected = values.filter((_, i) => i % 2 === signal).map(Math.fround);
        expect(await allSamples(recording, signal)).toEqual(expected);
        for (const [from, count] of [
          [0, 1],
          [32765, 9],
          [65530, 4000],
          [frames - 3, 10],
        ]) {
          expect(Array.from(await recording.readSamples(signal, from, count))).toEqual(
            expected.slice(from, from + count),
          );
        }
      }
    });
  }

  it("format 8 sums differences across chunks and signals", async () => {
    const frames = 50_000;
    const random = new Random(8);
    const steps = Array.from({ length: frames * 2 }, () => random.below(21) - 10);
    const head = [`r 2 1000 ${frames}`, "r.dat 8 1/uV 12 0 100 0 0 a", "r.dat 8 1/uV 12 0 -7 0 0 b"];
    const recording = await opened(record(head, ["r.dat", Uint8Array.from(steps, (step) => step & 255)]));
    let sum = 100;
    const expected = Array.from({ length: frames }, (_, i) => {
      sum += steps[2 * i];
      return sum;
    });
    expect(Array.from(await recording.readSamples(0, frames - 5, 5))).toEqual(expected.slice(-5));
    expect(await allSamples(recording, 0)).toEqual(expected);
  });

  for (const [file, channels, storage, count, amplitude] of [
    ["two-channels-16.flac", 2, 516, 9000, 12000],
    ["one-channel-8.flac", 1, 508, 5000, 90],
    ["three-channels-24.flac", 3, 524, 5000, 3_000_000],
  ] as const) {
    it(`format ${storage}: FLAC as libFLAC writes it comes back exactly`, async () => {
      const bytes = new Uint8Array(readFileSync(join(fixtureFolder, file)));
      const recording = await opened([
        ["flac.hea", flacHeader(file, channels, storage)],
        [file, bytes],
      ]);
      for (let channel = 0; channel < channels; channel++) {
        const expected = Array.from({ length: count }, (_, i) => {
          const value = made(i, channel, amplitude);
          // The second of two channels follows the first, so that the encoder decorrelates them.
          return channels === 2 && channel === 1 ? made(i, 0, amplitude) + (((value % 5) + 5) % 5) : value;
        });
        expect(await allSamples(recording, channel)).toEqual(
          expected.map((value) => Math.fround(value / 100)),
        );
        expect(Array.from(await recording.readSamples(channel, 4500, 3))).toEqual(
          expected.slice(4500, 4503).map((value) => Math.fround(value / 100)),
        );
      }
    });
  }

  it("a damaged FLAC frame leaves a hole that is told, and the rest is read", async () => {
    const bytes = new Uint8Array(readFileSync(join(fixtureFolder, "two-channels-16.flac")));
    bytes[bytes.length - 2000] ^= 0xff;
    const recording = await opened([
      ["flac.hea", flacHeader("a.flac", 2, 516)],
      ["a.flac", bytes],
    ]);
    const samples = await allSamples(recording, 0);
    expect(samples.some(Number.isNaN)).toBe(true);
    expect(samples[0]).toBeCloseTo(made(0, 0, 12000) / 100, 3);
    expect(codes(recording.issues)).toContain("samples-damaged");
  });

  it("the number that means missing is NaN", async () => {
    const bytes = Uint8Array.from(PACKERS[16]([5, -32768, 7]));
    const recording = await opened(record(["r 1 1000 3", "r.dat 16 10/mV 16 0 5 0 0 EMG"], ["r.dat", bytes]));
    expect(await allSamples(recording)).toEqual([0.5, Number.NaN, Math.fround(0.7)]);
  });

  it("several samples a frame, a skew and bytes in front are respected", async () => {
    const fast = [1, 2, 3, 4, 5, 6, 7, 8];
    const slow = [10, 20, 30, 40];
    const frames = slow.flatMap((value, i) => [fast[2 * i], fast[2 * i + 1], value]);
    const bytes = Uint8Array.from([9, 9, 9, 9, ...PACKERS[16](frames)]);
    const head = ["r 2 500 4", "r.dat 16x2+4 1/uV 16 0 1 0 0 fast", "r.dat 16:1+4 1/uV 16 0 10 0 0 slow"];
    const recording = await opened(record(head, ["r.dat", bytes]));
    expect(recording.header.channels.map(({ samplingFrequencyHz }) => samplingFrequencyHz)).toEqual([
      1000, 500,
    ]);
    expect(await allSamples(recording, 0)).toEqual(fast);
    expect(await allSamples(recording, 1)).toEqual([20, 30, 40]);
  });

  it("gain, baseline, unit and start come from the header; without a gain samples stay steps", async () => {
    const head = [
      "r 2 1000 2 10:11:12.5 24/12/2023",
      "r.dat 16 200(100)/uV 12 0 300 0 0 EMG",
      "r.dat 16 0 12 0 5 0 0 raw",
    ];
    const recording = await opened(record(head, ["r.dat", Uint8Array.from(PACKERS[16]([300, 5, 100, 6]))]));
    expect(recording.header.startTime).toBe("2023-12-24T10:11:12.5");
    expect(await allSamples(recording, 0)).toEqual([1, 0]);
    expect(recording.header.channels[1]).toMatchObject({ unit: "1" });
    expect(await allSamples(recording, 1)).toEqual([5, 6]);
    expect(codes(recording.issues)).toEqual(["wfdb-not-calibrated"]);
  });

  it("annotations: long intervals, texts, channels and a time resolution of their own", async () => {
    const word = (code: number, value: number) => [value & 255, (code << 2) | (value >> 8)];
    const text = (aux: string) => [...word(63, aux.length), ...strToU8(aux), ...(aux.length % 2 ? [0] : [])];
    const bytes = Uint8Array.from([
      ...word(22, 0),
      ...text("## time resolution: 2000"),
      ...word(1, 500),
      ...word(59, 0),
      1,
      0,
      0,
      0,
      ...word(22, 0),
      ...text("rest"),
      ...word(62, 1),
      0,
      0,
    ]);
    const head = ["r 2 1000 3", "r.dat 16 1/uV 16 0 1 0 0 a", "r.dat 16 1/uV 16 0 2 0 0 b"];
    const recording = await opened(
      record(head, ["r.dat", Uint8Array.from(PACKERS[16]([1, 2, 3, 4, 5, 6]))], ["r.atr", bytes]),
    );
    expect(recording.header.annotations).toEqual([
      { atS: 0.25, text: "N" },
      { atS: (500 + 65536) / 2000, text: "rest", channelId: "b" },
    ]);
  });

  it("segments are put together, with gaps, by name", async () => {
    const head: NamedBytes = ["r.hea", "r/4 2 100 12\nlayout 0\none 4\n~ 3\ntwo 5\n"];
    const layout: NamedBytes = [
      "layout.hea",
      "layout 2 100 0\n~ 0 1/uV 16 0 0 0 0 EMG\n~ 0 1/mV 16 0 0 0 0 force\n",
    ];
    const one: NamedBytes = ["one.hea", "one 1 100 4\none.dat 16 1/uV 16 0 1 0 0 EMG\n"];
    const two: NamedBytes = [
      "two.hea",
      "two 2 100 5\ntwo.dat 16 1/mV 16 0 9 0 0 force\ntwo.dat 16 1/uV 16 0 5 0 0 EMG\n",
    ];
    const recording = await opened([
      head,
      layout,
      one,
      two,
      ["one.dat", Uint8Array.from(PACKERS[16]([1, 2, 3, 4]))],
      ["two.dat", Uint8Array.from(PACKERS[16]([9, 5, 8, 6, 7, 7, 6, 8, 5, 9]))],
    ]);
    const no = Number.NaN;
    expect(recording.header.channels.map(({ label, unit }) => [label, unit])).toEqual([
      ["EMG", "uV"],
      ["force", "mV"],
    ]);
    expect(await allSamples(recording, 0)).toEqual([1, 2, 3, 4, no, no, no, 5, 6, 7, 8, 9]);
    expect(await allSamples(recording, 1)).toEqual([no, no, no, no, no, no, no, 9, 8, 7, 6, 5]);
    expect(recording.header.gaps).toEqual([{ kind: "gap", fromS: 0.04, toS: 0.07 }]);
  });

  it("a missing data file, a file that was cut and one that belongs elsewhere are told", async () => {
    const head = ["r 1 1000 1000", "r.dat 16 1/uV 16 0 7 0 0 EMG"];
    expect(codes(await refused(...record(head)))).toEqual(["recording-file-missing"]);
    const recording = await opened(record(head, ["r.dat", Uint8Array.from(PACKERS[16]([1, 2, 3]))]));
    expect(codes(recording.issues)).toEqual(["wfdb-signal-file-cut", "wfdb-first-sample-differs"]);
    expect(recording.header.channels[0].sampleCount).toBe(3);
  });

  it("segments that claim years without samples are refused", async () => {
    const claim: NamedBytes = ["r.hea", "r/2 1 100 1\none 4\n~ 99999999999999\n"];
    const one: NamedBytes = ["one.hea", "one 1 100 4\none.dat 16 1/uV 16 0 1 0 0 EMG\n"];
    const data: NamedBytes = ["one.dat", Uint8Array.from(PACKERS[16]([1, 2, 3, 4]))];
    expect(codes(await refused(claim, one, data))).toContain("wfdb-segments-unusable");
  });
});
