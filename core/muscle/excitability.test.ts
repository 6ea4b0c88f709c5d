/**
 * The three origins: what a nerve block and curare leave of what the neuron, the axon and the muscle fibre do by
 * themselves.
 */
import { describe, expect, it } from "vitest";
import type { Excitability, Interventions } from "./request.ts";
import { overSeeds } from "./testing/train-figures.ts";

function after(excitability: Partial<Excitability>, interventions: Interventions = {}) {
  return overSeeds(3, {
    pattern: "voluntary",
    durationS: 20,
    excitability,
    interventions,
    overrides: { "voluntary.contractions": 1, "voluntary.restShare": 0.6 },
  });
}
const patterns = (recordings: ReturnType<typeof after>) =>
  new Set(recordings.flatMap(({ episodes }) => episodes.map(({ pattern }) => pattern)));
const dischargesAfter = (recordings: ReturnType<typeof after>, timeS: number) =>
  recordings.reduce(
    (sum, { units }) =>
      sum + units.reduce((own, unit) => own + unit.dischargeTimesS.filter((one) => one > timeS).length, 0),
    0,
  );

describe("excitability of neuron, axon and muscle fibre", () => {
  it("leaves a healthy muscle silent when the effort is over", () => {
    expect(patterns(after({}))).toEqual(new Set(["voluntary"]));
  });

  it("lets neurons fire on after the effort when they are too excitable: central, gone with a nerve block", () => {
    const cramping = after({ neuron: 2 });
    expect(patterns(cramping)).toContain("cramp-discharge");
    for (const { units } of cramping) for (const { origin } of units) expect(origin).toBe("central");
    expect(dischargesAfter(after({ neuron: 2 }, { nerveBlockAtS: 10 }), 10)).toBe(0);
  });

  it("fasciculates, then groups, then runs in trains as the axon grows more excitable", () => {
    expect(patterns(after({ axon: 1.4 }))).toEqual(new Set(["voluntary", "fasciculation"]));
    expect(patterns(after({ axon: 1.8 }))).toContain("myokymic-discharge");
    expect(patterns(after({ axon: 2.5 }))).toContain("neuromyotonic-discharge");
  });

  it("goes on beyond a nerve block when it arises in the axon, and stops with curare", () => {
    const axonal = (interventions: Interventions) => dischargesAfter(after({ axon: 2 }, interventions), 10);
    expect(axonal({ nerveBlockAtS: 10 })).toBeGreaterThan(20);
    expect(axonal({ junctionBlockAtS: 10 })).toBe(0);
  });

  it("fibrillates, then runs off as the muscle fibre grows more excitable, in spite of block and curare", () => {
    expect(patterns(after({ muscleFibre: 1.4 }))).toContain("fibrillation");
    expect(patterns(after({ muscleFibre: 2 }))).toContain("myotonic-discharge");
    expect(
      dischargesAfter(after({ muscleFibre: 2 }, { nerveBlockAtS: 5, junctionBlockAtS: 5 }), 5),
    ).toBeGreaterThan(50);
  });

  it("lets less through below 1 and nothing at 0: a short muscle that stays silent is a contracture", () => {
    const count = (excitability: Partial<Excitability>) => dischargesAfter(after(excitability), 0);
    for (const part of ["neuron", "axon", "muscleFibre"] as const) expect(count({ [part]: 0 })).toBe(0);
    expect(count({ axon: 0.5 })).toBeLessThan(0.8 * count({}));
    expect(count({ neuron: 0.5 })).toBeLessThan(0.8 * count({}));
  });

  it("keeps a complex repetitive discharge and myotonia through curare, not a cramp or myokymia", () => {
    const left = (
      pattern:
        | "complex-repetitive-discharge"
        | "myotonic-discharge"
        | "cramp-discharge"
        | "myokymic-discharge",
    ) => dischargesAfter(overSeeds(3, { pattern, durationS: 20, interventions: { junctionBlockAtS: 4 } }), 4);
    expect(left("complex-repetitive-discharge")).toBeGreaterThan(20);
    expect(left("myotonic-discharge")).toBeGreaterThan(20);
    expect(left("cramp-discharge")).toBe(0);
    expect(left("myokymic-discharge")).toBe(0);
  });

  it("ends the episodes where an intervention ends the discharges", () => {
    for (const { episodes } of overSeeds(3, {
      pattern: "myokymic-discharge",
      durationS: 20,
      interventions: { junctionBlockAtS: 8 },
    }))
      for (const { toS } of episodes) expect(toS).toBeLessThan(8.1);
  });
});
