/**
 * An explanation of the signal as discharges of known templates.
 *
 * Holds, for every unit, the correlation of what is not yet explained with its template. Placing or taking away a
 * discharge changes all correlations at once. What a discharge is worth is the log of the odds that it is there: the
 * gain in likelihood, for an amplitude near the expected one and the noise as it is, plus what the unit's intervals say,
 * less a price that stands for how rare a discharge is among all places where one could be.
 */

import { valueBetween } from "./fractional-shift.ts";
import { type IntervalLaw, intervalEvidence } from "./interval-law.ts";
import { addSlidingProduct } from "./sliding-product.ts";
import { shiftStep, type TemplateBank } from "./template-bank.ts";
import type { WorkingSignal } from "./working-signal.ts";

/** One discharge of one unit: at sample `at + fraction`, `amplitude` times its template. */
export interface Placed {
  unit: number;
  at: number;
  /** Between −½ and ½. */
  fraction: number;
  amplitude: number;
  /** Log-odds when it was placed. */
  worth: number;
}

export interface Matching {
  readonly bank: TemplateBank;
  readonly sampleCount: number;
  /** `wholes[unit][sample]`: correlation of the whole signal. */
  readonly wholes: readonly Float32Array[];
  /** `correlations[unit][sample]` of the unexplained signal. */
  readonly correlations: readonly Float32Array[];
  /** `trains[unit]`, in order of time. */
  readonly trains: Placed[][];
  readonly laws: readonly IntervalLaw[];
  /** Expected amplitude of each unit, one value for each `EXPECTATION_STEP` samples. */
  readonly expected: readonly Float32Array[];
  /** Relative standard deviation of each unit's amplitudes around the expected one. */
  readonly spreads: Float64Array;
  /** Power of what is neither template nor noise, noise included, at each sample: at least `background`. */
  readonly variance: Float32Array;
  /** `variabilities[unit][m]`: what one discharge adds to the variance around it, since no discharge is quite its template. */
  readonly variabilities: readonly Float32Array[];
  /** Log of the odds against a discharge at any one place. */
  readonly price: number;
}

export const EXPECTATION_STEP = 256;

export interface MatchingOptions {
  readonly laws: readonly IntervalLaw[];
  readonly expected: readonly (Float32Array | undefined)[];
  readonly spreads: Float64Array;
  readonly background: number;
  readonly variabilities: readonly Float32Array[];
  readonly price: number;
  /** Another explanation of the same signal, whose correlations with the same shapes need not be worked out again. */
  readonly before: Matching | undefined;
}

export function matching(signal: WorkingSignal, bank: TemplateBank, options: MatchingOptions): Matching {
  const { before } = options;
  const wholes = bank.shapes.map((shape) => {
    const place = before?.bank.shapes.indexOf(shape) ?? -1;
    return before !== undefined && place >= 0 ? before.wholes[place] : correlate(signal.samples, shape, bank);
  });
  const steps = Math.ceil(signal.sampleCount / EXPECTATION_STEP) + 1;
  return {
    bank,
    sampleCount: signal.sampleCount,
    wholes,
    correlations: wholes.map((whole) => whole.slice()),
    trains: bank.shapes.map(() => []),
    laws: options.laws,
    expected: options.expected.map((known) => known ?? new Float32Array(steps).fill(1)),
    spreads: options.spreads,
    variance: new Float32Array(signal.sampleCount).fill(options.background),
    variabilities: options.variabilities,
    price: options.price,
  };
}

/** `result[n] = Σ signal(n + m) shape(m)`; the signal is 0 outside its ends. */
function correlate(samples: readonly Float32Array[], shape: Float32Array, bank: TemplateBank): Float32Array {
  const result = new Float32Array(samples[0].length);
  samples.forEach((channel, index) => {
    const own = shape.subarray(index * bank.length, (index + 1) * bank.length);
    addSlidingProduct(channel, own, bank.half, result);
  });
  return result;
}

