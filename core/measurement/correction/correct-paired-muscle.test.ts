import { beforeAll, describe, expect, it } from "vitest";
import { openSampled } from "../../recording/sampled-recording.ts";
import { measureRecording } from "../measure-recording.ts";
import { musclePair } from "../muscle-pair.ts";
import type { PairedMuscle } from "../paired-muscle.ts";
import { numberIn, withBursts } from "../testing/synthetic-emg.ts";
import type { Burst } from "../types/channel.ts";
import type { PairMeasurement } from "../types/recording.ts";
import { correctPairedMuscle } from "./correct-paired-muscle.ts";

const FS = 1000;
const times = (delayS: number) =>
  Array.from({ length: 12 }, (_, i) => ({ onsetS: 1 + delayS + i, offsetS: 1.4 + delayS + i }));

describe("a pair of muscles with corrected bursts", () => {
  let muscles: PairedMuscle[] = [];
  let bursts: readonly (readonly Burst[])[] = [];
  let asFound: PairMeasurement;
  beforeAll(async () => {
    const samples = [withBursts(times(0), FS, { seed: 3 }), withBursts(times(0.2), FS, { seed: 4 })];
    const count = Math.min(...samples.map(({ length }) => length));
    const recording = openSampled({
      channels: samples.map((one, index) => ({
        label: "AB"[index],
        unit: "uV",
        samplingFrequencyHz: FS,
        samples: one.slice(0, count),
      })),
    });
    const { pairs, channels } = await measureRecording(recording, {
      pairs: [{ agonist: "A", antagonist: "B" }],
      onPair: (...both) => {
        muscles = both;
      },
    });
    [asFound] = pairs;
    bursts = channels.map((channel) => channel.bursts);
  });
  const measuredWith = (corrected: readonly Burst[]) =>
    musclePair(muscles[0], correctPairedMuscle(muscles[1], bursts[1], corrected));

  it("is as it was found when nothing was corrected", () => {
    expect(correctPairedMuscle(muscles[1], bursts[1], bursts[1])).toBe(muscles[1]);
    expect(musclePair(muscles[0], muscles[1])).toEqual(asFound);
    expect(measuredWith([...bursts[1]])).toEqual(asFound);
  });

  it("shares less time when bursts are made shorter, by what they lose", () => {
    const shorter = bursts[1].map((burst) => ({ ...burst, onsetS: burst.onsetS + 0.2 }));
    const before = numberIn(asFound.temporalIndex);
    const after = numberIn(measuredWith(shorter).temporalIndex);
    expect(before).toBeGreaterThan(0.25);
    expect(after).toBeLessThan(before / 2);
  });

  it("cannot be told when one muscle has no burst left", () => {
    expect(measuredWith([]).relation).toBe("undetermined");
  });
});
