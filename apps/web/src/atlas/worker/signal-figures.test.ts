import { simulate } from "@krampe/core/muscle/simulate.ts";
import { seededRandom } from "@krampe/core/signal/random.ts";
import { describe, expect, it } from "vitest";
import { signalFigures } from "./signal-figures.ts";

const FS = 10_000;

/** Noise of 3 µV with a spike of `sizeUv` peak to peak at each time. */
function spikes(timesS: readonly number[], durationS: number, sizeUv = 300): Float32Array {
  const random = seededRandom(1);
  const samples = Float32Array.from({ length: durationS * FS }, () => random.normal(0, 3));
  for (const timeS of timesS)
    for (let k = 0; k < 10; k++)
      samples[Math.round(timeS * FS) + k] +=
        (k < 5 ? 0.5 : -0.5) * sizeUv * Math.sin((Math.PI * (k % 5)) / 4);
  return samples;
}

describe("what can be read off the screen", () => {
  it("counts, sizes and spaces the deflections of each tenth", () => {
    const times = Array.from({ length: 20 }, (_, index) => 0.025 + index * 0.05);
    const { stretches, noiseUv } = signalFigures(spikes(times, 2), FS);
    expect(noiseUv).toBeCloseTo(3, 0);
    expect(stretches.map(({ deflections }) => deflections)).toEqual([4, 4, 4, 4, 4, 0, 0, 0, 0, 0]);
    expect(stretches[0].medianMs).toBeCloseTo(50, 0);
    expect(stretches[0].largestUv).toBeGreaterThan(280);
    expect(stretches[0].largestUv).toBeLessThan(330);
    expect(stretches[9].largestUv).toBeUndefined();
  });

  it("is nothing in silence", () => {
    const made = simulate({ pattern: "silence", durationS: 5 });
    if (!made.ok) throw new Error("not made");
    const { stretches } = signalFigures(made.value.samples[0], made.value.samplingFrequencyHz);
    expect(stretches.reduce((sum, { deflections }) => sum + deflections, 0)).toBe(0);
  });
});
