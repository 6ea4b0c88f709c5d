import { simulate } from "@krampe/core/muscle/simulate.ts";
import { describe, expect, it } from "vitest";
import { sourceFigures, truthFigures } from "./truth-figures.ts";

const every = (stepS: number, count: number, fromS = 0) =>
  Array.from({ length: count }, (_, index) => fromS + index * stepS);

describe("the figures of one source", () => {
  it("are 10 Hz and no variation for a discharge every 100 ms", () => {
    const { rateHz, intervalCv } = sourceFigures({ dischargeTimesS: every(0.1, 20) });
    expect(rateHz).toBeCloseTo(10, 6);
    expect(intervalCv).toBeCloseTo(0, 6);
  });

  it("leave pauses between groups out", () => {
    const groups = [0, 1, 2, 3].flatMap((fromS) => every(0.025, 6, fromS));
    expect(sourceFigures({ dischargeTimesS: groups }).rateHz).toBeCloseTo(40, 6);
  });

  it("are not given for a few single discharges", () => {
    expect(sourceFigures({ dischargeTimesS: [0.3, 1.9, 4] })).toEqual({});
  });
});

describe("the figures of a recording", () => {
  const truthOf = (request: Parameters<typeof simulate>[0]) => {
    const made = simulate(request);
    if (!made.ok) throw new Error("not made");
    return made.value.truth;
  };

  it("say that nothing fires in silence", () => {
    const figures = truthFigures(truthOf({ pattern: "silence", durationS: 2 }));
    expect(figures.sources.size).toBe(0);
    expect(figures.compositeHz).toBe(0);
  });

  it("tell unit rate and composite rate of a cramp apart", () => {
    const { rateHz, compositeHz } = truthFigures(
      truthOf({ pattern: "cramp-discharge", seed: 3, durationS: 20 }),
    );
    expect(rateHz?.high).toBeLessThan(40);
    expect(compositeHz).toBeGreaterThan(3 * (rateHz?.high ?? 0));
  });

  it("give a myotonic run its change of size, and fibrillations their positive beginning", () => {
    expect(truthFigures(truthOf({ pattern: "myotonic-discharge", seed: 4 })).sizeRatio).toBeGreaterThan(2);
    expect(truthFigures(truthOf({ pattern: "fibrillation", seed: 4 })).firstPhase).toBe("positive");
  });
});
