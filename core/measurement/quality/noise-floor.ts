/**
 * How loud is the instrument, and can that be known?
 *
 * The noise is what is left in the quietest stretches. They are looked for at several lengths, longest first: a stretch of
 * one second is taken if it is as quiet as the quietest short ones, otherwise shorter ones (between the bursts of a gait or a
 * tremor) have to do. Whether those stretches are bare noise is judged by what noise is and interference of many motor units is
 * not: mean squares that scatter no more than the band allows, samples without outliers, and a level that an
 * instrument has (a few steps of its converter, or far below the activity seen elsewhere in the channel). Where potentials
 * or bursts come without a pause (a needle during effort, a tremor) the level between them is taken, and said to be doubtful. What
 * swells 3 to 20 times a second is no noise however faint it is: there too the level between the swells counts.
 */

import { slidingMeanSquare } from "../../signal/energy-track.ts";
import { quantile, quantileOf } from "../../signal/order-statistics.ts";
import { envelopeRhythm } from "../activity/envelope-rhythm.ts";

const WINDOW_S = 0.05;
const STRETCHES_S = [1, 0.5, 0.25, 0.1];
/** Instruments of today are quieter than this (root mean square referred to the input, wide band). */
const INSTRUMENT_UV = 5;
/** Louder than this is no instrument any more, but a bad electrode or activity. */
const LOUDEST_UV = 20;
/** Windows short enough to lie between the potentials of a few units or the bursts of a tremor; they need this many samples. */
const BETWEEN_S = 0.005;
const LONGEST_BETWEEN_S = 0.02;
const FEWEST_BETWEEN = 16;
/** The level between potentials counts as the floor if it is so much lower (in power) than that of whole stretches. */
const SPARSE_RATIO = 3;
/** A level of so many converter steps is that of a signal which is not there. */
const CONVERTER_STEPS = 3;
/** Noise that swells in such a rhythm, so strictly, is activity. */
const SWELLS_HZ = { low: 3, high: 20 };
const SWELLS = 0.28;
/** … and then the level between the swells counts if it is so much lower. */
const SWELLING_RATIO = 1.6;
/** Activity this much louder elsewhere shows that the electrode works and would have shown activity. */
const CONTRAST = 3;

export interface NoiseFloor {
  /** Variance inside the band, in unit². */
  readonly power: number;
  /** Length of the stretches it was found in. */
  readonly stretchS: number;
  /** Independent values in a window of `windowS`, as the scatter of the quiet windows shows. */
  readonly freedom: number;
  readonly windowS: number;
  readonly windowCount: number;
  readonly certainty: "sure" | "likely" | "doubtful";
  /** Too loud for an instrument: nothing at this level may be called silent. */
  readonly couldBeActivity: boolean;
}

export interface NoiseInput {
  readonly meanSquares: Float32Array;
  readonly binS: number;
  readonly samplingFrequencyHz: number;
  readonly band: { readonly low: number; readonly high: number };
  readonly calibrated: boolean;
  /** 0 when the samples are not visibly quantised. */
  readonly quantisationStep: number;
}

/** Undefined when everything is masked. */
export function noiseFloor(input: NoiseInput): NoiseFloor | undefined {
  const windows = windowPowers(input.meanSquares, Math.max(1, Math.round(WINDOW_S / input.binS)));
  if (windows.length === 0) return undefined;
  const windowSamples = WINDOW_S * input.samplingFrequencyHz;
  const mostFreedom = Math.max(2, 2 * WINDOW_S * (input.band.high - input.band.low));
  const stretch = quietestStretch(input, windows);
  const quiet = windows.filter((power) => power <= 2 * stretch.power);
  const chosen = quiet.length >= 3 ? quiet : windows;
  const floor = Math.max(quantile(chosen, 0.5), (input.quantisationStep * input.quantisationStep) / 12);
  const scatter = relativeVariance(chosen);
  const freedom = Math.min(mostFreedom, windowSamples, Math.max(3, 2 / Math.max(scatter, 1e-3)));
  const certainty = certaintyOf(input, floor, freedom / mostFreedom, stretch, quantileOf(windows, 0.99));
  const between = isOfConverter(input, floor) ? undefined : betweenPotentials(input);
  const sparseRatio = swells(input) ? SWELLING_RATIO : SPARSE_RATIO;
  if (between !== undefined && between.power * sparseRatio < floor)
    return { ...between, freedom: Math.max(4, mostFreedom / 4), windowS: WINDOW_S };
  return {
    power: floor,
    stretchS: stretch.lengthS,
    freedom,
    windowS: WINDOW_S,
    windowCount: chosen.length,
    certainty,
    couldBeActivity: input.calibrated && Math.sqrt(floor) > LOUDEST_UV,
  };
}

