import { describe, expect, it } from "vitest";
import { seededRandom } from "../signal/random.ts";
import { drawnParameters } from "./drawn-parameters.ts";
import { assembled, layDischarge, oversampling } from "./motor-unit-potential.ts";
import { nearestUnits, reinnervatedUnit, simulatedMuscle, unitPotential } from "./simulated-muscle.ts";
import { deviation, mean, median, share } from "./testing/train-figures.ts";

const RATE_HZ = 10_000;

function muscle(seed: number, overrides: Record<string, number> = {}, kind = "concentric-needle" as const) {
  const random = seededRandom(seed);
  return simulatedMuscle(0, "Muscle", kind, RATE_HZ, drawnParameters(overrides, random), random);
}
/** The units that an examiner would measure: the nearest ones. */
function potentials(seed: number, overrides: Record<string, number> = {}) {
  const made = muscle(seed, overrides);
  return nearestUnits(made.units, 20).map((unit) => unitPotential(made, unit));
}
/** From the first to the last deflection of a tenth of the largest. */
function durationMs(curve: Float32Array, stepMs: number): number {
  const level = 0.1 * Math.max(...curve.map(Math.abs));
  const matters = (value: number) => Math.abs(value) >= level;
  return (curve.findLastIndex(matters) - curve.findIndex(matters)) * stepMs;
}
/** Stretches on one side of the baseline that reach 20 µV or a twentieth of the largest deflection. */
function phases(curve: Float32Array): number {
  const level = Math.max(20, 0.05 * Math.max(...curve.map(Math.abs)));
  let count = 0;
  let side = 0;
  for (const value of curve)
    if (Math.abs(value) >= level && Math.sign(value) !== side) {
      side = Math.sign(value);
      count++;
    }
  return count;
}

describe("motor-unit potentials through a concentric needle", () => {
  const all = [1, 2, 3, 4, 5, 6, 7, 8].flatMap((seed) => potentials(seed));

  it("last 5 to 15 ms, with few exceptions", () => {
    const durations = all.map(({ recorded, stepMs }) => durationMs(recorded[0], stepMs));
    expect(median(durations)).toBeGreaterThan(7);
    expect(median(durations)).toBeLessThan(12);
    expect(share(durations, 0.04)).toBeGreaterThan(5);
    expect(share(durations, 0.94)).toBeLessThan(15);
  });

  it("are 0.1 to 3 mV peak to peak, most of them 0.3 to 1", () => {
    const sizes = all.map(({ peakToPeakUv }) => peakToPeakUv[0]);
    expect(share(sizes, 0.02)).toBeGreaterThan(100);
    expect(Math.max(...sizes)).toBeLessThan(3000);
    expect(median(sizes)).toBeGreaterThan(300);
    expect(median(sizes)).toBeLessThan(1000);
  });

  it("have two to four phases, except about one in ten", () => {
    const counts = all.map(({ recorded }) => phases(recorded[0]));
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(2);
    expect(counts.filter((count) => count > 4).length / counts.length).toBeLessThan(0.2);
    const scattered = [1, 2]
      .flatMap((seed) => potentials(seed, { "muscle.polyphasicShare": 1 }))
      .map(({ recorded }) => phases(recorded[0]));
    expect(mean(scattered)).toBeGreaterThan(mean(counts) + 0.3);
  });

  it("carry a satellite of their own when one fibre is late", () => {
    const without = potentials(9, { "muscle.satelliteShare": 0, "muscle.polyphasicShare": 0 });
    const late = potentials(9, { "muscle.satelliteShare": 1, "muscle.polyphasicShare": 0 });
    const lasting = (list: typeof late) =>
      mean(list.map(({ recorded, stepMs }) => durationMs(recorded[0], stepMs)));
    expect(lasting(late)).toBeGreaterThan(lasting(without) + 1.5);
  });

  it("become larger, longer and more complex after reinnervation", () => {
    const made = muscle(4);
    const units = nearestUnits(made.units, 25);
    const before = units.map((unit) => unitPotential(made, unit));
    const after = units.map((unit) =>
      unitPotential(made, reinnervatedUnit(made, unit, seededRandom(unit.order))),
    );
    const figures = (list: typeof before) => ({
      sizeUv: mean(list.map(({ peakToPeakUv }) => peakToPeakUv[0])),
      lengthMs: mean(list.map(({ recorded, stepMs }) => durationMs(recorded[0], stepMs))),
      phases: mean(list.map(({ recorded }) => phases(recorded[0]))),
    });
    expect(figures(after).sizeUv).toBeGreaterThan(1.3 * figures(before).sizeUv);
    expect(figures(after).lengthMs).toBeGreaterThan(figures(before).lengthMs + 1);
    expect(figures(after).phases).toBeGreaterThan(figures(before).phases);
  });

  it("differ from unit to unit and stay what they are for one unit", () => {
    const [first, again] = [potentials(2), potentials(2)];
    expect(first[0].parts[0].curves[0]).toEqual(again[0].parts[0].curves[0]);
    expect(deviation(all.map(({ peakToPeakUv }) => peakToPeakUv[0]))).toBeGreaterThan(80);
  });
});

describe("laying a potential into a recording", () => {
  const stepMs = 1000 / (RATE_HZ * oversampling(RATE_HZ));
  /** A hump of 1 ms, well inside the band, with its peak at 5 ms. */
  const hump = assembled(
    [
      {
        jitters: false,
        curves: [
          Float64Array.from({ length: 400 }, (_, k) => 100 * Math.exp(-0.5 * ((k * stepMs - 5) / 0.5) ** 2)),
        ],
      },
    ],
    stepMs,
    RATE_HZ,
    { highPassHz: 0, lowPassHz: 1e6, noiseUv: 0, rangeUv: 1, stepUv: 1 },
  );
  const laid = (timeS: number, gain = 1) => {
    const channel = new Float64Array(600);
    layDischarge([channel], RATE_HZ, hump, timeS, gain, () => 0);
    return channel;
  };

  it("puts its largest deflection at the moment of the discharge, between samples too", () => {
    for (const timeS of [0.02, 0.02003, 0.020077, 0.03]) {
      const channel = laid(timeS);
      let moment = 0;
      let weight = 0;
      channel.forEach((value, index) => {
        moment += value * index;
        weight += value;
      });
      expect(Math.abs(moment / weight / RATE_HZ - timeS)).toBeLessThan(3e-6);
      expect(Math.max(...channel)).toBeGreaterThan(97);
    }
  });

  it("scales with the gain and adds to what is there", () => {
    const [single, double] = [laid(0.02), laid(0.02, 2)];
    double.forEach((value, index) => {
      expect(value).toBeCloseTo(2 * single[index], 9);
    });
  });

  it("loses what falls outside the recording and nothing else", () => {
    expect(laid(-1).every((value) => value === 0)).toBe(true);
    expect(laid(1).every((value) => value === 0)).toBe(true);
    expect(Math.max(...laid(0))).toBeGreaterThan(97);
  });
});
