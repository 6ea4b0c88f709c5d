/**
 * Many channels (16 and more) separated blindly into motor units.
 *
 * Channels are extended by delayed copies and whitened; a fixed-point iteration looks for one source after the other
 * whose values are as sparse as a discharge pattern is (skewness as contrast), each kept apart from those before
 * (deflation). A source is then sharpened on its own discharges as long as its intervals become more regular or its
 * silhouette better, and kept when it stands out clearly. Of two sources with the same discharges the better one stays.
 *
 * Source: the method of Negro et al. 2016 (convolutive blind source separation), recalled; own implementation.
 */
import type { Issue } from "../../../issue/issue.ts";
import { filterZeroPhase } from "../../../signal/biquad-cascade.ts";
import { bridgeGaps } from "../../../signal/bridge-gaps.ts";
import { butterworthBandPass } from "../../../signal/butterworth.ts";
import { thinnedOut } from "../decimation.ts";
import { quietNoise } from "../quiet-noise.ts";
import { ranked, type Separation } from "../separate-units.ts";
import { sourceValidity } from "../unit-validity.ts";
import { unitWaveform } from "../unit-waveform.ts";
import { solveLower, solveUpper } from "./cholesky.ts";
import {
  type ExtendedSignal,
  extendedSignal,
  filteredSource,
  momentsSum,
  weightedSum,
} from "./extended-signal.ts";
import { type SourceDischarges, sourceDischarges } from "./source-discharges.ts";

export interface ConvolutiveOptions {
  readonly minimumIntervalS: number;
  readonly mostUnits: number;
}

const WORKING_FREQUENCY_HZ = 2000;
const BAND_HZ = [20, 500] as const;
/** Channels times delays: more finds more, and costs more. */
const EXTENDED_SIZE = 400;
const ITERATIONS = 20;
const CONVERGED = 1e-4;
const SHARPENINGS = 6;
/** Sources looked for, over units wanted. */
const TRIES = 2;
const LEAST_SILHOUETTE = 0.85;
const FEWEST = 8;
/** Two sources with this share of common discharges are one. */
const SAME_SHARE = 0.3;
const SAME_S = 0.001;
const LARGEST_DELAY_S = 0.02;

interface Source extends SourceDischarges {
  readonly weights: Float64Array;
}

export function separateConvolutive(
  channels: readonly Float32Array[],
  samplingFrequencyHz: number,
  options: ConvolutiveOptions,
): Separation {
  const decimation = Math.max(1, Math.floor(samplingFrequencyHz / WORKING_FREQUENCY_HZ));
  const rate = samplingFrequencyHz / decimation;
  const prepared = channels.map((channel) => prepare(channel, decimation, rate));
  const delays = Math.max(4, Math.min(32, Math.round(EXTENDED_SIZE / channels.length)));
  const signal = extendedSignal(prepared, delays);
  const sources = distinct(findSources(signal, rate, options), rate);
  const issues: Issue[] = [];
  const nobody = new Uint8Array(prepared[0].length);
  const units = sources.map((source) => {
    // a source stands for a delay of half the extension
    const middleS = source.moments.map((moment) => (moment - (delays - 1) / 2) / rate);
    const waveform = unitWaveform(
      channels,
      samplingFrequencyHz,
      middleS,
      new Array(middleS.length).fill(false),
    );
    const offsetS = (waveform.peakIndex - (waveform.samples[0].length - 1) / 2) / samplingFrequencyHz;
    const noise = quietNoise(prepared[waveform.peakChannel], nobody, rate);
    const dischargesS = Float64Array.from(middleS, (time) => time + offsetS);
    const snr = noise > 0 ? waveform.peak / noise : 0;
    const posterior = new Float32Array(dischargesS.length).fill(Math.max(0, Math.min(1, source.silhouette)));
    const validity = sourceValidity(dischargesS, source.silhouette, snr);
    return {
      dischargesS,
      amplitudesUv: new Float32Array(dischargesS.length).fill(waveform.peakToPeak),
      posterior,
      template: waveform.samples,
      templateOrigin: waveform.peakIndex,
      snr,
      validity: { ...validity, pulseToNoiseDb: source.pulseToNoiseDb },
    };
  });
  return { ...ranked(units), residualRatio: Number.NaN, issues };
}

function prepare(channel: Float32Array, decimation: number, rate: number): Float32Array {
  const samples = channel.slice();
  bridgeGaps(samples);
  const thinned = thinnedOut(samples, decimation);
  const high = Math.min(BAND_HZ[1], 0.45 * rate);
  return filterZeroPhase(butterworthBandPass(2, BAND_HZ[0], high, rate), thinned);
}

