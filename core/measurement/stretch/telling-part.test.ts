import { describe, expect, it } from "vitest";
import type { Stretch, StretchFeature } from "../types/stretch.ts";
import { tellingPart } from "./telling-part.ts";

/** A pause, then runs: their discharges at these intervals, in seconds. */
function stretchOf(runs: readonly (readonly number[])[], pauseS = 1): Stretch {
  let at = 10;
  const dischargesS = runs.flatMap((intervals, index) => {
    if (index > 0) at += pauseS;
    return [at, ...intervals.map((interval) => (at += interval))];
  });
  const span = { fromS: 9.5, toS: at + 0.5 };
  return {
    ...span,
    kind: "active",
    features: {},
    trains: [{ id: "s1", dischargesS, amplitudes: dischargesS.map(() => 100) }],
    lookedAt: [span],
  };
}

const number = { value: 10, low: 9, high: 11, unit: "Hz", count: 20, confidence: 0.95 };
function ofTrain({ trains }: Stretch): StretchFeature {
  const { dischargesS } = trains[0];
  return {
    value: number,
    on: { fromS: dischargesS[0], toS: dischargesS[dischargesS.length - 1] },
    train: "s1",
  };
}

const burst = {
  onsetUncertaintyS: 0,
  offsetUncertaintyS: 0,
  rms: 50,
  peak: 100,
  beginsCut: false,
  endsCut: false,
  prominent: true,
};

const steady = (count: number, interval = 0.1) => Array.from({ length: count }, () => interval);

describe("the part in which a feature is seen", () => {
  it("is the longest run of the train for a rate", () => {
    const stretch = stretchOf([steady(8), steady(30), steady(12)], 2);
    const part = tellingPart("unit-rate", ofTrain(stretch), stretch, []);
    expect(part.kind).toBe("run");
    expect(part.dischargesS).toHaveLength(31);
    expect(part.fromS).toBeCloseTo(12.8, 6);
    expect(part.toS).toBeCloseTo(15.8, 6);
  });

  it("is where the firing is fastest, or slowest", () => {
    const intervals = Array.from({ length: 40 }, (_, i) => 0.02 + 0.08 * Math.abs(1 - i / 20));
    const stretch = stretchOf([intervals]);
    const fastest = tellingPart("unit-rate-highest", ofTrain(stretch), stretch, []);
    const slowest = tellingPart("unit-rate-lowest", ofTrain(stretch), stretch, []);
    const middleS = stretch.trains[0].dischargesS[20];
    expect(fastest.fromS).toBeLessThan(middleS);
    expect(fastest.toS).toBeGreaterThan(middleS);
    expect(slowest.fromS).toBeCloseTo(10, 6);
    expect(fastest.toS - fastest.fromS).toBeLessThan(slowest.toS - slowest.fromS);
  });

  it("is three groups that follow each other for what is said of groups", () => {
    const stretch = stretchOf(
      Array.from({ length: 8 }, () => steady(4, 0.02)),
      0.5,
    );
    const part = tellingPart("group-rate", ofTrain(stretch), stretch, []);
    expect(part.kind).toBe("groups");
    expect(part.dischargesS).toHaveLength(15);
    expect(part.toS - part.fromS).toBeCloseTo(3 * 0.08 + 2 * 0.5, 6);
  });

  it("is the first doublet for their share", () => {
    const stretch = stretchOf([[...steady(15), 0.008, ...steady(15)]]);
    const part = tellingPart("doublet-share", ofTrain(stretch), stretch, []);
    expect(part.kind).toBe("doublet");
    expect(part.toS - part.fromS).toBeCloseTo(0.008, 6);
  });

  it("is the beginning of the stretch as far as it builds up, and its end as far as it thins out", () => {
    const stretch = stretchOf([steady(95)]);
    const share = { value: { ...number, value: 0.3, unit: "1" }, on: stretch };
    const length = stretch.toS - stretch.fromS;
    const [onset, end] = [
      tellingPart("build-up", share, stretch, []),
      tellingPart("thinning-out", share, stretch, []),
    ];
    expect(onset.fromS).toBeCloseTo(stretch.fromS - 0.25, 6);
    expect(onset.toS).toBeCloseTo(stretch.fromS + 0.3 * length + 0.25, 6);
    expect(end.fromS).toBeCloseTo(stretch.toS - 0.3 * length - 0.25, 6);
    expect(end.toS).toBeCloseTo(stretch.toS + 0.25, 6);
  });

  it("is what the feature was measured on where nothing narrower is known", () => {
    const stretch = stretchOf([steady(20)]);
    const on = { fromS: 10, toS: 11 };
    expect(tellingPart("composite-rate", { value: number, on }, stretch, [])).toEqual({
      kind: "stretch",
      ...on,
      dischargesS: [],
    });
  });

  it("is three bursts that follow each other for a rhythm, and all of it where there are fewer", () => {
    const stretch = stretchOf([steady(95)]);
    const bursts = Array.from({ length: 7 }, (_, i) => ({ ...burst, onsetS: 10 + i, offsetS: 10.4 + i }));
    const rhythm = { value: number, on: stretch };
    const part = tellingPart("rhythm-rate", rhythm, stretch, bursts);
    expect([part.kind, part.fromS, part.toS]).toEqual(["bursts", 12, 14.4]);
    expect(tellingPart("rhythm-rate", rhythm, stretch, bursts.slice(0, 2)).kind).toBe("stretch");
  });

  it("never follows the firing across what was not looked at", () => {
    const whole = stretchOf([steady(60)]);
    const stretch: Stretch = {
      ...whole,
      lookedAt: [
        { fromS: 9.5, toS: 12 },
        { fromS: 12.05, toS: 20 },
      ],
    };
    const part = tellingPart("interval-cv", ofTrain(stretch), stretch, []);
    expect(part.fromS).toBeGreaterThan(12.05);
  });
});
