/**
 * Bursts: activity that lasts, set apart from single discharges, with how often and how regularly they come.
 *
 * A span shorter than 25 ms is one potential (or one complex of them), not a burst. Spans that are mostly single
 * potentials at a distance are firing, not bursting: they stay out of the list. Where the bursts' energies fall into two
 * populations far apart (contractions, and strays between them), the small ones are marked and the rhythm is that of the
 * others. Periods that scatter by more than chance would make them (one long discharge that comes in pieces) have no rhythm.
 */
import { splitOfTwo } from "../split-of-two.ts";
import type { Burst, BurstRhythm } from "../types/channel.ts";
import {
  abstain,
  deviationOf,
  jackknifeEstimate,
  meanOf,
  medianEstimate,
  rateOfInterval,
} from "../uncertainty.ts";
import type { ActiveSpan } from "./active-spans.ts";

export const SHORTEST_BURST_S = 0.025;
const FEWEST_BURSTS = 3;
/** Two populations of bursts: distance of their mean log energies over their scatter, and least ratio of the energies. */
const SEPARATION = 3;
const STRAY_RATIO = 10;
/** Standard deviation over mean of the periods: bursts at random have 1. */
const MOST_SCATTER = 1.2;

export interface BurstInput {
  readonly spans: readonly ActiveSpan[];
  readonly meanSquares: Float32Array;
  readonly binS: number;
  readonly startS: number;
  /** Time between samples: a sample stands for the time half of it before to half of it after. */
  readonly sampleS: number;
  readonly noisePower: number;
  /** Largest deflection of each span. */
  readonly peaks: Float32Array;
}

export function burstsOf(input: BurstInput): Burst[] {
  const bursts = input.spans.flatMap((span, index) => {
    const lasts = (span.to.bin - span.from.bin) * input.binS >= SHORTEST_BURST_S;
    return lasts ? [burstOf(span, input.peaks[index], input)] : [];
  });
  const energies = bursts.map((burst) => Math.log(energyOf(burst)));
  const least =
    splitOfTwo(energies, { separation: SEPARATION, ratio: STRAY_RATIO }) ?? Number.NEGATIVE_INFINITY;
  return bursts.map((burst, index) => ({ ...burst, prominent: energies[index] >= least }));
}

function energyOf({ rms, onsetS, offsetS }: Burst): number {
  return Math.max(rms * rms * (offsetS - onsetS), 1e-30);
}

export function burstRhythmOf(all: readonly Burst[]): BurstRhythm {
  const bursts = all.filter((burst) => burst.prominent);
  const whole = bursts.filter((burst) => !burst.beginsCut && !burst.endsCut);
  const periods = bursts
    .slice(1)
    .map((burst, i) => burst.onsetS - bursts[i].onsetS)
    .filter((_, i) => !bursts[i].endsCut && !bursts[i + 1].beginsCut);
  const few = abstain("too-few-bursts", bursts.length);
  const enough = periods.length >= FEWEST_BURSTS;
  const rhythmic = enough && deviationOf(periods) <= MOST_SCATTER * meanOf(periods);
  const none = enough ? abstain("not-identifiable", bursts.length) : few;
  return {
    rateHz: rhythmic ? rateOfInterval(medianEstimate(periods, "s"), 1) : none,
    durationMs:
      whole.length >= FEWEST_BURSTS
        ? medianEstimate(
            whole.map((burst) => 1000 * (burst.offsetS - burst.onsetS)),
            "ms",
          )
        : few,
    periodCv: rhythmic ? jackknifeEstimate(periods, (x) => deviationOf(x) / meanOf(x), "1") : none,
  };
}

function burstOf(
  span: ActiveSpan,
  peak: number,
  { meanSquares, binS, startS, sampleS, noisePower }: BurstInput,
): Burst {
  let sum = 0;
  let bins = 0;
  for (let bin = span.from.bin; bin < span.to.bin; bin++) {
    if (!(meanSquares[bin] >= 0)) continue;
    sum += meanSquares[bin];
    bins++;
  }
  const onsetS = Math.max(startS, startS + span.from.bin * binS - sampleS / 2);
  const offsetS = startS + span.to.bin * binS - sampleS / 2;
  return {
    onsetS,
    offsetS,
    onsetUncertaintyS: span.from.uncertaintyBins * binS,
    offsetUncertaintyS: span.to.uncertaintyBins * binS,
    rms: Math.sqrt(Math.max(0, sum / Math.max(1, bins) - noisePower)),
    peak,
    beginsCut: span.from.cut,
    endsCut: span.to.cut,
    prominent: true,
  };
}
