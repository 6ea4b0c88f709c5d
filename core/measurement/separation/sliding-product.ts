/**
 * The product of a signal with a short shape at every place.
 *
 * Four neighbouring places are worked on at once, so that each sample is read once for all of them: most of the time of
 * separation is spent here.
 */

/** `result[n] += Σ samples[n + m − origin] shape[m]`; the signal is 0 outside its ends. */
export function addSlidingProduct(
  samples: Float32Array,
  shape: Float32Array,
  origin: number,
  result: Float32Array,
): void {
  let low = 0;
  let high = shape.length;
  while (low < high && shape[low] === 0) low++;
  while (high > low && shape[high - 1] === 0) high--;
  if (low === high) return;
  const own = shape.subarray(low, high);
  const length = own.length;
  const count = samples.length;
  const shift = low - origin;
  const from = Math.min(count, Math.max(0, -shift));
  const to = Math.max(from, count - shift - length - 3);
  let index = from;
  for (; index < to; index += 4) {
    const first = index + shift;
    let sum0 = 0;
    let sum1 = 0;
    let sum2 = 0;
    let sum3 = 0;
    let x0 = samples[first];
    let x1 = samples[first + 1];
    let x2 = samples[first + 2];
    for (let m = 0; m < length; m++) {
      const weight = own[m];
      const x3 = samples[first + m + 3];
      sum0 += x0 * weight;
      sum1 += x1 * weight;
      sum2 += x2 * weight;
      sum3 += x3 * weight;
      x0 = x1;
      x1 = x2;
      x2 = x3;
    }
    result[index] += sum0;
    result[index + 1] += sum1;
    result[index + 2] += sum2;
    result[index + 3] += sum3;
  }
  for (let at = 0; at < from; at++) result[at] += productAt(samples, own, at + shift);
  for (let at = index; at < count; at++) result[at] += productAt(samples, own, at + shift);
}

function productAt(samples: Float32Array, own: Float32Array, first: number): number {
  const to = Math.min(own.length, samples.length - first);
  let sum = 0;
  for (let m = Math.max(0, -first); m < to; m++) sum += samples[first + m] * own[m];
  return sum;
}
