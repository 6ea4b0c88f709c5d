import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evidenceScale, readingOf } from "./evidence-scale.ts";

const effect = (value: number, low: number | undefined, high: number | undefined, noEffect: number) => ({
  value,
  ...(low !== undefined && { low }),
  ...(high !== undefined && { high }),
  unit: "",
  noEffect,
  better: "lower" as const,
});

describe("an evidence plot", () => {
  it("draws half and double equally far from no effect", () => {
    const { value, low, high, noEffect } = evidenceScale(effect(1, 0.5, 2, 1));
    expect(value).toBeCloseTo(noEffect);
    expect(noEffect - low!).toBeCloseTo(high! - noEffect);
  });

  it("draws differences on a linear scale", () => {
    const { low, high, noEffect } = evidenceScale(effect(-2, -4, 0, 0));
    expect(high).toBe(noEffect);
    expect(low).toBeCloseTo(0.12);
  });

  it("keeps everything on the plot and in order", () => {
    const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(number, number, number, fc.constantFrom(0, 1, 100), (a, b, c, noEffect) => {
        const [low, value, high] = [a, b, c].toSorted((x, y) => x - y);
        const scale = evidenceScale(effect(value, low, high, noEffect));
        for (const place of [scale.low, scale.value, scale.high, scale.noEffect]) {
          expect(place).toBeGreaterThanOrEqual(0.119);
          expect(place).toBeLessThanOrEqual(0.881);
        }
        expect(scale.low!).toBeLessThanOrEqual(scale.value + 1e-9);
        expect(scale.value).toBeLessThanOrEqual(scale.high! + 1e-9);
      }),
    );
  });

  it("says which side the interval lies on", () => {
    expect(readingOf(effect(-2, -3, -1, 0))).toBe("favours");
    expect(readingOf(effect(2, 1, 3, 0))).toBe("harms");
    expect(readingOf(effect(-1, -3, 1, 0))).toBe("crosses");
    expect(readingOf({ ...effect(2, 1.5, 3, 1), better: "higher" })).toBe("favours");
    expect(readingOf(effect(2, undefined, undefined, 0))).toBe("no-interval");
  });
});
