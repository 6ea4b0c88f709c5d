/** What motor neurons do in the simulation, held against the dossier's figures. */
import { describe, expect, it } from "vitest";
import {
  deviation,
  intervals,
  mean,
  median,
  overSeeds,
  rateHz,
  recordedOverSeeds,
  share,
  variation,
  within,
} from "../testing/train-figures.ts";
import type { TrueActivity, TrueFiring } from "../truth.ts";

const unitsOf = (simulations: readonly TrueActivity[], fewest: number): TrueFiring[] =>
  simulations.flatMap(({ units }) => units.filter((unit) => unit.dischargeTimesS.length >= fewest));
const crampUnits = (simulation: TrueActivity) => simulation.units.filter((unit) => unit.origin === "central");
const covered = (spans: readonly { fromS: number; toS: number }[]) =>
  spans.reduce((sum, { fromS, toS }) => sum + toS - fromS, 0);

describe("a neurogenic cramp", () => {
  const cramps = overSeeds(16, { pattern: "cramp-discharge", durationS: 90 });
  const units = cramps.flatMap(crampUnits).filter((unit) => unit.dischargeTimesS.length >= 30);

  it("has many units", () => {
    for (const cramp of cramps) expect(crampUnits(cramp).length).toBeGreaterThanOrEqual(8);
  });

  it("has unit rates of 14.5 ± 5.1 Hz, far below the page's 50–150 Hz", () => {
    const rates = units.map((unit) => rateHz(unit.dischargeTimesS));
    expect(Math.abs(mean(rates) - 14.5)).toBeLessThan(1.5);
    expect(Math.abs(deviation(rates) - 5.1)).toBeLessThan(1.5);
    expect(Math.max(...rates)).toBeLessThan(36);
    expect(Math.min(...rates)).toBeGreaterThan(5);
  });

  it("has a composite rate inside the page's 50–150 Hz, or above it, at its height", () => {
    for (const cramp of cramps) {
      const all = crampUnits(cramp).flatMap((unit) => [...unit.dischargeTimesS]);
      const counts = Array.from(
        { length: 90 },
        (_, second) => all.filter((timeS) => timeS >= second && timeS < second + 1).length,
      );
      expect(Math.max(...counts)).toBeGreaterThan(50);
    }
  });

  it("has intervals that vary by 44.6 ± 9.7 %, and 4.1 ± 4.7 % doublets", () => {
    const variations = units.map((unit) => variation(intervals(unit.dischargeTimesS)));
    expect(Math.abs(mean(variations) - 0.446)).toBeLessThan(0.05);
    expect(Math.abs(deviation(variations) - 0.097)).toBeLessThan(0.04);
    const doublets = units.map((unit) => {
      const short = intervals(unit.dischargeTimesS).filter((interval) => interval <= 0.0101).length;
      return short / (unit.dischargeTimesS.length - short);
    });
    expect(Math.abs(mean(doublets) - 0.041)).toBeLessThan(0.015);
  });

  it("keeps a unit active for 23.6 ± 16.2 s, and lasts as long as it is drawn", () => {
    const active = units.map(({ dischargeTimesS: times }) => times[times.length - 1] - times[0]);
    expect(Math.abs(mean(active) - 23.6)).toBeLessThan(6);
    const lengths = cramps.map((truth) =>
      Math.max(
        ...truth.episodes
          .filter(({ pattern }) => pattern === "cramp-discharge")
          .map(({ fromS, toS }) => toS - fromS),
      ),
    );
    expect(mean(lengths)).toBeGreaterThan(35);
    expect(mean(lengths)).toBeLessThan(70);
  });

  it("builds up: units join over seconds, and leave one after another", () => {
    for (const cramp of cramps) {
      const own = crampUnits(cramp);
      const starts = own.map(({ dischargeTimesS }) => dischargeTimesS[0]);
      const ends = own.map(({ dischargeTimesS }) => dischargeTimesS[dischargeTimesS.length - 1]);
      expect(Math.max(...starts) - Math.min(...starts)).toBeGreaterThan(2);
      expect(share(ends, 0.99) - share(ends, 0.3)).toBeGreaterThan(2);
    }
  });

  it("stops at once when the muscle is stretched", () => {
    for (const truth of overSeeds(4, {
      pattern: "cramp-discharge",
      durationS: 40,
      interventions: { stretchAtS: 20 },
    })) {
      const last = Math.max(
        ...truth.units
          .filter(({ origin }) => origin === "central")
          .flatMap((unit) => [...unit.dischargeTimesS]),
      );
      expect(last).toBeGreaterThan(15);
      expect(last).toBeLessThan(20.2);
    }
  });

  it("outlives a nerve block by seconds only, and faster", () => {
    const blocked = overSeeds(12, {
      pattern: "cramp-discharge",
      durationS: 40,
      interventions: { nerveBlockAtS: 20 },
    });
    const lasts = blocked.map(
      (one) => Math.max(...crampUnits(one).flatMap((unit) => [...unit.dischargeTimesS])) - 20,
    );
    expect(Math.abs(mean(lasts) - 2.6)).toBeLessThan(1.3);
    const rates = blocked.flatMap((one) =>
      crampUnits(one)
        .map((unit) => unit.dischargeTimesS.filter((timeS) => timeS >= 20))
        .filter((times) => times.length > 8)
        .map(rateHz),
    );
    expect(mean(rates)).toBeGreaterThan(18);
  });

  it("stays in one muscle", () => {
    const [truth] = overSeeds(1, { pattern: "cramp-discharge", durationS: 30, muscles: 2 });
    expect(truth.units.every(({ muscle }) => muscle === 0)).toBe(true);
  });
});

