/**
 * The signal in which units are told apart: high-passed, thinned out, sharpened, in units of its own noise.
 *
 * High-passing takes away movement and most of the mains hum; it runs forwards and backwards, so nothing is delayed.
 * Thinning to 5 kHz or a little more keeps what tells potentials apart and saves three quarters of the work; times are
 * found between the samples later on. Sharpening (`spectral-whitening.ts`) makes potentials shorter, so that fewer
 * overlap and their differences count more. Masked samples (NaN) are bridged, filtered, and then set to zero.
 */

import { filterZeroPhase } from "../../signal/biquad-cascade.ts";
import { bridgeGaps } from "../../signal/bridge-gaps.ts";
import { butterworthHighPass } from "../../signal/butterworth.ts";
import { removeSinusoids } from "../../signal/sinusoid-fit.ts";
import { thinnedOut } from "./decimation.ts";
import { mainsLines } from "./mains-lines.ts";
import { quietNoise } from "./quiet-noise.ts";
import { filtered, whiteningFilter } from "./spectral-whitening.ts";

export interface WorkingSignal {
  /** `samples[channel][index]`, the noise's standard deviation is 1. */
  readonly samples: readonly Float32Array[];
  /** The same, sharpened little: slow small potentials stand out more, and overlaps are harder to resolve. */
  readonly plain: readonly Float32Array[];
  readonly samplingFrequencyHz: number;
  readonly sampleCount: number;
  /** Original samples per working sample; working index i stands at original index i × decimation. */
  readonly decimation: number;
  /** Standard deviation of each channel's noise from 80 Hz upwards, in the input's unit; 0 for a dead channel. */
  readonly noise: readonly number[];
  /** Mains lines that were taken out, of any channel. */
  readonly mainsHz: readonly number[];
  /** 1 where at least one channel is masked, or too near to such a place to be filtered. */
  readonly masked: Uint8Array;
}

const WORKING_FREQUENCY_HZ = 5000;
const HIGH_PASS_HZ = 80;
/** What the filters smear from a masked edge into good samples. */
const MASK_MARGIN_S = 0.005;
/** How much of the sharpening that would make the spectrum flat; more costs small units in noise. */
const SHARPENING = 0.03;
/** The same where large units are known, so that noise is nearly all there is to tell small ones from. */
const LITTLE_SHARPENING = 0.007;
/** Upper end of what is kept, of the working frequency. */
const HIGHEST = 0.4;

export function workingSignal(channels: readonly Float32Array[], samplingFrequencyHz: number): WorkingSignal {
  const decimation = Math.max(1, Math.floor(samplingFrequencyHz / WORKING_FREQUENCY_HZ + 1e-9));
  const rate = samplingFrequencyHz / decimation;
  const sampleCount = Math.ceil((channels[0]?.length ?? 0) / decimation);
  const masked = new Uint8Array(sampleCount);
  const lowHz = Math.min(HIGH_PASS_HZ, rate / 20);
  const lines = new Set<number>();
  const passed = channels.map((channel) => {
    const samples = channel.slice();
    for (const gap of bridgeGaps(samples))
      masked.fill(1, Math.floor(gap.from / decimation), Math.floor((gap.to - 1) / decimation) + 1);
    const thinned = thinnedOut(samples, decimation);
    const hum = mainsLines(thinned, rate);
    removeSinusoids(thinned, hum, rate);
    for (const line of hum) lines.add(line);
    return filterZeroPhase(butterworthHighPass(2, lowHz, rate), thinned);
  });
  widen(masked, Math.round(MASK_MARGIN_S * rate));
  const noise = passed.map((samples) => toUnitNoise(samples, masked, rate));
  const sharpened = (strength: number) => {
    const taps = whiteningFilter(passed, rate, lowHz, HIGHEST * rate, strength);
    return passed.map((channel) => {
      const samples = filtered(channel, taps);
      toUnitNoise(samples, masked, rate);
      return samples;
    });
  };
  return {
    samples: sharpened(SHARPENING),
    plain: sharpened(LITTLE_SHARPENING),
    samplingFrequencyHz: rate,
    sampleCount,
    decimation,
    noise,
    mainsHz: [...lines],
    masked,
  };
}

/** From `from` (inclusive) to `to` (exclusive), sharing memory. */
export function partOf(signal: WorkingSignal, from: number, to: number): WorkingSignal {
  return {
    ...signal,
    samples: signal.samples.map((channel) => channel.subarray(from, to)),
    plain: signal.plain.map((channel) => channel.subarray(from, to)),
    masked: signal.masked.subarray(from, to),
    sampleCount: to - from,
  };
}

/** Masked samples become 0, the others are divided by the noise, which is returned. */
function toUnitNoise(samples: Float32Array, masked: Uint8Array, rate: number): number {
  for (let index = 0; index < samples.length; index++) if (masked[index]) samples[index] = 0;
  const level = quietNoise(samples, masked, rate);
  const gain = level > 0 ? 1 / level : 0;
  for (let index = 0; index < samples.length; index++) samples[index] *= gain;
  return level;
}

function widen(masked: Uint8Array, by: number): void {
  const original = masked.slice();
  for (let index = 0; index < original.length; index++) {
    if (!original[index] || (original[index - 1] && original[index + 1])) continue;
    masked.fill(1, Math.max(0, index - by), Math.min(masked.length, index + by + 1));
  }
}
