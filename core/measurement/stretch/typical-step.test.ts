import { expect, it } from "vitest";
import { seededRandom } from "../../signal/random.ts";
import { typicalStep } from "./typical-step.ts";

const at = (times: readonly number[]) => times.map((timeS) => ({ timeS }));

it("is 0 for a clock, also when it slows down", () => {
  expect(typicalStep(at(Array.from({ length: 50 }, (_, i) => i * 0.1)))).toBeCloseTo(0, 9);
  expect(typicalStep(at(Array.from({ length: 50 }, (_, i) => i * 0.1 + i * i * 0.0005)))).toBeLessThan(0.01);
});

it("does not see a few that are missing", () => {
  const clock = Array.from({ length: 60 }, (_, i) => i * 0.1).filter((_, i) => i % 13 !== 6);
  expect(typicalStep(at(clock))).toBeCloseTo(0, 9);
});

it("is above a half for discharges at random", () => {
  const random = seededRandom(3);
  let timeS = 0;
  const times = Array.from({ length: 400 }, () => {
    timeS -= Math.log(1 - random.uniform()) / 10;
    return timeS;
  });
  expect(typicalStep(at(times))).toBeGreaterThan(0.5);
});

it("is not told of two discharges", () => {
  expect(typicalStep(at([1, 2]))).toBe(Number.POSITIVE_INFINITY);
});
