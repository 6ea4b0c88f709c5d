import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addPotentials,
  burstTimes,
  interference,
  measureSamples,
  numberIn,
  type TimedBurst,
  whiteNoise,
  withBursts,
} from "../testing/synthetic-emg.ts";
import type { Burst } from "../types/channel.ts";
import { countTurns } from "./turns.ts";

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** For each true burst the ones measured within it. */
function matched(truth: readonly TimedBurst[], found: readonly Burst[]): Burst[][] {
  return truth.map(({ onsetS, offsetS }) =>
    found.filter((burst) => burst.onsetS < offsetS && burst.offsetS > onsetS),
  );
}

describe("bursts", () => {
  for (const fs of [500, 1000, 2000, 4096, 10_000])
    for (const snrDb of [10, 15, 20])
      it(`are all found at ${fs} Hz and ${snrDb} dB, onset and offset without bias`, async () => {
        const truth = burstTimes(60, fs + snrDb);
        const noiseRms = 100 * 10 ** (-snrDb / 20);
        const { bursts } = await measureSamples(withBursts(truth, fs, { noiseRms, seed: snrDb }), fs);
        const pairs = matched(truth, bursts);
        expect(bursts).toHaveLength(60);
        expect(pairs.every((pair) => pair.length === 1)).toBe(true);
        const onsets = pairs.map(([burst], i) => burst.onsetS - truth[i].onsetS);
        const offsets = pairs.map(([burst], i) => burst.offsetS - truth[i].offsetS);
        // the 20 Hz corner rings: half a sample more where samples are far apart
        expect(Math.abs(mean(onsets))).toBeLessThan(0.003 + 0.5 / fs);
        expect(Math.abs(mean(offsets))).toBeLessThan(0.003 + 0.5 / fs);
        expect(Math.max(...onsets.map(Math.abs))).toBeLessThan(0.04);
      });

  for (const riseS of [0.02, 0.05, 0.1])
    it(`that swell and fade over ${1000 * riseS} ms begin and end where they begin and end`, async () => {
      const fs = 2000;
      const truth = burstTimes(60, 7);
      const seconds = truth[truth.length - 1].offsetS + 1.5;
      const samples = whiteNoise(seconds, fs, 10, 3);
      const active = interference(seconds, fs, 100, 9);
      for (const { onsetS, offsetS } of truth)
        for (let i = Math.ceil(onsetS * fs); i < offsetS * fs; i++)
          samples[i] += active[i] * Math.min(1, (i / fs - onsetS) / riseS, (offsetS - i / fs) / riseS);
      const { bursts } = await measureSamples(samples, fs);
      expect(bursts).toHaveLength(60);
      expect(Math.abs(mean(bursts.map((burst, i) => burst.onsetS - truth[i].onsetS)))).toBeLessThan(0.003);
      expect(Math.abs(mean(bursts.map((burst, i) => burst.offsetS - truth[i].offsetS)))).toBeLessThan(0.003);
    });

  it("have the level of the activity, without that of the noise", async () => {
    const truth = burstTimes(40);
    const { bursts, activity } = await measureSamples(withBursts(truth, 2000, { noiseRms: 30 }), 2000);
    expect(mean(bursts.map((burst) => burst.rms))).toBeGreaterThan(88);
    expect(mean(bursts.map((burst) => burst.rms))).toBeLessThan(105);
    expect(numberIn(activity.rms)).toBeCloseTo(mean(bursts.map((burst) => burst.rms)), -1);
  });

  it("that come every second have a rate of 1 Hz and a regular period", async () => {
    const truth = Array.from({ length: 30 }, (_, i) => ({ onsetS: 1 + i, offsetS: 1.3 + i }));
    const { burstRhythm } = await measureSamples(withBursts(truth, 1000), 1000);
    expect(numberIn(burstRhythm.rateHz)).toBeCloseTo(1, 2);
    expect(numberIn(burstRhythm.periodCv)).toBeLessThan(0.02);
    expect(numberIn(burstRhythm.durationMs)).toBeCloseTo(300, -1);
  });

  it("beyond the ends of the recording are cut, and say so", async () => {
    const samples = withBursts(
      [
        { onsetS: 0, offsetS: 0.5 },
        { onsetS: 2, offsetS: 9 },
      ],
      1000,
    ).subarray(0, 4000);
    const { bursts } = await measureSamples(samples, 1000);
    expect(bursts).toHaveLength(2);
    expect(bursts[0].beginsCut).toBe(true);
    expect(bursts[0].endsCut).toBe(false);
    expect(bursts[1].endsCut).toBe(true);
  });

  it("are not made of single potentials", async () => {
    const fs = 10_000;
    const samples = whiteNoise(20, fs, 5);
    const times = Array.from({ length: 120 }, (_, i) => 1 + i * 0.15);
    addPotentials(samples, times, fs, 200);
    const { bursts, compositeRateHz } = await measureSamples(samples, fs);
    expect(bursts).toHaveLength(0);
    expect(numberIn(compositeRateHz)).toBeCloseTo(1 / 0.15, 1);
    expect(compositeRateHz.of).toBe("composite");
  });

  it("keep their times when the recording is scaled, shifted or padded", async () => {
    const fs = 1000;
    const samples = withBursts(burstTimes(8, 21), fs);
    const whole = (await measureSamples(samples, fs)).bursts;
    await fc.assert(
      fc.asyncProperty(
        fc.double({ min: 0.05, max: 50, noNaN: true }),
        fc.integer({ min: 0, max: 30_000 }),
        async (factor, padding) => {
          const padded = new Float32Array(samples.length + padding);
          padded.set(whiteNoise(padding / fs, fs, 10 * factor, 99));
          padded.set(
            samples.map((x) => x * factor),
            padding,
          );
          const moved = (await measureSamples(padded, fs)).bursts;
          expect(moved).toHaveLength(whole.length);
          moved.forEach((burst, i) => {
            expect(Math.abs(burst.onsetS - padding / fs - whole[i].onsetS)).toBeLessThan(0.012);
            expect(Math.abs(burst.rms / factor / whole[i].rms - 1)).toBeLessThan(0.05);
          });
        },
      ),
      { numRuns: 12 },
    );
  });
});

