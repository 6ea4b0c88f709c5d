import { detectDischarges } from "@krampe/core/measurement/discharge-detection.ts";
import type { SimulatedPattern } from "@krampe/core/muscle/pattern-names.ts";
import { simulate } from "@krampe/core/muscle/simulate.ts";
import { openSampled } from "@krampe/core/recording/sampled-recording.ts";
import { quantile } from "@krampe/core/signal/order-statistics.ts";
import { describe, expect, it } from "vitest";
import { soundOf } from "../emg/worker/sound-of.ts";
import { EXAMPLES } from "./examples.ts";

const SOUND_HZ = 11_025;

/** The atlas' example of a pattern as it is heard, and the stretches in which the pattern is there. */
async function heard(pattern: SimulatedPattern) {
  const { seed, durationS } = EXAMPLES[pattern];
  const made = simulate({ pattern, seed, durationS });
  if (!made.ok) throw new Error("not made");
  const { recording, samples, truth } = made.value;
  const sound = await soundOf(openSampled(recording), 0, {
    fromSample: 0,
    count: samples[0].length,
    speed: 1,
    soundHz: SOUND_HZ,
  });
  const loudness = (fromS: number, toS: number) => {
    const part = sound.subarray(Math.round(fromS * SOUND_HZ), Math.round(toS * SOUND_HZ));
    return Math.sqrt(part.reduce((sum, value) => sum + value * value, 0) / Math.max(1, part.length));
  };
  const ticks = (fromS: number, toS: number) =>
    detectDischarges(sound, SOUND_HZ, { thresholdOverNoise: 6 })
      .map(({ timeS }) => timeS)
      .filter((timeS) => timeS >= fromS && timeS < toS);
  const own = truth.episodes.filter((episode) => episode.pattern === pattern);
  const longest = own.reduce((a, b) => (b.toS - b.fromS > a.toS - a.fromS ? b : a), own[0]);
  return { loudness, ticks, truth, durationS, episodes: own, ...longest };
}

const gapsOf = (times: readonly number[]) => times.slice(1).map((timeS, place) => timeS - times[place]);

function variation(values: readonly number[]): number {
  const mean = values.reduce((sum, one) => sum + one, 0) / values.length;
  return Math.sqrt(values.reduce((sum, one) => sum + (one - mean) ** 2, 0) / values.length) / mean;
}

/** How many ticks a second there are in each of `parts` equal parts. */
function paces(times: readonly number[], fromS: number, toS: number, parts: number): number[] {
  const lengthS = (toS - fromS) / parts;
  return Array.from({ length: parts }, (_, part) => {
    const from = fromS + part * lengthS;
    return times.filter((timeS) => timeS >= from && timeS < from + lengthS).length / lengthS;
  });
}

describe("the sound of the atlas' example", () => {
  it("of a myotonic discharge is a dive bomber: pace and loudness both rise and both fall", async () => {
    const { ticks, loudness, fromS, toS } = await heard("myotonic-discharge");
    const pace = paces(ticks(fromS, toS), fromS, toS, 8);
    const fastest = Math.max(...pace);
    expect(fastest).toBeGreaterThan(2 * pace[0]);
    expect(fastest).toBeGreaterThan(1.5 * pace[7]);
    const part = (toS - fromS) / 8;
    const loud = pace.map((_, index) => loudness(fromS + index * part, fromS + (index + 1) * part));
    expect(Math.max(...loud)).toBeGreaterThan(2 * loud[0]);
    expect(Math.max(...loud)).toBeGreaterThan(1.5 * loud[7]);
  });

  it("of a myokymic discharge is marching soldiers: short bursts in step", async () => {
    const { ticks, fromS, toS } = await heard("myokymic-discharge");
    const times = ticks(fromS, toS);
    const inside = quantile(gapsOf(times), 0.5);
    const starts = times.filter((timeS, place) => place === 0 || timeS - times[place - 1] > 3 * inside);
    expect(starts.length).toBeGreaterThan(10);
    expect(times.length / starts.length).toBeGreaterThan(2);
    expect(variation(gapsOf(starts))).toBeLessThan(0.3);
  });

  it("of a neuromyotonic discharge pings: at once there, fainter and fainter, at once gone", async () => {
    const { loudness, fromS, toS } = await heard("neuromyotonic-discharge");
    const before = loudness(fromS - 0.1, fromS - 0.02);
    const first = loudness(fromS, fromS + 0.06);
    const last = loudness(toS - 0.1, toS - 0.02);
    expect(first).toBeGreaterThan(10 * before);
    expect(last).toBeLessThan(0.8 * first);
    expect(last).toBeGreaterThan(4 * loudness(toS + 0.03, toS + 0.1));
  });

  it("of a cramp is a roar that grows and dies away", async () => {
    const { loudness, fromS, toS } = await heard("cramp-discharge");
    const lengthS = toS - fromS;
    const middle = loudness(fromS + 0.35 * lengthS, fromS + 0.65 * lengthS);
    expect(middle).toBeGreaterThan(1.5 * loudness(fromS, fromS + 0.08 * lengthS));
    expect(middle).toBeGreaterThan(1.5 * loudness(toS - 0.08 * lengthS, toS));
  });

  it("of fibrillation is rain on a roof: even as a clock, and slower towards its end", async () => {
    const { ticks, durationS } = await heard("fibrillation");
    const gaps = gapsOf(ticks(0, durationS));
    expect(gaps.length).toBeGreaterThan(30);
    const steps = gaps.slice(1).map((gap, place) => Math.abs(gap - gaps[place]) / gap);
    expect(quantile(steps, 0.5)).toBeLessThan(0.1);
    expect(quantile(gaps.slice(-8), 0.5)).toBeGreaterThan(1.1 * quantile(gaps.slice(0, 8), 0.5));
  });

  it("of fasciculation is popcorn: seldom, and never in step", async () => {
    const { ticks, durationS } = await heard("fasciculation");
    const times = ticks(0, durationS);
    expect(times.length / durationS).toBeLessThan(5);
    expect(variation(gapsOf(times))).toBeGreaterThan(0.5);
  });

  it("of a complex repetitive discharge is a motor boat: as loud at its end as at its start", async () => {
    const { loudness, truth, fromS, toS } = await heard("complex-repetitive-discharge");
    const [unit] = truth.units;
    expect(variation(gapsOf(unit.dischargeTimesS.slice(0, 40)))).toBeLessThan(0.03);
    const parts = [0.02, 0.07, 0.12].map((share) => {
      const atS = fromS + share * (toS - fromS);
      return loudness(atS, atS + 0.25);
    });
    expect(Math.max(...parts) / Math.min(...parts)).toBeLessThan(1.2);
    expect(parts[0]).toBeGreaterThan(8 * loudness(fromS - 0.2, fromS - 0.03));
  });

  it("of tremor beats like a drum, and of silence is nothing", async () => {
    const { truth, loudness } = await heard("tremor");
    const beats = truth.bursts.filter(({ muscle }) => muscle === 0).slice(2, 30);
    const within = beats.map(({ fromS, toS }) => loudness(fromS, toS));
    const between = beats.slice(1).map(({ fromS }, place) => loudness(beats[place].toS + 0.02, fromS - 0.01));
    expect(quantile(within, 0.5)).toBeGreaterThan(2 * quantile(between, 0.5));
    expect(variation(gapsOf(beats.map(({ fromS }) => fromS)))).toBeLessThan(0.15);
    const { ticks, durationS } = await heard("silence");
    expect(ticks(0, durationS)).toEqual([]);
  });
});
