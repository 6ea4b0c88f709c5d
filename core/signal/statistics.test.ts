import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { levelChanges, powerChange } from "./change-points.ts";
import { addMeanSquares, energyTrack, slidingMeanSquare } from "./energy-track.ts";
import { noiseLevel } from "./noise-level.ts";
import { median, quantile, robustDeviation } from "./order-statistics.ts";
import { runningMedian } from "./running-median.ts";

/** Reproducible normal numbers (sum of twelve uniform ones). */
function normal(count: number, deviation = 1, seed = 7): Float32Array {
  let state = seed;
  const uniform = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  return Float32Array.from({ length: count }, () => {
    let sum = -6;
    for (let k = 0; k < 12; k++) sum += uniform();
    return sum * deviation;
  });
}

describe("order statistics", () => {
  it("are those of the sorted list", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 60 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (values, share) => {
          const sorted = [...values].sort((a, b) => a - b);
          const position = share * (values.length - 1);
          const below = Math.floor(position);
          const above = Math.min(values.length - 1, below + 1);
          const expected = sorted[below] + (sorted[above] - sorted[below]) * (position - below);
          expect(quantile(values, share)).toBeCloseTo(expected, 9);
        },
      ),
    );
  });

  it("of nothing are not a number", () => {
    expect(median([])).toBeNaN();
    expect(noiseLevel(new Float32Array(0))).toBeNaN();
  });

  it("give the deviation of the noise in spite of spikes", () => {
    const samples = normal(20_000, 5);
    for (let i = 0; i < samples.length; i += 50) samples[i] += 500;
    expect(robustDeviation(samples)).toBeCloseTo(5, 0);
    expect(noiseLevel(samples)).toBeGreaterThan(4.8);
    expect(noiseLevel(samples)).toBeLessThan(5.3);
  });
});

describe("the running median", () => {
  it("is the median of every window, shorter at the ends", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 0, max: 6 }),
        (values, half) => {
          const result = runningMedian(values, 2 * half + 1);
          for (let i = 0; i < values.length; i++) {
            const reach = Math.min(half, i, values.length - 1 - i);
            const sorted = values.slice(i - reach, i + reach + 1).sort((a, b) => a - b);
            expect(result[i]).toBe(sorted[reach]);
          }
        },
      ),
    );
  });
});

describe("the energy track", () => {
  it("holds the mean square of each bin", () => {
    const track = energyTrack(Float32Array.of(1, 1, 1, 3, 0, 2, 9), 3000);
    expect(track.binSamples).toBe(3);
    expect(track.meanSquares[0]).toBeCloseTo(1, 6);
    expect(track.meanSquares[1]).toBeCloseTo(13 / 3, 5);
    expect(track.meanSquares).toHaveLength(2);
  });

  it("can be filled piece by piece", () => {
    const samples = normal(1000);
    const whole = new Float32Array(200);
    addMeanSquares(samples, 0, 5, whole, 0, 200);
    const pieces = new Float32Array(200);
    addMeanSquares(samples, 0, 5, pieces, 0, 77);
    addMeanSquares(samples, 385, 5, pieces, 77, 200);
    expect(pieces).toEqual(whole);
  });

  it("slides over masked bins without counting them", () => {
    const sliding = slidingMeanSquare(Float32Array.of(1, Number.NaN, 3, 5, Number.NaN), 3);
    expect([...sliding]).toEqual([1, 2, 4, 4, 5]);
    expect(slidingMeanSquare(new Float32Array(4).fill(Number.NaN), 3).every(Number.isNaN)).toBe(true);
  });
});

describe("change points", () => {
  it("of a staircase are its steps", () => {
    const values = normal(300, 0.5).map((x, i) => x + (i < 100 ? 0 : i < 180 ? 3 : 1));
    const changes = levelChanges(values, 0.5);
    expect(changes).toHaveLength(2);
    expect(Math.abs(changes[0] - 100)).toBeLessThan(3);
    expect(Math.abs(changes[1] - 180)).toBeLessThan(3);
  });

  it("are not seen in noise", () => {
    let found = 0;
    for (let seed = 1; seed <= 50; seed++) found += levelChanges(normal(300, 1, seed), 1).length;
    expect(found).toBeLessThanOrEqual(2);
  });

  it("of power are found to the bin, with the bins that are as likely", () => {
    const squares = normal(200, 1).map((x, i) => (i < 90 ? x : 4 * x) ** 2);
    const change = powerChange(squares, 0, 200);
    expect(Math.abs((change?.bin ?? 0) - 90)).toBeLessThan(4);
    expect(change?.earliest).toBeLessThanOrEqual(90);
    expect(change?.latest).toBeGreaterThanOrEqual(88);
    expect(change?.evidence).toBeGreaterThan(20);
    expect(powerChange(squares, 0, 3)).toBeUndefined();
  });
});
