import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { seededRandom } from "../../signal/random.ts";
import { separateForMeasurement } from "../separation/separate-for-measurement.ts";
import {
  addPotentials,
  burstTimes,
  measureSamples,
  whiteNoise,
  withBursts,
} from "../testing/synthetic-emg.ts";
import type { ChannelMeasurement } from "../types/channel.ts";
import { isMeasured } from "../types/estimate.ts";
import type { UnitMeasurement } from "../types/unit.ts";
import { correctChannel } from "./correct-channel.ts";
import type { Correction } from "./correction.ts";

const FS = 4000;

/** Firing with intervals that vary by a tenth. */
function trainTimes(fromS: number, intervalS: number): number[] {
  const random = seededRandom(Math.round(1000 * intervalS));
  const times: number[] = [];
  for (let time = fromS; time < 5.5; time += intervalS * (1 + 0.1 * random.normal())) times.push(time);
  return times;
}

const nameOf = ({ id, dischargesS }: UnitMeasurement) => ({ id, firstS: dischargesS[0] });

describe("units", () => {
  let measured: ChannelMeasurement;
  const durationS = 6;
  beforeAll(async () => {
    const samples = whiteNoise(durationS, FS, 5);
    addPotentials(samples, trainTimes(0.5, 0.09), FS, 300);
    addPotentials(samples, trainTimes(0.53, 0.13), FS, -120);
    measured = await measureSamples(samples, FS, { separate: separateForMeasurement });
  });
  const correct = (...corrections: Correction[]) =>
    correctChannel(measured, corrections, { startS: 0, durationS });

  it("split and merged again fire as before", () => {
    for (const unit of measured.units.filter(({ dischargesS }) => dischargesS.length > 1)) {
      const atS = unit.dischargesS[Math.ceil(unit.dischargesS.length / 2)] - 1e-4;
      const split = correct({ kind: "split-unit-by-time", unit: nameOf(unit), atS });
      const parts = split.measurement.units.filter(({ id }) => id === `${unit.id}a` || id === `${unit.id}b`);
      expect(parts.map(({ dischargesS }) => dischargesS.length).reduce((a, b) => a + b)).toBe(
        unit.dischargesS.length,
      );
      expect(parts[0].dischargesS.every((time) => time < atS)).toBe(true);
      const joined = correct(
        { kind: "split-unit-by-time", unit: nameOf(unit), atS },
        { kind: "merge-units", units: [nameOf(parts[0]), nameOf(parts[1])] },
      );
      expect(joined.issues).toEqual([]);
      const again = joined.measurement.units.find(({ id }) => id === `${unit.id}a+${unit.id}b`);
      expect(again?.dischargesS).toEqual(unit.dischargesS);
      for (const measure of ["rateHz", "intervalCv", "intervalCv2", "doubletShare"] as const)
        expect(again?.[measure]).toEqual(unit[measure]);
      expect(joined.measurement.unitCount).toEqual(measured.unitCount);
    }
  });

  it("lose a discharge, and the rate is that of the rest", () => {
    const unit = measured.units.find(({ rateHz }) => isMeasured(rateHz));
    if (!unit) throw new Error("no unit with a rate");
    const atS = unit.dischargesS[5];
    const { measurement } = correct({ kind: "reject-discharge", unit: nameOf(unit), atS });
    const after = measurement.units.find(({ id }) => id === unit.id);
    expect(after?.dischargesS).toEqual(unit.dischargesS.filter((time) => time !== atS));
    expect(after?.dischargeCount).toBe(unit.dischargeCount - 1);
    expect(after?.amplitudes.length).toBe(unit.amplitudes.length - 1);
    expect(after?.posteriors?.length).toBe(unit.amplitudes.length - 1);
    expect(measurement.units.filter(({ id }) => id !== unit.id)).toEqual(
      measured.units.filter(({ id }) => id !== unit.id),
    );
  });

  it("split by amplitude have the smaller discharges and the larger ones", () => {
    const unit = measured.units.find(({ amplitudes }) => Math.max(...amplitudes) > Math.min(...amplitudes));
    if (!unit) throw new Error("no unit whose amplitude varies");
    const amplitude = (Math.max(...unit.amplitudes) + Math.min(...unit.amplitudes)) / 2;
    const { measurement } = correct({ kind: "split-unit-by-amplitude", unit: nameOf(unit), amplitude });
    const small = measurement.units.find(({ id }) => id === `${unit.id}a`);
    const large = measurement.units.find(({ id }) => id === `${unit.id}b`);
    expect(Math.max(...(small?.amplitudes ?? []))).toBeLessThan(amplitude);
    expect(Math.min(...(large?.amplitudes ?? []))).toBeGreaterThanOrEqual(amplitude);
    expect(small?.potential.stability).toMatchObject({ abstains: "changed-by-the-reader" });
  });

  it("that are rejected are gone, and nothing is said to fire where they did alone", () => {
    const corrections = measured.units.map(
      (unit): Correction => ({ kind: "reject-unit", unit: nameOf(unit) }),
    );
    const { measurement, issues } = correct(...corrections);
    expect(issues).toEqual([]);
    expect(measurement.units).toEqual([]);
    expect(measurement.unitCount).toEqual([]);
  });

  it("that are not there any more are not confused with others", () => {
    const [unit] = measured.units;
    const gone: Correction = {
      kind: "reject-unit",
      unit: { id: unit.id, firstS: unit.dischargesS[0] + 0.5 },
    };
    const { measurement, issues } = correct(gone, {
      kind: "split-unit-by-time",
      unit: nameOf(unit),
      atS: durationS + 1,
    });
    expect(measurement).toBe(measured);
    expect(issues.map(({ code }) => code)).toEqual([
      "correction-without-target",
      "correction-without-target",
    ]);
  });
});

