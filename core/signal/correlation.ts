/**
 * How alike two series are: Pearson's correlation, and the same over a range of lags.
 */
import { nextPowerOfTwo, RealFourier } from "./fourier.ts";

type Numbers = ArrayLike<number>;

/** −1 to 1; NaN when either series does not vary or is shorter than two. Lengths beyond the shorter are ignored. */
export function correlation(a: Numbers, b: Numbers): number {
  const count = Math.min(a.length, b.length);
  let meanA = 0;
  let meanB = 0;
  for (let i = 0; i < count; i++) {
    meanA += a[i];
    meanB += b[i];
  }
  meanA /= count;
  meanB /= count;
  let ab = 0;
  let aa = 0;
  let bb = 0;
  for (let i = 0; i < count; i++) {
    const x = a[i] - meanA;
    const y = b[i] - meanB;
    ab += x * y;
    aa += x * x;
    bb += y * y;
  }
  return aa > 0 && bb > 0 ? Math.max(-1, Math.min(1, ab / Math.sqrt(aa * bb))) : Number.NaN;
}

/**
 * Correlation of a[i] with b[i + lag] for every lag from −maximumLag to maximumLag (index 0 is −maximumLag), scaled by
 * the whole length: the overlap's share counts. A positive best lag means that b follows a.
 */
export function crossCorrelation(
  a: Float32Array | Float64Array,
  b: Float32Array | Float64Array,
  maximumLag: number,
): Float64Array {
  const size = nextPowerOfTwo(Math.max(a.length, b.length) + maximumLag + 1);
  const fourier = new RealFourier(size);
  const [aRe, aIm, aNorm] = transformed(a, fourier);
  const [bRe, bIm, bNorm] = transformed(b, fourier);
  for (let k = 0; k < fourier.binCount; k++) {
    const re = aRe[k] * bRe[k] + aIm[k] * bIm[k];
    bIm[k] = aRe[k] * bIm[k] - aIm[k] * bRe[k];
    bRe[k] = re;
  }
  const circular = new Float64Array(size);
  fourier.inverse(bRe, bIm, circular);
  const norm = Math.sqrt(aNorm * bNorm);
  return Float64Array.from({ length: 2 * maximumLag + 1 }, (_, index) => {
    const lag = index - maximumLag;
    return norm > 0 ? circular[lag < 0 ? size + lag : lag] / norm : Number.NaN;
  });
}

/** The series without its mean, transformed, and the sum of its squares. */
function transformed(
  values: Float32Array | Float64Array,
  fourier: RealFourier,
): [Float64Array, Float64Array, number] {
  let mean = 0;
  for (const value of values) mean += value / values.length;
  const centred = Float64Array.from(values, (value) => value - mean);
  let squares = 0;
  for (const value of centred) squares += value * value;
  const re = new Float64Array(fourier.binCount);
  const im = new Float64Array(fourier.binCount);
  fourier.forward(centred, re, im);
  return [re, im, squares];
}
