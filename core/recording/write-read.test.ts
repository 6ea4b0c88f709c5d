import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Result } from "../issue/issue.ts";
import { memorySource } from "./memory-source.ts";
import { openRecording } from "./open-recording.ts";
import type { ByteSource, OpenRecording } from "./recording.ts";
import { loadSamples, openSampled, type SampledChannel, type SampledRecording } from "./sampled-recording.ts";
import { writeCsv } from "./write-csv.ts";
import { writeBdfPlus, writeEdfPlus } from "./write-edf.ts";
import { writeWav } from "./write-wav.ts";
import { writeWfdb } from "./write-wfdb.ts";

const LABELS = ["EMG", "tibialis ant", "Soleus L", "EMG (left)", "x"];
const UNITS = ["uV", "mV", "V", "1", "deg"];

/** Float32 values in the range of a recorder, some of them missing if `missing` is true. */
function samplesOf(length: number, missing: boolean): fc.Arbitrary<Float32Array> {
  const value = fc.float({ min: -5000, max: 5000, noNaN: true, noDefaultInfinity: true });
  const one = missing
    ? fc.oneof({ weight: 9, arbitrary: value }, { weight: 1, arbitrary: fc.constant(Number.NaN) })
    : value;
  return fc.array(one, { minLength: length, maxLength: length }).map((values) => Float32Array.from(values));
}

function channelOf(frequencyHz: number, length: number, missing: boolean): fc.Arbitrary<SampledChannel> {
  return fc.record({
    label: fc.constantFrom(...LABELS),
    unit: fc.constantFrom(...UNITS),
    samplingFrequencyHz: fc.constant(frequencyHz),
    samples: samplesOf(length, missing),
  });
}

const annotations = fc.array(
  fc.record(
    {
      atS: fc.integer({ min: 0, max: 3000 }).map((ms) => ms / 1000),
      text: fc.constantFrom("start", "smerte øker", "M-respons"),
    },
    { requiredKeys: ["atS", "text"] },
  ),
  { maxLength: 5 },
);

const startTime = fc.option(
  fc
    .date({
      min: new Date("1990-01-01T00:00:00Z"),
      max: new Date("2080-01-01T00:00:00Z"),
      noInvalidDate: true,
    })
    .map((date) => date.toISOString().replace(/(?:\.000)?Z$/, "")),
  { nil: undefined },
);

/** Channels of one rate and length. */
function evenRecording(options: {
  missing: boolean;
  frequencies: readonly number[];
}): fc.Arbitrary<SampledRecording> {
  return fc
    .record({
      frequency: fc.constantFrom(...options.frequencies),
      length: fc.integer({ min: 20, max: 120 }),
      channelCount: fc.integer({ min: 1, max: 3 }),
    })
    .chain(({ frequency, length, channelCount }) =>
      fc
        .record({
          channels: fc.array(channelOf(frequency, length, options.missing), {
            minLength: channelCount,
            maxLength: channelCount,
          }),
          annotations,
          startTime,
        })
        .map(({ startTime: start, ...rest }) => ({
          ...rest,
          ...(start !== undefined && { startTime: start }),
        })),
    );
}

function written<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  return result.value;
}

async function readBack(...sources: readonly ByteSource[]): Promise<OpenRecording> {
  const result = await openRecording(sources);
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  return result.value;
}

interface Expectations {
  /** Largest error, for a channel's range. */
  readonly steps?: number;
  readonly labels?: boolean;
  readonly annotations?: boolean;
  readonly startTime?: boolean;
  readonly units?: boolean;
}

