/**
 * The outline of an oscillating signal, three ways: rectified and smoothed, moving root mean square, and the magnitude of
 * the analytic signal (Hilbert).
 *
 * The first two follow the power of noise-like signals such as EMG; the third is exact for a narrow band and
 * fluctuates with every beat of a wide one.
 */
import { filterZeroPhase } from "./biquad-cascade.ts";
import { butterworthLowPass } from "./butterworth.ts";
import { nextPowerOfTwo, RealFourier } from "./fourier.ts";

/** Absolute value, smoothed without delay below `cornerHz`. Never negative. */
export function rectifiedEnvelope(
  samples: Float32Array,
  samplingFrequencyHz: number,
  cornerHz: number,
): Float32Array {
  const rectified = new Float32Array(samples.length);
  for (let i = 0; i < samples.length; i++) rectified[i] = Math.abs(samples[i]);
  const smooth = filterZeroPhase(butterworthLowPass(2, cornerHz, samplingFrequencyHz), rectified);
  for (let i = 0; i < smooth.length; i++) if (smooth[i] < 0) smooth[i] = 0;
  return smooth;
}

/** Root mean square in a centred window of `widthSamples`, shorter at the ends. */
export function movingRootMeanSquare(samples: Float32Array, widthSamples: number): Float32Array {
  const before = Math.floor(widthSamples / 2);
  const result = new Float32Array(samples.length);
  const sums = new Float64Array(samples.length + 1);
  for (let i = 0; i < samples.length; i++) sums[i + 1] = sums[i] + samples[i] * samples[i];
  for (let i = 0; i < samples.length; i++) {
    const from = Math.max(0, i - before);
    const to = Math.min(samples.length, i - before + Math.max(1, widthSamples));
    result[i] = Math.sqrt(Math.max(0, sums[to] - sums[from]) / (to - from));
  }
  return result;
}

/** Magnitude of the analytic signal. The ends (a few periods) are bent by the zeros beyond them. */
export function hilbertEnvelope(samples: Float32Array): Float32Array {
  const fourier = new RealFourier(nextPowerOfTwo(samples.length));
  const re = new Float64Array(fourier.binCount);
  const im = new Float64Array(fourier.binCount);
  fourier.forward(samples, re, im);
  // a quarter turn of every frequency: (re, im) → (im, −re); zero and half the sampling frequency have none
  for (let k = 0; k < fourier.binCount; k++) {
    const turned = -re[k];
    re[k] = im[k];
    im[k] = turned;
  }
  re[0] = 0;
  im[0] = 0;
  re[fourier.binCount - 1] = 0;
  im[fourier.binCount - 1] = 0;
  const envelope = new Float32Array(samples.length);
  fourier.inverse(re, im, envelope);
  for (let i = 0; i < envelope.length; i++) envelope[i] = Math.hypot(envelope[i], samples[i]);
  return envelope;
}