/** Adds `amount` times the unit's potential at `at + fraction` to what is unexplained (negative: explains it). */
export function addPotential(
  state: Matching,
  unit: number,
  at: number,
  fraction: number,
  amount: number,
): void {
  const { bank, correlations, sampleCount } = state;
  const count = correlations.length;
  const width = 4 * bank.half + 3;
  const row = shiftStep(fraction) * width;
  const reach = 2 * bank.half + 1;
  const from = Math.max(0, at - reach);
  const to = Math.min(sampleCount, at + reach + 1);
  const shift = row + reach - at;
  for (let by = 0; by < count; by++) {
    const product = bank.products[unit * count + by];
    const target = correlations[by];
    for (let index = from; index < to; index++) target[index] += amount * product[index + shift];
  }
}

/** Adds (`sign` 1) or takes away (−1) what a discharge contributes to the variance. */
export function addVariability(state: Matching, unit: number, at: number, sign: number): void {
  const own = state.variabilities[unit];
  const half = (own.length - 1) / 2;
  const from = Math.max(0, half - at);
  const to = Math.min(own.length, state.sampleCount - at + half);
  for (let m = from; m < to; m++) state.variance[at - half + m] += sign * own[m];
}

export function place(state: Matching, discharge: Placed): void {
  addPotential(state, discharge.unit, discharge.at, discharge.fraction, -discharge.amplitude);
  addVariability(state, discharge.unit, discharge.at, 1);
  const train = state.trains[discharge.unit];
  train.splice(firstAfter(train, discharge.at + discharge.fraction), 0, discharge);
}

export function takeAway(state: Matching, discharge: Placed): void {
  addPotential(state, discharge.unit, discharge.at, discharge.fraction, discharge.amplitude);
  addVariability(state, discharge.unit, discharge.at, -1);
  const train = state.trains[discharge.unit];
  train.splice(train.indexOf(discharge), 1);
}

/** Index of the first discharge later than `time`. */
export function firstAfter(train: readonly Placed[], time: number): number {
  let low = 0;
  let high = train.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (train[middle].at + train[middle].fraction <= time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The best amplitude for a correlation `c`. */
export function amplitudeFor(state: Matching, unit: number, at: number, c: number): number {
  const expected = state.expected[unit][(at / EXPECTATION_STEP) | 0];
  const prior = 1 / (state.spreads[unit] * expected) ** 2;
  const variance = state.variance[at];
  return (c / variance + expected * prior) / (state.bank.energies[unit] / variance + prior);
}

/** What a discharge with the best amplitude is worth before price and intervals. */
export function likelihoodGain(state: Matching, unit: number, at: number, c: number): number {
  const expected = state.expected[unit][(at / EXPECTATION_STEP) | 0];
  const prior = 1 / (state.spreads[unit] * expected) ** 2;
  const variance = state.variance[at];
  const energy = state.bank.energies[unit] / variance;
  const combined = c / variance + expected * prior;
  if (combined <= 0) return Number.NEGATIVE_INFINITY;
  return (
    0.5 * (combined ** 2 / (energy + prior) - expected * expected * prior) -
    0.5 * Math.log(1 + energy / prior)
  );
}

/** What the unit's own discharges on both sides say about one at `time`; `except` is not looked at. */
export function intervalsSay(state: Matching, unit: number, time: number, except?: Placed): number {
  const train = state.trains[unit];
  let after = firstAfter(train, time);
  let before = after - 1;
  if (except !== undefined) {
    if (train[before] === except) before--;
    if (train[after] === except) after++;
  }
  const earlier = before >= 0 ? train[before].at + train[before].fraction : Number.NEGATIVE_INFINITY;
  const later = after < train.length ? train[after].at + train[after].fraction : Number.POSITIVE_INFINITY;
  return intervalEvidence(state.laws[unit], earlier, time, later);
}

/** Place, height and amplitude of the best discharge of `unit` around a local maximum of its correlation. */
export function refine(
  state: Matching,
  unit: number,
  at: number,
  left: number,
  centre: number,
  right: number,
): Placed {
  const bend = left - 2 * centre + right;
  const fraction = bend < 0 ? Math.max(-0.5, Math.min(0.5, (0.5 * (left - right)) / bend)) : 0;
  const height = valueBetween(state.correlations[unit], at + fraction);
  return {
    unit,
    at,
    fraction,
    amplitude: amplitudeFor(state, unit, at, height),
    worth: likelihoodGain(state, unit, at, height) - state.price,
  };
}
