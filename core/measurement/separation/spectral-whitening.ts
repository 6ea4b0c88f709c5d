/**
 * A filter without delay that makes the spectrum of the signal flatter.
 *
 * Potentials of different units are most alike in their slow waves, and it is the slow waves that overlap. Against the
 * mixture of all units, the best filter to find one of them divides by the power of the whole, noise included, as a
 * matched filter in coloured noise does: a clean recording is sharpened much, a noisy one little. Here only a part of
 * the power above the noise is divided by, because most of the other units' power can be explained and taken out.
 */
import { WelchAccumulator } from "../../signal/spectrum.ts";
import { addSlidingProduct } from "./sliding-product.ts";

const SEGMENT = 128;
const REACH = 20;

/**
 * Symmetric, `2 × 20 + 1` taps, from channels in units of their noise. Between `lowHz` and `highHz` the gain is
 * 1/√(1 + strength × (power over the least power − 1)); it falls off on both sides.
 */
export function whiteningFilter(
  channels: readonly Float32Array[],
  samplingFrequencyHz: number,
  lowHz: number,
  highHz: number,
  strength: number,
): Float32Array {
  const welch = new WelchAccumulator(samplingFrequencyHz, SEGMENT);
  for (const samples of channels) welch.add(samples);
  const { powerDensity, stepHz } = welch.spectrum();
  const last = SEGMENT / 2;
  const power = powerDensity.map(
    (value, bin) =>
      0.5 * value + 0.25 * (powerDensity[Math.max(0, bin - 1)] + powerDensity[Math.min(last, bin + 1)]),
  );
  const low = Math.max(1, Math.round(lowHz / stepHz));
  const high = Math.max(low, Math.min(last, Math.floor(highHz / stepHz)));
  const least = power.subarray(low, high + 1).reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const gain = Float64Array.from({ length: last + 1 }, (_, bin) => {
    const excess = least > 0 ? power[Math.min(high, Math.max(low, bin))] / least - 1 : 0;
    const edge = bin < low ? bin / low : bin > high ? Math.max(0, 1 - (bin - high) / 4) : 1;
    return edge / Math.sqrt(1 + strength * excess);
  });
  return tapsOf(gain);
}

/** Inverse cosine transform under a raised cosine. */
function tapsOf(gain: Float64Array): Float32Array {
  const last = SEGMENT / 2;
  const taps = new Float32Array(2 * REACH + 1);
  for (let tap = -REACH; tap <= REACH; tap++) {
    let sum = gain[0] + gain[last] * Math.cos(Math.PI * tap);
    for (let bin = 1; bin < last; bin++) sum += 2 * gain[bin] * Math.cos((2 * Math.PI * bin * tap) / SEGMENT);
    taps[tap + REACH] = (sum / SEGMENT) * (0.5 + 0.5 * Math.cos((Math.PI * tap) / (REACH + 1)));
  }
  return taps;
}

/** Filtered copy; the signal is 0 outside its ends. */
export function filtered(samples: Float32Array, taps: Float32Array): Float32Array {
  const result = new Float32Array(samples.length);
  addSlidingProduct(samples, taps, (taps.length - 1) / 2, result);
  return result;
}
