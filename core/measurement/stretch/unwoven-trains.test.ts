import { expect, it } from "vitest";
import { seededRandom } from "../../signal/random.ts";
import type { PotentialShape } from "./potential-shapes.ts";
import { typicalStep } from "./typical-step.ts";
import { unwovenTrains } from "./unwoven-trains.ts";

const LENGTH_S = 10;
const LOOKED_AT = [{ fromS: 0, toS: LENGTH_S }];

/** Intervals around a mean with the given variation, from a start on. */
function train(seed: number, intervalS: number, variation: number, startS = 0.05): number[] {
  const random = seededRandom(seed);
  const times: number[] = [];
  for (let timeS = startS; timeS < LENGTH_S; timeS += intervalS * (1 + variation * random.normal()))
    times.push(timeS);
  return times;
}

function shape(times: readonly number[], amplitude: (timeS: number) => number = () => 100): PotentialShape {
  const discharges = [...times]
    .sort((a, b) => a - b)
    .map((timeS) => ({ timeS, amplitude: amplitude(timeS), signalToNoise: 12 }));
  return { discharges, template: new Float32Array(3), originIndex: 1 };
}

it("takes two fibres that look alike apart, each as regular as it is", () => {
  const woven = shape([...train(1, 0.115, 0.02), ...train(2, 0.151, 0.02, 0.11)]);
  expect(typicalStep(woven.discharges)).toBeGreaterThan(0.4);
  const [one, other] = unwovenTrains(woven, LOOKED_AT);
  expect(one.discharges.length).toBeGreaterThan(75);
  expect(other.discharges.length).toBeGreaterThan(50);
  expect(typicalStep(one.discharges)).toBeLessThan(0.065);
  expect(typicalStep(other.discharges)).toBeLessThan(0.065);
});

it("loses and invents no discharge", () => {
  const woven = shape([...train(3, 0.12, 0.02), ...train(4, 0.17, 0.03, 0.1), ...train(5, 0.4, 0.5)]);
  const parts = unwovenTrains(woven, LOOKED_AT).flatMap(({ discharges }) => discharges);
  expect(parts.sort((a, b) => a.timeS - b.timeS)).toEqual(woven.discharges);
});

it("finds no beat in discharges at random", () => {
  for (let seed = 10; seed < 25; seed++) {
    const random = seededRandom(seed);
    const times = Array.from({ length: 250 }, () => LENGTH_S * random.uniform());
    expect(unwovenTrains(shape(times), LOOKED_AT)).toHaveLength(1);
  }
});

it("finds no fibre among motor neurons, whose intervals vary by an eighth", () => {
  for (let seed = 30; seed < 45; seed++) {
    const woven = shape([...train(seed, 0.1, 0.125), ...train(seed + 100, 0.13, 0.125, 0.09)]);
    expect(unwovenTrains(woven, LOOKED_AT)).toHaveLength(1);
  }
});

it("leaves groups together that return regularly", () => {
  const times = train(60, 0.5, 0.03).flatMap((first) => [first, first + 0.05, first + 0.1]);
  expect(unwovenTrains(shape(times.filter((timeS) => timeS < LENGTH_S)), LOOKED_AT)).toHaveLength(1);
});

it("leaves groups together of which one discharge in the middle was missed", () => {
  const times = train(61, 0.48, 0.03).flatMap((first) => [first, first + 0.11]);
  expect(unwovenTrains(shape(times.filter((timeS) => timeS < LENGTH_S)), LOOKED_AT)).toHaveLength(1);
});

it("leaves a train alone that is regular by itself, and one that changes its size by far", () => {
  const regular = shape(train(50, 0.1, 0.02));
  expect(unwovenTrains(regular, LOOKED_AT)).toEqual([regular]);
  const gliding = shape(
    [...train(51, 0.11, 0.02), ...train(52, 0.4, 0.5)],
    (timeS) => 100 * 2 ** (-timeS / 4),
  );
  expect(unwovenTrains(gliding, LOOKED_AT)).toEqual([gliding]);
});
