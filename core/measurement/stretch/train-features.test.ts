import { expect, it } from "vitest";
import { seededRandom } from "../../signal/random.ts";
import { isMeasured } from "../types/estimate.ts";
import { trainFeatures } from "./train-features.ts";

const COUNT = 200;

function wander(timesS: readonly number[]): number {
  const value = trainFeatures({
    timesS,
    amplitudes: timesS.map(() => 100),
    observed: [{ fromS: timesS[0] - 1, toS: timesS[timesS.length - 1] + 1 }],
    sizeNoise: 0.05,
  })["clock-wander"];
  return isMeasured(value) ? value.value : Number.NaN;
}

it("a clock read in whole samples does not stray from its beat, whatever the rate of samples", () => {
  for (const samplesPerS of [2000, 5000, 10000])
    expect(
      wander(
        Array.from({ length: COUNT }, (_, i) => Math.round((1 + i / 19.97) * samplesPerS) / samplesPerS),
      ),
    ).toBeLessThan(0.9);
});

it("a source whose every interval begins where the last one ended strays, however steady it is", () => {
  for (let seed = 1; seed <= 10; seed++) {
    const random = seededRandom(seed);
    let timeS = 1;
    const times = Array.from({ length: COUNT }, () => {
      timeS += 0.05 * (1 + 0.003 * random.normal());
      return timeS;
    });
    expect(wander(times)).toBeGreaterThan(1);
  }
});

it("is not told of a short train", () => {
  expect(wander(Array.from({ length: 20 }, (_, i) => 1 + i / 20))).toBeNaN();
});
