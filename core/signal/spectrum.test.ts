import { describe, expect, it } from "vitest";
import { correlation, crossCorrelation } from "./correlation.ts";
import { hilbertEnvelope, movingRootMeanSquare, rectifiedEnvelope } from "./envelope.ts";
import { nextPowerOfTwo, RealFourier } from "./fourier.ts";
import { resample } from "./resample.ts";
import { fitSinusoid, removeSinusoids } from "./sinusoid-fit.ts";
import { bandPower, meanFrequencyHz, medianFrequencyHz, welchSpectrum } from "./spectrum.ts";

const wave = (hz: number, fs: number, count: number, amplitude = 1, phase = 0) =>
  Float32Array.from({ length: count }, (_, i) => amplitude * Math.sin((2 * Math.PI * hz * i) / fs + phase));

/** Reproducible, uniform between −1 and 1. */
function noise(count: number, seed = 1): Float32Array {
  let state = seed;
  return Float32Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  });
}

describe("the Fourier transform", () => {
  it("agrees with the sum that defines it", () => {
    for (const size of [4, 8, 32, 128]) {
      const samples = noise(size);
      const fourier = new RealFourier(size);
      const re = new Float64Array(fourier.binCount);
      const im = new Float64Array(fourier.binCount);
      fourier.forward(samples, re, im);
      for (let k = 0; k < fourier.binCount; k++) {
        let [sumRe, sumIm] = [0, 0];
        for (let n = 0; n < size; n++) {
          sumRe += samples[n] * Math.cos((2 * Math.PI * k * n) / size);
          sumIm -= samples[n] * Math.sin((2 * Math.PI * k * n) / size);
        }
        expect(re[k]).toBeCloseTo(sumRe, 9);
        expect(im[k]).toBeCloseTo(sumIm, 9);
      }
    }
  });

  it("is undone by its inverse", () => {
    const samples = noise(4096);
    const fourier = new RealFourier(4096);
    const re = new Float64Array(fourier.binCount);
    const im = new Float64Array(fourier.binCount);
    fourier.forward(samples, re, im);
    const back = new Float32Array(4096);
    fourier.inverse(re, im, back);
    for (let i = 0; i < 4096; i++) expect(back[i]).toBeCloseTo(samples[i], 6);
  });

  it("refuses a length that is not a power of two", () => {
    expect(() => new RealFourier(100)).toThrow(RangeError);
    expect(nextPowerOfTwo(100)).toBe(128);
  });
});

describe("the power spectrum", () => {
  it("holds the variance of the signal", () => {
    const samples = noise(100_000);
    const spectrum = welchSpectrum(samples, 1000);
    expect(bandPower(spectrum, 0, 500)).toBeCloseTo(1 / 3, 2);
  });

  it("has the power of a sine, half the square of its amplitude, at its frequency", () => {
    const spectrum = welchSpectrum(wave(125, 1000, 20_000, 4), 1000);
    expect(bandPower(spectrum, 115, 135)).toBeCloseTo(8, 2);
    expect(bandPower(spectrum, 140, 500)).toBeLessThan(0.01);
    expect(medianFrequencyHz(spectrum, 10, 500)).toBeCloseTo(125, 0);
    expect(meanFrequencyHz(spectrum, 10, 500)).toBeCloseTo(125, 0);
  });

  it("of white noise has its median in the middle", () => {
    const spectrum = welchSpectrum(noise(200_000), 2000);
    expect(medianFrequencyHz(spectrum, 0, 1000)).toBeGreaterThan(485);
    expect(medianFrequencyHz(spectrum, 0, 1000)).toBeLessThan(515);
  });

  it("of nothing is nothing", () => {
    expect(welchSpectrum(new Float32Array(0), 1000).segmentCount).toBe(0);
    expect(medianFrequencyHz(welchSpectrum(new Float32Array(100), 1000), 10, 500)).toBeNaN();
  });
});

describe("envelopes", () => {
  it("of a modulated sine are its modulation (Hilbert)", () => {
    const modulation = (i: number) => 2 + Math.sin((2 * Math.PI * 3 * i) / 1000);
    const samples = wave(100, 1000, 4096).map((x, i) => x * modulation(i));
    const envelope = hilbertEnvelope(samples);
    for (let i = 200; i < 3900; i += 10) expect(envelope[i]).toBeCloseTo(modulation(i), 1);
  });

  it("of a steady sine are its amplitude over √2 (root mean square) and times 2/π (rectified)", () => {
    const samples = wave(97.3, 1000, 4000, 3);
    expect(movingRootMeanSquare(samples, 500)[2000]).toBeCloseTo(3 / Math.SQRT2, 1);
    expect(rectifiedEnvelope(samples, 1000, 5)[2000]).toBeCloseTo((3 * 2) / Math.PI, 2);
  });
});

describe("resampling", () => {
  it("keeps a sine a sine, up and down", () => {
    for (const [from, to] of [
      [1000, 2000],
      [2000, 1000],
      [44_100, 10_000],
      [1000, 1024],
    ]) {
      const result = resample(wave(60, from, from * 2), from, to);
      for (let i = Math.round(0.5 * to); i < 1.5 * to; i += 7)
        expect(result[i]).toBeCloseTo(Math.sin((2 * Math.PI * 60 * i) / to), 2);
    }
  });

  it("removes what would fold back", () => {
    const result = resample(wave(800, 2000, 4000), 2000, 1000);
    for (let i = 100; i < 1900; i++) expect(Math.abs(result[i])).toBeLessThan(0.01);
  });

  it("keeps a constant to its ends", () => {
    for (const x of resample(new Float32Array(500).fill(7), 1000, 370)) expect(x).toBeCloseTo(7, 5);
  });
});

describe("correlation", () => {
  it("is 1 for a series with itself scaled and moved, −1 with its mirror image", () => {
    const a = noise(500);
    expect(
      correlation(
        a,
        a.map((x) => 3 * x + 5),
      ),
    ).toBeCloseTo(1, 6);
    expect(
      correlation(
        a,
        a.map((x) => -x),
      ),
    ).toBeCloseTo(-1, 6);
    expect(correlation(a, new Float32Array(500))).toBeNaN();
  });

  it("over lags finds by how much one follows the other", () => {
    const a = noise(1000);
    const later = new Float32Array(1000);
    later.set(a.subarray(0, 963), 37);
    const byLag = crossCorrelation(a, later, 100);
    expect(byLag.indexOf(Math.max(...byLag)) - 100).toBe(37);
  });
});

describe("sinusoids", () => {
  it("are measured under noise", () => {
    const samples = noise(4000).map((x, i) => x + 2 * Math.cos((2 * Math.PI * 50.3 * i) / 1000 + 0.7));
    const fit = fitSinusoid(samples, 50.3, 1000);
    expect(fit.amplitude).toBeCloseTo(2, 1);
    expect(fit.phase).toBeCloseTo(0.7, 1);
  });

  it("are taken out to the ends, and nothing else is", () => {
    const rest = noise(5300);
    const samples = rest.map((x, i) => x + 5 * Math.sin((2 * Math.PI * 50 * i) / 1000 + 1));
    removeSinusoids(samples, [50], 1000);
    let error = 0;
    for (let i = 0; i < 5300; i++) error += (samples[i] - rest[i]) ** 2 / 5300;
    expect(Math.sqrt(error)).toBeLessThan(0.06);
  });
});
