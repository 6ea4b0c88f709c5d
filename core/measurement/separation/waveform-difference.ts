/**
 * How far two templates differ when they are laid on each other as well as they can be.
 */
import { valueBetween } from "./fractional-shift.ts";
import { crossCorrelation } from "./template-bank.ts";
import { energyOf } from "./unit-model.ts";

export interface WaveformDifference {
  /** Energy of `a − b` at the best delay, in units of the noise. */
  readonly energy: number;
  /** That energy over the smaller of the two templates' own. */
  readonly share: number;
  /** The same with `b` at its best amplitude, over the energy of `a`. */
  readonly scaledShare: number;
  /** That amplitude of `b`. */
  readonly gain: number;
  /** Time of b's discharge less that of a's, for one and the same potential, in samples. */
  readonly delay: number;
}

export function waveformDifference(
  a: Float32Array,
  b: Float32Array,
  channelCount: number,
): WaveformDifference {
  const length = a.length / channelCount;
  const products = crossCorrelation(a, b, channelCount, length);
  let best = 1;
  for (let index = 1; index < products.length - 1; index++)
    if (products[index] > products[best]) best = index;
  const bend = products[best - 1] - 2 * products[best] + products[best + 1];
  const fraction = bend < 0 ? (0.5 * (products[best - 1] - products[best + 1])) / bend : 0;
  const product = valueBetween(products, best + fraction);
  const own = energyOf(a);
  const other = energyOf(b);
  const energy = Math.max(0, own + other - 2 * product);
  return {
    energy,
    share: energy / Math.max(1e-9, Math.min(own, other)),
    scaledShare: Math.max(0, 1 - (product * product) / Math.max(1e-9, own * other)),
    gain: product / Math.max(1e-9, other),
    delay: best + fraction - length,
  };
}