describe("voluntary activity", () => {
  it("holds a weak effort with slow, fairly regular units", () => {
    const units = unitsOf(overSeeds(6, { pattern: "voluntary", durationS: 20, effort: 0.1 }), 80);
    const rates = units.map((unit) => rateHz(unit.dischargeTimesS));
    expect(median(rates)).toBeGreaterThan(5);
    expect(median(rates)).toBeLessThan(12);
    const variations = units.map((unit) => variation(intervals(unit.dischargeTimesS)));
    expect(median(variations)).toBeGreaterThan(0.1);
    expect(median(variations)).toBeLessThan(0.3);
  });

  it("reaches 31 ± 10 Hz at full effort in a limb muscle, 10.7 ± 2.9 Hz in soleus", () => {
    const full = (soleusShare: number) =>
      unitsOf(
        overSeeds(12, {
          pattern: "voluntary",
          durationS: 3,
          effort: 1,
          overrides: { "voluntary.soleusShare": soleusShare },
        }),
        10,
      ).map((unit) => rateHz(unit.dischargeTimesS));
    expect(Math.abs(mean(full(0)) - 31.1)).toBeLessThan(5);
    expect(Math.abs(mean(full(1)) - 10.7)).toBeLessThan(2);
  });

  it("recruits small units first and never a larger one without the smaller", () => {
    const [truth] = overSeeds(1, { pattern: "voluntary", durationS: 8, effort: 0.2 });
    const orders = truth.units.map(({ id }) => Number(id.split("-").at(-1)));
    expect(Math.max(...orders)).toBe(orders.length);
  });

  it("lets only as many units fire as were asked for, the nearest ones", () => {
    const [{ truth }] = recordedOverSeeds(1, { pattern: "voluntary", effort: 0.1, activeUnits: 8 });
    expect(truth.units).toHaveLength(8);
    expect(Math.min(...truth.units.map(({ peakToPeakUv }) => peakToPeakUv[0]))).toBeGreaterThan(100);
  });

  it("alternates between agonist and antagonist", () => {
    for (const truth of overSeeds(5, {
      pattern: "voluntary",
      muscles: 2,
      durationS: 20,
      overrides: { "voluntary.restShare": 0.45 },
    })) {
      const [first, second] = [0, 1].map((muscle) =>
        truth.episodes.filter((episode) => episode.muscle === muscle),
      );
      const shared = first.reduce(
        (sum, a) =>
          sum +
          second.reduce(
            (own, b) => own + Math.max(0, Math.min(a.toS, b.toS) - Math.max(a.fromS, b.fromS)),
            0,
          ),
        0,
      );
      expect(covered(second)).toBeGreaterThan(0.5);
      expect(shared / Math.min(covered(first), covered(second))).toBeLessThan(0.3);
    }
  });
});

