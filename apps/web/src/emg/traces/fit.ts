/**
 * Where a channel is centred and how sensitive its trace must be so that nearly all of it is seen.
 *
 * Centred on 0 unless the signal stands far from it; then on the median of what is known. What reaches far beyond
 * all the rest may leave the lane.
 */
import { levelFor, type Peaks } from "@krampe/core/recording/peaks.ts";
import { quantile } from "@krampe/core/signal/order-statistics.ts";

export interface Fit {
  readonly centre: number;
  /** Largest usual distance from the centre; 0 while nothing is known. */
  readonly reach: number;
}

const BINS = 2000;
/** So many times beyond what the rest reaches, it is rather an artefact than a rare discharge. */
const ARTEFACT_FROM = 5;
const cache = new WeakMap<Peaks, { readonly known: number; readonly fit: Fit }>();

/** The last answer is kept until twice as much is known, or all. */
export function fitOf(peaks: Peaks): Fit {
  const before = cache.get(peaks);
  const { knownSamples, sampleCount } = peaks;
  const isNews = knownSamples >= 2 * (before?.known ?? 0) || knownSamples === sampleCount;
  if (before && (!isNews || before.known === knownSamples)) return before.fit;
  const fit = computed(peaks);
  cache.set(peaks, { known: knownSamples, fit });
  return fit;
}

function computed(peaks: Peaks): Fit {
  const { minimum, maximum, samplesPerBin } = levelFor(peaks, peaks.sampleCount / BINS);
  const known = Math.floor(peaks.knownSamples / samplesPerBin) || Math.min(1, minimum.length);
  const bins = Array.from({ length: known }, (_, bin) => bin).filter((bin) => minimum[bin] <= maximum[bin]);
  if (bins.length === 0) return { centre: 0, reach: 0 };
  const middle = quantile(
    bins.map((bin) => (minimum[bin] + maximum[bin]) / 2),
    0.5,
  );
  const reachFrom = (centre: number) => {
    const reaches = bins.map((bin) => Math.max(maximum[bin] - centre, centre - minimum[bin]));
    const largest = reaches.reduce((a, b) => Math.max(a, b));
    return Math.min(largest, ARTEFACT_FROM * quantile(reaches, 0.995));
  };
  const around = reachFrom(middle);
  const centre = Math.abs(middle) > 0.5 * around ? Number(middle.toPrecision(3)) : 0;
  return { centre, reach: reachFrom(centre) };
}
