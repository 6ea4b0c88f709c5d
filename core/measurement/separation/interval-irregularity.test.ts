import { describe, expect, it } from "vitest";
import { seededRandom } from "../../signal/random.ts";
import { intervalIrregularity } from "./interval-irregularity.ts";

/** Times from intervals. */
function fired(intervals: readonly number[]): number[] {
  let time = 0;
  return [0, ...intervals.map((interval) => (time += interval))];
}

describe("how unlike neighbouring intervals are", () => {
  const random = seededRandom("intervals");
  const steady = Array.from({ length: 80 }, () => 0.1 * (1 + 0.15 * random.normal()));

  it("is little in steady firing, in trains and where single discharges are missing", () => {
    expect(intervalIrregularity(fired(steady))).toBeLessThan(0.3);
    expect(intervalIrregularity(fired(steady.map((interval) => interval / 20)))).toBeLessThan(0.3);
    expect(intervalIrregularity(fired(steady).filter((_, index) => index % 9 !== 4))).toBeLessThan(0.3);
  });

  it("is about ln 3 where discharges know nothing of each other", () => {
    const free = Array.from({ length: 4000 }, () => -Math.log(1 - random.uniform()));
    expect(intervalIrregularity(fired(free))).toBeCloseTo(Math.log(3), 1);
  });

  it("is large in the discharges of several units under one name", () => {
    const other = fired(steady.map((interval) => interval * 1.13)).map((time) => time + 0.031);
    const both = [...fired(steady), ...other].sort((a, b) => a - b);
    expect(intervalIrregularity(both)).toBeGreaterThan(0.5);
  });

  it("is not told from a handful", () => {
    expect(intervalIrregularity([0, 1, 2, 3])).toBeNaN();
  });
});
