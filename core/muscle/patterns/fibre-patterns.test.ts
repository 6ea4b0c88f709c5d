/** What muscle fibres and end-plates do by themselves in the simulation, held against the dossier's figures. */
import { describe, expect, it } from "vitest";
import type { Simulation } from "../simulate.ts";
import {
  intervals,
  mean,
  median,
  overSeeds,
  recordedOverSeeds,
  simulated,
  unitOf,
  variation,
  within,
} from "../testing/train-figures.ts";
import type { SimulatedUnit } from "../truth.ts";

/** The mean signal around a unit's discharges, from 6 ms before to 8 ms after, its first value subtracted. */
function average(simulation: Simulation, unit: SimulatedUnit): number[] {
  const { samples, samplingFrequencyHz: rate } = simulation;
  const length = Math.round(0.014 * rate);
  const sum = new Array<number>(length).fill(0);
  for (const timeS of unit.dischargeTimesS) {
    const start = Math.round((timeS - 0.006) * rate);
    for (let k = 0; k < length; k++) sum[k] += samples[0][start + k] ?? 0;
  }
  return sum.map((value) => (value - sum[0]) / unit.dischargeTimesS.length);
}
/** Sign of the first deflection of a quarter of the largest. */
function firstPhase(curve: readonly number[]): string {
  const size = Math.max(...curve.map(Math.abs));
  return (curve.find((value) => Math.abs(value) > 0.25 * size) ?? 0) > 0 ? "positive" : "negative";
}

describe("myotonic discharges", () => {
  const all = overSeeds(16, {
    pattern: "myotonic-discharge",
    overrides: { "myotonic-discharge.waningOnlyShare": 0 },
  });
  const runs = all.flatMap((simulation) =>
    simulation.episodes
      .filter(({ toS }) => toS < simulation.durationS - 0.1)
      .map((episode) => within(unitOf(simulation.units, episode), episode))
      .filter((inside) => inside.length > 40),
  );
  /** Mean rate and gain in the first, the highest and the last eighth of a run. */
  const ends = (inside: (typeof runs)[number]) => {
    const part = Math.max(4, Math.floor(inside.length / 12));
    const rates = intervals(inside.map(({ timeS }) => timeS)).map((gap) => 1 / gap);
    const gains = inside.map(({ gain }) => gain);
    const smooth = (values: readonly number[]) =>
      values.slice(part - 1).map((_, index) => mean(values.slice(index, index + part)));
    const figures = (values: readonly number[]) => ({
      rise: Math.max(...smooth(values)) / mean(values.slice(0, part)),
      fall: Math.max(...smooth(values)) / mean(values.slice(-part)),
    });
    return { rate: figures(rates), gain: figures(gains), rates };
  };

  it("run at 20 to 150 Hz, mostly below 80", () => {
    const rates = runs.flatMap((inside) => ends(inside).rates);
    expect(Math.min(...rates)).toBeGreaterThan(15);
    expect(Math.max(...rates)).toBeLessThan(150);
    expect(rates.filter((rate) => rate <= 80).length / rates.length).toBeGreaterThan(0.6);
  });

  it("wax and wane in rate and in amplitude", () => {
    const figures = runs.map(ends);
    for (const pick of [
      (one: (typeof figures)[number]) => one.rate.rise,
      (one: (typeof figures)[number]) => one.rate.fall,
      (one: (typeof figures)[number]) => one.gain.rise,
      (one: (typeof figures)[number]) => one.gain.fall,
    ]) {
      const changes = figures.map(pick);
      expect(median(changes)).toBeGreaterThan(1.6);
      expect(changes.filter((change) => change > 1.2).length / changes.length).toBeGreaterThan(0.85);
    }
  });

  it("only wane when that is asked for, as in DM2", () => {
    const waning = overSeeds(4, {
      pattern: "myotonic-discharge",
      overrides: { "myotonic-discharge.waningOnlyShare": 1 },
    });
    for (const simulation of waning)
      for (const episode of simulation.episodes.filter(({ toS }) => toS < 19.9)) {
        const inside = within(unitOf(simulation.units, episode), episode);
        if (inside.length > 40) expect(ends(inside).rate.rise).toBeLessThan(1.35);
      }
  });

  it("are single fibres, positive first, started by the needle", () => {
    for (const { truth } of recordedOverSeeds(4, { pattern: "myotonic-discharge" })) {
      for (const unit of truth.units) {
        expect(unit.kind).toBe("muscle-fibre");
        expect(unit.origin).toBe("muscle-fibre");
        expect(unit.firstPhase).toBe("positive");
      }
      const moved = truth.events.filter(({ kind }) => kind === "needle-movement");
      for (const { fromS } of truth.episodes)
        expect(moved.some(({ atS }) => atS <= fromS && atS > fromS - 3.5)).toBe(true);
    }
  });
});

