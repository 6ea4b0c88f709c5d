import { describe, expect, it } from "vitest";
import {
  burstTimes,
  interference,
  measureSamples,
  numberIn,
  whiteNoise,
  withBursts,
} from "../testing/synthetic-emg.ts";
import type { MaskedSpan } from "../types/channel.ts";

const total = (masked: readonly MaskedSpan[], reason: string) =>
  masked.filter((span) => span.reason === reason).reduce((sum, span) => sum + span.toS - span.fromS, 0);

describe("noise", () => {
  it("is that of the pauses, however much of the time is active", async () => {
    for (const fs of [1000, 4000, 10_000]) {
      const truth = Array.from({ length: 20 }, (_, i) => ({ onsetS: 0.5 + 2 * i, offsetS: 2 + 2 * i }));
      const { quality } = await measureSamples(withBursts(truth, fs, { rms: 200, noiseRms: 8 }), fs);
      expect(numberIn(quality.noise)).toBeGreaterThan(7);
      expect(numberIn(quality.noise)).toBeLessThan(8.8);
      expect(quality.noiseIsUpperBound).toBe(false);
    }
  });

  it("under activity without a pause is an upper bound", async () => {
    const { quality } = await measureSamples(interference(10, 1000, 80), 1000);
    expect(quality.noiseIsUpperBound).toBe(true);
  });

  it("keeps its ratio to the signal when both are scaled, and the unit it was recorded in", async () => {
    const samples = withBursts(burstTimes(20), 1000, { noiseRms: 10 });
    const inMicrovolts = await measureSamples(samples, 1000);
    const inVolts = await measureSamples(
      samples.map((x) => x * 1e-6),
      1000,
      { unit: "V" },
    );
    const uncalibrated = await measureSamples(samples, 1000, { unit: "1" });
    expect(numberIn(inMicrovolts.quality.signalToNoise)).toBeCloseTo(10, -0.5);
    expect(inVolts.amplitudeUnit).toBe("uV");
    expect(inVolts.unit).toBe("V");
    expect(numberIn(inVolts.quality.noise)).toBeCloseTo(numberIn(inMicrovolts.quality.noise), 2);
    expect(uncalibrated.amplitudeUnit).toBe("1");
    expect(numberIn(uncalibrated.quality.signalToNoise)).toBeCloseTo(
      numberIn(inMicrovolts.quality.signalToNoise),
      6,
    );
  });
});

describe("mains", () => {
  const hum = (samples: Float32Array, fs: number, hz: number, amplitude: number) =>
    samples.map(
      (x, i) =>
        x +
        amplitude * Math.sin((2 * Math.PI * hz * i) / fs + 0.3) +
        0.4 * amplitude * Math.sin((6 * Math.PI * hz * i) / fs + 1),
    );

  it("is found at its own frequency, measured and taken out", async () => {
    for (const hz of [50, 49.87, 60, 60.1]) {
      const clean = withBursts(burstTimes(20), 2000, { noiseRms: 5 });
      const { quality, bursts } = await measureSamples(hum(clean, 2000, hz, 40), 2000);
      expect(Math.abs((quality.mains.fundamentalHz ?? 0) - hz)).toBeLessThan(0.05);
      expect(quality.mains.removed).toBe(true);
      expect(quality.mains.harmonics).toHaveLength(2);
      expect(quality.mains.harmonics[0].amplitude).toBeGreaterThan(36);
      expect(quality.mains.harmonics[0].amplitude).toBeLessThan(44);
      expect(numberIn(quality.noise)).toBeLessThan(7);
      expect(bursts).toHaveLength(20);
    }
  });

  it("is not invented", async () => {
    for (const fs of [500, 2000, 10_000]) {
      const { quality } = await measureSamples(withBursts(burstTimes(20), fs), fs);
      expect(quality.mains.fundamentalHz).toBeUndefined();
      expect(quality.mains.removed).toBe(false);
    }
  });
});