describe("spastic activity", () => {
  const spastic = overSeeds(10, { pattern: "spastic-activity" });

  it("is silent at rest and starts with a stretch, never before its reflex can arrive", () => {
    for (const truth of spastic) {
      const stretches = truth.events.filter(({ kind }) => kind === "stretch");
      expect(stretches.length).toBeGreaterThanOrEqual(1);
      const stray = truth.units
        .flatMap((unit) => unit.dischargeTimesS)
        .filter((timeS) =>
          stretches.every(({ atS, durationS = 0 }) => timeS <= atS + 0.03 || timeS >= atS + durationS + 0.5),
        );
      expect(stray).toEqual([]);
      for (const { atS } of stretches) {
        const first = Math.min(
          ...truth.units.flatMap((unit) => unit.dischargeTimesS.filter((timeS) => timeS > atS)),
        );
        expect(first - atS).toBeLessThan(0.5);
      }
    }
  });

  it("has slower and more regular units than voluntary activity", () => {
    const neighbours = (units: readonly TrueFiring[]) =>
      median(
        units.map((unit) => {
          const gaps = intervals(unit.dischargeTimesS).filter((gap) => gap < 0.4);
          return mean(
            gaps.slice(1).map((gap, index) => (2 * Math.abs(gap - gaps[index])) / (gap + gaps[index])),
          );
        }),
      );
    const stretched = unitsOf(spastic, 15);
    const willed = unitsOf(
      overSeeds(6, { pattern: "voluntary", overrides: { "voluntary.soleusShare": 0 } }),
      15,
    );
    const localRate = (unit: TrueFiring) => 1 / median(intervals(unit.dischargeTimesS));
    expect(median(stretched.map(localRate))).toBeLessThan(0.85 * median(willed.map(localRate)));
    expect(neighbours(stretched)).toBeLessThan(0.85 * neighbours(willed));
  });

  it("answers a faster stretch with more activity", () => {
    const count = (seconds: number) =>
      mean(
        overSeeds(6, {
          pattern: "spastic-activity",
          overrides: { "spastic-activity.stretchS": seconds },
        }).map((truth) => truth.units.length),
      );
    expect(count(0.25)).toBeGreaterThan(1.15 * count(1.1));
  });

  it("beats at 5 to 7 Hz when clonus follows", () => {
    const clonic = overSeeds(6, {
      pattern: "spastic-activity",
      overrides: {
        "spastic-activity.clonusChance": 1,
        "spastic-activity.stretchS": 0.25,
        "spastic-activity.holdS": 2,
      },
    });
    const gaps = clonic.flatMap((truth) =>
      intervals(truth.bursts.map(({ fromS }) => fromS)).filter((gap) => gap < 0.4),
    );
    expect(gaps.length).toBeGreaterThan(20);
    expect(1 / median(gaps)).toBeGreaterThan(4.8);
    expect(1 / median(gaps)).toBeLessThan(7.2);
  });
});

describe("dystonic co-contraction", () => {
  const dystonic = overSeeds(10, { pattern: "dystonic-co-contraction" });

  it("activates agonist and antagonist together", () => {
    for (const truth of dystonic) {
      const [first, second] = [0, 1].map((muscle) =>
        truth.episodes.filter((episode) => episode.muscle === muscle),
      );
      const shared = first.reduce(
        (sum, a) =>
          sum +
          second.reduce(
            (own, b) => own + Math.max(0, Math.min(a.toS, b.toS) - Math.max(a.fromS, b.fromS)),
            0,
          ),
        0,
      );
      expect(shared / Math.min(covered(first), covered(second))).toBeGreaterThan(0.8);
    }
  });

  it("has bursts at 1 to 6.5 Hz when it is phasic", () => {
    const phasic = dystonic.filter((truth) => truth.bursts.length > 0);
    expect(phasic.length).toBeGreaterThan(1);
    for (const truth of phasic) {
      const starts = truth.bursts.filter(({ muscle }) => muscle === 0).map(({ fromS }) => fromS);
      expect(rateHz(starts)).toBeGreaterThan(0.8);
      expect(rateHz(starts)).toBeLessThan(7.5);
    }
  });
});

