/**
 * A filter without delay that makes the spectrum of the signal flat.
 *
 * Potentials of different units are most alike in their slow waves, and it is the slow waves that overlap. Against the
 * mixture of all units, the best filter to find one of them divides by the power of the whole (noise included), as a
 * matched filter in coloured noise does: it sharpens a clean recording much and a noisy one little.
 */
import { WelchAccumulator } from "../../signal/spectrum.ts";

const SEGMENT = 128;
const REACH = 20;

/** Symmetric, `2 × 20 + 1` taps. `lowHz` and `highHz` bound the band that is kept. */
export function whiteningFilter(
  channels: readonly Float32Array[],
  samplingFrequencyHz: number,
  lowHz: number,
  highHz: number,
  strength: number,
): Float64Array {
  const welch = new WelchAccumulator(samplingFrequencyHz, SEGMENT);
  for (const samples of channels) welch.add(samples);
  const { powerDensity, stepHz } = welch.spectrum();
  const smooth = powerDensity.map(
    (value, bin) => 0.5 * value + 0.25 * (powerDensity[Math.max(0, bin - 1)] + powerDensity[Math.min(SEGMENT / 2, bin + 1)]),
  );
  const low = Math.max(1, Math.round(lowHz / stepHz));
  const high = Math.min(SEGMENT / 2, Math.floor(highHz / stepHz));
  let largest = 0;
  for (let bin = low; bin <= high; bin++) largest = Math.max(largest, smooth[bin]);
  const gain = new Float64Array(SEGMENT / 2 + 1);
  let floor = Infinity; for (let bin = low; bin <= high; bin++) floor = Math.min(floor, smooth[bin]);
  for (let bin = 0; bin <= SEGMENT / 2; bin++) {
    const inside = Math.min(high, Math.max(low, bin));
    const edge = bin < low ? bin / low : bin > high ? Math.max(0, 1 - (bin - high) / 4) : 1;
    gain[bin] = edge * (1 + strength * (smooth[inside] / floor - 1)) ** (-1 / 2);
  }
  const taps = new Float64Array(2 * REACH + 1);
  for (let tap = -REACH; tap <= REACH; tap++) {
    let sum = gain[0] + gain[SEGMENT / 2] * Math.cos(Math.PI * tap);
    for (let bin = 1; bin < SEGMENT / 2; bin++) sum += 2 * gain[bin] * Math.cos((2 * Math.PI * bin * tap) / SEGMENT);
    const window = 0.5 + 0.5 * Math.cos((Math.PI * tap) / (REACH + 1));
    taps[tap + REACH] = (sum / SEGMENT) * window;
  }
  return taps;
}

/** Filtered copy; the signal is 0 outside its ends. */
export function filtered(samples: Float32Array, taps: Float64Array): Float32Array {
  const reach = (taps.length - 1) / 2;
  const result = new Float32Array(samples.length);
  for (let index = 0; index < samples.length; index++) {
    const from = Math.max(0, reach - index);
    const to = Math.min(taps.length, samples.length - index + reach);
    let sum = 0;
    for (let tap = from; tap < to; tap++) sum += samples[index + tap - reach] * taps[tap];
    result[index] = sum;
  }
  return result;
}
