/**
 * Is there mains hum, at which frequency, and how much?
 *
 * Seconds from all over the recording are transformed; for each frequency the quieter quarter of them counts, so that
 * contractions do not hide the line. A line is a narrow peak within 1 Hz of 50 or of 60 Hz (whichever is there: nothing is assumed)
 * that stands far above its neighbourhood in most of the seconds; its harmonics are tested one by one. The frequency is
 * sharpened by the phase, which runs away from second to second when the frequency is a little off. A discharge that repeats as regularly as mains (a complex
 * repetitive discharge can) is told apart by its harmonics: sharp potentials have many that do not fade.
 */

import { bridgeGaps } from "../../signal/bridge-gaps.ts";
import { nextPowerOfTwo, RealFourier } from "../../signal/fourier.ts";
import { median, quantile } from "../../signal/order-statistics.ts";
import { fitSinusoid } from "../../signal/sinusoid-fit.ts";
import { hannWindow } from "../../signal/spectrum.ts";
import type { ChannelSignal } from "../channel-signal.ts";

export interface MainsLine {
  readonly fundamentalHz: number;
  /** Amplitude (not peak to peak) of each harmonic that stands out. */
  readonly harmonics: readonly { readonly frequencyHz: number; readonly amplitude: number }[];
}

const MOST_PROBES = 60;
const PROBE_S = 2;
const SEARCHED_HZ = [
  [49, 51],
  [59, 61],
] as const;
/** A line's power over that of its neighbourhood. */
const STANDS_OUT = 8;
const MOST_HARMONICS = 20;
const NEIGHBOURHOOD_HZ = 6;
/** A line lies within this distance of a multiple of the fundamental. */
const TOLERANCE_HZ = 1;

export async function findMains(signal: ChannelSignal): Promise<MainsLine | undefined> {
  const spectrum = await quietSpectrum(signal);
  if (spectrum === undefined) return undefined;
  const { power, stepHz } = spectrum;
  const lines = SEARCHED_HZ.map(([from, to]) => peakBetween(power, stepHz, from, to)).filter(
    (line) => line !== undefined,
  );
  if (lines.length === 0) return undefined;
  const fundamental = lines.reduce((one, other) => (other.amplitude > one.amplitude ? other : one));
  const harmonics: { frequencyHz: number; amplitude: number }[] = [];
  let fundamentalHz = fundamental.frequencyHz;
  for (let number = 1; number <= MOST_HARMONICS; number++) {
    const expectedHz = number * fundamentalHz;
    if (expectedHz + NEIGHBOURHOOD_HZ >= signal.samplingFrequencyHz / 2) break;
    const peak = peakBetween(power, stepHz, expectedHz - TOLERANCE_HZ, expectedHz + TOLERANCE_HZ);
    if (peak === undefined) continue;
    fundamentalHz = peak.frequencyHz / number;
    harmonics.push(peak);
  }
  if (harmonics.length === 0) return undefined;
  fundamentalHz *= await frequencyCorrection(signal, harmonics);
  if (looksLikeDischarges(harmonics.map((harmonic) => harmonic.amplitude))) return undefined;
  return {
    fundamentalHz,
    harmonics: harmonics.map(({ frequencyHz, amplitude }) => ({
      frequencyHz: Math.round(frequencyHz / fundamentalHz) * fundamentalHz,
      amplitude,
    })),
  };
}

/**
 * Factor by which the frequency must change for the phase of the strongest line to run true: the mean, over quiet probes, of
 * how far the phase moves from one second to the next.
 */
async function frequencyCorrection(
  signal: ChannelSignal,
  harmonics: readonly { frequencyHz: number; amplitude: number }[],
): Promise<number> {
  const fs = signal.samplingFrequencyHz;
  const { frequencyHz } = harmonics.reduce((one, other) => (other.amplitude > one.amplitude ? other : one));
  const second = Math.round(fs);
  let sum = 0;
  let weights = 0;
  const probes = Math.min(MOST_PROBES, Math.floor(signal.sampleCount / second) - 1);
  for (let probe = 0; probe < probes; probe++) {
    const from = Math.floor(((signal.sampleCount - 2 * second) * (probe + 0.5)) / probes);
    const samples = await signal.read(from, 2 * second);
    if (samples.length < 2 * second || gapShare(samples) > 0.1) continue;
    const early = fitSinusoid(samples, frequencyHz, fs, 0, second);
    const late = fitSinusoid(samples, frequencyHz, fs, second, 2 * second);
    const expected = (2 * Math.PI * frequencyHz * second) / fs;
    const moved = (late.phase - early.phase - expected) / (2 * Math.PI);
    // loud probes have uncertain phases
    const weight = 1 / Math.max(1e-30, variance(samples) - early.amplitude ** 2 / 2) ** 2;
    sum += weight * (moved - Math.round(moved)) * (fs / second);
    weights += weight;
  }
  return weights > 0 ? 1 + sum / weights / frequencyHz : 1;
}