describe("continuous motor-unit activity", () => {
  const stiff = overSeeds(10, { pattern: "continuous-motor-unit-activity" });

  it("never pauses, in both muscles, at 5 to 15 Hz per unit", () => {
    for (const truth of stiff)
      for (const muscle of [0, 1]) {
        const steady = truth.units.filter((unit) => unit.muscle === muscle && unit.dischargeTimesS[0] < 0.5);
        expect(steady.length).toBeGreaterThanOrEqual(2);
        for (const unit of steady.filter((one) => one.dischargeTimesS.length > 60)) {
          expect(1 / median(intervals(unit.dischargeTimesS))).toBeGreaterThan(4);
          expect(1 / median(intervals(unit.dischargeTimesS))).toBeLessThan(18);
          expect(Math.max(...intervals(unit.dischargeTimesS))).toBeLessThan(0.7);
        }
        expect(truth.episodes.filter((episode) => episode.muscle === muscle)).toHaveLength(1);
      }
  });

  it("answers a stimulus with one to three synchronous bursts after 60 to 70 ms", () => {
    const evoked = overSeeds(8, {
      pattern: "continuous-motor-unit-activity",
      overrides: {
        "continuous-motor-unit-activity.stimulusChance": 1,
        "continuous-motor-unit-activity.spasms": 2,
      },
    });
    for (const truth of evoked) {
      const stimuli = truth.events.filter(({ kind }) => kind === "stimulus");
      expect(stimuli.length).toBeGreaterThan(0);
      for (const { atS } of stimuli) {
        const jerks = truth.bursts.filter(
          ({ muscle, fromS }) => muscle === 0 && fromS > atS && fromS < atS + 0.4,
        );
        expect(jerks.length).toBeGreaterThanOrEqual(1);
        expect(jerks.length).toBeLessThanOrEqual(3);
        expect(jerks[0].fromS - atS).toBeGreaterThanOrEqual(0.0599);
        expect(jerks[0].fromS - atS).toBeLessThanOrEqual(0.0701);
        const taking = truth.units.filter(
          (unit) => within(unit, { fromS: jerks[0].fromS, toS: jerks[0].toS }).length > 0,
        );
        expect(taking.length).toBeGreaterThan(5);
      }
    }
  });
});

describe("tremor", () => {
  const tremors = overSeeds(16, { pattern: "tremor" });

  it("beats regularly at 4 to 12 Hz in bursts of 40 to 150 ms", () => {
    for (const truth of tremors) {
      const bursts = truth.bursts.filter(({ muscle }) => muscle === 0);
      const starts = bursts.map(({ fromS }) => fromS);
      expect(rateHz(starts)).toBeGreaterThan(3.8);
      expect(rateHz(starts)).toBeLessThan(12.5);
      expect(variation(intervals(starts))).toBeLessThan(0.12);
      expect(mean(bursts.map(({ fromS, toS }) => toS - fromS))).toBeGreaterThan(0.04);
      expect(mean(bursts.map(({ fromS, toS }) => toS - fromS))).toBeLessThan(0.15);
    }
  });

  it("alternates in some recordings and goes together in others", () => {
    const phase = (truth: TrueActivity) => {
      const [first, second] = [0, 1].map(
        (muscle) => truth.bursts.filter((burst) => burst.muscle === muscle)[3],
      );
      return Math.abs(second.fromS - first.fromS) > 0.02;
    };
    const alternating = tremors.filter(phase).length;
    expect(alternating).toBeGreaterThan(2);
    expect(alternating).toBeLessThan(14);
  });

  it("fires its units inside the bursts, once to a few times each", () => {
    for (const truth of tremors.slice(0, 4))
      for (const unit of truth.units) {
        const bursts = truth.bursts.filter(({ muscle }) => muscle === unit.muscle);
        const inside = bursts.flatMap((burst) => within(unit, { fromS: burst.fromS - 0.03, toS: burst.toS }));
        expect(inside.length / unit.dischargeTimesS.length).toBeGreaterThan(0.95);
        expect(unit.dischargeTimesS.length / bursts.length).toBeLessThan(5);
      }
  });
});
