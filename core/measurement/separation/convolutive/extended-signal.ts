/**
 * Many channels together with delayed copies of themselves, without making the copies.
 *
 * With enough delays, the convolution that turns discharges into signals becomes a plain mixture. A filter over the
 * extended channels is `weights[channel × delays + d]`, applied to `channel[t − d]`.
 */
import { type Cholesky, cholesky } from "./cholesky.ts";

export interface ExtendedSignal {
  /** Mean 0. */
  readonly channels: readonly Float32Array[];
  readonly delays: number;
  readonly sampleCount: number;
  readonly whitening: Cholesky;
}

/** Part of the mean power that is added to keep noise from being blown up. */
const RIDGE = 1e-3;

export function extendedSignal(channels: readonly Float32Array[], delays: number): ExtendedSignal {
  const size = channels.length * delays;
  const covariance = new Float64Array(size * size);
  const count = channels[0].length;
  channels.forEach((one, first) => {
    for (let second = 0; second <= first; second++) {
      const other = channels[second];
      for (let lag = 1 - delays; lag < delays; lag++) {
        // one[t − a]·other[t − b] with a − b = −lag depends on the lag alone
        let sum = 0;
        const from = Math.max(0, -lag);
        const to = Math.min(count, count - lag);
        for (let t = from; t < to; t++) sum += one[t + lag] * other[t];
        const value = sum / count;
        for (let b = Math.max(0, lag); b < Math.min(delays, delays + lag); b++) {
          const row = first * delays + b - lag;
          const column = second * delays + b;
          covariance[row * size + column] = value;
          covariance[column * size + row] = value;
        }
      }
    }
  });
  return { channels, delays, sampleCount: count, whitening: cholesky(covariance, size, RIDGE) };
}

/** The source that a filter gives. */
export function filteredSource(signal: ExtendedSignal, weights: Float64Array): Float32Array {
  const { channels, delays, sampleCount } = signal;
  const source = new Float32Array(sampleCount);
  channels.forEach((channel, which) => {
    for (let d = 0; d < delays; d++) {
      const weight = weights[which * delays + d];
      for (let t = d; t < sampleCount; t++) source[t] += weight * channel[t - d];
    }
  });
  return source;
}

/** `Σ values[t] · extended(t)` over all t where `values` is not 0. */
export function weightedSum(signal: ExtendedSignal, values: Float32Array): Float64Array {
  const { channels, delays, sampleCount } = signal;
  const sums = new Float64Array(channels.length * delays);
  channels.forEach((channel, which) => {
    for (let d = 0; d < delays; d++) {
      let sum = 0;
      for (let t = d; t < sampleCount; t++) sum += values[t] * channel[t - d];
      sums[which * delays + d] = sum;
    }
  });
  return sums;
}

/** The extended channels at a few moments, summed. */
export function momentsSum(signal: ExtendedSignal, moments: readonly number[]): Float64Array {
  const { channels, delays } = signal;
  const sums = new Float64Array(channels.length * delays);
  channels.forEach((channel, which) => {
    for (let d = 0; d < delays; d++) {
      let sum = 0;
      for (const t of moments) if (t >= d) sum += channel[t - d];
      sums[which * delays + d] = sum;
    }
  });
  return sums;
}
