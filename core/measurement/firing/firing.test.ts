import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { seededRandom } from "../../signal/random.ts";
import type { Estimate } from "../types/estimate.ts";
import { isMeasured } from "../types/estimate.ts";
import { firingOf } from "./firing.ts";

const value = (estimate: Estimate) => (isMeasured(estimate) ? estimate.value : Number.NaN);
const covers = (estimate: Estimate, truth: number) =>
  isMeasured(estimate) && estimate.low <= truth && truth <= estimate.high;

/** Discharges at the intervals given, from 1 s on; everything around them was looked at. */
function firing(intervals: readonly number[], amplitudes?: readonly number[], signalToNoise = 12) {
  const timesS = [1];
  for (const interval of intervals) timesS.push(timesS[timesS.length - 1] + interval);
  return firingOf({
    timesS,
    amplitudes: amplitudes ?? timesS.map(() => 100),
    signalToNoise,
    observed: [{ fromS: 0, toS: timesS[timesS.length - 1] + 1 }],
  });
}

const normal = (() => {
  const random = seededRandom(11);
  return () => random.normal();
})();
const uniform = (() => {
  const random = seededRandom(12);
  return () => random.uniform();
})();
const regular = (count: number, meanS: number, cv: number) =>
  Array.from({ length: count }, () => meanS * Math.max(0.2, 1 + cv * normal()));

describe("steady firing", () => {
  it("at 10 Hz with 15 % variability is measured as such", () => {
    const measured = firing(regular(400, 0.1, 0.15));
    expect(covers(measured.rateHz, 10)).toBe(true);
    expect(value(measured.rateHz)).toBeCloseTo(10, 0);
    expect(value(measured.intervalCv)).toBeCloseTo(0.15, 1);
    expect(covers(measured.intervalCv, 0.15)).toBe(true);
    // for independent normal intervals CV2 = 2 CV / √π
    expect(value(measured.intervalCv2)).toBeCloseTo((0.15 * 2) / Math.sqrt(Math.PI), 1);
    expect(measured.multiplets).toEqual([]);
    expect(measured.grouped.groups).toEqual([]);
    expect(measured.runs).toHaveLength(1);
    expect(value(measured.rateTrend.waxing)).toBeLessThan(0.25);
    expect(value(measured.rateTrend.waning)).toBeLessThan(0.25);
    expect(value(measured.abruptness.onset)).toBeGreaterThan(0.95);
    expect(measured.rateHz.of).toBe("unit");
  });

  it("as regular as a machine has hardly any jitter", () => {
    const measured = firing(Array.from({ length: 200 }, (_, i) => 0.025 + (i % 2 === 0 ? 5e-6 : -5e-6)));
    expect(value(measured.rateHz)).toBeCloseTo(40, 1);
    expect(value(measured.intervalJitterUs)).toBeCloseTo(10, 0);
    expect(value(measured.intervalCv)).toBeLessThan(0.001);
  });

  it("at random (Poisson) has a CV near 1, and no groups are read into it", () => {
    for (let trial = 0; trial < 20; trial++) {
      const measured = firing(Array.from({ length: 300 }, () => -Math.log(1 - uniform()) * 0.8));
      expect(measured.grouped.groups).toEqual([]);
      expect(value(measured.intervalCv)).toBeGreaterThan(0.75);
      expect(value(measured.doubletShare)).toBeLessThan(0.12);
    }
  });
});

describe("doublets", () => {
  it("among steady discharges are counted, and the rate is that of the others", () => {
    const intervals: number[] = [];
    for (let i = 0; i < 300; i++) {
      if (i % 25 === 10) intervals.push(0.006);
      intervals.push(0.08 * (1 + 0.15 * normal()));
    }
    const measured = firing(intervals);
    expect(measured.multiplets).toHaveLength(12);
    expect(measured.multiplets[0].dischargeCount).toBe(2);
    expect(measured.multiplets[0].shortestIntervalMs).toBeCloseTo(6, 3);
    expect(covers(measured.doubletShare, 24 / 313)).toBe(true);
    expect(value(measured.rateHz)).toBeCloseTo(12.5, 0);
  });
});

describe("firing in groups", () => {
  const groups = (perGroup: number, within: number, gap: () => number) =>
    Array.from({ length: 40 }, () => [
      ...Array.from({ length: perGroup - 1 }, () => within * (1 + 0.1 * normal())),
      gap(),
    ]).flat();

  it("is not read into an even beat of which some discharges were overlooked", () => {
    const intervals = Array.from(
      { length: 60 },
      (_, i) => (i % 4 === 3 ? 3 : 1) * 0.17 * (1 + 0.03 * normal()),
    );
    expect(firing(intervals).grouped.groups).toEqual([]);
  });
  it("is seen where the pauses are no multiples of the intervals within", () => {
    const intervals = Array.from(
      { length: 60 },
      (_, i) => (i % 4 === 3 ? 3.5 : 1) * 0.17 * (1 + 0.03 * normal()),
    );
    expect(firing(intervals).grouped.groups.length).toBeGreaterThan(10);
  });
  it("has the rate of its groups, and the groups have theirs", () => {
    const measured = firing(groups(6, 0.025, () => 0.5 * (1 + 0.1 * normal())));
    expect(value(measured.rateHz)).toBeCloseTo(40, -0.5);
    expect(value(measured.grouped.dischargesPerGroup)).toBeCloseTo(6, 0);
    expect(value(measured.grouped.groupRateHz)).toBeCloseTo(1 / 0.625, 1);
    expect(value(measured.grouped.gapCv)).toBeLessThan(0.15);
    expect(value(measured.intervalCv)).toBeLessThan(0.15);
  });

  it("that come irregularly says so", () => {
    const measured = firing(groups(5, 0.02, () => 0.2 - Math.log(1 - uniform()) * 0.8));
    expect(measured.grouped.groups.length).toBeGreaterThan(35);
    expect(value(measured.grouped.gapCv)).toBeGreaterThan(0.5);
  });
});

