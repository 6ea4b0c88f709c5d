/**
 * The spectrum of the activity alone: that of the active stretches less that of the quiet ones.
 *
 * Segments go in turn to ten accumulators, so that the scatter of their median frequencies gives the uncertainty of the
 * whole.
 */
import { nextPowerOfTwo } from "../../signal/fourier.ts";
import {
  meanFrequencyHz,
  medianFrequencyHz,
  type Spectrum,
  WelchAccumulator,
} from "../../signal/spectrum.ts";
import type { Estimate } from "../types/estimate.ts";
import { abstain, deviationOf, measured, NORMAL_95 } from "../uncertainty.ts";

const SEGMENT_S = 0.2;
const SHORTEST_S = 0.05;
const FOLDS = 10;
const FEWEST_SEGMENTS = 4;

export class ActiveSpectrum {
  readonly #folds: WelchAccumulator[];
  readonly #quiet: WelchAccumulator;
  readonly #shortest: number;
  #next = 0;

  constructor(samplingFrequencyHz: number) {
    const size = nextPowerOfTwo(Math.round(SEGMENT_S * samplingFrequencyHz));
    this.#folds = Array.from({ length: FOLDS }, () => new WelchAccumulator(samplingFrequencyHz, size));
    this.#quiet = new WelchAccumulator(samplingFrequencyHz, size);
    this.#shortest = Math.ceil(SHORTEST_S * samplingFrequencyHz);
  }

  addActive(samples: Float32Array, from: number, to: number): void {
    const size = this.#quiet.segmentSamples;
    if (to - from < size) {
      if (to - from >= this.#shortest) this.#nextFold().addSegment(samples, from, to - from);
      return;
    }
    for (let start = from; start + size <= to; start += size / 2)
      this.#nextFold().addSegment(samples, start, size);
  }

  addQuiet(samples: Float32Array, from: number, to: number): void {
    this.#quiet.add(samples, from, to);
  }

  measure(band: { low: number; high: number }): {
    medianFrequencyHz: Estimate;
    meanFrequencyHz: Estimate;
    spectrum: { stepHz: number; powerDensity: number[] };
  } {
    const quiet = this.#quiet.spectrum();
    const folds = this.#folds.map((fold) => fold.spectrum()).filter((spectrum) => spectrum.segmentCount > 0);
    const segments = folds.reduce((sum, fold) => sum + fold.segmentCount, 0);
    if (segments < FEWEST_SEGMENTS) {
      const none = abstain(segments === 0 ? "no-activity" : "recording-too-short", segments);
      return {
        medianFrequencyHz: none,
        meanFrequencyHz: none,
        spectrum: { stepHz: quiet.stepHz, powerDensity: [] },
      };
    }
    const whole = lessNoise(average(folds), quiet);
    const byFold = folds.map((fold) => lessNoise(fold, quiet));
    const estimate = (frequency: (spectrum: Spectrum, low: number, high: number) => number): Estimate => {
      const value = frequency(whole, band.low, band.high);
      if (!Number.isFinite(value)) return abstain("no-activity", segments);
      const values = byFold.map((fold) => frequency(fold, band.low, band.high)).filter(Number.isFinite);
      const halfWidth = (NORMAL_95 * deviationOf(values)) / Math.sqrt(Math.max(1, values.length));
      return measured(value, Math.max(0, value - halfWidth), value + halfWidth, "Hz", segments);
    };
    return {
      medianFrequencyHz: estimate(medianFrequencyHz),
      meanFrequencyHz: estimate(meanFrequencyHz),
      spectrum: { stepHz: whole.stepHz, powerDensity: [...whole.powerDensity] },
    };
  }

  #nextFold(): WelchAccumulator {
    this.#next = (this.#next + 1) % FOLDS;
    return this.#folds[this.#next];
  }
}

function average(spectra: readonly Spectrum[]): Spectrum {
  const segmentCount = spectra.reduce((sum, spectrum) => sum + spectrum.segmentCount, 0);
  const powerDensity = spectra[0].powerDensity.map((_, k) =>
    spectra.reduce((sum, { powerDensity: p, segmentCount: n }) => sum + (p[k] * n) / segmentCount, 0),
  );
  return { stepHz: spectra[0].stepHz, powerDensity, segmentCount };
}

function lessNoise(spectrum: Spectrum, noise: Spectrum): Spectrum {
  if (noise.segmentCount === 0) return spectrum;
  return {
    ...spectrum,
    powerDensity: spectrum.powerDensity.map((power, k) => Math.max(0, power - noise.powerDensity[k])),
  };
}
