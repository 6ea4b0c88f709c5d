import { describe, expect, it } from "vitest";
import { seededRandom } from "../signal/random.ts";
import { potentialOf } from "./potential.ts";
import { numberIn, whiteNoise } from "./testing/synthetic-emg.ts";
import type { SeparatedUnit } from "./types/discharge.ts";

const FS = 20_000;
const HALF = 200;

/** Two spikes 4 ms apart, the second 60 % as high; `shiftS` moves the second. */
function complex(t: number, shiftS = 0): number {
  const spike = (x: number) => (1 - (x / 0.0004) ** 2) * Math.exp(-((x / 0.0006) ** 2));
  return spike(t) + 0.6 * spike(t - 0.004 - shiftS);
}

/** A unit that fires the complex every 50 ms; the second spike jitters by `jitterS` (standard deviation). */
function firing(jitterS: number, noiseRms: number, count = 100) {
  const random = seededRandom(5);
  const samples = whiteNoise(count * 0.05 + 1, FS, noiseRms);
  const discharges = Array.from({ length: count }, (_, i) => {
    const timeS = 0.5 + i * 0.05;
    const shift = jitterS * random.normal();
    const centre = Math.round(timeS * FS);
    for (let k = -HALF; k < HALF; k++) samples[centre + k] += 100 * complex(k / FS, shift);
    return { timeS, amplitude: 130, signalToNoise: 100 / noiseRms };
  });
  const shape = Float32Array.from({ length: 2 * HALF }, (_, i) => 100 * complex((i - HALF) / FS));
  const unit: SeparatedUnit = {
    id: "u1",
    discharges,
    templates: [{ samplingFrequencyHz: FS, samples: shape, originIndex: HALF }],
    validity: {
      verdict: "valid",
      isolation: 1,
      signalToNoise: 100 / noiseRms,
      falsePositiveShare: 0,
      missedShare: 0,
    },
  };
  return potentialOf(unit, { samples, samplingFrequencyHz: FS, startS: 0 }, "uV");
}

describe("the potential of a unit", () => {
  it("has its amplitude, duration, phases and turns", () => {
    const potential = firing(0, 1);
    expect(potential.amplitude).toMatchObject({ value: 130, unit: "uV" });
    expect(numberIn(potential.phases)).toBe(5);
    expect(numberIn(potential.turns)).toBe(7);
    expect(numberIn(potential.durationMs)).toBeGreaterThan(5.5);
    expect(numberIn(potential.durationMs)).toBeLessThan(8);
    expect(potential.firstDeflection).toBe("negative");
  });

  it("that never changes is stable and has next to no jitter", () => {
    const potential = firing(0, 1);
    expect(numberIn(potential.stability)).toBeGreaterThan(0.99);
    expect(numberIn(potential.complexJitterUs)).toBeLessThan(5);
  });

  it("whose parts jitter shows by how much: 2/√π of the standard deviation", () => {
    for (const jitterUs of [30, 80]) {
      const { complexJitterUs } = firing(jitterUs * 1e-6, 1);
      expect(numberIn(complexJitterUs) / ((2 / Math.sqrt(Math.PI)) * jitterUs)).toBeGreaterThan(0.8);
      expect(numberIn(complexJitterUs) / ((2 / Math.sqrt(Math.PI)) * jitterUs)).toBeLessThan(1.25);
    }
  });

  it("of a few discharges says nothing of stability", () => {
    const potential = firing(0, 1, 10);
    expect(potential.stability).toHaveProperty("abstains", "too-few-discharges");
    expect(potential.complexJitterUs).toHaveProperty("abstains");
  });
});
