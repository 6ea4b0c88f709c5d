/**
 * The signal in which units are told apart: high-passed, thinned out, in units of its own noise.
 *
 * High-passing makes potentials shorter (so that fewer overlap) and takes away movement and most of the mains hum;
 * it runs forwards and backwards, so nothing is delayed. Thinning to 5 kHz or a little more keeps what tells needle
 * potentials apart (nearly all of their power lies below 2 kHz) and saves three quarters of the work; times are found
 * between the samples later on. Masked samples (NaN) are bridged, filtered, and then set to zero.
 */
import { filtered as filterWith, whiteningFilter } from "./spectral-whitening.ts";
import { quietNoise } from "./quiet-noise.ts";

export interface WorkingSignal {
  /** `samples[channel][index]`, the noise's standard deviation is 1. */
  readonly samples: readonly Float32Array[];
  readonly samplingFrequencyHz: number;
  readonly sampleCount: number;
  /** Original samples per working sample; working index i stands at original index i × decimation. */
  readonly decimation: number;
  /** Standard deviation of the noise of each channel in this band, in the input's unit; 0 for a dead channel. */
  readonly noise: readonly number[];
  /** 1 where at least one channel is masked, or too near to such a place to be filtered. */
  readonly masked: Uint8Array;
}


const WORKING_FREQUENCY_HZ = 5000;
/** As seen by a potential; a zero-phase filter of the fourth order in all. */
const HIGH_PASS_HZ = 80;
/** What the high-pass smears from a masked edge into good samples. */
const MASK_MARGIN_S = 0.004;

export function workingSignal(channels: readonly Float32Array[], samplingFrequencyHz: number): WorkingSignal {
  const decimation = Math.max(1, Math.floor(samplingFrequencyHz / WORKING_FREQUENCY_HZ + 1e-9));
  const rate = samplingFrequencyHz / decimation;
  const sampleCount = Math.ceil((channels[0]?.length ?? 0) / decimation);
  const masked = new Uint8Array(sampleCount);
  const noise: number[] = [];
  const filtered = channels.map((samples) => {
    const bridged = bridge(samples, decimation, masked);
    const thinned = thinOut(bridged, decimation, sampleCount);
    highPassBothWays(thinned, Math.min(HIGH_PASS_HZ, rate / 20), rate);
    return thinned;
  });
  if (true) {
    const taps = whiteningFilter(filtered, rate, HIGH_PASS_HZ, 0.4 * rate, 0.03);
    filtered.forEach((samples, i) => { filtered[i] = filterWith(samples, taps); });
  }
  widen(masked, Math.round(MASK_MARGIN_S * rate));
  for (const samples of filtered) {
    for (let index = 0; index < sampleCount; index++) if (masked[index]) samples[index] = 0;
    const level = quietNoise(samples, masked, rate);
    noise.push(level);
    const gain = level > 0 ? 1 / level : 0;
    for (let index = 0; index < sampleCount; index++) samples[index] *= gain;
  }
  return { samples: filtered, samplingFrequencyHz: rate, sampleCount, decimation, noise, masked };
}

/** A copy without NaN: straight lines across masked spans. Marks the working samples that were touched. */
function bridge(samples: Float32Array, decimation: number, masked: Uint8Array): Float32Array {
  const result = samples.slice();
  let before = -1;
  for (let index = 0; index <= samples.length; index++) {
    if (index < samples.length && !Number.isFinite(samples[index])) continue;
    if (index - before > 1) {
      const left = before >= 0 ? samples[before] : index < samples.length ? samples[index] : 0;
      const right = index < samples.length ? samples[index] : left;
      for (let gap = before + 1; gap < index; gap++) {
        result[gap] = left + ((right - left) * (gap - before)) / (index - before);
        masked[Math.floor(gap / decimation)] = 1;
      }
    }
    before = index;
  }
  return result;
}

/** Low-pass (windowed sine, no delay) and every `decimation`-th sample. Edges are held. */
function thinOut(samples: Float32Array, decimation: number, sampleCount: number): Float32Array {
  if (decimation === 1) return samples;
  const reach = 8 * decimation;
  const taps = new Float64Array(2 * reach + 1);
  let sum = 0;
  for (let tap = -reach; tap <= reach; tap++) {
    const x = (0.84 * tap) / decimation;
    const ideal = x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
    const window = 0.54 + 0.46 * Math.cos((Math.PI * tap) / (reach + 1));
    taps[tap + reach] = ideal * window;
    sum += ideal * window;
  }
  for (let tap = 0; tap < taps.length; tap++) taps[tap] /= sum;
  const last = samples.length - 1;
  const thinned = new Float32Array(sampleCount);
  for (let index = 0; index < sampleCount; index++) {
    const first = index * decimation - reach;
    let value = 0;
    if (first >= 0 && first + taps.length <= samples.length)
      for (let tap = 0; tap < taps.length; tap++) value += samples[first + tap] * taps[tap];
    else
      for (let tap = 0; tap < taps.length; tap++)
        value += samples[Math.min(last, Math.max(0, first + tap))] * taps[tap];
    thinned[index] = value;
  }
  return thinned;
}

/** Butterworth of the second order, forwards and backwards, in place. Starts settled on the first value. */
function highPassBothWays(samples: Float32Array, cutoffHz: number, rate: number): void {
  const k = Math.tan((Math.PI * cutoffHz) / rate);
  const norm = 1 / (1 + Math.SQRT2 * k + k * k);
  const feedback1 = 2 * (k * k - 1) * norm;
  const feedback2 = (1 - Math.SQRT2 * k + k * k) * norm;
  const last = samples.length - 1;
  for (const [from, to, step] of [
    [0, last + 1, 1],
    [last, -1, -1],
  ]) {
    let x1 = samples[from];
    let x2 = x1;
    let y1 = 0;
    let y2 = 0;
    for (let index = from; index !== to; index += step) {
      const x = samples[index];
      const y = norm * (x - 2 * x1 + x2) - feedback1 * y1 - feedback2 * y2;
      x2 = x1;
      x1 = x;
      y2 = y1;
      y1 = y;
      samples[index] = y;
    }
  }
}

function widen(masked: Uint8Array, by: number): void {
  const original = masked.slice();
  for (let index = 0; index < original.length; index++) {
    if (!original[index] || (original[index - 1] && original[index + 1])) continue;
    masked.fill(1, Math.max(0, index - by), Math.min(masked.length, index + by + 1));
  }
}
