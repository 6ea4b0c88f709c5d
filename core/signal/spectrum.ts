/**
 * Power spectral density after Welch, and the frequencies that sum it up.
 *
 * Segments overlap by half, lose their mean, are weighted by a Hann window, and their periodograms are averaged. One-sided
 * density in unit²/Hz: its sum times `stepHz` is the variance. Shorter input than one segment is padded with zeros.
 */
import { nextPowerOfTwo, RealFourier } from "./fourier.ts";

export interface Spectrum {
  /** Distance of neighbouring bins; bin k stands at k × stepHz. */
  readonly stepHz: number;
  /** One-sided, from 0 to half the sampling frequency. */
  readonly powerDensity: Float64Array;
  /** Number of segments averaged; 0 when there were no samples. */
  readonly segmentCount: number;
}

/** Adds up periodograms of stretches that need not hang together. */
export class WelchAccumulator {
  readonly segmentSamples: number;
  readonly #samplingFrequencyHz: number;
  readonly #fourier: RealFourier;
  readonly #window: Float64Array;
  readonly #sum: Float64Array;
  readonly #segment: Float64Array;
  readonly #re: Float64Array;
  readonly #im: Float64Array;
  #count = 0;

  /** `segmentSamples` must be a power of two. */
  constructor(samplingFrequencyHz: number, segmentSamples: number) {
    this.#samplingFrequencyHz = samplingFrequencyHz;
    this.segmentSamples = segmentSamples;
    this.#fourier = new RealFourier(segmentSamples);
    this.#window = hannWindow(segmentSamples);
    this.#sum = new Float64Array(this.#fourier.binCount);
    this.#segment = new Float64Array(segmentSamples);
    this.#re = new Float64Array(this.#fourier.binCount);
    this.#im = new Float64Array(this.#fourier.binCount);
  }

  /** Adds the segments that fit wholly into `samples[from..to)`; returns how many. */
  add(samples: Float32Array, from = 0, to = samples.length): number {
    let added = 0;
    const size = this.segmentSamples;
    for (let start = from; start + size <= to; start += size / 2) {
      this.addSegment(samples, start, size);
      added++;
    }
    return added;
  }

  /** One segment of `count` samples at most as long as a segment; zeros fill it up. */
  addSegment(samples: Float32Array, from: number, count: number): void {
    const segment = this.#segment;
    let mean = 0;
    for (let i = 0; i < count; i++) mean += samples[from + i];
    mean /= count;
    const window = count === this.segmentSamples ? this.#window : hannWindow(count);
    let weight = 0;
    segment.fill(0);
    for (let i = 0; i < count; i++) {
      segment[i] = (samples[from + i] - mean) * window[i];
      weight += window[i] * window[i];
    }
    this.#fourier.forward(segment, this.#re, this.#im);
    const scale = 2 / (weight * this.#samplingFrequencyHz);
    const last = this.#sum.length - 1;
    for (let k = 0; k <= last; k++) {
      const power = (this.#re[k] * this.#re[k] + this.#im[k] * this.#im[k]) * scale;
      this.#sum[k] += k === 0 || k === last ? power / 2 : power;
    }
    this.#count++;
  }

  spectrum(): Spectrum {
    const powerDensity = this.#sum.map((sum) => (this.#count > 0 ? sum / this.#count : 0));
    const stepHz = this.#samplingFrequencyHz / this.segmentSamples;
    return { stepHz, powerDensity, segmentCount: this.#count };
  }
}

/** Density of one stretch. `segmentS` is rounded up to a power of two of samples. */
export function welchSpectrum(samples: Float32Array, samplingFrequencyHz: number, segmentS = 0.5): Spectrum {
  const welch = new WelchAccumulator(
    samplingFrequencyHz,
    nextPowerOfTwo(Math.round(segmentS * samplingFrequencyHz)),
  );
  if (welch.add(samples) === 0 && samples.length > 1) welch.addSegment(samples, 0, samples.length);
  return welch.spectrum();
}

/** Power (unit²) between two frequencies, both included. */
export function bandPower(spectrum: Spectrum, lowHz: number, highHz: number): number {
  let sum = 0;
  for (const k of binsBetween(spectrum, lowHz, highHz)) sum += spectrum.powerDensity[k];
  return sum * spectrum.stepHz;
}

/** The frequency that halves the power between two frequencies; NaN when there is none. */
export function medianFrequencyHz(spectrum: Spectrum, lowHz: number, highHz: number): number {
  const bins = binsBetween(spectrum, lowHz, highHz);
  let total = 0;
  for (const k of bins) total += spectrum.powerDensity[k];
  if (!(total > 0)) return Number.NaN;
  let sum = 0;
  for (const k of bins) {
    const power = spectrum.powerDensity[k];
    if (sum + power >= total / 2) return (k - 0.5 + (total / 2 - sum) / power) * spectrum.stepHz;
    sum += power;
  }
  return highHz;
}

/** The centre of gravity of the power between two frequencies; NaN when there is none. */
export function meanFrequencyHz(spectrum: Spectrum, lowHz: number, highHz: number): number {
  let sum = 0;
  let moment = 0;
  for (const k of binsBetween(spectrum, lowHz, highHz)) {
    sum += spectrum.powerDensity[k];
    moment += spectrum.powerDensity[k] * k * spectrum.stepHz;
  }
  return sum > 0 ? moment / sum : Number.NaN;
}

function binsBetween({ stepHz, powerDensity }: Spectrum, lowHz: number, highHz: number): number[] {
  const first = Math.max(0, Math.ceil(lowHz / stepHz - 1e-9));
  const last = Math.min(powerDensity.length - 1, Math.floor(highHz / stepHz + 1e-9));
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
}

/** Hann window, periodic. */
export function hannWindow(count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / count));
}
