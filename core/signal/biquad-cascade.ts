/**
 * Filtering with second-order sections, forwards (as a recorder would) or in both directions (zero phase).
 *
 * A cascade is a list of biquads applied one after the other, each normalised to a₀ = 1:
 * y[n] = b₀x[n] + b₁x[n−1] + b₂x[n−2] − a₁y[n−1] − a₂y[n−2]. The state is kept in 64-bit floats, the samples in
 * 32-bit; nothing is allocated in the loops. Two sections are run in one sweep, tile by tile, so that the second pair
 * finds its input in the nearest cache.
 *
 * NaN must not get in: it would stay in the state for ever. `bridge-gaps.ts` takes NaN out first.
 */

/** One second-order section, a₀ = 1. */
export interface Biquad {
  readonly b0: number;
  readonly b1: number;
  readonly b2: number;
  readonly a1: number;
  readonly a2: number;
}

export type Cascade = readonly Biquad[];

/** Two numbers a section. Belongs to one stream of samples; filtering the next block continues it. */
export type CascadeState = Float64Array;

/** Short enough that a tile of input and output stays in the nearest cache. */
const TILE_SAMPLES = 4096;
/** Below this a state is set to zero: denormal numbers make processors slow by a factor of a hundred. */
const NEGLIGIBLE = 1e-30;

/** State of a filter that has seen nothing, or has seen `restingLevel` for ever. */
export function cascadeState(cascade: Cascade, restingLevel = 0): CascadeState {
  const state = new Float64Array(2 * cascade.length);
  let level = restingLevel;
  cascade.forEach((section, index) => {
    const settled = level * gainAtZero(section);
    state[2 * index] = settled - section.b0 * level;
    state[2 * index + 1] = section.b2 * level - section.a2 * settled;
    level = settled;
  });
  return state;
}

function gainAtZero({ b0, b1, b2, a1, a2 }: Biquad): number {
  return (b0 + b1 + b2) / (1 + a1 + a2);
}

/** Causal filter of `input[from..to)` into `output[from..to)` (which may be the same array). */
export function filterForwards(
  cascade: Cascade,
  input: Float32Array,
  output: Float32Array,
  state: CascadeState,
  from = 0,
  to = input.length,
): void {
  if (cascade.length === 0) {
    if (input !== output) output.set(input.subarray(from, to), from);
    return;
  }
  for (let start = from; start < to; start += TILE_SAMPLES) {
    const end = Math.min(to, start + TILE_SAMPLES);
    let source = input;
    let index = 0;
    for (; index + 1 < cascade.length; index += 2) {
      sweepPairForwards(cascade[index], cascade[index + 1], source, output, state, 2 * index, start, end);
      source = output;
    }
    if (index < cascade.length)
      sweepOneForwards(cascade[index], source, output, state, 2 * index, start, end);
    flushNegligible(state);
  }
}

/** The same from the last sample to the first. */
export function filterBackwards(
  cascade: Cascade,
  input: Float32Array,
  output: Float32Array,
  state: CascadeState,
): void {
  if (cascade.length === 0) {
    if (input !== output) output.set(input);
    return;
  }
  for (let end = input.length; end > 0; end -= TILE_SAMPLES) {
    const start = Math.max(0, end - TILE_SAMPLES);
    let source = input;
    let index = 0;
    for (; index + 1 < cascade.length; index += 2) {
      sweepPairBackwards(cascade[index], cascade[index + 1], source, output, state, 2 * index, start, end);
      source = output;
    }
    if (index < cascade.length)
      sweepOneBackwards(cascade[index], source, output, state, 2 * index, start, end);
    flushNegligible(state);
  }
}

/**
 * Filter forwards, then backwards: no delay, the magnitude response squared. Both ends are continued by their point
 * reflection over `paddingSamples` (default: until the slowest section has settled to a thousandth).
 */
export function filterZeroPhase(
  cascade: Cascade,
  samples: Float32Array,
  paddingSamples = settlingSamples(cascade),
): Float32Array {
  const padding = Math.min(paddingSamples, Math.max(0, samples.length - 1));
  const extended = reflectEnds(samples, padding);
  if (extended.length === 0) return extended;
  filterForwards(cascade, extended, extended, cascadeState(cascade, extended[0]));
  filterBackwards(cascade, extended, extended, cascadeState(cascade, extended[extended.length - 1]));
  return extended.slice(padding, padding + samples.length);
}

function reflectEnds(samples: Float32Array, padding: number): Float32Array {
  const count = samples.length;
  const extended = new Float32Array(count + 2 * padding);
  extended.set(samples, padding);
  for (let k = 1; k <= padding; k++) {
    extended[padding - k] = 2 * samples[0] - samples[k];
    extended[padding + count - 1 + k] = 2 * samples[count - 1] - samples[count - 1 - k];
  }
  return extended;
}

