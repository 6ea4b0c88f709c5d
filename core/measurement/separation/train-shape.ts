/**
 * One potential out of a waveform that holds a train of them.
 *
 * Where a unit fires faster than its potential is long on both sides of the window, the median waveform around its
 * discharges shows neighbours too. Such a waveform is like itself some milliseconds later; it is cut half-way to there.
 */
import { crossCorrelation } from "./template-bank.ts";

const SHORTEST_S = 0.0022;
/** A single potential is seldom so like itself at a distance. */
const LIKE_ITSELF = 0.45;
/** Of the distance on each side that is kept whole, and where it has faded to nothing. */
const WHOLE = 0.4;
const FADED = 0.6;

export function singlePotential(
  shape: Float32Array,
  channelCount: number,
  samplingFrequencyHz: number,
): Float32Array {
  const length = shape.length / channelCount;
  const half = (length - 1) / 2;
  const products = crossCorrelation(shape, shape, channelCount, length);
  let repeats: number | undefined;
  for (let lag = Math.ceil(SHORTEST_S * samplingFrequencyHz); lag < half && repeats === undefined; lag++) {
    const value = products[length + lag];
    const peak = value >= products[length + lag - 1] && value > products[length + lag + 1];
    // fewer samples take part at a longer lag
    if (peak && value > LIKE_ITSELF * products[length] * (1 - lag / length)) repeats = lag;
  }
  if (repeats === undefined) return shape;
  const distance = repeats;
  return shape.map((value, index) => {
    const away = Math.abs((index % length) - half) / distance;
    return value * Math.min(1, Math.max(0, (FADED - away) / (FADED - WHOLE)));
  });
}
