import { describe, expect, it } from "vitest";
import { seededRandom } from "./random.ts";

const drawn = (count: number, draw: () => number) => Array.from({ length: count }, draw);
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const deviation = (values: readonly number[]) => {
  const centre = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - centre) ** 2)));
};

describe("random numbers that come back", () => {
  it("gives the same numbers for the same seed and others for another", () => {
    const numbers = [1, 1, 2, "1"].map((seed) => {
      const random = seededRandom(seed);
      return drawn(50, () => random.uniform());
    });
    expect(numbers[0]).toEqual(numbers[1]);
    expect(numbers[0]).not.toEqual(numbers[2]);
    expect(numbers[0]).not.toEqual(numbers[3]);
    expect(new Set(numbers[0]).size).toBe(50);
  });

  it("keeps these first numbers for ever, so that stored seeds keep their meaning", () => {
    const random = seededRandom(1);
    expect(drawn(3, () => random.integer(1_000_000))).toMatchInlineSnapshot(`
      [
        319242,
        559335,
        708975,
      ]
    `);
  });

  it("spreads uniform numbers evenly over [0, 1)", () => {
    const random = seededRandom("even");
    const counts = new Array<number>(10).fill(0);
    for (let draw = 0; draw < 100_000; draw++) counts[Math.floor(random.uniform() * 10)]++;
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(400);
  });

  it("draws normal, exponential and gamma numbers with the mean and spread asked for", () => {
    const random = seededRandom(7);
    const normal = drawn(50_000, () => random.normal(5, 2));
    expect(mean(normal)).toBeCloseTo(5, 1);
    expect(deviation(normal)).toBeCloseTo(2, 1);
    const exponential = drawn(50_000, () => random.exponential(3));
    expect(mean(exponential)).toBeCloseTo(3, 1);
    for (const variation of [0.1, 0.45, 1, 1.6]) {
      const gamma = drawn(50_000, () => random.gamma(2, variation));
      expect(Math.abs(mean(gamma) - 2)).toBeLessThan(0.06);
      expect(Math.abs(deviation(gamma) / mean(gamma) - variation)).toBeLessThan(0.04);
      expect(Math.min(...gamma)).toBeGreaterThanOrEqual(0);
    }
    expect(random.gamma(4, 0)).toBe(4);
  });

  it("shuffles without losing or inventing anything", () => {
    const items = drawn(30, () => 0).map((_, index) => index);
    const shuffled = seededRandom(4).shuffle(items);
    expect([...shuffled].sort((a, b) => a - b)).toEqual(items);
    expect(shuffled).not.toEqual(items);
  });

  it("gives a branch that does not depend on what was drawn before", () => {
    const fresh = seededRandom(9).branch("noise").uniform();
    const used = seededRandom(9);
    used.normal();
    expect(used.branch("noise").uniform()).toBe(fresh);
    expect(used.branch("mains").uniform()).not.toBe(fresh);
  });
});
