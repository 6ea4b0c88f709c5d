/**
 * When does the electrode see a discharge?
 *
 * A discharge is a deflection, in either direction, of more than `thresholdOverNoise` standard deviations of the noise. It stands
 * at its largest deflection; a larger one that follows within `minimumIntervalMs` takes over, a smaller one belongs to the same
 * discharge. Nothing is said of which unit fired: two units closer together than the minimum interval count as one, so
 * the rate of all discharges (the composite rate) is a lower bound where potentials overlap.
 *
 * The default interval of 2.5 ms lets trains of up to 400/s through. A small peak in the shadow of a large one (less than about a third of
 * its height, within three minimum intervals) is a phase of the same potential. With the `teager` operator the search runs on x[n]² − x[n−1]·x[n+1], which prefers steep
 * potentials near the needle to slow ones far away.
 */
import { addMeanSquares, samplesPerBin } from "../signal/energy-track.ts";
import { noiseLevel } from "../signal/noise-level.ts";
import type { Discharge } from "./types/discharge.ts";

export interface DetectionOptions {
  /** 5: about one false discharge in 10 minutes of Gaussian noise. */
  readonly thresholdOverNoise?: number;
  readonly minimumIntervalMs?: number;
  readonly operator?: "amplitude" | "teager";
  /** Standard deviation of the noise in the samples' unit; estimated from the samples (MAD) if absent. */
  readonly noise?: number;
  /** Time of the first sample. */
  readonly startS?: number;
}

export const DEFAULT_THRESHOLD_OVER_NOISE = 5;
export const DEFAULT_MINIMUM_INTERVAL_MS = 2.5;
/**
 * A peak of less than this share of a neighbour's height is a phase of the same potential, if it lies within so many
 * minimum intervals of it.
 */
const SHADOW_SHARE = 0.35;
const SHADOW_INTERVALS = 3;
/** Half the width of the stretch in which a potential's peak-to-peak amplitude is taken. */
const AMPLITUDE_REACH_MS = 4;

/** All discharges of band-passed samples (mean 0, no NaN), in order of time. */
export function detectDischarges(
  samples: Float32Array,
  samplingFrequencyHz: number,
  options: DetectionOptions = {},
): Discharge[] {
  const noise = options.noise ?? noiseLevel(samples);
  if (!(noise > 0)) return [];
  const teager = options.operator === "teager";
  const searched = teager ? teagerEnergy(samples) : samples;
  const threshold =
    (options.thresholdOverNoise ?? DEFAULT_THRESHOLD_OVER_NOISE) * (teager ? noiseLevel(searched) : noise);
  const interval = intervalSamples(samplingFrequencyHz, options.minimumIntervalMs);
  const binSamples = samplesPerBin(samplingFrequencyHz);
  const meanSquares = new Float32Array(Math.ceil(searched.length / binSamples));
  const wholeBins = Math.floor(searched.length / binSamples);
  addMeanSquares(searched, 0, binSamples, meanSquares, 0, wholeBins);
  meanSquares.fill(Number.POSITIVE_INFINITY, wholeBins);
  const peaks = findPeaks(searched, { meanSquares, binSamples, threshold, interval });
  const startS = options.startS ?? 0;
  return peaks.map((peak) =>
    dischargeAt(
      samples,
      teager ? largestNear(samples, peak, interval) : peak,
      samplingFrequencyHz,
      noise,
      startS,
    ),
  );
}

export function intervalSamples(
  samplingFrequencyHz: number,
  minimumIntervalMs = DEFAULT_MINIMUM_INTERVAL_MS,
): number {
  return Math.max(1, Math.round((minimumIntervalMs / 1000) * samplingFrequencyHz));
}

export interface PeakSearch {
  /** Mean square of each bin; bin 0 begins at sample `firstBinSample`. Bins that cannot reach the threshold are skipped. */
  readonly meanSquares: Float32Array;
  readonly binSamples: number;
  readonly firstBinSample?: number;
  readonly threshold: number;
  /** Shortest distance of two peaks, in samples. */
  readonly interval: number;
  /** Where the search begins: not before the last peak of the stretch before plus the interval. */
  readonly notBefore?: number;
}