describe("clipping", () => {
  it("is found with its rails, and not measured", async () => {
    const samples = withBursts(burstTimes(20), 1000, { rms: 100 }).map((x) =>
      Math.max(-180, Math.min(180, x)),
    );
    const { quality } = await measureSamples(samples, 1000);
    expect(quality.saturation.highRail).toBeCloseTo(180, 3);
    expect(quality.saturation.lowRail).toBeCloseTo(-180, 3);
    expect(quality.saturation.share).toBeGreaterThan(0.005);
    expect(total(quality.masked, "saturated")).toBeGreaterThan(0.05);
    expect(quality.verdict).toBe("limited");
  });

  it("is not seen in a loud or a coarsely quantised signal", async () => {
    const loud = withBursts(burstTimes(20), 1000, { rms: 500 });
    const coarse = whiteNoise(20, 1000, 0.8).map(Math.round);
    for (const samples of [loud, coarse]) {
      const { quality } = await measureSamples(samples, 1000);
      expect(quality.saturation.share).toBe(0);
    }
  });
});

describe("what is no signal", () => {
  it("is masked: gaps, drop-outs and flat lines", async () => {
    const samples = whiteNoise(20, 1000, 5);
    samples.fill(Number.NaN, 3000, 3500);
    samples.fill(0, 8000, 9000);
    samples.fill(42, 12_000, 12_400);
    const { quality } = await measureSamples(samples, 1000);
    expect(total(quality.masked, "gap")).toBeCloseTo(0.5, 2);
    expect(total(quality.masked, "drop-out")).toBeCloseTo(1, 2);
    expect(total(quality.masked, "flat")).toBeCloseTo(0.4, 2);
    expect(quality.usableShare).toBeLessThan(0.91);
    expect(numberIn(quality.noise)).toBeCloseTo(5, 0);
  });

  it("all the way is unusable, and every measure abstains", async () => {
    for (const value of [0, Number.NaN, 7]) {
      const channel = await measureSamples(new Float32Array(5000).fill(value), 1000);
      expect(channel.quality.verdict).toBe("unusable");
      expect(channel.activity.silences).toEqual([]);
      expect(channel.bursts).toEqual([]);
      expect(channel.quality.noise).toHaveProperty("abstains");
      expect(channel.compositeRateHz).toHaveProperty("abstains");
    }
  });

  it("has a step: the needle or the cable moved", async () => {
    const samples = whiteNoise(20, 1000, 5);
    for (let i = 10_000; i < 10_700; i++) samples[i] += 3000 * Math.exp(-(i - 10_000) / 200);
    const { quality, activity } = await measureSamples(samples, 1000);
    const moved = quality.masked.filter((span) => span.reason === "movement");
    expect(moved.length).toBeGreaterThan(0);
    expect(moved[0].fromS).toBeGreaterThan(9.2);
    expect(moved[moved.length - 1].toS).toBeLessThan(12.1);
    expect(activity.activeShare).toBeLessThan(0.01);
  });
});

describe("the heart", () => {
  const beats = (samples: Float32Array, fs: number, periodS: number) => {
    for (let beat = 0.4; beat < samples.length / fs; beat += periodS)
      for (
        let i = Math.max(0, Math.round((beat - 0.06) * fs));
        i < (beat + 0.06) * fs && i < samples.length;
        i++
      )
        samples[i] += 150 * Math.exp(-(((i / fs - beat) / 0.012) ** 2)) * (1 - ((i / fs - beat) / 0.02) ** 2);
    return samples;
  };

  it("is recognised with its rate", async () => {
    const { quality } = await measureSamples(beats(whiteNoise(30, 1000, 5), 1000, 0.83), 1000);
    expect(quality.heart.present).toBe(true);
    expect(numberIn(quality.heart.rateHz)).toBeCloseTo(1 / 0.83, 1);
  });

  it("is not read into bursts at the rhythm of a walk", async () => {
    const truth = Array.from({ length: 30 }, (_, i) => ({ onsetS: 1 + i, offsetS: 1.25 + i }));
    const { quality } = await measureSamples(withBursts(truth, 1000), 1000);
    expect(quality.heart.present).toBe(false);
  });
});

describe("a rectified signal", () => {
  it("is recognised, one with an offset is not", async () => {
    const samples = withBursts(burstTimes(10), 1000);
    expect((await measureSamples(samples.map(Math.abs), 1000)).quality.isRectified).toBe(true);
    expect(
      (
        await measureSamples(
          samples.map((x) => x + 2048),
          1000,
        )
      ).quality.isRectified,
    ).toBe(false);
  });
});
