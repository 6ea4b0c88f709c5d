/**
 * What a unit's potential looks like in the recording itself: unfiltered, in its own unit, at its own sampling frequency.
 *
 * The median of the waveforms around its discharges (those without neighbours first), sample by sample; what overlaps
 * by chance does not move it much. The level at both ends is taken as zero.
 */
import { medianWaveform } from "./template-estimate.ts";

export interface UnitWaveform {
  /** One for each channel. */
  readonly samples: Float32Array[];
  /** Index of the largest deflection on the channel where it is largest, between samples. */
  readonly peakIndex: number;
  readonly peakChannel: number;
  /** Largest deflection from zero, and peak to peak, on that channel. */
  readonly peak: number;
  readonly peakToPeak: number;
  /** Width of the phase of the largest deflection at half its height, in samples. */
  readonly phaseSamples: number;
}

const REACH_S = 0.01;
const MOST = 48;

/** `timesS` are where the middle of the waveform stands, `preferred[i]` whether discharge i has no neighbour. */
export function unitWaveform(
  channels: readonly Float32Array[],
  samplingFrequencyHz: number,
  timesS: ArrayLike<number>,
  preferred: readonly boolean[],
): UnitWaveform {
  const half = Math.round(REACH_S * samplingFrequencyHz);
  const places = chosen(timesS, preferred, samplingFrequencyHz, half, channels);
  const samples = channels.map((channel) => {
    if (places.length === 0) return new Float32Array(2 * half + 1);
    const median = medianWaveform(places.map((at) => channel.slice(at - half, at + half + 1)));
    return withoutLevel(median);
  });
  let peakChannel = 0;
  let peakIndex = half;
  let peak = -1;
  samples.forEach((waveform, channel) => {
    for (let index = 1; index < waveform.length - 1; index++)
      if (Math.abs(waveform[index]) > peak) {
        peak = Math.abs(waveform[index]);
        peakIndex = index;
        peakChannel = channel;
      }
  });
  const waveform = samples[peakChannel] ?? new Float32Array(0);
  const peakToPeak =
    waveform.reduce((a, b) => Math.max(a, b), 0) - waveform.reduce((a, b) => Math.min(a, b), 0);
  return {
    samples,
    peakIndex: peakIndex + between(waveform, peakIndex),
    peakChannel,
    peak: Math.max(0, peak),
    peakToPeak,
    phaseSamples: waveform.length === 0 ? 0 : halfWidth(waveform, peakIndex),
  };
}

function halfWidth(waveform: Float32Array, peakIndex: number): number {
  const height = (index: number) => waveform[index] / waveform[peakIndex];
  const reach = (step: 1 | -1): number => {
    let index = peakIndex;
    while (index > 0 && index < waveform.length - 1 && height(index) > 0.5) index += step;
    const inside = height(index - step);
    const over = inside - height(index);
    return Math.abs(index - peakIndex) - (over > 0 ? (0.5 - height(index)) / over : 0);
  };
  return reach(1) + reach(-1);
}

function chosen(
  timesS: ArrayLike<number>,
  preferred: readonly boolean[],
  rate: number,
  half: number,
  channels: readonly Float32Array[],
): number[] {
  const usable: { at: number; first: boolean }[] = [];
  for (let index = 0; index < timesS.length; index++) {
    const at = Math.round(timesS[index] * rate);
    const inside = at - half >= 0 && at + half < channels[0].length;
    if (inside && channels.every((channel) => isWhole(channel, at - half, at + half)))
      usable.push({ at, first: preferred[index] });
  }
  const alone = usable.filter(({ first }) => first);
  const list = alone.length >= 8 ? alone : usable;
  const step = Math.max(1, list.length / MOST);
  return Array.from({ length: Math.min(MOST, list.length) }, (_, index) => list[Math.floor(index * step)].at);
}

function isWhole(channel: Float32Array, from: number, to: number): boolean {
  for (let index = from; index <= to; index++) if (!Number.isFinite(channel[index])) return false;
  return true;
}

/** A straight line through the means of both ends is taken off. */
function withoutLevel(waveform: Float32Array): Float32Array {
  const edge = Math.max(1, waveform.length >> 4);
  let left = 0;
  let right = 0;
  for (let index = 0; index < edge; index++) {
    left += waveform[index] / edge;
    right += waveform[waveform.length - 1 - index] / edge;
  }
  return waveform.map((value, index) => value - left - ((right - left) * index) / (waveform.length - 1));
}

function between(waveform: Float32Array, index: number): number {
  const bend = waveform[index - 1] - 2 * waveform[index] + waveform[index + 1];
  const fraction = bend !== 0 ? (0.5 * (waveform[index - 1] - waveform[index + 1])) / bend : 0;
  return Math.max(-0.5, Math.min(0.5, Number.isFinite(fraction) ? fraction : 0));
}