/** Indices of the peaks whose first crossing lies in the bins given. The hot path of detection: about a pass over the bins. */
export function findPeaks(samples: Float32Array, search: PeakSearch): number[] {
  const { meanSquares, binSamples, threshold, interval } = search;
  const firstBinSample = search.firstBinSample ?? 0;
  const peaks: number[] = [];
  // a bin holds a sample beyond the threshold only if its sum of squares reaches the threshold's square
  const needed = ((threshold * threshold) / binSamples) * (1 - 1e-5);
  const shadow = Math.round(interval * SHADOW_INTERVALS);
  let next = search.notBefore ?? firstBinSample;
  for (let bin = 0; bin < meanSquares.length; bin++) {
    if (meanSquares[bin] < needed) continue;
    const begin = firstBinSample + bin * binSamples;
    const end = Math.min(samples.length, begin + binSamples);
    let i = Math.max(next, begin);
    while (i < end) {
      if (Math.abs(samples[i]) <= threshold) {
        i++;
        continue;
      }
      const peak = climb(samples, i, interval);
      next = Math.max(i + 1, peak + interval);
      i = next;
      const last = peaks[peaks.length - 1];
      const height = Math.abs(samples[peak]);
      if (last !== undefined && peak - last < shadow) {
        const before = Math.abs(samples[last]);
        if (height < SHADOW_SHARE * before) continue;
        if (before < SHADOW_SHARE * height) peaks.pop();
      }
      peaks.push(peak);
    }
  }
  return peaks;
}

/** The largest deflection after a crossing; a larger one within an interval takes over, for two intervals at most. */
function climb(samples: Float32Array, crossing: number, interval: number): number {
  const limit = Math.min(samples.length, crossing + 2 * interval);
  let peak = crossing;
  let height = Math.abs(samples[crossing]);
  for (let i = crossing + 1; i < limit && i < peak + interval; i++) {
    const deflection = Math.abs(samples[i]);
    if (deflection > height) {
      height = deflection;
      peak = i;
    }
  }
  return peak;
}

/** The discharge whose largest deflection is at sample `peak`. `startS` is the time of sample 0. */
export function dischargeAt(
  samples: Float32Array,
  peak: number,
  samplingFrequencyHz: number,
  noise: number,
  startS: number,
): Discharge {
  const reach = Math.max(1, Math.round((AMPLITUDE_REACH_MS / 1000) * samplingFrequencyHz));
  const from = Math.max(0, peak - reach);
  const to = Math.min(samples.length, peak + reach + 1);
  let low = samples[peak];
  let high = low;
  for (let i = from; i < to; i++) {
    const x = samples[i];
    if (x < low) low = x;
    else if (x > high) high = x;
  }
  return {
    timeS: startS + (peak + peakOffset(samples, peak)) / samplingFrequencyHz,
    amplitude: high - low,
    signalToNoise: Math.abs(samples[peak]) / noise,
  };
}

/** Where the parabola through a peak and its neighbours has its top: −0.5 to 0.5 samples. */
export function peakOffset(samples: Float32Array, peak: number): number {
  if (peak <= 0 || peak >= samples.length - 1) return 0;
  const left = Math.abs(samples[peak - 1]);
  const top = Math.abs(samples[peak]);
  const right = Math.abs(samples[peak + 1]);
  const curvature = left - 2 * top + right;
  if (!(curvature < 0)) return 0;
  return Math.max(-0.5, Math.min(0.5, (left - right) / (2 * curvature)));
}

/** Teager's energy, x[n]² − x[n−1]·x[n+1]; 0 at both ends. */
export function teagerEnergy(samples: Float32Array): Float32Array {
  const energy = new Float32Array(samples.length);
  for (let i = 1; i + 1 < samples.length; i++)
    energy[i] = samples[i] * samples[i] - samples[i - 1] * samples[i + 1];
  return energy;
}

/**
 * How much of a template each stretch of the signal holds: the factor by which the template fits best, at the sample where the
 * template's `originIndex` would stand. Detect on it (noise: `noiseLevel` of it) to find small potentials of known shape.
 */
export function matchedFilter(
  samples: Float32Array,
  template: Float32Array,
  originIndex: number,
): Float32Array {
  let energy = 0;
  for (const x of template) energy += x * x;
  const fit = new Float32Array(samples.length);
  if (!(energy > 0)) return fit;
  for (let start = 0; start + template.length <= samples.length; start++) {
    let sum = 0;
    for (let k = 0; k < template.length; k++) sum += samples[start + k] * template[k];
    fit[start + originIndex] = sum / energy;
  }
  return fit;
}

function largestNear(samples: Float32Array, at: number, reach: number): number {
  let largest = at;
  const to = Math.min(samples.length, at + reach + 1);
  for (let i = Math.max(0, at - reach); i < to; i++)
    if (Math.abs(samples[i]) > Math.abs(samples[largest])) largest = i;
  return largest;
}
