/**
 * What can be read off the screen, in numbers and without a name: how often something stands out of the noise, how large it is, and how
 * far apart the deflections lie, tenth by tenth of the recording.
 *
 * It is what a learner who does not see the trace gets in its place, so it says no more than the trace shows: it is measured on the samples
 * and knows nothing of what was simulated.
 */
import { detectDischarges } from "@krampe/core/measurement/discharge-detection.ts";
import { noiseLevel } from "@krampe/core/signal/noise-level.ts";
import { quantile } from "@krampe/core/signal/order-statistics.ts";

export interface SignalFigures {
  /** Standard deviation between the deflections, in µV. */
  readonly noiseUv: number;
  readonly stretches: readonly StretchFigures[];
}

export interface StretchFigures {
  readonly fromS: number;
  readonly toS: number;
  readonly deflections: number;
  /** Largest and typical size, peak to peak, in µV; absent where there is none. */
  readonly largestUv?: number;
  readonly medianUv?: number;
  /** Between neighbouring deflections; absent with fewer than three of them. */
  readonly shortestMs?: number;
  readonly medianMs?: number;
  readonly longestMs?: number;
}

const STRETCHES = 10;
/** So that noise hardly ever counts as a deflection. */
const OVER_NOISE = 6;

export function signalFigures(samples: Float32Array, samplingFrequencyHz: number): SignalFigures {
  const noiseUv = noiseLevel(samples);
  const found = detectDischarges(samples, samplingFrequencyHz, {
    noise: noiseUv,
    thresholdOverNoise: OVER_NOISE,
  });
  const lengthS = samples.length / samplingFrequencyHz / STRETCHES;
  const stretches = Array.from({ length: STRETCHES }, (_, index): StretchFigures => {
    const fromS = index * lengthS;
    const toS = (index + 1) * lengthS;
    const within = found.filter(({ timeS }) => timeS >= fromS && timeS < toS);
    const sizes = within.map(({ amplitude }) => amplitude);
    const gaps = within.slice(1).map(({ timeS }, place) => 1000 * (timeS - within[place].timeS));
    return {
      fromS,
      toS,
      deflections: within.length,
      ...(sizes.length > 0 && { largestUv: Math.max(...sizes), medianUv: quantile(sizes, 0.5) }),
      ...(gaps.length > 1 && {
        shortestMs: Math.min(...gaps),
        medianMs: quantile(gaps, 0.5),
        longestMs: Math.max(...gaps),
      }),
    };
  });
  return { noiseUv, stretches };
}
