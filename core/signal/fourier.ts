/**
 * The discrete Fourier transform of real samples, for lengths that are powers of two.
 *
 * A transform of N real numbers is done as one of N/2 complex numbers and taken apart (Cooley–Tukey, radix 2, twiddles
 * and bit reversal made once). Forward: X[k] = Σ x[n]·e^(−2πikn/N), k from 0 to N/2; the inverse divides by N.
 */

export class RealFourier {
  readonly size: number;
  /** Bins from 0 to half the sampling frequency, both included. */
  readonly binCount: number;
  readonly #half: number;
  readonly #cos: Float64Array;
  readonly #sin: Float64Array;
  readonly #reversed: Uint32Array;
  readonly #re: Float64Array;
  readonly #im: Float64Array;

  constructor(size: number) {
    if (size < 4 || (size & (size - 1)) !== 0)
      throw new RangeError(`${size} is not a power of two from 4 on`);
    this.size = size;
    this.binCount = size / 2 + 1;
    this.#half = size / 2;
    this.#cos = new Float64Array(this.#half);
    this.#sin = new Float64Array(this.#half);
    for (let k = 0; k < this.#half; k++) {
      this.#cos[k] = Math.cos((2 * Math.PI * k) / size);
      this.#sin[k] = Math.sin((2 * Math.PI * k) / size);
    }
    this.#reversed = bitReversal(this.#half);
    this.#re = new Float64Array(this.#half);
    this.#im = new Float64Array(this.#half);
  }

  /** Fills `re` and `im` (each `binCount` long). `samples` shorter than `size` are continued by zeros. */
  forward(samples: Float32Array | Float64Array, re: Float64Array, im: Float64Array): void {
    const half = this.#half;
    const zr = this.#re;
    const zi = this.#im;
    const count = samples.length;
    for (let k = 0; k < half; k++) {
      const at = this.#reversed[k];
      zr[at] = 2 * k < count ? samples[2 * k] : 0;
      zi[at] = 2 * k + 1 < count ? samples[2 * k + 1] : 0;
    }
    this.#butterflies(zr, zi);
    for (let k = 0; k <= half / 2; k++) {
      const mirror = k === 0 ? 0 : half - k;
      const evenRe = (zr[k] + zr[mirror]) / 2;
      const evenIm = (zi[k] - zi[mirror]) / 2;
      const oddRe = (zi[k] + zi[mirror]) / 2;
      const oddIm = (zr[mirror] - zr[k]) / 2;
      const c = this.#cos[k];
      const s = this.#sin[k];
      const turnedRe = oddRe * c + oddIm * s;
      const turnedIm = oddIm * c - oddRe * s;
      re[k] = evenRe + turnedRe;
      im[k] = evenIm + turnedIm;
      re[half - k] = evenRe - turnedRe;
      im[half - k] = turnedIm - evenIm;
    }
    im[0] = 0;
    im[half] = 0;
  }

  /** Real samples from bins 0 to N/2; writes the first `samples.length` of them. */
  inverse(re: Float64Array, im: Float64Array, samples: Float32Array | Float64Array): void {
    const half = this.#half;
    const zr = this.#re;
    const zi = this.#im;
    for (let k = 0; k < half; k++) {
      const mirror = half - k;
      const evenRe = (re[k] + re[mirror]) / 2;
      const evenIm = (im[k] - im[mirror]) / 2;
      const differenceRe = (re[k] - re[mirror]) / 2;
      const differenceIm = (im[k] + im[mirror]) / 2;
      const c = this.#cos[k];
      const s = this.#sin[k];
      const oddRe = differenceRe * c - differenceIm * s;
      const oddIm = differenceIm * c + differenceRe * s;
      const at = this.#reversed[k];
      zr[at] = evenRe - oddIm;
      // conjugated, so that the forward butterflies invert
      zi[at] = -(evenIm + oddRe);
    }
    this.#butterflies(zr, zi);
    for (let n = 0; n < samples.length && n < this.size; n++)
      samples[n] = (n % 2 === 0 ? zr[n >> 1] : -zi[n >> 1]) / half;
  }

  /** In place, input in bit-reversed order. Two stages at a time: half the traffic between registers and memory. */
  #butterflies(re: Float64Array, im: Float64Array): void {
    const count = this.#half;
    let width = 1;
    // an odd number of stages begins with a single one, which needs no twiddles
    if (Math.log2(count) % 2 === 1) {
      for (let k = 0; k + 1 < count; k += 2) {
        const xr = re[k + 1];
        const xi = im[k + 1];
        re[k + 1] = re[k] - xr;
        im[k + 1] = im[k] - xi;
        re[k] += xr;
        im[k] += xi;
      }
      width = 2;
    }
    for (; width < count; width *= 4) this.#twoStages(re, im, width);
  }

  /** The stages that join blocks of `width` into blocks of 2 × and then of 4 × `width`. */
  #twoStages(re: Float64Array, im: Float64Array, width: number): void {
    const count = this.#half;
    const cos = this.#cos;
    const sin = this.#sin;
    const inner = this.size / (2 * width);
    const outer = inner / 2;
    for (let k = 0; k < width; k++) {
      const c1 = cos[k * inner];
      const s1 = sin[k * inner];
      const c2 = cos[k * outer];
      const s2 = sin[k * outer];
      for (let a = k; a < count; a += 4 * width) {
        const b = a + width;
        const c = b + width;
        const d = c + width;
        const br = re[b] * c1 + im[b] * s1;
        const bi = im[b] * c1 - re[b] * s1;
        const dr = re[d] * c1 + im[d] * s1;
        const di = im[d] * c1 - re[d] * s1;
        const p0r = re[a] + br;
        const p0i = im[a] + bi;
        const p1r = re[a] - br;
        const p1i = im[a] - bi;
        const er = re[c] + dr;
        const ei = im[c] + di;
        const fr = re[c] - dr;
        const fi = im[c] - di;
        const p2r = er * c2 + ei * s2;
        const p2i = ei * c2 - er * s2;
        // the second half of the outer block turns a quarter further: times −i
        const p3r = fi * c2 - fr * s2;
        const p3i = -(fr * c2 + fi * s2);
        re[a] = p0r + p2r;
        im[a] = p0i + p2i;
        re[c] = p0r - p2r;
        im[c] = p0i - p2i;
        re[b] = p1r + p3r;
        im[b] = p1i + p3i;
        re[d] = p1r - p3r;
        im[d] = p1i - p3i;
      }
    }
  }
}

/** The power of two at or above `count`, at least 4. */
export function nextPowerOfTwo(count: number): number {
  let size = 4;
  while (size < count) size *= 2;
  return size;
}

function bitReversal(count: number): Uint32Array {
  const bits = Math.log2(count);
  const reversed = new Uint32Array(count);
  for (let k = 1; k < count; k++) reversed[k] = (reversed[k >> 1] >> 1) | ((k & 1) << (bits - 1));
  return reversed;
}
