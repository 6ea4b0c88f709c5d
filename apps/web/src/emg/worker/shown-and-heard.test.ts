import { openSampled } from "@krampe/core/recording/sampled-recording.ts";
import { seededRandom } from "@krampe/core/signal/random.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NO_FILTER } from "./emg-messages.ts";
import { displayCascade, filteredRecording } from "./filtered-recording.ts";
import { soundOf } from "./sound-of.ts";
import { spectrogramOf } from "./spectrogram-of.ts";
import { peaksOfAll } from "./whole-recording.ts";

const FS = 2000;

function recordingOf(make: (i: number) => number, count = 20_000, samplingFrequencyHz = FS) {
  const samples = Float32Array.from({ length: count }, (_, i) => make(i));
  return openSampled({ channels: [{ label: "EMG", unit: "uV", samplingFrequencyHz, samples }] });
}

const sine =
  (hz: number, fs = FS) =>
  (i: number) =>
    100 * Math.sin((2 * Math.PI * hz * i) / fs);
const rms = (samples: Float32Array) => Math.sqrt(samples.reduce((sum, x) => sum + x * x, 0) / samples.length);

function noise() {
  const random = seededRandom(7);
  return recordingOf(() => 100 * (random.uniform() - 0.5));
}

describe("what is shown through a filter", () => {
  it("is the same in whichever pieces it is read", async () => {
    const filtered = filteredRecording(noise(), { lowHz: 20, highHz: 500, mainsHz: undefined });
    const whole = await filtered.readSamples(0, 0, 20_000);
    await fc.assert(
      fc.asyncProperty(fc.nat(19_999), fc.integer({ min: 1, max: 3000 }), async (from, count) => {
        const piece = await filtered.readSamples(0, from, count);
        expect(piece.length).toBe(Math.min(count, 20_000 - from));
        for (let i = 0; i < piece.length; i += 7) expect(piece[i]).toBeCloseTo(whole[from + i], -0.2);
      }),
      { numRuns: 25 },
    );
  });

  it("lacks the mains and what lies beyond the band, and keeps the rest", async () => {
    const level = async (hz: number, filter: Parameters<typeof filteredRecording>[1]) =>
      rms(await filteredRecording(recordingOf(sine(hz)), filter).readSamples(0, 8000, 4000));
    expect(await level(50, { ...NO_FILTER, mainsHz: 50 })).toBeLessThan(1);
    expect(await level(150, { ...NO_FILTER, mainsHz: 50 })).toBeLessThan(1);
    expect(await level(120, { ...NO_FILTER, mainsHz: 50 })).toBeGreaterThan(69);
    expect(await level(5, { ...NO_FILTER, lowHz: 50 })).toBeLessThan(1);
    expect(await level(900, { ...NO_FILTER, highHz: 100 })).toBeLessThan(1);
    expect(await level(30, { lowHz: 2, highHz: 500, mainsHz: undefined })).toBeGreaterThan(69);
  });

  it("has gaps where the recording has them", async () => {
    const broken = recordingOf((i) => (i >= 5000 && i < 5200 ? Number.NaN : sine(80)(i)));
    const filtered = await filteredRecording(broken, { ...NO_FILTER, lowHz: 20 }).readSamples(0, 4900, 400);
    expect(Array.from(filtered, Number.isNaN)).toEqual(
      Array.from({ length: 400 }, (_, i) => i >= 100 && i < 300),
    );
  });

  it("is left as it is when it is no voltage or has no clock", () => {
    const { channels } = noise().header;
    const all = { lowHz: 20, highHz: 100, mainsHz: 50 } as const;
    expect(displayCascade({ ...channels[0], unit: "deg" }, all)).toEqual([]);
    expect(displayCascade({ ...channels[0], clock: "assumed" }, all)).toEqual([]);
    expect(displayCascade({ ...channels[0], samplingFrequencyHz: 30 }, all)).toEqual([]);
  });
});

describe("what is heard", () => {
  it("keeps its pitch, and loses an octave at half speed", async () => {
    const recording = recordingOf(sine(200));
    for (const [speed, hz] of [
      [1, 200],
      [0.5, 100],
      [0.25, 50],
    ]) {
      const sound = await soundOf(recording, 0, { fromSample: 4000, count: 2000, speed, soundHz: 48_000 });
      expect(sound.length).toBe(48_000 / speed);
      let crossings = 0;
      for (let i = 1; i < sound.length; i++) if (sound[i - 1] < 0 && sound[i] >= 0) crossings++;
      expect(crossings / (sound.length / 48_000)).toBeCloseTo(hz, -0.5);
    }
  });

  it("goes on without a click from one stretch to the next", async () => {
    const recording = recordingOf(sine(37, 1926), 20_000, 1926);
    const stretch = (fromSample: number) =>
      soundOf(recording, 0, { fromSample, count: 1926, speed: 1, soundHz: 44_100 });
    const joined = [...(await stretch(1926)), ...(await stretch(3852))];
    const largestStep = Math.max(...joined.slice(1).map((value, i) => Math.abs(value - joined[i])));
    expect(largestStep).toBeLessThan(2 * 100 * ((2 * Math.PI * 37) / 44_100));
  });

  it("is silent in a gap and ends with the recording", async () => {
    const recording = recordingOf(() => Number.NaN, 3000);
    const sound = await soundOf(recording, 0, { fromSample: 2000, count: 2000, speed: 1, soundHz: 8000 });
    expect(4000 - sound.length).toBeLessThan(5);
    expect(sound.every((value) => value === 0)).toBe(true);
  });
});

describe("the spectrogram", () => {
  it("is strongest at the frequency that is there", async () => {
    const { decibels, rows, columns, highestHz, meanDensity } = await spectrogramOf(
      recordingOf(sine(300)),
      0,
      {
        fromS: 2,
        toS: 6,
        columns: 20,
        rows: 50,
      },
    );
    for (let column = 0; column < columns; column++) {
      const powers = decibels.subarray(column * rows, (column + 1) * rows);
      const row = powers.indexOf(Math.max(...powers));
      expect(Math.abs(((row + 0.5) / rows) * highestHz - 300)).toBeLessThan(highestHz / rows);
    }
    const bin = meanDensity.indexOf(Math.max(...meanDensity));
    expect((bin / (meanDensity.length - 1)) * highestHz).toBeCloseTo(300, -1);
  });

  it("is empty where there is no signal", async () => {
    const { decibels } = await spectrogramOf(
      recordingOf(() => Number.NaN),
      0,
      {
        fromS: 0,
        toS: 5,
        columns: 10,
        rows: 8,
      },
    );
    expect(decibels.every(Number.isNaN)).toBe(true);
  });
});

describe("the peaks of a whole recording", () => {
  it("come in order, all of them, and stop when nobody wants them", async () => {
    const recording = recordingOf(sine(10), 1_500_000);
    let bins = 0;
    let last = 0;
    await peaksOfAll(recording, {
      wanted: () => true,
      peaks: (_, minimum) => {
        bins += minimum.length;
      },
      share: (share) => {
        expect(share).toBeGreaterThan(last);
        last = share;
      },
    });
    expect(bins).toBe(Math.ceil(1_500_000 / 64));
    expect(last).toBe(1);
    let some = 0;
    await peaksOfAll(recording, { wanted: () => some < 1, peaks: () => some++, share: () => undefined });
    expect(some).toBeLessThan(3);
  });
});
