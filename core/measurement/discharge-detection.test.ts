import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { detectDischarges, matchedFilter, teagerEnergy } from "./discharge-detection.ts";

/** Reproducible, nearly normal noise of standard deviation 1. */
function noise(count: number, seed = 3): Float32Array {
  let state = seed;
  return Float32Array.from({ length: count }, () => {
    let sum = -6;
    for (let k = 0; k < 12; k++) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      sum += state / 2 ** 32;
    }
    return sum;
  });
}

/** A potential of three phases, 1 at its largest, about 4 ms long; `t` in seconds from its peak. */
const potential = (t: number) => (1 - (t / 0.0007) ** 2) * Math.exp(-((t / 0.001) ** 2));

function train(
  timesS: readonly number[],
  fs: number,
  seconds: number,
  height: number,
  level = 1,
): Float32Array {
  const samples = noise(Math.round(fs * seconds)).map((x) => x * level);
  for (const time of timesS) {
    const centre = Math.round(time * fs);
    const reach = Math.round(0.006 * fs);
    for (let i = Math.max(0, centre - reach); i < Math.min(samples.length, centre + reach); i++)
      samples[i] += height * potential(i / fs - time);
  }
  return samples;
}

describe("discharge detection", () => {
  it("finds every discharge of a train to a fraction of a millisecond, at any sampling frequency", () => {
    const times = Array.from({ length: 100 }, (_, i) => 0.5 + i * 0.0931 + 0.002 * Math.sin(i));
    for (const fs of [4000, 10_000, 20_000, 44_100]) {
      const found = detectDischarges(train(times, fs, 10, 40), fs);
      expect(found).toHaveLength(100);
      found.forEach((discharge, i) => {
        expect(Math.abs(discharge.timeS - times[i])).toBeLessThan(0.00015);
        expect(discharge.signalToNoise).toBeGreaterThan(30);
      });
    }
  });

  it("keeps every discharge of a train of 300 a second", () => {
    const times = Array.from({ length: 300 }, (_, i) => 0.1 + i / 300);
    expect(detectDischarges(train(times, 10_000, 1.3, 60), 10_000, { noise: 1 })).toHaveLength(300);
  });

  it("finds next to nothing in noise", () => {
    expect(detectDischarges(noise(600_000), 10_000).length).toBeLessThanOrEqual(2);
    expect(detectDischarges(new Float32Array(10_000), 10_000)).toEqual([]);
    expect(detectDischarges(new Float32Array(0), 10_000)).toEqual([]);
  });

  it("counts two phases within the minimum interval once, and twice when the interval is shorter", () => {
    const samples = noise(2000).map((x) => x * 0.1);
    samples[1000] = 50;
    samples[1015] = -40;
    expect(detectDischarges(samples, 10_000, { minimumIntervalMs: 2.5 })).toHaveLength(1);
    expect(detectDischarges(samples, 10_000, { minimumIntervalMs: 1 })).toHaveLength(2);
  });

  it("moves with the signal and scales with it", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5000 }),
        fc.double({ min: 0.01, max: 100, noNaN: true }),
        (shift, factor) => {
          const samples = train([0.2, 0.31, 0.5], 10_000, 0.8, 40);
          const moved = new Float32Array(samples.length + shift);
          moved.set(
            samples.map((x) => x * factor),
            shift,
          );
          const here = detectDischarges(samples, 10_000, { noise: 1 });
          const there = detectDischarges(moved, 10_000, { noise: factor });
          expect(there).toHaveLength(here.length);
          there.forEach((discharge, i) => {
            expect(discharge.timeS).toBeCloseTo(here[i].timeS + shift / 10_000, 6);
            expect(discharge.amplitude / factor / here[i].amplitude).toBeCloseTo(1, 4);
          });
        },
      ),
      { numRuns: 30 },
    );
  });

  it("with Teager's operator prefers the steep potential to the slow wave", () => {
    const fs = 10_000;
    const samples = train([0.5], fs, 1, 20, 0.5).map((x, i) => x + 3 * Math.sin((2 * Math.PI * 4 * i) / fs));
    const found = detectDischarges(samples, fs, { operator: "teager", thresholdOverNoise: 12 });
    expect(found).toHaveLength(1);
    expect(found[0].timeS).toBeCloseTo(0.5, 3);
  });
});

describe("the operators", () => {
  it("of Teager give A²·sin²ω for a sine", () => {
    const samples = Float32Array.from({ length: 100 }, (_, i) => 3 * Math.sin(0.4 * i));
    for (const x of teagerEnergy(samples).subarray(1, 99)) expect(x).toBeCloseTo(9 * Math.sin(0.4) ** 2, 4);
  });

  it("matched to a template give the factor of the template", () => {
    const template = Float32Array.of(0, 1, -2, 1, 0);
    const samples = new Float32Array(40);
    samples.set(
      template.map((x) => 2.5 * x),
      20,
    );
    expect(matchedFilter(samples, template, 2)[22]).toBeCloseTo(2.5, 6);
  });
});