function findSources(signal: ExtendedSignal, rate: number, options: ConvolutiveOptions): Source[] {
  const found: Source[] = [];
  const taken: Float64Array[] = [];
  const activity = activityOf(signal);
  const apart = Math.max(2, Math.round(options.minimumIntervalS * rate));
  for (let attempt = 0; attempt < TRIES * options.mostUnits && found.length < options.mostUnits; attempt++) {
    const start = largestIndex(activity);
    if (activity[start] <= 0) break;
    activity.fill(0, Math.max(0, start - signal.delays), start + signal.delays);
    const direction = fixedPoint(signal, start, taken);
    if (direction === undefined) continue;
    const source = sharpened(signal, direction, apart, rate);
    taken.push(direction);
    if (source.silhouette < LEAST_SILHOUETTE || source.moments.length < FEWEST) continue;
    found.push(source);
    for (const moment of source.moments) activity.fill(0, Math.max(0, moment - signal.delays), moment + 1);
  }
  return found;
}

function activityOf(signal: ExtendedSignal): Float32Array {
  const activity = new Float32Array(signal.sampleCount);
  for (const channel of signal.channels) {
    let power = 0;
    for (const value of channel) power += value * value;
    if (power > 0) for (let t = 0; t < activity.length; t++) activity[t] += (channel[t] * channel[t]) / power;
  }
  activity.fill(0, 0, signal.delays);
  return activity;
}

/** A unit vector in the whitened space. */
function fixedPoint(
  signal: ExtendedSignal,
  start: number,
  taken: readonly Float64Array[],
): Float64Array | undefined {
  let direction = orthogonal(
    solveLower(signal.whitening, momentsSum(signal, [start + (signal.delays >> 1)])),
    taken,
  );
  for (let iteration = 0; direction !== undefined && iteration < ITERATIONS; iteration++) {
    const source = filteredSource(signal, solveUpper(signal.whitening, direction));
    let slope = 0;
    const contrast = source.map((value) => {
      slope += (2 * value) / source.length;
      return (value * value) / source.length;
    });
    const step = solveLower(signal.whitening, weightedSum(signal, contrast));
    const before: Float64Array = direction;
    const next = orthogonal(
      step.map((value, index) => value - slope * before[index]),
      taken,
    );
    if (next === undefined) return before;
    const turn = Math.abs(next.reduce((sum, value, index) => sum + value * before[index], 0));
    direction = next;
    if (turn > 1 - CONVERGED) break;
  }
  return direction;
}

function orthogonal(vector: Float64Array, taken: readonly Float64Array[]): Float64Array | undefined {
  const result = vector.slice();
  for (const other of taken) {
    let product = 0;
    for (let index = 0; index < result.length; index++) product += result[index] * other[index];
    for (let index = 0; index < result.length; index++) result[index] -= product * other[index];
  }
  const norm = Math.sqrt(result.reduce((sum, value) => sum + value * value, 0));
  return norm > 1e-9 ? result.map((value) => value / norm) : undefined;
}

/** The filter made anew from the discharges it finds, as long as that makes it better. */
function sharpened(signal: ExtendedSignal, direction: Float64Array, apart: number, rate: number): Source {
  const read = (weights: Float64Array): Source => ({
    ...sourceDischarges(filteredSource(signal, weights), apart, rate),
    weights,
  });
  let best = read(solveUpper(signal.whitening, direction));
  for (let round = 0; round < SHARPENINGS && best.moments.length >= 4; round++) {
    const sum = solveLower(signal.whitening, momentsSum(signal, best.moments));
    const norm = Math.sqrt(sum.reduce((total, value) => total + value * value, 0)) || 1;
    const next = read(
      solveUpper(
        signal.whitening,
        sum.map((value) => value / norm),
      ),
    );
    if (next.intervalCv >= best.intervalCv && next.silhouette <= best.silhouette) break;
    best = next;
  }
  return best;
}

function distinct(sources: readonly Source[], rate: number): Source[] {
  const kept: Source[] = [];
  for (const source of [...sources].sort((a, b) => b.silhouette - a.silhouette))
    if (kept.every((other) => commonShare(source.moments, other.moments, rate) < SAME_SHARE))
      kept.push(source);
  return kept;
}

/** At the delay where most agree. */
function commonShare(a: readonly number[], b: readonly number[], rate: number): number {
  const reach = Math.round(LARGEST_DELAY_S * rate);
  const near = Math.max(1, Math.round(SAME_S * rate));
  const counts = new Float64Array(2 * reach + 1);
  let from = 0;
  for (const moment of a) {
    while (from < b.length && b[from] < moment - reach) from++;
    for (let other = from; other < b.length && b[other] <= moment + reach; other++)
      counts[b[other] - moment + reach]++;
  }
  let most = 0;
  for (let delay = near; delay < counts.length - near; delay++) {
    let sum = 0;
    for (let offset = -near; offset <= near; offset++) sum += counts[delay + offset];
    most = Math.max(most, sum);
  }
  return most / Math.max(1, Math.min(a.length, b.length));
}

function largestIndex(values: Float32Array): number {
  let best = 0;
  for (let index = 1; index < values.length; index++) if (values[index] > values[best]) best = index;
  return best;
}
