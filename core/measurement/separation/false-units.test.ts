import { describe, expect, it } from "vitest";
import { seededRandom } from "../../signal/random.ts";
import { withoutRemnants } from "./overlap-remnants.ts";
import { withoutSelfEcho } from "./self-echo.ts";
import { echoesResolved, withoutEchoes } from "./unit-echoes.ts";
import { energyOf, placedAt, type UnitModel, unitModel } from "./unit-model.ts";

const RATE = 5000;
const HALF = 30;

/** A bump of `height` noises, `times` in samples. */
function unit(height: number, times: readonly number[]): UnitModel {
  const shape = Float32Array.from(
    { length: 2 * HALF + 1 },
    (_, index) => height * Math.exp(-(((index - HALF) / 3) ** 2)),
  );
  return unitModel(
    shape,
    [...times].sort((a, b) => a - b).map((time) => placedAt(time)),
    1,
  );
}

const regular = (count: number, interval: number, from = 100) =>
  Array.from({ length: count }, (_, index) => from + index * interval + (index % 7) * 9);
const places = ({ train }: UnitModel) => train.map(({ at }) => at);

describe("a potential with two like parts", () => {
  it("is one discharge where it was taken for two at a constant delay", () => {
    const firsts = regular(40, 480);
    const whole = withoutSelfEcho(unit(9, [...firsts, ...firsts.map((time) => time + 12)]), 1, RATE);
    expect(whole.train).toHaveLength(40);
    expect(energyOf(whole.shape)).toBeGreaterThan(1.5 * energyOf(unit(9, []).shape));
  });

  it("is told from doublets, whose interval varies, and from trains", () => {
    const random = seededRandom("doublets");
    const firsts = regular(40, 480);
    const doublets = unit(9, [...firsts, ...firsts.map((time) => time + random.between(10, 25))]);
    expect(withoutSelfEcho(doublets, 1, RATE)).toBe(doublets);
    const train = unit(
      9,
      Array.from({ length: 200 }, (_, index) => 100 + 20 * index),
    );
    expect(withoutSelfEcho(train, 1, RATE)).toBe(train);
  });
});

describe("an echo of a larger unit", () => {
  const times = regular(60, 480);
  const large = unit(20, times);

  it("is dropped when it comes with all discharges", () => {
    const echo = unit(
      5,
      times.map((time) => time + 8),
    );
    expect(withoutEchoes([large, echo], RATE)).toEqual([large]);
    expect(echoesResolved([large, echo], 1, RATE)).toEqual([large]);
  });

  it("becomes a unit with its discharges when it comes with a part of them", () => {
    const own = times.filter((_, index) => index % 4 === 0);
    const echo = unit(
      5,
      own.map((time) => time + 8),
    );
    const [rest, other] = echoesResolved([large, echo], 1, RATE);
    expect(places(rest)).toEqual(times.filter((_, index) => index % 4 !== 0));
    expect(other.train).toHaveLength(own.length);
    expect(energyOf(other.shape)).toBeGreaterThan(energyOf(large.shape));
  });

  it("is no echo when it comes at any delay", () => {
    const random = seededRandom("free");
    const free = unit(
      5,
      times.map((time) => time + random.between(0, 480)),
    );
    expect(withoutEchoes([large, free], RATE)).toHaveLength(2);
  });

  it("is not seen in the next discharges of a fast train", () => {
    const random = seededRandom("strong and weak");
    const train = Array.from({ length: 300 }, (_, index) => ({
      time: 100 + 20 * index,
      isStrong: random.chance(0.65),
    }));
    const strong = unit(
      20,
      train.filter(({ isStrong }) => isStrong).map(({ time }) => time),
    );
    const weak = unit(
      12,
      train.filter(({ isStrong }) => !isStrong).map(({ time }) => time),
    );
    expect(withoutEchoes([strong, weak], RATE)).toHaveLength(2);
  });
});

describe("a small unit", () => {
  const large = [0, 1, 2, 3].map((which) => unit(20, regular(60, 470 + 20 * which, 100 + 60 * which)));

  it("that fires only where large ones do is a remnant of theirs", () => {
    const beside = large.flatMap(({ train }) => train.slice(0, 5).map(({ at }) => at + 6));
    expect(withoutRemnants([...large, unit(4, beside)], RATE)).toEqual(large);
  });

  it("that fires without regard for them stays, and so does a large one", () => {
    const small = unit(4, regular(20, 1331, 37));
    expect(withoutRemnants([...large, small], RATE)).toContain(small);
    const beside = unit(
      20,
      large[0].train.slice(0, 20).map(({ at }) => at + 6),
    );
    expect(withoutRemnants([...large, beside], RATE)).toContain(beside);
  });
});
