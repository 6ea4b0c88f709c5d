/** What motor axons do by themselves in the simulation, held against the dossier's figures. */
import { describe, expect, it } from "vitest";
import {
  intervals,
  mean,
  median,
  overSeeds,
  rateHz,
  recordedOverSeeds,
  variation,
  within,
} from "../testing/train-figures.ts";

describe("fasciculation", () => {
  const all = overSeeds(20, { pattern: "fasciculation", durationS: 30 });

  it("is one discharge now and then, each a motor-unit potential", () => {
    for (const truth of all) {
      const total = truth.units.reduce((sum, unit) => sum + unit.dischargeTimesS.length, 0);
      expect(total).toBeGreaterThanOrEqual(2);
      expect(total / truth.durationS).toBeLessThan(5);
      for (const unit of truth.units) expect(unit.kind).toBe("motor-unit");
    }
    const rates = all.map(
      (truth) => truth.units.reduce((sum, unit) => sum + unit.dischargeTimesS.length, 0) / 30,
    );
    expect(median(rates)).toBeGreaterThan(0.3);
    expect(median(rates)).toBeLessThan(2);
  });

  it("is irregular", () => {
    const variations = all
      .flatMap((truth) => truth.units.map((unit) => intervals(unit.dischargeTimesS)))
      .filter((gaps) => gaps.length >= 8)
      .map(variation);
    expect(median(variations)).toBeGreaterThan(0.6);
  });

  it("is larger and longer where nerves have sprouted", () => {
    const figures = (complexShare: number) => {
      const units = recordedOverSeeds(5, {
        pattern: "fasciculation",
        durationS: 5,
        overrides: {
          "fasciculation.complexShare": complexShare,
          "fasciculation.sites": 5,
          "fasciculation.ratePerS": 3,
        },
      }).flatMap(({ truth }) => truth.units);
      return {
        sizeUv: mean(units.map((unit) => unit.peakToPeakUv[0])),
        lengthMs: mean(units.map((unit) => unit.durationMs)),
      };
    };
    const [benign, sprouted] = [figures(0), figures(1)];
    expect(sprouted.sizeUv).toBeGreaterThan(1.3 * benign.sizeUv);
    expect(sprouted.lengthMs).toBeGreaterThan(benign.lengthMs);
  });
});

describe("myokymic discharges", () => {
  const all = overSeeds(20, { pattern: "myokymic-discharge" });
  const rows = all.flatMap((truth) =>
    truth.units.map((unit) => {
      const groups = truth.bursts.filter(({ unitId }) => unitId === unit.id);
      const inside = groups.map((group) => within(unit, group).map(({ timeS }) => timeS));
      return { groups, inside, starts: groups.map(({ fromS }) => fromS) };
    }),
  );

  it("come from one unit or a few", () => {
    for (const truth of all) expect(truth.units.length).toBeLessThanOrEqual(3);
  });

  it("hold 2 to 15 discharges a group, at 5 to 60 Hz inside it", () => {
    for (const { inside } of rows) {
      for (const times of inside) {
        expect(times.length).toBeGreaterThanOrEqual(2);
        expect(times.length).toBeLessThanOrEqual(15);
      }
      const rate = 1 / mean(inside.flatMap(intervals));
      expect(rate).toBeGreaterThan(15);
      expect(rate).toBeLessThan(66);
    }
  });

  it("return 0.1 to 10 times a second, rhythmically or nearly so", () => {
    for (const { starts } of rows) {
      expect(starts.length).toBeGreaterThan(5);
      expect(rateHz(starts)).toBeGreaterThan(0.1);
      expect(rateHz(starts)).toBeLessThan(10);
      expect(variation(intervals(starts))).toBeLessThan(0.3);
    }
  });

  it("leave pauses clearly longer than the intervals inside a group", () => {
    for (const { groups, inside } of rows) {
      const pauses = groups.slice(1).map(({ fromS }, index) => fromS - groups[index].toS);
      expect(median(pauses)).toBeGreaterThan(1.8 * median(inside.flatMap(intervals)));
    }
  });

  it("keep their amplitude", () => {
    for (const truth of all) for (const unit of truth.units) expect(unit.gains).toBeUndefined();
  });
});

describe("neuromyotonic discharges", () => {
  const all = overSeeds(16, { pattern: "neuromyotonic-discharge" });
  const runs = all.flatMap((truth) =>
    truth.bursts.flatMap((burst) =>
      truth.units
        .filter(({ id }) => id === burst.unitId)
        .map((unit) => ({ burst, inside: within(unit, burst) })),
    ),
  );
  const trains = runs.filter(({ inside }) => inside.length > 15);
  const multiplets = runs.filter(({ inside }) => inside.length <= 15);

  it("hold at least two trains a recording", () => {
    for (const truth of all)
      expect(truth.bursts.filter(({ fromS, toS }) => toS - fromS > 0.1).length).toBeGreaterThanOrEqual(2);
  });

  it("run at 150 to 300 Hz, regularly, up to a few seconds", () => {
    for (const { burst, inside } of trains) {
      const rate = rateHz(inside.map(({ timeS }) => timeS));
      expect(rate).toBeGreaterThan(150);
      expect(rate).toBeLessThan(305);
      expect(burst.toS - burst.fromS).toBeLessThan(3);
      expect(variation(intervals(inside.map(({ timeS }) => timeS)))).toBeLessThan(0.12);
    }
  });

  it("shrink along the train, by a third and more in most", () => {
    const left = trains.map(({ inside }) => inside[inside.length - 1].gain / inside[0].gain);
    expect(Math.max(...left)).toBeLessThan(1);
    expect(median(left)).toBeLessThan(0.66);
  });

  it("begin and end abruptly: the first and the last interval are those of the train", () => {
    for (const { inside } of trains) {
      const gaps = intervals(inside.map(({ timeS }) => timeS));
      expect(gaps[0]).toBeLessThan(1.5 * median(gaps));
      expect(gaps[gaps.length - 1]).toBeLessThan(1.5 * median(gaps));
    }
  });

  it("are joined by doublets and multiplets at 30 to 300 Hz, at irregular times", () => {
    expect(multiplets.length).toBeGreaterThan(40);
    const rates = multiplets.map(({ inside }) => 1 / mean(intervals(inside.map(({ timeS }) => timeS))));
    expect(Math.min(...rates)).toBeGreaterThan(20);
    expect(Math.max(...rates)).toBeLessThan(335);
    for (const { inside } of multiplets) expect(inside.length).toBeLessThanOrEqual(6);
  });
});
