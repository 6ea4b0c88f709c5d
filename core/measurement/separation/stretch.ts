/**
 * One short stretch of the recording, explained from scratch by following several first choices to their ends.
 *
 * Works on a copy of the correlations of the stretch, from which the discharges in question have been taken away. At
 * each depth the most valuable discharges are tried one after the other; an end that is nearly as good as the best so
 * far is polished (each discharge moved and scaled once more against the others) and compared as a whole.
 */
import { valueBetween } from "./fractional-shift.ts";
import { intervalEvidence } from "./interval-law.ts";
import { EXPECTATION_STEP, firstAfter, type Matching, type Placed } from "./matching.ts";
import { shiftStep } from "./template-bank.ts";

/** No discharge of this unit may be placed within `apart` samples of `at`. */
export interface Barred {
  readonly unit: number;
  readonly at: number;
  readonly apart: number;
}

export interface Stretch {
  readonly state: Matching;
  readonly from: number;
  readonly width: number;
  /** Discharges may be placed from `innerFrom` (inclusive) to `innerTo` (exclusive). */
  readonly innerFrom: number;
  readonly innerTo: number;
  /** `levels[depth][unit × width + n − from]`, one more than the deepest path for measuring whole paths. */
  readonly levels: Float32Array[];
  /** How many choices are followed at each depth; one beyond the end. */
  readonly branches: readonly number[];
  readonly barred: Barred | undefined;
  /** One for the whole stretch, so that explanations with discharges at different places can be compared. */
  readonly variance: number;
  readonly seen: Set<number>;
  best: Explanation;
}

export interface Explanation {
  readonly worth: number;
  readonly discharges: Placed[];
}

const DEEPEST = 8;
/** Samples beyond the stretch that interpolation needs. */
export const MARGIN = 7;
/** Polishing adds no more than about this to what a path is worth. */
const POLISH_GAIN = 12;

export interface StretchBounds {
  readonly innerFrom: number;
  readonly innerTo: number;
}

/** `levels` is memory that is used again and again. */
export function openStretch(
  state: Matching,
  bounds: StretchBounds,
  branches: readonly number[],
  levels: Float32Array[],
  barred?: Barred,
): Stretch {
  const from = bounds.innerFrom - MARGIN;
  const width = bounds.innerTo + MARGIN - from;
  const count = state.correlations.length;
  for (let depth = 0; depth <= DEEPEST + 1; depth++)
    if ((levels[depth]?.length ?? 0) < count * width) levels[depth] = new Float32Array(count * width * 2);
  for (let unit = 0; unit < count; unit++)
    levels[0].set(state.correlations[unit].subarray(from, from + width), unit * width);
  const best = { worth: 0, discharges: [] };
  const variance = meanOf(state.variance, bounds.innerFrom, bounds.innerTo);
  return { state, from, width, ...bounds, levels, branches, barred, variance, seen: new Set(), best };
}

function meanOf(values: Float32Array, from: number, to: number): number {
  let sum = 0;
  for (let index = from; index < to; index++) sum += values[index];
  return sum / (to - from);
}

/** Leaves the best explanation that was met, if better than the one before, in `stretch.best`. */
export function search(stretch: Stretch): void {
  stretch.seen.clear();
  follow(stretch, 0, [], 0);
}

function follow(stretch: Stretch, depth: number, path: readonly Placed[], worth: number): void {
  const found = depth < DEEPEST ? choices(stretch, depth, path) : [];
  if (found.length === 0) {
    if (worth > stretch.best.worth - POLISH_GAIN) conclude(stretch, depth, path);
    return;
  }
  const breadth = Math.min(found.length, stretch.branches[depth] ?? 1);
  const size = stretch.width * stretch.state.correlations.length;
  for (let index = 0; index < breadth; index++) {
    const next = [...path, found[index]];
    const mark = signature(next);
    if (stretch.seen.has(mark)) continue;
    stretch.seen.add(mark);
    stretch.levels[depth + 1].set(stretch.levels[depth].subarray(0, size));
    subtract(stretch, stretch.levels[depth + 1], found[index], found[index].amplitude);
    follow(stretch, depth + 1, next, worth + found[index].worth);
  }
}

/** The same for the same discharges in whatever order (two neighbouring samples are one place). */
function signature(path: readonly Placed[]): number {
  let sum = path.length;
  for (const { unit, at } of path) sum += Math.imul((at >> 1) * 64 + unit + 1, 0x9e3779b1) >>> 0;
  return sum;
}

/** Discharges worth placing, best first. */
function choices(stretch: Stretch, depth: number, path: readonly Placed[]): Placed[] {
  const { state, from, width, innerFrom, innerTo, barred } = stretch;
  const level = stretch.levels[depth];
  const found: Placed[] = [];
  for (let unit = 0; unit < state.correlations.length; unit++) {
    const base = unit * width - from;
    for (let at = innerFrom; at < innerTo; at++) {
      const centre = level[base + at];
      if (centre <= 0 || centre < level[base + at - 1] || centre <= level[base + at + 1]) continue;
      if (barred?.unit === unit && Math.abs(at - barred.at) <= barred.apart) continue;
      const choice = fitted(stretch, level, base, unit, at);
      choice.worth -= state.price;
      if (choice.worth <= -3) continue;
      choice.worth += evidenceFor(state, unit, at + choice.fraction, path);
      if (choice.worth > 0) found.push(choice);
    }
  }
  return found.sort((a, b) => b.worth - a.worth || a.at - b.at || a.unit - b.unit);
}

