/**
 * Discharges sorted by shape: which look alike, whatever their size?
 *
 * One source has one shape, also when its discharges grow or shrink along the way (a myotonic run, a train that decrements).
 * So a discharge belongs to a shape if the shape, shifted a little and scaled freely, leaves no more of it than noise and an eighth
 * of its energy. Shapes are found one after another, the one with the most discharges first. Where the sizes of one shape fall
 * into two populations with nothing between them, they are two sources that look alike. This is no separation: what overlaps
 * fits no shape and stays over. It is quick, and right where one or a few sources fire, which is where it is needed.
 */
import { splitOfTwo } from "../split-of-two.ts";
import type { Discharge } from "../types/discharge.ts";

/** Band-passed samples of one part of the signal. */
export interface ShapePart {
  readonly samples: Float32Array;
  /** Time of `samples[0]`. */
  readonly startS: number;
  readonly discharges: readonly Discharge[];
}

export interface PotentialShape {
  /** In order of time; times are those at which the shape fits best. */
  readonly discharges: readonly Discharge[];
  /** Mean of what was sorted here, with `originIndex` at the discharge's time. */
  readonly template: Float32Array;
  readonly originIndex: number;
}

export interface SortedDischarges {
  /** Most discharges first. */
  readonly shapes: readonly PotentialShape[];
  /** Those that are like no other, or overlap. */
  readonly strangers: readonly Discharge[];
}

export interface ShapeSearch {
  readonly samplingFrequencyHz: number;
  /** Standard deviation of the noise. */
  readonly noise: number;
  /** Sampling frequency of the recorder, when the samples were interpolated. */
  readonly recordedHz: number;
}

const BEFORE_S = 0.002;
const AFTER_S = 0.003;
/** Slow recordings have wider windows: with a handful of samples everything looks alike. */
const FEWEST_BEFORE = 9;
const FEWEST_AFTER = 13;
const SHIFT_S = 0.0015;
/** Energy that the shape may leave of a discharge, on top of the noise's. */
const LEFT_OVER = 0.12;
const NOISE_FACTOR = 1.5;
const MOST_NOISE = 0.4;
const SMALLEST_GAIN = 0.35;
const LARGEST_GAIN = 2.8;
const SIZES_APART = 3.2;
const SIZES_FAR_APART = 5;
const ALTERNATING = 0.4;
const SIZE_RATIO = 1.15;
const MOST_SHAPES = 8;
const FEWEST = 3;
const FEWEST_SHARE = 0.03;
const SEEDS = 10;
const TRIED = 120;
const ROUNDS = 2;
/** Mean waveforms reach this far to both sides of the discharge. */
const TEMPLATE_S = 0.012;
/** Windows have about this many samples a second: more would cost time and tell nothing. */
const ENOUGH_HZ = 10_000;

interface Candidate {
  readonly part: number;
  readonly at: number;
  readonly discharge: Discharge;
}

interface Fit {
  readonly shift: number;
  readonly gain: number;
}

export function potentialShapes(parts: readonly ShapePart[], search: ShapeSearch): SortedDischarges {
  const fs = search.samplingFrequencyHz;
  const stride = Math.max(1, Math.round(fs / ENOUGH_HZ));
  const window = {
    before: Math.round((Math.max(BEFORE_S, FEWEST_BEFORE / search.recordedHz) * fs) / stride),
    after: Math.round((Math.max(AFTER_S, FEWEST_AFTER / search.recordedHz) * fs) / stride),
    shift: Math.max(1, Math.round((SHIFT_S * fs) / stride)),
    stride,
  };
  const reach = (window.before + window.after + window.shift + 1) * stride;
  const atTheEdge: Discharge[] = [];
  let left: Candidate[] = parts.flatMap(({ samples, startS, discharges }, part) =>
    discharges.flatMap((discharge) => {
      const at = Math.round((discharge.timeS - startS) * fs);
      if (at >= reach && at + reach < samples.length) return [{ part, at, discharge }];
      atTheEdge.push(discharge);
      return [];
    }),
  );
  const total = left.length;
  const fewest = Math.max(FEWEST, Math.ceil(FEWEST_SHARE * total));
  const shapes: PotentialShape[] = [];
  while (shapes.length < MOST_SHAPES && left.length >= fewest) {
    const shape = commonest(left, parts, window, search.noise);
    if (shape === undefined) break;
    const members: { candidate: Candidate; fit: Fit }[] = [];
    const others: Candidate[] = [];
    for (const candidate of left) {
      const fit = fitOf(shape, candidate, parts, window, search.noise);
      if (fit === undefined) others.push(candidate);
      else members.push({ candidate, fit });
    }
    if (members.length < fewest) break;
    for (const own of ofOneSize(members)) shapes.push(sorted(own, parts, window, fs));
    left = others;
  }
  return {
    shapes: shapes.sort((a, b) => b.discharges.length - a.discharges.length),
    strangers: [...atTheEdge, ...left.map(({ discharge }) => discharge)],
  };
}

interface Window {
  readonly before: number;
  readonly after: number;
  readonly shift: number;
  readonly stride: number;
}