describe("silence", () => {
  it("of an instrument is one stretch, with what would have been seen", async () => {
    const { activity } = await measureSamples(whiteNoise(30, 10_000, 2), 10_000);
    expect(activity.activeShare).toBe(0);
    expect(activity.silences).toHaveLength(1);
    const [silence] = activity.silences;
    expect(silence.toS - silence.fromS).toBeCloseTo(30, 1);
    expect(silence.certainty).toBe("likely");
    expect(silence.detectableAmplitude).toBeCloseTo(2 * 6.645, 0);
    expect(silence.rateBelowHz).toBeCloseTo(0.1, 2);
  });

  it("beside activity in the same channel is sure", async () => {
    const truth = [{ onsetS: 5, offsetS: 8 }];
    const { activity } = await measureSamples(withBursts(truth, 2000, { noiseRms: 3 }), 2000);
    expect(activity.silences.map((silence) => silence.certainty)).toEqual(["sure", "sure"]);
    expect(Math.abs(activity.silences[0].toS - 5)).toBeLessThan(0.02);
  });

  it("is not read into steady loud activity", async () => {
    const { activity, quality } = await measureSamples(interference(20, 2000, 150), 2000);
    expect(activity.silences).toEqual([]);
    expect(quality.noiseIsUpperBound).toBe(true);
  });

  it("is not read into a needle recording that never rests", async () => {
    const fs = 10_000;
    const samples = whiteNoise(10, fs, 4);
    for (let unit = 0; unit < 5; unit++)
      addPotentials(
        samples,
        Array.from({ length: 110 }, (_, i) => 0.05 + 0.017 * unit + i * (0.09 + 0.003 * unit)),
        fs,
        150 + 60 * unit,
      );
    const { activity } = await measureSamples(samples, fs);
    expect(activity.silences).toEqual([]);
    expect(activity.activeShare).toBeGreaterThan(0.5);
  });
});

describe("the rhythm of the envelope", () => {
  const modulated = (hz: number, depth: number, fs = 2000) => {
    const samples = interference(20, fs, 100);
    return samples.map((x, i) => x * (1 + depth * Math.sin((2 * Math.PI * hz * i) / fs)) + 0);
  };

  it("is found without pauses, at its frequency", async () => {
    for (const hz of [4.5, 9, 14]) {
      const { activity } = await measureSamples(modulated(hz, 0.8), 2000);
      expect(numberIn(activity.envelopeRhythm.frequencyHz) / hz).toBeGreaterThan(0.97);
      expect(numberIn(activity.envelopeRhythm.frequencyHz) / hz).toBeLessThan(1.03);
      expect(numberIn(activity.envelopeRhythm.strength)).toBeGreaterThan(0.4);
    }
  });

  it("is the same when a second of the recording is missing", async () => {
    const whole = modulated(6, 0.8);
    const broken = whole.map((x, i) => (i >= 6500 && i < 8500 ? Number.NaN : x));
    const { activity } = await measureSamples(broken, 2000);
    expect(numberIn(activity.envelopeRhythm.frequencyHz)).toBeCloseTo(6, 0);
    expect(numberIn(activity.envelopeRhythm.strength)).toBeCloseTo(
      numberIn((await measureSamples(whole, 2000)).activity.envelopeRhythm.strength),
      1,
    );
  });

  it("is not read into steady activity or into bursts without one", async () => {
    const steady = await measureSamples(interference(20, 2000, 100), 2000);
    const irregular = await measureSamples(withBursts(burstTimes(40), 1000), 1000);
    for (const { activity } of [steady, irregular])
      expect(activity.envelopeRhythm.frequencyHz).toHaveProperty("abstains");
  });
});

describe("the spectrum of activity", () => {
  it("has its median where the activity has it (204 Hz), whatever the noise", async () => {
    for (const noiseRms of [5, 40]) {
      const { activity } = await measureSamples(withBursts(burstTimes(40), 4000, { noiseRms }), 4000);
      expect(numberIn(activity.medianFrequencyHz)).toBeGreaterThan(198);
      expect(numberIn(activity.medianFrequencyHz)).toBeLessThan(222);
    }
  });

  it("abstains without activity", async () => {
    const { activity } = await measureSamples(whiteNoise(10, 1000, 2), 1000);
    expect(activity.medianFrequencyHz).toEqual({ abstains: "no-activity", count: 0 });
    expect(activity.rms).toEqual({ abstains: "no-activity", count: 0 });
  });
});

describe("turns", () => {
  it("of a sine are two a period, each as high as the sine is from peak to peak", () => {
    const samples = Float32Array.from({ length: 1000 }, (_, i) => 5 * Math.sin((2 * Math.PI * i) / 100));
    const turns = countTurns(samples, 0, 1000, 1);
    expect(turns.count).toBe(20);
    expect(turns.amplitudeSum / turns.count).toBeCloseTo(9.75, 1);
  });

  it("smaller than asked for are not counted", () => {
    const samples = Float32Array.from({ length: 1000 }, (_, i) => i * 0.1 + (i % 2));
    expect(countTurns(samples, 0, 1000, 2).count).toBe(0);
    expect(countTurns(samples, 10, 12, 0.1).count).toBe(0);
  });
});