function swells({ meanSquares, binS }: NoiseInput): boolean {
  const whole = { fromS: 0, toS: meanSquares.length * binS };
  const { frequencyHz, strength } = envelopeRhythm({ meanSquares, binS, startS: 0 }, [whole]);
  if (!("value" in frequencyHz && "value" in strength)) return false;
  const { value } = frequencyHz;
  return value >= SWELLS_HZ.low && value <= SWELLS_HZ.high && strength.value >= SWELLS;
}

/** With no quiet stretch at all: the level between single potentials or bursts, when they leave room. */
function betweenPotentials(input: NoiseInput): Omit<NoiseFloor, "freedom" | "windowS"> | undefined {
  const lengthS = Math.max(BETWEEN_S, FEWEST_BETWEEN / input.samplingFrequencyHz);
  if (lengthS > LONGEST_BETWEEN_S) return undefined;
  const powers = windowPowers(input.meanSquares, Math.max(1, Math.round(lengthS / input.binS)));
  if (powers.length < FEWEST_BETWEEN) return undefined;
  return {
    power: quantile(powers, 0.25),
    stretchS: lengthS,
    windowCount: powers.length,
    certainty: "doubtful",
    couldBeActivity: true,
  };
}

/** A few steps of the converter: a signal that is not there. */
function isOfConverter({ quantisationStep }: NoiseInput, power: number): boolean {
  return quantisationStep > 0 && Math.sqrt(power) <= CONVERTER_STEPS * quantisationStep;
}

function windowPowers(meanSquares: Float32Array, binsPerWindow: number): Float32Array {
  const powers: number[] = [];
  for (let bin = 0; bin + binsPerWindow <= meanSquares.length; bin += binsPerWindow) {
    let sum = 0;
    for (let k = bin; k < bin + binsPerWindow; k++) sum += meanSquares[k];
    // one masked bin makes the sum NaN
    if (sum >= 0) powers.push(sum / binsPerWindow);
  }
  return Float32Array.from(powers);
}

interface Stretch {
  readonly lengthS: number;
  readonly power: number;
}

/** The longest stretch that is hardly louder than the quietest short ones. */
function quietestStretch({ meanSquares, binS }: NoiseInput, windows: Float32Array): Stretch {
  // a twentieth, so that a few windows beside a masked span or in a hole do not set the floor
  const shortest = { lengthS: WINDOW_S, power: 1.3 * quantile(windows, 0.05) };
  for (const lengthS of STRETCHES_S) {
    const bins = Math.round(lengthS / binS);
    if (bins > meanSquares.length / 2) continue;
    const sliding = slidingMeanSquare(meanSquares, bins);
    const power = lowQuantile(sliding, bins, meanSquares);
    if (power <= 2 * shortest.power) return { lengthS, power };
  }
  return shortest;
}

/** Near the minimum of the sliding mean squares; windows cut by the ends or by masked bins do not count. */
function lowQuantile(sliding: Float32Array, bins: number, meanSquares: Float32Array): number {
  const half = bins >> 1;
  const step = Math.max(1, bins >> 2);
  const values: number[] = [];
  for (let at = half; at + half < sliding.length; at += step)
    if (meanSquares[at - half] >= 0 && meanSquares[at + half] >= 0 && sliding[at] >= 0)
      values.push(sliding[at]);
  return values.length > 0 ? quantile(values, 0.02) : Number.POSITIVE_INFINITY;
}

function relativeVariance(values: ArrayLike<number>): number {
  let mean = 0;
  for (let i = 0; i < values.length; i++) mean += values[i] / values.length;
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (values[i] - mean) ** 2;
  return values.length > 1 && mean > 0 ? sum / (values.length - 1) / (mean * mean) : 0;
}

function certaintyOf(
  input: NoiseInput,
  power: number,
  freedomShare: number,
  stretch: Stretch,
  loudPower: number,
): NoiseFloor["certainty"] {
  const level = Math.sqrt(power);
  const { calibrated } = input;
  const tooLoud = calibrated && level > LOUDEST_UV;
  const contrast = Math.sqrt(loudPower) >= CONTRAST * level;
  // a coloured noise has less freedom than its band allows, interference that swells and fades far less
  const steady = freedomShare > 0.04;
  const longEnough = stretch.lengthS >= 0.25;
  if (isOfConverter(input, power) && longEnough) return "sure";
  if (tooLoud || !steady) return "doubtful";
  if (contrast && longEnough) return "sure";
  if (contrast || (calibrated && level <= INSTRUMENT_UV)) return "likely";
  return "doubtful";
}