async function expectSame(
  original: SampledRecording,
  back: OpenRecording,
  expected: Expectations,
): Promise<void> {
  expect(back.header.channels.length).toBe(original.channels.length);
  for (const [index, channel] of original.channels.entries()) {
    const read = back.header.channels[index];
    const samples = await back.readSamples(index, 0, channel.samples.length);
    expect(samples.length).toBe(channel.samples.length);
    expect(Math.abs(read.samplingFrequencyHz / channel.samplingFrequencyHz - 1)).toBeLessThan(1e-6);
    if (expected.labels) expect(read.label).toBe(channel.label);
    if (expected.units) expect(read.unit).toBe(channel.unit);
    const finite = channel.samples.filter((value) => !Number.isNaN(value));
    const span = Math.max(...finite, 0) - Math.min(...finite, 0);
    // Half a step, and the rounding of float32 itself.
    const most =
      expected.steps === undefined ? 0 : (0.6 * Math.max(span, 2)) / expected.steps + span * 1.2e-7;
    for (let i = 0; i < samples.length; i++) {
      if (Number.isNaN(channel.samples[i])) expect(samples[i]).toBeNaN();
      else expect(Math.abs(samples[i] - channel.samples[i])).toBeLessThanOrEqual(most);
    }
  }
  if (expected.startTime) expect(back.header.startTime).toBe(original.startTime);
  if (expected.annotations) {
    const sorted = (original.annotations ?? []).toSorted((a, b) => a.atS - b.atS);
    expect(back.header.annotations.map(({ text }) => text)).toEqual(sorted.map(({ text }) => text));
    for (const [index, { atS }] of sorted.entries()) {
      expect(back.header.annotations[index].atS).toBeCloseTo(atS, 2);
    }
  }
}

const RUNS = { numRuns: 40, seed: 20240605 };