describe("fibrillation", () => {
  const all = recordedOverSeeds(12, {
    pattern: "fibrillation",
    overrides: { "fibrillation.irregularShare": 0, "fibrillation.fastShare": 0 },
  });
  const fibres = all.flatMap(({ truth }) => truth.units.filter((unit) => unit.dischargeTimesS.length > 12));

  it("fires each fibre at 0.5 to 15 Hz, very regularly from one interval to the next", () => {
    for (const { dischargeTimesS } of fibres) {
      const gaps = intervals(dischargeTimesS);
      expect(1 / median(gaps)).toBeGreaterThan(0.5);
      expect(1 / median(gaps)).toBeLessThan(15.5);
      const changes = gaps.slice(1).map((gap, index) => Math.abs(gap - gaps[index]) / gap);
      expect(median(changes)).toBeLessThan(0.1);
    }
  });

  it("slows down", () => {
    const slowing = fibres.map(({ dischargeTimesS }) => {
      const gaps = intervals(dischargeTimesS);
      return mean(gaps.slice(-4)) / mean(gaps.slice(0, 4));
    });
    expect(slowing.filter((ratio) => ratio > 1).length / slowing.length).toBeGreaterThan(0.9);
  });

  it("is positive first, in the truth and in the signal", () => {
    for (const { firstPhase: phase } of fibres) expect(phase).toBe("positive");
    for (const simulation of all.filter(({ truth }) => truth.units.length === 1)) {
      const [unit] = simulation.truth.units;
      expect(firstPhase(average(simulation, unit))).toBe("positive");
    }
  });

  it("is brief as a spike (about 2 to 5 ms) and longer as a positive wave", () => {
    const durations = (positiveWaveShare: number) =>
      recordedOverSeeds(4, {
        pattern: "fibrillation",
        durationS: 5,
        overrides: { "fibrillation.positiveWaveShare": positiveWaveShare },
      }).flatMap(({ truth }) => truth.units.map((unit) => unit.durationMs));
    expect(median(durations(0))).toBeGreaterThan(1.5);
    expect(median(durations(0))).toBeLessThan(5);
    expect(median(durations(1))).toBeGreaterThan(1.3 * median(durations(0)));
  });

  it("is some 50 to 500 µV", () => {
    for (const { peakToPeakUv } of fibres) {
      expect(peakToPeakUv[0]).toBeGreaterThan(20);
      expect(peakToPeakUv[0]).toBeLessThan(700);
    }
  });
});

