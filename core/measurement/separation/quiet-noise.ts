/**
 * The noise of a channel, from its quietest moments.
 *
 * The signal is cut into windows of 5 ms; the fifth percentile of their power, over what that percentile would be for
 * Gaussian noise alone, is the power of the noise. Where no moment is quiet this is an upper bound, which errs
 * towards seeing less. Never more than what the median of the absolute values allows.
 */

const WINDOW_S = 0.005;
const QUANTILE = 0.05;
const NORMAL_AT_QUANTILE = -1.645;
/** Median of the absolute values of a standard normal variable. */
const NORMAL_MEDIAN_DEVIATION = 0.6745;

/** Standard deviation; 0 when nothing is left to measure or the channel is dead. `samples` have no offset. */
export function quietNoise(samples: Float32Array, masked: Uint8Array, samplingFrequencyHz: number): number {
  const width = Math.max(8, Math.round(WINDOW_S * samplingFrequencyHz));
  const powers: number[] = [];
  for (let from = 0; from + width <= samples.length; from += width) {
    let power = 0;
    let usable = true;
    for (let index = from; index < from + width; index++) {
      power += samples[index] * samples[index];
      if (masked[index]) usable = false;
    }
    if (usable) powers.push(power / width);
  }
  if (powers.length === 0) return 0;
  powers.sort((a, b) => a - b);
  const low = powers[Math.floor(QUANTILE * (powers.length - 1))];
  const fromWindows = Math.sqrt(low / chiSquareQuantileOverMean(width));
  const spread = medianMagnitude(samples, masked) / NORMAL_MEDIAN_DEVIATION;
  return spread > 0 ? Math.min(fromWindows, spread) : fromWindows;
}

/** Wilson and Hilferty's approximation; the high-pass leaves nearly as many degrees of freedom as samples. */
function chiSquareQuantileOverMean(degrees: number): number {
  const ninth = 2 / (9 * degrees);
  return (1 - ninth + NORMAL_AT_QUANTILE * Math.sqrt(ninth)) ** 3;
}

/** Of at most ten thousand samples, evenly spread. */
function medianMagnitude(samples: Float32Array, masked: Uint8Array): number {
  const step = Math.max(1, Math.floor(samples.length / 10000));
  const values: number[] = [];
  for (let index = 0; index < samples.length; index += step)
    if (!masked[index]) values.push(Math.abs(samples[index]));
  values.sort((a, b) => a - b);
  return values.length === 0 ? 0 : values[Math.floor(values.length / 2)];
}
