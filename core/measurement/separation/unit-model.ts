/**
 * What is known of one motor unit while its discharges are being looked for.
 */
import { readShifted } from "./fractional-shift.ts";
import { EXPECTATION_STEP, type Placed } from "./matching.ts";
import { reestimated, remainder, trimmed } from "./template-estimate.ts";
import type { WorkingSignal } from "./working-signal.ts";

export interface UnitModel {
  /** Numbers under which it was known in stretches before; more than one when units turned out to be the same. */
  readonly ids: readonly number[];
  /** `shape[channel × length + m]`, in units of the noise; the discharge stands in the middle. */
  readonly shape: Float32Array;
  /** In order of time. */
  readonly train: readonly Placed[];
  /** Relative standard deviation of its amplitudes around the expected ones. */
  readonly spread: number;
  /** Variance that one discharge adds around it, one value for each m. */
  readonly variability: Float32Array;
  /** Expected amplitude (1: as the shape), one value for each `EXPECTATION_STEP` samples; undefined: 1 throughout. */
  readonly expected: Float32Array | undefined;
}

const FIRST_SPREAD = 0.1;
const SMALLEST_SPREAD = 0.05;
const LARGEST_SPREAD = 0.2;
/** Width of the middle half of a normal distribution, in standard deviations. */
const NORMAL_HALF_WIDTH = 1.349;
/** Part of a potential by which single discharges differ from it (jitter, its alignment). */
const VARIABILITY = 0.04;
/** Of the length of a template. */
const VARIABILITY_REACH = 0.33;
/** Discharges on each side from which an amplitude is foreseen. */
const NEIGHBOURS = 4;

export function unitModel(shape: Float32Array, train: readonly Placed[], channelCount: number): UnitModel {
  return {
    ids: [],
    shape,
    train,
    spread: FIRST_SPREAD,
    variability: variabilityOf(shape, channelCount),
    expected: undefined,
  };
}

export function energyOf(shape: Float32Array): number {
  let sum = 0;
  for (const value of shape) sum += value * value;
  return sum;
}

/** A discharge at a real index. */
export function placedAt(time: number): Placed {
  const at = Math.round(time);
  return { unit: 0, at, fraction: time - at, amplitude: 1, worth: 0 };
}

/** Shapes, amplitudes and their spread learnt anew from the discharges that were placed. */
export function refreshed(signal: WorkingSignal, units: readonly UnitModel[]): UnitModel[] {
  const channelCount = signal.samples.length;
  const left = remainder(
    signal.samples,
    units.map((unit) => unit.shape),
    units.map((unit) => unit.train),
  );
  return units.map((unit) => {
    if (unit.train.length === 0) return unit;
    const raw = reestimated(left, unit.shape, unit.train);
    const typical = middle(unit.train.map((discharge) => discharge.amplitude));
    const scaled = raw.map((value) => value * typical);
    const train = unit.train.map((discharge) => ({ ...discharge, amplitude: discharge.amplitude / typical }));
    const centred = centredOn({ ...unit, shape: scaled, train }, channelCount);
    const shape = trimmed(centred.shape, channelCount, centred.train.length);
    const expected = expectedAmplitudes(centred.train, signal.sampleCount);
    return {
      ids: unit.ids,
      shape,
      train: centred.train,
      spread: spreadAround(centred.train, expected),
      variability: variabilityOf(shape, channelCount),
      expected,
    };
  });
}

/** Moved so that the shape's power lies around the middle of the window, its discharges with it. */
export function centredOn(unit: UnitModel, channelCount: number): UnitModel {
  const length = unit.shape.length / channelCount;
  let moment = 0;
  let power = 0;
  unit.shape.forEach((value, index) => {
    moment += value * value * (index % length);
    power += value * value;
  });
  const by = power > 0 ? Math.round(moment / power) - (length - 1) / 2 : 0;
  if (Math.abs(by) < 4) return unit;
  const shape = new Float32Array(unit.shape.length);
  for (let channel = 0; channel < channelCount; channel++)
    readShifted(
      unit.shape.subarray(channel * length, (channel + 1) * length),
      by,
      length,
      shape,
      channel * length,
    );
  return { ...unit, shape, train: unit.train.map((discharge) => ({ ...discharge, at: discharge.at + by })) };
}

function variabilityOf(shape: Float32Array, channelCount: number): Float32Array {
  const length = shape.length / channelCount;
  const result = new Float32Array(length);
  for (let m = 0; m < length; m++) {
    let peak = 0;
    for (let channel = 0; channel < channelCount; channel++)
      for (let near = Math.max(0, m - 3); near <= Math.min(length - 1, m + 3); near++)
        peak = Math.max(peak, Math.abs(shape[channel * length + near]));
    result[m] = (VARIABILITY * peak) ** 2;
  }
  return widened(result, Math.round(VARIABILITY_REACH * length));
}

/** Mean over `reach` on each side: a discharge is weighed by the variance at one place, which stands for its whole potential. */
function widened(values: Float32Array, reach: number): Float32Array {
  const result = new Float32Array(values.length);
  let sum = 0;
  for (let m = -reach; m < values.length; m++) {
    if (m + reach < values.length) sum += values[m + reach];
    if (m - reach - 1 >= 0) sum -= values[m - reach - 1];
    if (m >= 0) result[m] = sum / (2 * reach + 1);
  }
  return result;
}

/** Running median over neighbouring discharges, straight lines between them. */
function expectedAmplitudes(train: readonly Placed[], sampleCount: number): Float32Array | undefined {
  if (train.length < 2 * NEIGHBOURS) return undefined;
  const smooth = train.map((_, index) =>
    middle(
      train.slice(Math.max(0, index - NEIGHBOURS), index + NEIGHBOURS + 1).map((other) => other.amplitude),
    ),
  );
  const result = new Float32Array(Math.ceil(sampleCount / EXPECTATION_STEP) + 1);
  let next = 0;
  for (let step = 0; step < result.length; step++) {
    const at = (step + 0.5) * EXPECTATION_STEP;
    while (next < train.length && train[next].at < at) next++;
    const before = Math.max(0, next - 1);
    const after = Math.min(train.length - 1, next);
    const span = train[after].at - train[before].at;
    const share = span > 0 ? (at - train[before].at) / span : 0;
    result[step] = Math.max(
      0.2,
      smooth[before] + (smooth[after] - smooth[before]) * Math.min(1, Math.max(0, share)),
    );
  }
  return result;
}

/** From the narrowest half of the discharges, so that a third of false ones does not make it wide. */
function spreadAround(train: readonly Placed[], expected: Float32Array | undefined): number {
  if (train.length < 8) return FIRST_SPREAD;
  const ratios = train
    .map((discharge) => discharge.amplitude / (expected?.[(discharge.at / EXPECTATION_STEP) | 0] ?? 1))
    .sort((a, b) => a - b);
  const half = ratios.length >> 1;
  let narrowest = Number.POSITIVE_INFINITY;
  for (let from = 0; from + half < ratios.length; from++)
    narrowest = Math.min(narrowest, ratios[from + half] - ratios[from]);
  return Math.min(LARGEST_SPREAD, Math.max(SMALLEST_SPREAD, narrowest / NORMAL_HALF_WIDTH));
}

function middle(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}

/** The unit as it is at the end of a stretch, to be looked for in the next. */
export function carriedOver(unit: UnitModel): UnitModel {
  const gain = unit.expected?.[unit.expected.length - 1] ?? 1;
  return { ...unit, shape: unit.shape.map((value) => value * gain), expected: undefined };
}