describe("waxing and waning", () => {
  const rise = (count: number, from: number, to: number) =>
    Array.from({ length: count }, (_, i) => from * (to / from) ** (i / (count - 1)));

  it("of rate and amplitude are both seen, in octaves", () => {
    const rates = [...rise(60, 20, 80), ...rise(60, 80, 20)];
    const amplitudes = [...rise(61, 50, 200), ...rise(60, 200, 60)];
    const measured = firing(
      rates.map((rate) => (1 / rate) * (1 + 0.05 * normal())),
      amplitudes,
    );
    expect(value(measured.rateTrend.waxing)).toBeGreaterThan(1.6);
    expect(value(measured.rateTrend.waxing)).toBeLessThan(2.1);
    expect(value(measured.rateTrend.waning)).toBeGreaterThan(1.6);
    expect(value(measured.amplitudeTrend.waxing)).toBeGreaterThan(1.6);
    expect(value(measured.amplitudeTrend.waning)).toBeGreaterThan(1.3);
  });

  it("only waning is told from both", () => {
    const rates = rise(120, 80, 20);
    const measured = firing(
      rates.map((rate) => 1 / rate),
      rise(121, 200, 50),
    );
    expect(value(measured.rateTrend.waxing)).toBeLessThan(0.1);
    expect(value(measured.rateTrend.waning)).toBeGreaterThan(1.6);
    expect(value(measured.rateTrend.slopePerS)).toBeLessThan(0);
    expect(measured.runs.length).toBeGreaterThan(2);
  });

  it("makes a slow beginning less abrupt than a sudden one", () => {
    const slow = firing(rise(150, 5, 40).map((rate) => 1 / rate));
    const sudden = firing(Array.from({ length: 150 }, () => 0.025));
    expect(value(sudden.abruptness.onset)).toBe(1);
    expect(value(sudden.abruptness.offset)).toBe(1);
    expect(value(slow.abruptness.onset)).toBeLessThan(0.5);
    expect(value(slow.abruptness.offset)).toBeGreaterThan(0.9);
  });
});

describe("what is not known is not said", () => {
  it("below 20 discharges", () => {
    const measured = firing(regular(18, 0.1, 0.1));
    expect(measured.dischargeCount).toBe(19);
    expect(measured.rateHz).toEqual({ abstains: "too-few-discharges", count: 19, of: "unit" });
    expect(isMeasured(measured.amplitudeTrend.waxing)).toBe(false);
  });

  it("below a signal-to-noise ratio of 3", () => {
    expect(firing(regular(100, 0.1, 0.1), undefined, 2.9).intervalCv).toEqual({
      abstains: "signal-to-noise-too-low",
      count: 101,
    });
  });

  it("about onset and offset beyond what was looked at", () => {
    const timesS = Array.from({ length: 100 }, (_, i) => i * 0.05);
    const measured = firingOf({
      timesS,
      amplitudes: timesS.map(() => 1),
      signalToNoise: 9,
      observed: [{ fromS: 0, toS: 5 }],
    });
    expect(isMeasured(measured.abruptness.onset)).toBe(false);
  });

  it("across a hole in the signal", () => {
    const timesS = [
      ...Array.from({ length: 50 }, (_, i) => 1 + i * 0.1),
      ...Array.from({ length: 50 }, (_, i) => 6.05 + i * 0.1),
    ];
    const measured = firingOf({
      timesS,
      amplitudes: timesS.map(() => 1),
      signalToNoise: 9,
      observed: [
        { fromS: 0, toS: 5.95 },
        { fromS: 6, toS: 12 },
      ],
    });
    expect(measured.runs).toHaveLength(2);
    expect(value(measured.intervalMs)).toBeCloseTo(100, 6);
  });
});

describe("properties", () => {
  it("a clock that runs at another speed scales rates and leaves ratios", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.2, max: 5, noNaN: true }),
        fc.integer({ min: 1, max: 1e6 }),
        (speed, seed) => {
          const random = seededRandom(seed);
          const intervals = Array.from({ length: 60 }, () => 0.1 * Math.max(0.3, 1 + 0.2 * random.normal()));
          const one = firing(intervals);
          const other = firing(intervals.map((interval) => interval * speed));
          expect(value(other.rateHz) * speed).toBeCloseTo(value(one.rateHz), 6);
          expect(value(other.intervalCv)).toBeCloseTo(value(one.intervalCv), 6);
          expect(value(other.rateTrend.waxing)).toBeCloseTo(value(one.rateTrend.waxing), 6);
        },
      ),
      { numRuns: 40 },
    );
  });
});