describe("write, then read", () => {
  it("EDF+ gives samples, labels, units, start and annotations back within its 16 bits", async () => {
    const recordings = evenRecording({ missing: false, frequencies: [20, 100, 128, 512, 2000] });
    await fc.assert(
      fc.asyncProperty(recordings, async (original) => {
        const back = await readBack(memorySource("a.edf", written(writeEdfPlus(original))));
        expect(back.header.format).toBe("EDF+C");
        // A range in eight characters can be a little wider than the samples.
        await expectSame(original, back, {
          steps: 60_000,
          labels: true,
          units: true,
          annotations: true,
          startTime: true,
        });
      }),
      RUNS,
    );
  });

  it("BDF+ gives them back within its 24 bits", async () => {
    const recordings = evenRecording({ missing: false, frequencies: [20, 128, 2048] });
    await fc.assert(
      fc.asyncProperty(recordings, async (original) => {
        const back = await readBack(memorySource("a.bdf", written(writeBdfPlus(original))));
        expect(back.header.format).toBe("BDF+C");
        await expectSame(original, back, {
          steps: 15_000_000,
          labels: true,
          units: true,
          annotations: true,
          startTime: true,
        });
      }),
      RUNS,
    );
  });

  it("WAV in floats gives every sample back as it was, missing ones too, and the annotations", async () => {
    const recordings = evenRecording({ missing: true, frequencies: [1000, 44100] });
    await fc.assert(
      fc.asyncProperty(recordings, async (original) => {
        const back = await readBack(memorySource("a.wav", written(writeWav(original))));
        await expectSame(original, back, { annotations: true });
      }),
      RUNS,
    );
  });

  it("WAV in whole numbers gives samples between -1 and 1 back within its bits", async () => {
    const recordings = evenRecording({ missing: false, frequencies: [8000] });
    for (const [encoding, steps] of [
      ["uint8", 256],
      ["int16", 65536],
      ["int24", 2 ** 24],
      ["int32", 2 ** 24],
    ] as const) {
      await fc.assert(
        fc.asyncProperty(recordings, async (loud) => {
          const channels = loud.channels.map((one) => ({
            ...one,
            unit: "1",
            samples: one.samples.map((v) => v / 5000),
          }));
          const back = await readBack(memorySource("a.wav", written(writeWav({ channels }, encoding))));
          for (const [index, { samples }] of channels.entries()) {
            const read = await back.readSamples(index, 0, samples.length);
            read.forEach((value, i) => {
              // The largest step is one below full scale.
              expect(Math.abs(value - samples[i])).toBeLessThanOrEqual(2.01 / steps + 1.2e-7);
            });
          }
        }),
        { ...RUNS, numRuns: 10 },
      );
    }
  });

  it("CSV gives every sample back as it was, with labels, units and start", async () => {
    const recordings = evenRecording({ missing: true, frequencies: [20, 100, 1000 / 3, 954.829915, 2000] });
    await fc.assert(
      fc.asyncProperty(recordings, async (original) => {
        const back = await readBack(memorySource("a.csv", written(writeCsv(original))));
        await expectSame(original, back, { labels: true, units: true, startTime: true });
      }),
      RUNS,
    );
  });

  it("WFDB gives samples, missing ones too, back within 16, 24 and 32 bits, with labels, units, start and annotations", async () => {
    const recordings = evenRecording({ missing: true, frequencies: [20, 250, 2000] });
    for (const [storage, steps] of [
      [16, 60_000],
      [24, 15_000_000],
      [32, 15_000_000],
    ] as const) {
      await fc.assert(
        fc.asyncProperty(recordings, async (original) => {
          const files = written(writeWfdb(original, "made-up", storage));
          const back = await readBack(...files.map(({ name, bytes }) => memorySource(name, bytes)));
          await expectSame(original, back, { steps, labels: true, units: true, startTime: true });
          const texts = (original.annotations ?? [])
            .toSorted((a, b) => a.atS - b.atS)
            .map(({ text }) => text);
          expect(back.header.annotations.map(({ text }) => text)).toEqual(texts);
        }),
        { ...RUNS, numRuns: 20 },
      );
    }
  });

  it("channels of different rates survive EDF+ and WFDB", async () => {
    const make = (samplingFrequencyHz: number): SampledChannel => ({
      label: `${samplingFrequencyHz} Hz`,
      unit: "mV",
      samplingFrequencyHz,
      samples: Float32Array.from(
        { length: samplingFrequencyHz * 3 },
        (_, i) => Math.sin(i / 7) * samplingFrequencyHz,
      ),
    });
    const original = { channels: [make(2000), make(100), make(50)] };
    const edf = await readBack(memorySource("a.edf", written(writeEdfPlus(original))));
    await expectSame(original, edf, { steps: 60_000, labels: true });
    const wfdb = await readBack(
      ...written(writeWfdb(original)).map(({ name, bytes }) => memorySource(name, bytes)),
    );
    await expectSame(original, wfdb, { steps: 60_000, labels: true });
  });

  it("a pause of all channels becomes a gap in EDF+D, at the same time", async () => {
    const samples = Float32Array.from({ length: 5000 }, (_, i) =>
      i >= 2000 && i < 4000 ? Number.NaN : Math.sin(i / 5),
    );
    const original = { channels: [{ label: "EMG", unit: "mV", samplingFrequencyHz: 1000, samples }] };
    const back = await readBack(memorySource("a.edf", written(writeEdfPlus(original))));
    expect(back.header.format).toBe("EDF+D");
    expect(back.header.gaps).toEqual([{ kind: "gap", fromS: 2, toS: 4 }]);
    await expectSame(original, back, { steps: 60_000 });
  });

  it("what a format cannot hold is an issue, never silent", () => {
    const channel = {
      label: "EMG",
      unit: "mV",
      samplingFrequencyHz: 1000,
      samples: Float32Array.of(0, 1, Number.NaN, 3),
    };
    const codes = (result: Result<unknown>) => result.issues.map(({ code }) => code);
    expect(codes(writeEdfPlus({ channels: [channel] }))).toContain("samples-not-storable");
    expect(codes(writeEdfPlus({ channels: [{ ...channel, label: "høyre tibialis anterior" }] }))).toContain(
      "edf-labels-changed",
    );
    expect(codes(writeWav({ channels: [channel] }))).toEqual(["wav-without-units"]);
    expect(codes(writeWav({ channels: [channel] }, "int16"))).toEqual(["wav-beyond-full-scale"]);
    expect(codes(writeCsv({ channels: [channel, { ...channel, samplingFrequencyHz: 500 }] }))).toEqual([
      "csv-frequencies-differ",
    ]);
    expect(codes(writeWfdb({ channels: [channel] }, "no spaces"))).toEqual(["wfdb-record-name"]);
    expect(codes(writeEdfPlus({ channels: [] }))).toEqual(["edf-channel-count"]);
  });

  it("loading an open recording into memory gives what was put in", async () => {
    const recordings = evenRecording({ missing: true, frequencies: [100, 2000] });
    await fc.assert(
      fc.asyncProperty(recordings, async (original) => {
        const loaded = written(await loadSamples(openSampled(original)));
        expect(loaded).toEqual(original);
      }),
      RUNS,
    );
  });
});
