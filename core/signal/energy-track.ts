/**
 * A signal as its mean square in short bins: what envelopes, activity and onsets are measured on.
 *
 * A bin is about a millisecond (a whole number of samples, at least one), whatever the sampling frequency: an hour of
 * signal becomes 14 MB that can be looked at again and again. Bin b covers samples b × binSamples (inclusive) to
 * (b + 1) × binSamples (exclusive); a last incomplete bin is left out.
 */

export interface EnergyTrack {
  readonly binSamples: number;
  readonly binS: number;
  /** One for each bin, in unit². NaN where the signal was masked. */
  readonly meanSquares: Float32Array;
}

export function samplesPerBin(samplingFrequencyHz: number, binS = 0.001): number {
  return Math.max(1, Math.round(samplingFrequencyHz * binS));
}

export function energyTrack(samples: Float32Array, samplingFrequencyHz: number, binS = 0.001): EnergyTrack {
  const binSamples = samplesPerBin(samplingFrequencyHz, binS);
  const meanSquares = new Float32Array(Math.floor(samples.length / binSamples));
  addMeanSquares(samples, 0, binSamples, meanSquares, 0, meanSquares.length);
  return { binSamples, binS: binSamples / samplingFrequencyHz, meanSquares };
}

/** Fills `meanSquares[firstBin..endBin)` from the samples that begin at `fromSample`. */
export function addMeanSquares(
  samples: Float32Array,
  fromSample: number,
  binSamples: number,
  meanSquares: Float32Array,
  firstBin: number,
  endBin: number,
): void {
  const even = binSamples & ~1;
  let i = fromSample;
  for (let bin = firstBin; bin < endBin; bin++) {
    let one = 0;
    let other = 0;
    const end = i + even;
    for (; i < end; i += 2) {
      const x = samples[i];
      const y = samples[i + 1];
      one += x * x;
      other += y * y;
    }
    if (even < binSamples) {
      const x = samples[i++];
      one += x * x;
    }
    meanSquares[bin] = (one + other) / binSamples;
  }
}

/**
 * Mean square in a window of `widthBins` centred on each bin (shorter at the ends and beside masked bins, which do not
 * count). NaN where the whole window is masked.
 */
export function slidingMeanSquare(meanSquares: Float32Array, widthBins: number): Float32Array {
  const count = meanSquares.length;
  const before = Math.floor((widthBins - 1) / 2);
  const after = Math.max(1, widthBins) - before;
  const result = new Float32Array(count);
  let sum = 0;
  let used = 0;
  for (let bin = -after + 1; bin < count; bin++) {
    const entering = bin + after - 1;
    if (entering < count && meanSquares[entering] >= 0) {
      sum += meanSquares[entering];
      used++;
    }
    const leaving = bin - before - 1;
    if (leaving >= 0 && meanSquares[leaving] >= 0) {
      sum -= meanSquares[leaving];
      used--;
      if (used === 0) sum = 0;
    }
    if (bin >= 0) result[bin] = used > 0 ? Math.max(0, sum / used) : Number.NaN;
  }
  return result;
}