/** Samples until what a cascade has seen has faded to `remainder` (of its slowest pole). */
export function settlingSamples(cascade: Cascade, remainder = 1e-3): number {
  let slowest = 0;
  for (const { a1, a2 } of cascade) slowest = Math.max(slowest, poleRadius(a1, a2));
  if (slowest <= 0) return 2;
  return Math.ceil(Math.log(remainder) / Math.log(Math.min(slowest, 1 - 1e-9)));
}

function poleRadius(a1: number, a2: number): number {
  const discriminant = a1 * a1 - 4 * a2;
  if (discriminant < 0) return Math.sqrt(a2);
  return (Math.abs(a1) + Math.sqrt(discriminant)) / 2;
}

/** Magnitude of the causal response at one frequency. */
export function magnitudeAt(cascade: Cascade, frequencyHz: number, samplingFrequencyHz: number): number {
  const angle = (2 * Math.PI * frequencyHz) / samplingFrequencyHz;
  const [c1, s1, c2, s2] = [Math.cos(angle), Math.sin(angle), Math.cos(2 * angle), Math.sin(2 * angle)];
  let magnitude = 1;
  for (const { b0, b1, b2, a1, a2 } of cascade) {
    const above = Math.hypot(b0 + b1 * c1 + b2 * c2, b1 * s1 + b2 * s2);
    const below = Math.hypot(1 + a1 * c1 + a2 * c2, a1 * s1 + a2 * s2);
    magnitude *= above / below;
  }
  return magnitude;
}

function flushNegligible(state: CascadeState): void {
  for (let index = 0; index < state.length; index++)
    if (Math.abs(state[index]) < NEGLIGIBLE) state[index] = 0;
}

// The four sweeps below are the hot path of every measurement. They are written out (transposed direct form II,
// state in locals, the addition that waits for the output last) because that is what makes them fast.

function sweepPairForwards(
  first: Biquad,
  second: Biquad,
  input: Float32Array,
  output: Float32Array,
  state: CascadeState,
  at: number,
  start: number,
  end: number,
): void {
  const { b0, b1, b2, a1, a2 } = first;
  const { b0: d0, b1: d1, b2: d2, a1: c1, a2: c2 } = second;
  let s1 = state[at];
  let s2 = state[at + 1];
  let t1 = state[at + 2];
  let t2 = state[at + 3];
  for (let i = start; i < end; i++) {
    const x = input[i];
    const y = b0 * x + s1;
    s1 = b1 * x + s2 - a1 * y;
    s2 = b2 * x - a2 * y;
    const z = d0 * y + t1;
    t1 = d1 * y + t2 - c1 * z;
    t2 = d2 * y - c2 * z;
    output[i] = z;
  }
  state[at] = s1;
  state[at + 1] = s2;
  state[at + 2] = t1;
  state[at + 3] = t2;
}

function sweepPairBackwards(
  first: Biquad,
  second: Biquad,
  input: Float32Array,
  output: Float32Array,
  state: CascadeState,
  at: number,
  start: number,
  end: number,
): void {
  const { b0, b1, b2, a1, a2 } = first;
  const { b0: d0, b1: d1, b2: d2, a1: c1, a2: c2 } = second;
  let s1 = state[at];
  let s2 = state[at + 1];
  let t1 = state[at + 2];
  let t2 = state[at + 3];
  for (let i = end - 1; i >= start; i--) {
    const x = input[i];
    const y = b0 * x + s1;
    s1 = b1 * x + s2 - a1 * y;
    s2 = b2 * x - a2 * y;
    const z = d0 * y + t1;
    t1 = d1 * y + t2 - c1 * z;
    t2 = d2 * y - c2 * z;
    output[i] = z;
  }
  state[at] = s1;
  state[at + 1] = s2;
  state[at + 2] = t1;
  state[at + 3] = t2;
}

function sweepOneForwards(
  section: Biquad,
  input: Float32Array,
  output: Float32Array,
  state: CascadeState,
  at: number,
  start: number,
  end: number,
): void {
  const { b0, b1, b2, a1, a2 } = section;
  let s1 = state[at];
  let s2 = state[at + 1];
  for (let i = start; i < end; i++) {
    const x = input[i];
    const y = b0 * x + s1;
    s1 = b1 * x + s2 - a1 * y;
    s2 = b2 * x - a2 * y;
    output[i] = y;
  }
  state[at] = s1;
  state[at + 1] = s2;
}

function sweepOneBackwards(
  section: Biquad,
  input: Float32Array,
  output: Float32Array,
  state: CascadeState,
  at: number,
  start: number,
  end: number,
): void {
  const { b0, b1, b2, a1, a2 } = section;
  let s1 = state[at];
  let s2 = state[at + 1];
  for (let i = end - 1; i >= start; i--) {
    const x = input[i];
    const y = b0 * x + s1;
    s1 = b1 * x + s2 - a1 * y;
    s2 = b2 * x - a2 * y;
    output[i] = y;
  }
  state[at] = s1;
  state[at + 1] = s2;
}
