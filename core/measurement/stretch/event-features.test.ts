import { describe, expect, it } from "vitest";
import type { Estimate, Span } from "../types/estimate.ts";
import { eventFeatures } from "./event-features.ts";

/** 20 s of noise of power 1 with events of a given course at given times, some of it masked. */
function featuresOf(
  timesS: readonly number[],
  lengthS: number,
  power: (ms: number) => number,
  masked?: Span,
) {
  const meanSquares = new Float32Array(20_000).fill(1);
  const active = timesS.map((fromS) => ({ fromS, toS: fromS + lengthS }));
  for (const { fromS } of active)
    for (let ms = 0; ms < lengthS * 1000; ms++) meanSquares[Math.round(fromS * 1000) + ms] += power(ms);
  if (masked) meanSquares.fill(Number.NaN, 1000 * masked.fromS, 1000 * masked.toS);
  const stretch = { kind: "active" as const, fromS: 0, toS: 20, active };
  return eventFeatures({ meanSquares, binS: 0.001, startS: 0 }, stretch, 1);
}
const value = (estimate: Estimate) => ("value" in estimate ? estimate.value : Number.NaN);
const TIMES = [1, 2.7, 3.4, 6.1, 9, 13.3, 14, 18];

describe("events", () => {
  it("that are one potential are single, however loud it is and however long it shows", () => {
    const potential = (ms: number) => 4000 * Math.exp(-((ms - 12) ** 2) / 18);
    expect(value(featuresOf(TIMES, 0.03, potential)["single-event-share"])).toBe(1);
    expect(value(featuresOf(TIMES, 0.07, (ms) => 100 * potential(ms))["single-event-share"])).toBe(1);
  });

  it("that are bursts are not", () => {
    expect(value(featuresOf(TIMES, 0.09, () => 50)["single-event-share"])).toBe(0);
  });

  it("are counted, timed and held against the time", () => {
    const features = featuresOf(TIMES, 0.05, () => 50);
    expect(value(features["event-count"])).toBe(8);
    expect(value(features["event-rate"])).toBeCloseTo(0.4, 6);
    expect(value(features["active-share"])).toBeCloseTo(0.02, 6);
    expect(value(features["event-duration"])).toBeCloseTo(50, 6);
  });

  it("keep their rate, their share and their rhythm when a part is not there", () => {
    const times = Array.from({ length: 100 }, (_, index) => 0.1 + index * 0.2 + 0.01 * Math.sin(7 * index));
    const gap = { fromS: 4.25, toS: 6.25 };
    const seen = times.filter((at) => at < gap.fromS - 0.05 || at >= gap.toS);
    const burst = () => 50;
    const whole = featuresOf(times, 0.05, burst);
    const broken = featuresOf(seen, 0.05, burst, gap);
    for (const id of ["event-rate", "active-share", "event-interval-cv", "rhythm-rate", "rhythm-strength"])
      expect(value(broken[id]) / value(whole[id])).toBeCloseTo(1, 1);
  });
});
