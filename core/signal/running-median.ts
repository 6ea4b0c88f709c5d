/**
 * Median in a sliding window: a smoothing that keeps steps and forgets spikes.
 *
 * The window is centred and shrinks at the ends, so that the result is as long as the input. Kept as a sorted list that
 * one value leaves and one enters: fine for windows up to some thousands.
 */

/** `width` is made odd by adding 1 if it is even. */
export function runningMedian(values: ArrayLike<number>, width: number): Float64Array {
  const half = Math.floor(width / 2);
  const sorted: number[] = [];
  const result = new Float64Array(values.length);
  let from = 0;
  let to = 0;
  for (let i = 0; i < values.length; i++) {
    const reach = Math.min(half, i, values.length - 1 - i);
    while (to <= i + reach) insert(sorted, values[to++]);
    while (from < i - reach) remove(sorted, values[from++]);
    while (to > i + reach + 1) remove(sorted, values[--to]);
    result[i] = sorted[sorted.length >> 1];
  }
  return result;
}

function insert(sorted: number[], value: number): void {
  sorted.splice(placeOf(sorted, value), 0, value);
}

function remove(sorted: number[], value: number): void {
  sorted.splice(placeOf(sorted, value), 1);
}

/** First index whose value is not below `value`. */
function placeOf(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
