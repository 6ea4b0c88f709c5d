import { describe, expect, it } from "vitest";
import { openSampled } from "../recording/sampled-recording.ts";
import { measureRecording } from "./measure-recording.ts";
import { burstTimes, numberIn, type TimedBurst, withBursts } from "./testing/synthetic-emg.ts";

const FS = 1000;

async function pairOf(one: readonly TimedBurst[], other: readonly TimedBurst[], scale = 1) {
  const first = withBursts(one, FS, { seed: 31 });
  const second = withBursts(other, FS, { seed: 57 });
  const count = Math.min(first.length, second.length);
  const recording = openSampled({
    channels: [
      { label: "A", unit: "uV", samplingFrequencyHz: FS, samples: first.slice(0, count) },
      {
        label: "B",
        unit: "uV",
        samplingFrequencyHz: FS,
        samples: second.slice(0, count).map((x) => x * scale),
      },
    ],
  });
  const { pairs } = await measureRecording(recording, { pairs: [{ agonist: "A", antagonist: "b" }] });
  return pairs[0];
}

const every = (periodS: number, lengthS: number, delayS: number, count: number) =>
  Array.from({ length: count }, (_, i) => ({
    onsetS: 1 + delayS + i * periodS,
    offsetS: 1 + delayS + lengthS + i * periodS,
  }));

describe("two muscles", () => {
  it("that take turns are reciprocal, at any amplitude", async () => {
    for (const scale of [0.1, 1, 20]) {
      const pair = await pairOf(every(1, 0.4, 0, 30), every(1, 0.4, 0.5, 30), scale);
      expect(pair.relation).toBe("reciprocal");
      expect(numberIn(pair.shapeIndex)).toBeLessThan(-0.4);
      expect(numberIn(pair.temporalIndex)).toBeLessThan(0.05);
      expect(numberIn(pair.amplitudeIndex)).toBeLessThan(0.1);
    }
  });

  it("that contract together are co-active", async () => {
    const times = burstTimes(30, 8);
    const pair = await pairOf(times, times, 3);
    expect(pair.relation).toBe("co-active");
    expect(numberIn(pair.shapeIndex)).toBeGreaterThan(0.7);
    expect(numberIn(pair.temporalIndex)).toBeGreaterThan(0.9);
    expect(pair.course.every((part) => part.relation === "co-active")).toBe(true);
    expect(pair.normalisation).toContain("95th percentile");
  });

  it("that hold together without a pause are co-active", async () => {
    const pair = await pairOf([{ onsetS: 2, offsetS: 28 }], [{ onsetS: 2.2, offsetS: 28.5 }]);
    expect(pair.relation).toBe("co-active");
    expect(numberIn(pair.temporalIndex)).toBeGreaterThan(0.95);
  });

  it("that have nothing to do with each other are independent", async () => {
    let independent = 0;
    for (let seed = 1; seed <= 10; seed++)
      if ((await pairOf(burstTimes(40, seed), burstTimes(40, seed + 500))).relation === "independent")
        independent++;
    expect(independent).toBeGreaterThanOrEqual(8);
  });

  it("of which one is silent are undetermined", async () => {
    const pair = await pairOf(burstTimes(20), [{ onsetS: 40, offsetS: 40.01 }]);
    expect(pair.relation).toBe("undetermined");
    expect(pair.shapeIndex).toEqual({ abstains: "no-activity", count: 0 });
  });
});
