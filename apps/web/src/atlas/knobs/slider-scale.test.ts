import { drawFrom, settableRange } from "@krampe/core/muscle/parameters/parameter.ts";
import { parameterById, parameterIds } from "@krampe/core/muscle/parameters/parameter-table.ts";
import { seededRandom } from "@krampe/core/signal/random.ts";
import { describe, expect, it } from "vitest";
import { PLACES, sliderScale } from "./slider-scale.ts";

const all = parameterIds().flatMap((id) => {
  const parameter = parameterById(id);
  return parameter ? [{ id, parameter }] : [];
});

describe("the slider of every parameter", () => {
  it("stays within what may be set", () => {
    for (const { id, parameter } of all) {
      const { from, to } = settableRange(parameter);
      const scale = sliderScale(parameter);
      for (let place = 0; place <= PLACES; place += 10) {
        const value = scale.valueAt(place);
        expect(value, id).toBeGreaterThanOrEqual(from);
        expect(value, id).toBeLessThanOrEqual(to);
      }
    }
  });

  it("reaches what is drawn, and finds the place of each value again", () => {
    const random = seededRandom(3);
    for (const { id, parameter } of all) {
      const scale = sliderScale(parameter);
      expect(scale.from, id).toBeLessThan(scale.to);
      const drawn = drawFrom(parameter.spread, random);
      const whole = parameter.unit === "{count}" ? Math.floor(drawn) : drawn;
      const again = scale.valueAt(scale.placeOf(whole));
      const step = (scale.to - scale.from) / PLACES;
      expect(Math.abs(again - whole), id).toBeLessThanOrEqual(Math.max(0.5, 4 * step));
    }
  });
});