describe("bursts", () => {
  const times = burstTimes(12);
  let measured: ChannelMeasurement;
  const durationS = (times.at(-1)?.offsetS ?? 0) + 1.5;
  beforeAll(async () => {
    measured = await measureSamples(withBursts(times, 2000), 2000);
  });
  const correct = (...corrections: Correction[]) =>
    correctChannel(measured, corrections, { startS: 0, durationS });

  it("moved to the true onset are as long as they are", () => {
    const burst = measured.bursts[4];
    const truth = times.find(({ onsetS }) => Math.abs(onsetS - burst.onsetS) < 0.05);
    const toS = truth?.onsetS ?? burst.onsetS - 0.01;
    const { measurement, issues } = correct({ kind: "move-burst-edge", burst, edge: "onset", toS });
    expect(issues).toEqual([]);
    const moved = measurement.bursts[4];
    expect(moved.onsetS).toBe(toS);
    expect(moved.offsetS).toBe(burst.offsetS);
    expect(moved.rms / burst.rms).toBeCloseTo(1, 0);
    expect(moved.peak).toBeNaN();
    expect(measurement.activity.activeShare - measured.activity.activeShare).toBeCloseTo(
      (burst.onsetS - toS) / durationS,
      3,
    );
  });

  it("cannot be moved through themselves or into their neighbours", () => {
    const [one, burst, other] = measured.bursts;
    for (const [edge, toS] of [
      ["onset", burst.offsetS + 0.01],
      ["onset", one.offsetS - 0.01],
      ["offset", burst.onsetS - 0.01],
      ["offset", other.onsetS + 0.01],
    ] as const) {
      const { measurement, issues } = correct({ kind: "move-burst-edge", burst, edge, toS });
      expect(measurement).toBe(measured);
      expect(issues).toHaveLength(1);
    }
  });

  it("that are rejected in any order leave the same rhythm", () => {
    const indices = measured.bursts.map((_, index) => index);
    fc.assert(
      fc.property(fc.shuffledSubarray(indices), (chosen) => {
        const reject = (order: readonly number[]) =>
          correct(...order.map((i): Correction => ({ kind: "reject-burst", burst: measured.bursts[i] })))
            .measurement;
        const left = reject(chosen);
        expect(left.bursts).toEqual(measured.bursts.filter((_, i) => !chosen.includes(i)));
        expect(reject(chosen.toSorted((a, b) => a - b)).burstRhythm).toEqual(left.burstRhythm);
      }),
      { numRuns: 30 },
    );
  });
});