describe("complex repetitive discharges", () => {
  const all = overSeeds(30, { pattern: "complex-repetitive-discharge" });
  const spells = all.flatMap((simulation) =>
    simulation.episodes.map((episode) => within(unitOf(simulation.units, episode), episode)),
  );
  const steady = spells
    .flatMap((inside) =>
      [0, 1].map((variant) => inside.filter((one) => one.variant === variant).map(({ timeS }) => timeS)),
    )
    .filter((times) => times.length > 10);

  it("return at 5 to 150 Hz, most at 30 to 40", () => {
    const rates = steady.map((times) => 1 / mean(intervals(times)));
    expect(Math.min(...rates)).toBeGreaterThan(4.5);
    expect(Math.max(...rates)).toBeLessThan(150);
    expect(rates.filter((rate) => rate > 28 && rate < 42).length / rates.length).toBeGreaterThan(0.5);
  });

  it("vary by less than 5 % from period to period", () => {
    for (const times of steady) expect(variation(intervals(times))).toBeLessThan(0.05);
  });

  it("jump at most once in a spell, when they jump", () => {
    const jumps = spells.map(
      (inside) => inside.slice(1).filter((one, index) => one.variant !== inside[index].variant).length,
    );
    expect(Math.max(...jumps)).toBe(1);
    expect(jumps.filter((jump) => jump === 0).length).toBeGreaterThan(jumps.length / 3);
  });

  it("are one complex of several spikes whose shape repeats closely", () => {
    const simulation = simulated({
      pattern: "complex-repetitive-discharge",
      seed: 5,
      overrides: { "complex-repetitive-discharge.jumpChance": 0 },
      snrDb: 40,
    });
    const [unit] = simulation.truth.units;
    expect(unit.kind).toBe("fibre-circuit");
    expect(unit.durationMs).toBeGreaterThan(5);
    const rate = simulation.samplingFrequencyHz;
    const shape = (timeS: number) =>
      simulation.samples[0].subarray(Math.round(timeS * rate) - 40, Math.round(timeS * rate) + 120);
    const [first, later] = [shape(unit.dischargeTimesS[5]), shape(unit.dischargeTimesS[105])];
    const product = (a: Float32Array, b: Float32Array) =>
      a.reduce((sum, value, index) => sum + value * b[index], 0);
    expect(product(first, later) / Math.sqrt(product(first, first) * product(later, later))).toBeGreaterThan(
      0.9,
    );
  });
});

describe("end-plate activity", () => {
  const units = recordedOverSeeds(12, { pattern: "end-plate-activity" }).flatMap(({ truth }) => truth.units);

  it("is negative first, noise and spikes alike", () => {
    for (const { firstPhase: phase } of units) expect(phase).toBe("negative");
    const simulation = simulated({
      pattern: "end-plate-activity",
      seed: 2,
      overrides: {
        "end-plate-activity.spikeChance": 1,
        "end-plate-activity.noiseChance": 0,
        "end-plate-activity.spikeFibres": 1,
        "end-plate-activity.spikeRateHz": 12,
        "end-plate-activity.spikeCv": 0.1,
      },
    });
    expect(firstPhase(average(simulation, simulation.truth.units[0]))).toBe("negative");
  });

  it("has low noise of 20 to 40 Hz per end-plate", () => {
    const noise = units.filter(({ kind }) => kind === "end-plate");
    expect(noise.length).toBeGreaterThan(20);
    for (const { peakToPeakUv, dischargeTimesS } of noise) {
      expect(peakToPeakUv[0]).toBeLessThan(45);
      expect(dischargeTimesS.length / 10).toBeGreaterThan(14);
      expect(dischargeTimesS.length / 10).toBeLessThan(48);
    }
  });

  it("has spikes up to 50 Hz, highly irregular", () => {
    const spikes = units.filter(
      ({ kind, dischargeTimesS }) => kind === "muscle-fibre" && dischargeTimesS.length > 40,
    );
    expect(spikes.length).toBeGreaterThan(4);
    for (const { dischargeTimesS } of spikes) {
      const gaps = intervals(dischargeTimesS).filter((gap) => gap < 0.25);
      expect(1 / mean(gaps)).toBeLessThan(60);
      expect(variation(gaps)).toBeGreaterThan(0.45);
      expect(Math.min(...gaps)).toBeGreaterThanOrEqual(0.0029);
    }
  });
});
