/**
 * Median, quantiles and the median absolute deviation: statistics that a few wild values do not move.
 *
 * Quantiles interpolate linearly between order statistics (type 7). Found by quickselect on a copy: linear time. An
 * empty input gives NaN.
 */

type Numbers = ArrayLike<number>;

/** MAD of a normal distribution with standard deviation 1. */
const MAD_OF_NORMAL = 0.6744897501960817;

export function median(values: Numbers): number {
  return quantile(values, 0.5);
}

/** `share` between 0 and 1. */
export function quantile(values: Numbers, share: number): number {
  return quantileOf(Float64Array.from(values), share);
}

/** The same, reordering `scratch` instead of copying. */
export function quantileOf(scratch: Float32Array | Float64Array, share: number): number {
  const count = scratch.length;
  if (count === 0) return Number.NaN;
  const position = Math.min(1, Math.max(0, share)) * (count - 1);
  const below = Math.floor(position);
  const lower = select(scratch, below);
  if (position === below) return lower;
  let upper = scratch[below + 1];
  for (let i = below + 2; i < count; i++) if (scratch[i] < upper) upper = scratch[i];
  return lower + (upper - lower) * (position - below);
}

/** Standard deviation as the bulk of the values suggests it: MAD / 0.6745. */
export function robustDeviation(values: Numbers): number {
  const scratch = Float64Array.from(values);
  const centre = quantileOf(scratch, 0.5);
  for (let i = 0; i < scratch.length; i++) scratch[i] = Math.abs(scratch[i] - centre);
  return quantileOf(scratch, 0.5) / MAD_OF_NORMAL;
}

/** Moves the value of rank `rank` (from 0) to its place, smaller ones before it, and returns it. */
function select(values: Float32Array | Float64Array, rank: number): number {
  let low = 0;
  let high = values.length - 1;
  while (low < high) {
    const pivot = middleOfThree(values[low], values[(low + high) >> 1], values[high]);
    let i = low;
    let j = high;
    while (i <= j) {
      while (values[i] < pivot) i++;
      while (values[j] > pivot) j--;
      if (i > j) break;
      const swapped = values[i];
      values[i++] = values[j];
      values[j--] = swapped;
    }
    if (rank <= j) high = j;
    else if (rank >= i) low = i;
    else break;
  }
  return values[rank];
}

function middleOfThree(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
