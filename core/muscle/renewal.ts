/**
 * Discharges of one source whose next interval does not depend on earlier ones, only on the rate of the moment.
 *
 * Each interval is a gamma variable with the given variation around one over the rate at its middle. Not modelled:
 * memory from interval to interval.
 */
import type { Random } from "../signal/random.ts";

export interface RenewalLaw {
  readonly fromS: number;
  readonly toS: number;
  readonly rateHz: (timeS: number) => number;
  readonly intervalCv: number | ((timeS: number) => number);
  /** No interval is shorter; 2 ms unless told. */
  readonly shortestS?: number;
  /**
   * Time of the first discharge is `fromS` itself (a train that starts with a discharge); otherwise it is random.
   */
  readonly startsAtOnce?: boolean;
}

/** Ascending times in seconds, from `fromS` (inclusive) to `toS` (exclusive). */
export function renewalTimes(law: RenewalLaw, random: Random): number[] {
  const times: number[] = [];
  const shortestS = law.shortestS ?? 0.002;
  let timeS = law.fromS;
  if (!law.startsAtOnce) timeS += random.uniform() / law.rateHz(law.fromS);
  while (timeS < law.toS) {
    times.push(timeS);
    const cv = typeof law.intervalCv === "number" ? law.intervalCv : law.intervalCv(timeS);
    const middle = timeS + 0.5 / law.rateHz(timeS);
    timeS += Math.max(shortestS, random.gamma(1, cv) / law.rateHz(Math.min(middle, law.toS)));
  }
  return times;
}

/** Spans of random length with random pauses between, from 0 to `durationS`; the first starts within one pause. */
export function alternatingSpans(
  durationS: number,
  lengthS: () => number,
  pauseS: () => number,
): { fromS: number; toS: number }[] {
  const spans: { fromS: number; toS: number }[] = [];
  let fromS = Math.min(pauseS(), 0.15 * durationS);
  while (fromS < durationS) {
    const toS = Math.min(durationS, fromS + lengthS());
    if (toS - fromS > 0.02) spans.push({ fromS, toS });
    fromS = toS + pauseS();
  }
  return spans;
}
