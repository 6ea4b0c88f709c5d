import { expect, it } from "vitest";
import { withoutTails } from "./without-tails.ts";

const at = (timeS: number, amplitude: number) => ({ timeS, amplitude, signalToNoise: 9 });

it("what is a twelfth of a large potential beside it is its tail", () => {
  expect(withoutTails([at(1, 30), at(1.01, 1000), at(1.03, 40)])).toEqual([at(1.01, 1000)]);
});

it("small potentials beside ones of like size, and at a distance, stay", () => {
  const all = [at(1, 100), at(1.02, 1000), at(1.1, 20)];
  expect(withoutTails(all)).toEqual(all);
});
