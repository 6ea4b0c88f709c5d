/**
 * The discharges in a source that was separated blindly, and how clearly they stand out of it.
 *
 * The squared source has high peaks where the unit fires and low ones elsewhere. The peaks are told apart by two means
 * (k-means with two classes). Silhouette: distance of the high class from the low one against that from itself, over the
 * larger of the two; 1 is perfect. Pulse-to-noise ratio: mean square at the discharges over that elsewhere, in decibels.
 *
 * Source: Negro et al. 2016 and Holobar et al. 2014 describe these two figures; recalled, not copied.
 */

export interface SourceDischarges {
  /** Sample indices. */
  readonly moments: readonly number[];
  readonly silhouette: number;
  readonly pulseToNoiseDb: number;
  /** Standard deviation over mean of the intervals shorter than half a second. */
  readonly intervalCv: number;
}

export function sourceDischarges(
  source: Float32Array,
  apart: number,
  samplingFrequencyHz: number,
): SourceDischarges {
  const squared = source.map((value) => value * value);
  const peaks = highest(squared, apart);
  if (peaks.length < 4) return { moments: [], silhouette: 0, pulseToNoiseDb: 0, intervalCv: Infinity };
  const heights = peaks.map((index) => squared[index]);
  const sorted = [...heights].sort((a, b) => a - b);
  let high = sorted[sorted.length - 1];
  let low = sorted[sorted.length >> 1];
  for (let round = 0; round < 20; round++) {
    const limit = (high + low) / 2;
    const above = heights.filter((height) => height > limit);
    const below = heights.filter((height) => height <= limit);
    if (above.length === 0 || below.length === 0) break;
    high = mean(above);
    low = mean(below);
  }
  const moments = peaks.filter((_, index) => heights[index] > (high + low) / 2).sort((a, b) => a - b);
  let within = 0;
  let between = 0;
  for (const index of moments) {
    within += (squared[index] - high) ** 2;
    between += (squared[index] - low) ** 2;
  }
  return {
    moments,
    silhouette: (between - within) / Math.max(between, within, 1e-30),
    pulseToNoiseDb: pulseToNoise(squared, moments),
    intervalCv: intervalCv(moments, samplingFrequencyHz),
  };
}

/** Local maxima, `apart` samples or more from each other, the higher one kept. */
function highest(values: Float32Array, apart: number): number[] {
  const found: number[] = [];
  for (let index = 1; index < values.length - 1; index++) {
    if (values[index] < values[index - 1] || values[index] <= values[index + 1]) continue;
    const last = found[found.length - 1];
    if (last !== undefined && index - last < apart) {
      if (values[index] > values[last]) found[found.length - 1] = index;
    } else found.push(index);
  }
  return found;
}

function pulseToNoise(squared: Float32Array, moments: readonly number[]): number {
  let total = 0;
  for (const value of squared) total += value;
  const pulses = moments.reduce((sum, index) => sum + squared[index], 0);
  const rest = (total - pulses) / Math.max(1, squared.length - moments.length);
  return 10 * Math.log10(Math.max(1e-12, pulses / Math.max(1, moments.length)) / Math.max(1e-12, rest));
}

function intervalCv(moments: readonly number[], samplingFrequencyHz: number): number {
  const intervals = moments
    .slice(1)
    .map((moment, index) => moment - moments[index])
    .filter((interval) => interval < samplingFrequencyHz / 2);
  if (intervals.length < 3) return Number.POSITIVE_INFINITY;
  const average = mean(intervals);
  return Math.sqrt(mean(intervals.map((interval) => (interval - average) ** 2))) / average;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