function fitted(stretch: Stretch, level: Float32Array, base: number, unit: number, at: number): Placed {
  const { state, variance } = stretch;
  const left = level[base + at - 1];
  const right = level[base + at + 1];
  const bend = left - 2 * level[base + at] + right;
  const fraction = bend < 0 ? Math.max(-0.5, Math.min(0.5, (0.5 * (left - right)) / bend)) : 0;
  const c = valueBetween(level, base + at + fraction);
  const expected = state.expected[unit][(at / EXPECTATION_STEP) | 0];
  const prior = 1 / (state.spreads[unit] * expected) ** 2;
  const amplitude = (c / variance + expected * prior) / (state.bank.energies[unit] / variance + prior);
  return { unit, at, fraction, amplitude, worth: gain(stretch, unit, at, amplitude, c) };
}

/** Gain in likelihood of placing `amplitude` where the correlation is `c`. */
function gain(stretch: Stretch, unit: number, at: number, amplitude: number, c: number): number {
  const { state, variance } = stretch;
  const expected = state.expected[unit][(at / EXPECTATION_STEP) | 0];
  const deviation = (amplitude - expected) / (state.spreads[unit] * expected);
  const explained = amplitude * c - 0.5 * amplitude * amplitude * state.bank.energies[unit];
  return explained / variance - 0.5 * deviation * deviation;
}

/** What intervals say, with the discharges of the path beside those that are placed. */
function evidenceFor(state: Matching, unit: number, time: number, path: readonly Placed[]): number {
  const train = state.trains[unit];
  const next = firstAfter(train, time);
  let before = next > 0 ? train[next - 1].at + train[next - 1].fraction : Number.NEGATIVE_INFINITY;
  let after = next < train.length ? train[next].at + train[next].fraction : Number.POSITIVE_INFINITY;
  for (const other of path) {
    if (other.unit !== unit) continue;
    const at = other.at + other.fraction;
    if (at <= time) before = Math.max(before, at);
    else after = Math.min(after, at);
  }
  return intervalEvidence(state.laws[unit], before, time, after);
}

function subtract(stretch: Stretch, level: Float32Array, discharge: Placed, amount: number): void {
  const { state, from, width } = stretch;
  const { bank } = state;
  const count = state.correlations.length;
  const reach = 2 * bank.half + 1;
  const first = Math.max(from, discharge.at - reach);
  const last = Math.min(from + width, discharge.at + reach + 1);
  const shift = shiftStep(discharge.fraction) * (4 * bank.half + 3) + reach - discharge.at;
  for (let by = 0; by < count; by++) {
    const product = bank.products[discharge.unit * count + by];
    const base = by * width - from;
    for (let index = first; index < last; index++) level[base + index] -= amount * product[index + shift];
  }
}

function conclude(stretch: Stretch, depth: number, path: readonly Placed[]): void {
  const level = stretch.levels[depth];
  const polished = path.map((discharge) => ({ ...discharge }));
  for (let sweep = 0; sweep < 2; sweep++)
    for (const discharge of polished) readjust(stretch, level, discharge);
  const worth = wholeWorth(stretch, polished);
  if (worth > stretch.best.worth) stretch.best = { worth, discharges: polished };
}

function readjust(stretch: Stretch, level: Float32Array, discharge: Placed): void {
  const { from, width, innerFrom, innerTo } = stretch;
  subtract(stretch, level, discharge, -discharge.amplitude);
  const base = discharge.unit * width - from;
  let best = discharge.at;
  for (
    let at = Math.max(innerFrom, discharge.at - 2), to = Math.min(innerTo - 1, discharge.at + 2);
    at <= to;
    at++
  )
    if (level[base + at] > level[base + best]) best = at;
  const moved = fitted(stretch, level, base, discharge.unit, best);
  discharge.at = moved.at;
  discharge.fraction = moved.fraction;
  discharge.amplitude = moved.amplitude;
  subtract(stretch, level, discharge, discharge.amplitude);
}

/** What the discharges are worth together, starting from the stretch without any; sets the worth of each. */
export function wholeWorth(stretch: Stretch, discharges: readonly Placed[]): number {
  const { state, from, width, levels } = stretch;
  const level = levels[DEEPEST + 1];
  level.set(levels[0].subarray(0, width * state.correlations.length));
  let worth = 0;
  const placed: Placed[] = [];
  for (const discharge of discharges) {
    const { unit, at, fraction, amplitude } = discharge;
    const c = valueBetween(level, unit * width - from + at + fraction);
    const evidence = evidenceFor(state, unit, at + fraction, placed);
    discharge.worth = gain(stretch, unit, at, amplitude, c) - state.price + evidence;
    worth += discharge.worth;
    subtract(stretch, level, discharge, amplitude);
    placed.push(discharge);
  }
  return worth;
}
