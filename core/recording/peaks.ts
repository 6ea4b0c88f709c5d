/**
 * Smallest and largest value of every stretch of a channel, at several widths, so that any length of it can be drawn at
 * once.
 *
 * Level 0 has bins of `BASE_SAMPLES` samples; every bin of the next level covers `LEVEL_FACTOR` of the one below. A bin holds
 * the bounds of its finite samples, NaN when it has none: a gap stays a gap. No sample lies outside the bounds of its bin.
 * Needs 11 bytes for 64 samples. It says nothing about what lies between the bounds.
 */

export const BASE_SAMPLES = 64;
export const LEVEL_FACTOR = 4;

export interface PeakLevel {
  readonly samplesPerBin: number;
  readonly minimum: Float32Array;
  readonly maximum: Float32Array;
}

/** What is known so far: bins beyond `knownSamples` are NaN. */
export interface Peaks {
  readonly sampleCount: number;
  /** From the first sample on. */
  readonly knownSamples: number;
  readonly levels: readonly PeakLevel[];
}

export interface Bounds {
  readonly minimum: number;
  readonly maximum: number;
}

/** Bounds of consecutive stretches of `samplesPerBin` samples; the last one may be shorter. */
export function binBounds(
  samples: Float32Array,
  samplesPerBin = BASE_SAMPLES,
): { readonly minimum: Float32Array; readonly maximum: Float32Array } {
  const count = Math.ceil(samples.length / samplesPerBin);
  const minimum = new Float32Array(count);
  const maximum = new Float32Array(count);
  for (let bin = 0; bin < count; bin++) {
    const from = bin * samplesPerBin;
    const { minimum: low, maximum: high } = boundsOf(
      samples,
      from,
      Math.min(samples.length, from + samplesPerBin),
    );
    minimum[bin] = low;
    maximum[bin] = high;
  }
  return { minimum, maximum };
}

/** Takes level 0 in, piece by piece from the start, and keeps the wider levels up to date. */
export class PeakPyramid implements Peaks {
  readonly sampleCount: number;
  readonly levels: readonly PeakLevel[];
  #knownBins = 0;

  constructor(sampleCount: number) {
    this.sampleCount = sampleCount;
    const levels: PeakLevel[] = [];
    for (let samplesPerBin = BASE_SAMPLES; ; samplesPerBin *= LEVEL_FACTOR) {
      const bins = Math.ceil(sampleCount / samplesPerBin);
      levels.push({
        samplesPerBin,
        minimum: new Float32Array(bins).fill(Number.NaN),
        maximum: new Float32Array(bins).fill(Number.NaN),
      });
      if (bins <= LEVEL_FACTOR) break;
    }
    this.levels = levels;
  }

  get knownSamples(): number {
    return Math.min(this.sampleCount, this.#knownBins * BASE_SAMPLES);
  }

  /** The next bins of level 0; what would lie beyond the end is left out. */
  add(minimum: Float32Array, maximum: Float32Array): void {
    const [base] = this.levels;
    const first = this.#knownBins;
    const end = Math.min(base.minimum.length, first + Math.min(minimum.length, maximum.length));
    base.minimum.set(minimum.subarray(0, end - first), first);
    base.maximum.set(maximum.subarray(0, end - first), first);
    this.#knownBins = end;
    let changed = { first, end };
    for (let index = 1; index < this.levels.length; index++)
      changed = widen(this.levels[index - 1], this.levels[index], changed);
  }
}

/** Bounds of the samples from `fromSample` to `toSample` (exclusive), widened to whole bins of the level that fits. */
export function boundsBetween(peaks: Peaks, fromSample: number, toSample: number): Bounds {
  const level = levelFor(peaks, (toSample - fromSample) / 2);
  return boundsIn(level, fromSample, toSample);
}

/** The widest level whose bins are no wider than `samplesPerColumn`; level 0 when none is. */
export function levelFor({ levels }: Peaks, samplesPerColumn: number): PeakLevel {
  let best = levels[0];
  for (const level of levels) if (level.samplesPerBin <= samplesPerColumn) best = level;
  return best;
}

export function boundsIn(level: PeakLevel, fromSample: number, toSample: number): Bounds {
  const { samplesPerBin, minimum, maximum } = level;
  const first = Math.max(0, Math.floor(fromSample / samplesPerBin));
  const end = Math.min(minimum.length, Math.ceil(toSample / samplesPerBin));
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let bin = first; bin < end; bin++) {
    if (minimum[bin] < low) low = minimum[bin];
    if (maximum[bin] > high) high = maximum[bin];
  }
  return low <= high ? { minimum: low, maximum: high } : NOTHING;
}

/** Bounds of the finite samples from index `from` to `to` (exclusive); NaN when there are none. */
export function boundsOf(samples: Float32Array, from: number, to: number): Bounds {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = from; i < to; i++) {
    const value = samples[i];
    // x − x is 0 for every finite number, NaN otherwise
    if (value - value !== 0) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? { minimum: low, maximum: high } : NOTHING;
}

const NOTHING: Bounds = { minimum: Number.NaN, maximum: Number.NaN };

/** Brings the bins of `wide` that cover the changed ones of `narrow` up to date, and says which they are. */
function widen(
  narrow: PeakLevel,
  wide: PeakLevel,
  changed: { readonly first: number; readonly end: number },
): { first: number; end: number } {
  const first = Math.floor(changed.first / LEVEL_FACTOR);
  const end = Math.ceil(changed.end / LEVEL_FACTOR);
  for (let bin = first; bin < end; bin++) {
    const from = bin * narrow.samplesPerBin * LEVEL_FACTOR;
    const { minimum, maximum } = boundsIn(narrow, from, from + wide.samplesPerBin);
    wide.minimum[bin] = minimum;
    wide.maximum[bin] = maximum;
  }
  return { first, end };
}
