import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BASE_SAMPLES, binBounds, boundsBetween, boundsOf, levelFor, PeakPyramid } from "./peaks.ts";

const value = fc.oneof(
  { weight: 20, arbitrary: fc.float({ noNaN: true, noDefaultInfinity: true }) },
  { weight: 1, arbitrary: fc.constant(Number.NaN) },
);
const signal = fc
  .tuple(fc.array(value, { minLength: 1, maxLength: 200 }), fc.integer({ min: 1, max: 40 }))
  .map(([some, times]) =>
    Float32Array.from({ length: some.length * times }, (_, i) => some[(i * 7) % some.length]),
  );

/** Handed over in pieces, as a reader does. */
function pyramidOf(samples: Float32Array, pieceBins = 3): PeakPyramid {
  const pyramid = new PeakPyramid(samples.length);
  const piece = pieceBins * BASE_SAMPLES;
  for (let from = 0; from < samples.length; from += piece) {
    const { minimum, maximum } = binBounds(samples.subarray(from, from + piece));
    pyramid.add(minimum, maximum);
  }
  return pyramid;
}

describe("peaks", () => {
  it("bound every sample at every level, and no tighter bound would", () => {
    fc.assert(
      fc.property(signal, fc.integer({ min: 1, max: 9 }), (samples, pieceBins) => {
        for (const { samplesPerBin, minimum, maximum } of pyramidOf(samples, pieceBins).levels) {
          expect(minimum.length).toBe(Math.ceil(samples.length / samplesPerBin));
          for (let bin = 0; bin < minimum.length; bin++) {
            const from = bin * samplesPerBin;
            const bounds = boundsOf(samples, from, Math.min(samples.length, from + samplesPerBin));
            expect(minimum[bin]).toBe(bounds.minimum);
            expect(maximum[bin]).toBe(bounds.maximum);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it("of any stretch bound all of its samples", () => {
    fc.assert(
      fc.property(signal, fc.nat(), fc.nat(), (samples, a, b) => {
        const [from, to] = [a % samples.length, (b % samples.length) + 1].sort((x, y) => x - y);
        if (to <= from) return;
        const whole = boundsBetween(pyramidOf(samples), from, to);
        const exact = boundsOf(samples, from, to);
        if (Number.isNaN(exact.minimum)) return;
        expect(whole.minimum).toBeLessThanOrEqual(exact.minimum);
        expect(whole.maximum).toBeGreaterThanOrEqual(exact.maximum);
      }),
    );
  });

  it("of a gap are not numbers, and beyond what is known neither", () => {
    const samples = new Float32Array(10 * BASE_SAMPLES).fill(Number.NaN);
    samples.fill(1, 0, BASE_SAMPLES);
    const pyramid = new PeakPyramid(samples.length);
    const { minimum, maximum } = binBounds(samples.subarray(0, 4 * BASE_SAMPLES));
    pyramid.add(minimum, maximum);
    expect(pyramid.knownSamples).toBe(4 * BASE_SAMPLES);
    expect(boundsBetween(pyramid, 0, BASE_SAMPLES)).toEqual({ minimum: 1, maximum: 1 });
    expect(boundsBetween(pyramid, 2 * BASE_SAMPLES, 9 * BASE_SAMPLES).minimum).toBeNaN();
  });

  it("are drawn from bins no wider than a column", () => {
    const pyramid = new PeakPyramid(1_000_000);
    expect(levelFor(pyramid, 10).samplesPerBin).toBe(BASE_SAMPLES);
    expect(levelFor(pyramid, 300).samplesPerBin).toBe(256);
    expect(levelFor(pyramid, 5000).samplesPerBin).toBe(4096);
  });

  it("of nothing are nothing", () => {
    const pyramid = new PeakPyramid(0);
    pyramid.add(new Float32Array(3), new Float32Array(3));
    expect(pyramid.knownSamples).toBe(0);
    expect(boundsBetween(pyramid, 0, 10).maximum).toBeNaN();
  });
});
