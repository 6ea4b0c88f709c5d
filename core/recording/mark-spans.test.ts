import { describe, expect, it } from "vitest";
import { markSpans } from "./mark-spans.ts";
import type { OpenRecording, Span } from "./recording.ts";
import { openSampled } from "./sampled-recording.ts";
import { Random } from "./testing/random.ts";

const FREQUENCY_HZ = 1000;

/** Noise in steps of one, as a converter gives it. */
function noise(count: number, amplitude = 100, seed = 1): Float32Array {
  const random = new Random(seed);
  return Float32Array.from({ length: count }, () =>
    Math.round((random.next() + random.next() - 1) * amplitude),
  );
}

function recordingOf(samples: Float32Array, limits?: { minimum: number; maximum: number }): OpenRecording {
  return openSampled({
    channels: [
      { label: "EMG", unit: "uV", samplingFrequencyHz: FREQUENCY_HZ, samples, ...(limits && { limits }) },
    ],
  });
}

const spansOf = async (samples: Float32Array, limits?: { minimum: number; maximum: number }) =>
  (await markSpans(recordingOf(samples, limits), 0)).map(({ kind, fromS, toS }) => [kind, fromS, toS]);

describe("spans that are not signal", () => {
  it("nothing is marked in noise, loud or quiet", async () => {
    expect(await spansOf(noise(20_000))).toEqual([]);
    expect(await spansOf(noise(20_000, 20))).toEqual([]);
    expect(await spansOf(noise(20_000), { minimum: -32768, maximum: 32767 })).toEqual([]);
  });

  it("a stretch at the stated limit is saturation, a single touch is not", async () => {
    const samples = noise(5000);
    samples.fill(500, 1000, 1030);
    samples.fill(-500, 1030, 1040);
    samples[3000] = 500;
    expect(await spansOf(samples, { minimum: -500, maximum: 500 })).toEqual([["saturation", 1, 1.04]]);
  });

  it("without stated limits, staying at the largest value again and again is saturation", async () => {
    const samples = noise(5000, 2000).map((value) => Math.max(-600, Math.min(600, value)));
    const slow = samples.map((_, i) =>
      Math.max(-600, Math.min(600, Math.round(1000 * Math.sin(i / 20) + (i % 7)))),
    );
    const spans = await markSpans(recordingOf(slow), 0);
    expect(spans.length).toBeGreaterThan(50);
    expect(spans.every(({ kind }) => kind === "saturation")).toBe(true);
    const clippedS = spans.reduce((sum, { fromS, toS }) => sum + toS - fromS, 0);
    expect(clippedS).toBeCloseTo(slow.filter((value) => Math.abs(value) === 600).length / FREQUENCY_HZ, 2);
  });

  it("one value for half a second is flat, zeros are a drop-out", async () => {
    const samples = noise(10_000);
    samples.fill(37, 2000, 2500);
    samples.fill(0, 7000, 7400);
    const spans = await spansOf(samples);
    expect(spans.map(([kind]) => kind)).toEqual(["flat", "dropout"]);
    expect(spans[0][1]).toBeCloseTo(2, 2);
    expect(spans[1][2]).toBeCloseTo(7.4, 2);
  });

  it("a quiet converter that often repeats its value is not flat", async () => {
    const random = new Random(5);
    let value = 0;
    const slow = Float32Array.from({ length: 60_000 }, () => {
      if (random.below(8) === 0) value += random.below(2) === 0 && value > -40 ? -1 : value < 40 ? 1 : 0;
      return value;
    });
    expect((await spansOf(slow)).filter(([kind]) => kind === "flat" || kind === "dropout")).toEqual([]);
  });

  it("missing samples are a drop-out, unless the file tells of a gap there", async () => {
    const samples = noise(3000);
    samples.fill(Number.NaN, 1000, 1200);
    expect(await spansOf(samples)).toEqual([["dropout", 1, 1.2]]);
    const open = recordingOf(samples);
    const gap: Span = { kind: "gap", fromS: 1, toS: 1.2 };
    expect(await markSpans({ ...open, header: { ...open.header, gaps: [gap] } }, 0)).toEqual([]);
  });

  it("a trigger channel with few values is left alone", async () => {
    const trigger = Float32Array.from({ length: 9000 }, (_, i) => (i % 3000 < 1500 ? 0 : 255));
    expect(await spansOf(trigger)).toEqual([]);
  });

  it("a channel of one value is flat from beginning to end, one of zeros lost", async () => {
    expect(await spansOf(new Float32Array(2000).fill(5))).toEqual([["flat", 0, 2]]);
    expect(await spansOf(new Float32Array(2000))).toEqual([["dropout", 0, 2]]);
  });

  it("an empty channel has no spans", async () => {
    expect(await spansOf(new Float32Array(0))).toEqual([]);
  });

  it("blocks make no difference: the same stretch is found across a block's border", async () => {
    const samples = noise(140_000, 400);
    samples.fill(123, 65_400, 65_900);
    expect((await spansOf(samples)).map(([kind]) => kind)).toEqual(["flat"]);
  });
});
