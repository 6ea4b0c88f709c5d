import { describe, expect, it } from "vitest";
import { seededRandom } from "../../signal/random.ts";
import type { PotentialShape } from "./potential-shapes.ts";
import { wholePotentials } from "./whole-potentials.ts";

const shape = (timesS: readonly number[], amplitude = 100): PotentialShape => ({
  discharges: timesS.map((timeS) => ({ timeS, amplitude, signalToNoise: 20 })),
  template: new Float32Array(5),
  originIndex: 2,
});
const timesOf = ({ discharges }: PotentialShape) => discharges.map(({ timeS }) => timeS);
const random = seededRandom(4);
const train = (rateHz: number, cv: number, count = 80) => {
  let timeS = random.uniform() / rateHz;
  return Array.from({ length: count }, () => {
    timeS += Math.max(0.4, 1 + cv * random.normal()) / rateHz;
    return timeS;
  });
};

describe("parts of one potential", () => {
  it("keep their distance and are taken together", () => {
    const main = train(9, 0.15);
    const late = main.slice(0, 60).map((timeS) => timeS + 0.0083 + 0.0001 * random.normal());
    const [whole, ...others] = wholePotentials([shape(main), shape(late, 60)]);
    expect(others).toEqual([]);
    expect(timesOf(whole)).toEqual(main);
  });

  it("give the main part its place where it was missed", () => {
    const main = train(9, 0.15);
    const late = main.map((timeS) => timeS + 0.006);
    const seen = main.filter((_, i) => i % 4 !== 1);
    const [whole] = wholePotentials([shape(late), shape(seen)]);
    expect(whole.discharges).toHaveLength(main.length);
  });

  it("of a complex that repeats itself count once a cycle", () => {
    const cycles = Array.from({ length: 60 }, (_, i) => 0.5 + i / 30);
    const both = cycles.flatMap((timeS) => [timeS, timeS + 0.009]);
    expect(timesOf(wholePotentials([shape(both)])[0])).toEqual(cycles);
  });
});

describe("sources of their own", () => {
  it("keep no distance and stay apart", () => {
    expect(wholePotentials([shape(train(9, 0.15)), shape(train(11, 0.15))])).toHaveLength(2);
  });

  it("fire doublets that stay doublets", () => {
    const doublets = train(8, 0.15).flatMap((timeS) => [timeS, timeS + 0.007 * (1 + 0.12 * random.normal())]);
    expect(wholePotentials([shape(doublets)])[0].discharges).toHaveLength(doublets.length);
  });

  it("fire fast trains that stay whole", () => {
    const fast = train(220, 0.03, 300);
    expect(wholePotentials([shape(fast)])[0].discharges).toHaveLength(300);
  });
});
