/**
 * The waveforms of all units, and how each looks to each other.
 *
 * A discharge at n + δ leaves a·R(τ − δ) in the correlation of the signal with another unit's template at n + τ, where
 * R is the cross-correlation of the two templates. With R known for every lag and for fractions of a sample, a
 * discharge can be taken out of all correlations without touching the signal again.
 */
import { readShifted } from "./fractional-shift.ts";

export interface TemplateBank {
  readonly channelCount: number;
  /** Samples on each side of the discharge. */
  readonly half: number;
  /** `2 × half + 1` */
  readonly length: number;
  /** `shapes[unit][channel × length + half + m]`, in units of the noise. */
  readonly shapes: readonly Float32Array[];
  /** Sum of the squares of each shape. */
  readonly energies: Float64Array;
  /**
   * `products[seen × count + by][phase × (4 × half + 3) + τ + 2 × half + 1]`: what a discharge of `seen` at phase δ leaves in
   * the correlation with `by` at lag τ.
   */
  readonly products: readonly Float32Array[];
}

/** Steps of δ from −½ to ½. */
export const SHIFT_STEPS = 16;

/** What `before` already holds of these very shapes is taken from there. */
export function templateBank(
  shapes: readonly Float32Array[],
  channelCount: number,
  before?: TemplateBank,
): TemplateBank {
  const length = shapes.length === 0 ? 1 : shapes[0].length / channelCount;
  const half = (length - 1) / 2;
  const energies = Float64Array.from(shapes, (shape) => shape.reduce((sum, value) => sum + value * value, 0));
  const products: Float32Array[] = new Array(shapes.length ** 2);
  const places = shapes.map((shape) => before?.shapes.indexOf(shape) ?? -1);
  for (let seen = 0; seen < shapes.length; seen++)
    for (let by = 0; by < shapes.length; by++)
      products[seen * shapes.length + by] =
        before !== undefined && places[seen] >= 0 && places[by] >= 0
          ? before.products[places[seen] * before.shapes.length + places[by]]
          : shiftedProducts(crossCorrelation(shapes[seen], shapes[by], channelCount, length), half);
  return { channelCount, half, length, shapes, energies, products };
}

/** `result[u + 2 × half + 1] = Σ seen(m + u) by(m)` for u from −2 half − 1 to 2 half + 1. */
export function crossCorrelation(
  seen: Float32Array,
  by: Float32Array,
  channelCount: number,
  length: number,
): Float32Array {
  const result = new Float32Array(2 * length + 1);
  for (let channel = 0; channel < channelCount; channel++) {
    const base = channel * length;
    for (let lag = 1 - length; lag < length; lag++) {
      const from = Math.max(0, -lag);
      const to = Math.min(length, length - lag);
      let sum = 0;
      for (let m = from; m < to; m++) sum += seen[base + m + lag] * by[base + m];
      result[lag + length] += sum;
    }
  }
  return result;
}

function shiftedProducts(correlation: Float32Array, half: number): Float32Array {
  const width = 4 * half + 3;
  const result = new Float32Array((SHIFT_STEPS + 1) * width);
  for (let step = 0; step <= SHIFT_STEPS; step++)
    readShifted(correlation, 0.5 - step / SHIFT_STEPS, width, result, step * width);
  return result;
}

/** Index of the table's row for a fraction between −½ and ½. */
export function shiftStep(fraction: number): number {
  return Math.round((fraction + 0.5) * SHIFT_STEPS);
}