function variance(samples: Float32Array): number {
  let [sum, squares] = [0, 0];
  for (const x of samples) {
    sum += x;
    squares += x * x;
  }
  return squares / samples.length - (sum / samples.length) ** 2;
}

/** Mains fades with the number of the harmonic; a train of potentials of a few milliseconds hardly does. */
function looksLikeDischarges(amplitudes: readonly number[]): boolean {
  if (amplitudes.length < 8) return false;
  const last = amplitudes.slice(5, 8);
  return median(last) > 0.3 * Math.max(...amplitudes);
}

/** Power of a sine of amplitude 1 is 1/4·(window sum)² in its bin; here scaled so that a line's bin holds amplitude². */
async function quietSpectrum(
  signal: ChannelSignal,
): Promise<{ power: Float64Array; stepHz: number } | undefined> {
  const fs = signal.samplingFrequencyHz;
  const size = Math.min(nextPowerOfTwo(PROBE_S * fs), nextPowerOfTwo(signal.sampleCount / 2));
  if (size < fs / 4 || signal.sampleCount < size) return undefined;
  const probes = Math.min(MOST_PROBES, Math.max(1, Math.floor((2 * signal.sampleCount) / size) - 1));
  const fourier = new RealFourier(size);
  const window = hannWindow(size);
  const windowSum = size / 2;
  const [re, im] = [new Float64Array(fourier.binCount), new Float64Array(fourier.binCount)];
  const spectra: Float64Array[] = [];
  for (let probe = 0; probe < probes; probe++) {
    const from = probes === 1 ? 0 : Math.floor(((signal.sampleCount - size) * probe) / (probes - 1));
    const samples = await signal.read(from, size);
    if (samples.length < size || gapShare(samples) > 0.1) continue;
    const weighted = windowed(samples, window);
    fourier.forward(weighted, re, im);
    spectra.push(re.map((x, k) => (4 * (x * x + im[k] * im[k])) / (windowSum * windowSum)));
  }
  if (spectra.length === 0) return undefined;
  const share = spectra.length >= 4 ? 0.25 : 0.5;
  const column = new Float64Array(spectra.length);
  const power = Float64Array.from({ length: fourier.binCount }, (_, k) => {
    for (let s = 0; s < spectra.length; s++) column[s] = spectra[s][k];
    return quantile(column, share);
  });
  return { power, stepHz: fs / size };
}

function gapShare(samples: Float32Array): number {
  return bridgeGaps(samples).reduce((sum, gap) => sum + gap.to - gap.from, 0) / samples.length;
}

function windowed(samples: Float32Array, window: Float64Array): Float64Array {
  const level = samples.reduce((sum, x) => sum + x, 0) / samples.length;
  return window.map((weight, i) => weight * (samples[i] - level));
}

/** The highest bin of a range, if it is a narrow line: far above what lies beside it on both sides. */
function peakBetween(
  power: Float64Array,
  stepHz: number,
  fromHz: number,
  toHz: number,
): { frequencyHz: number; amplitude: number } | undefined {
  const first = Math.max(2, Math.ceil(fromHz / stepHz));
  const last = Math.min(power.length - 3, Math.floor(toHz / stepHz));
  let top = first;
  for (let k = first; k <= last; k++) if (power[k] > power[top]) top = k;
  if (top > last) return undefined;
  const reach = Math.max(6, Math.round(NEIGHBOURHOOD_HZ / stepHz));
  const below = power.subarray(Math.max(1, top - reach), Math.max(1, top - 3));
  const above = power.subarray(top + 4, Math.min(power.length, top + reach + 1));
  const background = Math.max(median(below), above.length > 0 ? median(above) : 0);
  if (!(power[top] > STANDS_OUT * background) || !(power[top] > 0)) return undefined;
  const [left, centre, right] = [power[top - 1], power[top], power[top + 1]].map(Math.sqrt);
  // exact for a sine under a Hann window: the offset follows from the ratio of the two highest bins
  const side = Math.max(left, right);
  const offset = Math.max(
    -0.5,
    Math.min(0.5, ((2 * side - centre) / (side + centre)) * (right > left ? 1 : -1)),
  );
  const shape = offset === 0 ? 1 : Math.sin(Math.PI * offset) / (Math.PI * offset * (1 - offset * offset));
  return { frequencyHz: (top + offset) * stepHz, amplitude: centre / shape };
}