/** The shape that the most of a sample of the discharges have, refined twice. */
function commonest(
  left: readonly Candidate[],
  parts: readonly ShapePart[],
  window: Window,
  noise: number,
): Float32Array | undefined {
  const tried = spread(left, TRIED);
  const bySize = [...tried].sort((a, b) => b.discharge.amplitude - a.discharge.amplitude);
  let best: { shape: Float32Array; score: number } | undefined;
  for (const seed of spread(bySize, SEEDS)) {
    const shape = cut(parts[seed.part].samples, seed.at, window);
    let score = 0;
    for (const candidate of tried) if (fitOf(shape, candidate, parts, window, noise) !== undefined) score++;
    if (best === undefined || score > best.score) best = { shape, score };
  }
  if (best === undefined) return undefined;
  let { shape } = best;
  for (let round = 0; round < ROUNDS; round++) {
    const sum = new Float32Array(shape.length);
    let count = 0;
    for (const candidate of tried) {
      const fit = fitOf(shape, candidate, parts, window, noise);
      if (fit === undefined) continue;
      const own = cut(parts[candidate.part].samples, candidate.at + fit.shift * window.stride, window);
      for (let i = 0; i < sum.length; i++) sum[i] += own[i] / fit.gain;
      count++;
    }
    if (count < 2) break;
    shape = sum.map((value) => value / count);
  }
  return shape;
}

/** Evenly chosen, in order. */
function spread<T>(values: readonly T[], count: number): T[] {
  if (values.length <= count) return [...values];
  return Array.from({ length: count }, (_, i) => values[Math.floor(((i + 0.5) * values.length) / count)]);
}

function cut(samples: Float32Array, at: number, { before, after, stride }: Window): Float32Array {
  const shape = new Float32Array(before + after + 1);
  for (let i = 0; i < shape.length; i++) shape[i] = samples[at + (i - before) * stride];
  return shape;
}

function fitOf(
  shape: Float32Array,
  { part, at }: Candidate,
  parts: readonly ShapePart[],
  window: Window,
  noise: number,
): Fit | undefined {
  const { samples } = parts[part];
  const { before, stride } = window;
  let own = 0;
  for (const value of shape) own += value * value;
  if (!(own > 0)) return undefined;
  let best = { shift: 0, product: 0, energy: 0, share: -1 };
  for (let shift = -window.shift; shift <= window.shift; shift++) {
    let product = 0;
    let energy = 0;
    let index = at + (shift - before) * stride;
    for (let i = 0; i < shape.length; i++, index += stride) {
      const value = samples[index];
      product += value * shape[i];
      energy += value * value;
    }
    const share = product > 0 ? (product * product) / (own * energy) : -1;
    if (share > best.share) best = { shift, product, energy, share };
  }
  const noiseShare = Math.min(MOST_NOISE, (shape.length * noise * noise) / best.energy);
  const gain = best.product / own;
  const fits = 1 - best.share <= LEFT_OVER + NOISE_FACTOR * noiseShare;
  return fits && gain >= SMALLEST_GAIN && gain <= LARGEST_GAIN ? { shift: best.shift, gain } : undefined;
}

/**
 * Two sources of one shape differ in size, and their sizes alternate; one source grows and shrinks little by little through
 * all sizes (von Neumann's ratio is small).
 */
function ofOneSize<T extends { readonly candidate: Candidate }>(members: readonly T[]): T[][] {
  const sizeOf = ({ candidate }: T) => Math.log(candidate.discharge.amplitude);
  const sizes = members.map(sizeOf);
  const separation = neumannRatio(sizes) > ALTERNATING ? SIZES_APART : SIZES_FAR_APART;
  const at = splitOfTwo(sizes, { separation, ratio: SIZE_RATIO });
  if (at === undefined) return [[...members]];
  return [members.filter((one) => sizeOf(one) <= at), members.filter((one) => sizeOf(one) > at)].flatMap(
    ofOneSize,
  );
}

/** Mean square step over twice the variance: 1 when the order is random, near 0 when neighbours are alike. */
function neumannRatio(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  let steps = 0;
  let squares = 0;
  values.forEach((value, i) => {
    squares += (value - mean) ** 2;
    if (i > 0) steps += (value - values[i - 1]) ** 2;
  });
  return squares > 0 ? steps / (2 * squares) : 1;
}

function sorted(
  members: readonly { readonly candidate: Candidate; readonly fit: Fit }[],
  parts: readonly ShapePart[],
  { stride }: Window,
  fs: number,
): PotentialShape {
  const half = Math.round(TEMPLATE_S * fs);
  const template = new Float32Array(2 * half + 1);
  let count = 0;
  for (const { candidate, fit } of members) {
    const { samples } = parts[candidate.part];
    const from = candidate.at + fit.shift * stride - half;
    if (from < 0 || from + template.length > samples.length) continue;
    for (let i = 0; i < template.length; i++) template[i] += samples[from + i];
    count++;
  }
  const discharges = members.map(({ candidate: { discharge }, fit }) => ({
    ...discharge,
    timeS: discharge.timeS + (fit.shift * stride) / fs,
  }));
  return {
    discharges: discharges.sort((a, b) => a.timeS - b.timeS),
    template: count > 0 ? template.map((value) => value / count) : template,
    originIndex: half,
  };
}
