/**
 * The composite rate: how fast discharges follow each other, whatever units they come from.
 *
 * The inverse of the median distance of neighbouring discharges while they come. It is the rate of what the electrode
 * sees, not of a motor unit. A lone active span of less than 50 ms counts as one discharge: a long polyphasic potential is not a fast
 * train. The rate is a lower bound where potentials overlap. With several units firing it can be many times the rate
 * of each.
 */
import type { Discharge } from "../types/discharge.ts";
import type { CompositeRate, Estimate, Span } from "../types/estimate.ts";
import { abstain, medianEstimate, ofComposite, rateOfInterval } from "../uncertainty.ts";

const FEWEST_DISCHARGES = 20;
const LOWEST_SIGNAL_TO_NOISE = 3;
/** An active span shorter than this is one potential, however many phases it has. */
const LONGEST_POTENTIAL_S = 0.05;

export function compositeRate(
  all: readonly Discharge[],
  signalToNoise: Estimate,
  spans: readonly Span[],
): CompositeRate {
  const discharges = onePerPotential(all, spans);
  const count = discharges.length;
  if (count < FEWEST_DISCHARGES) return ofComposite(abstain("too-few-discharges", count));
  // what was detected stands out by itself: it is the typical deflection that must
  const deflections = discharges.map((discharge) => discharge.signalToNoise).sort((a, b) => a - b);
  if (!("value" in signalToNoise) || deflections[count >> 1] < LOWEST_SIGNAL_TO_NOISE)
    return ofComposite(abstain("signal-to-noise-too-low", count));
  const intervals = discharges.slice(1).map((discharge, i) => discharge.timeS - discharges[i].timeS);
  return ofComposite(rateOfInterval(medianEstimate(intervals, "s"), 1));
}

/** Of the peaks in a span that is no longer than one potential the largest; all others as they are. */
function onePerPotential(discharges: readonly Discharge[], spans: readonly Span[]): Discharge[] {
  const short = spans.filter((span) => span.toS - span.fromS < LONGEST_POTENTIAL_S);
  const kept: Discharge[] = [];
  let at = 0;
  let within = -1;
  for (const discharge of discharges) {
    while (at < short.length && short[at].toS <= discharge.timeS) at++;
    const inside = at < short.length && short[at].fromS <= discharge.timeS;
    if (inside && within === at) {
      const last = kept[kept.length - 1];
      if (discharge.signalToNoise > last.signalToNoise) kept[kept.length - 1] = discharge;
    } else kept.push(discharge);
    within = inside ? at : -1;
  }
  return kept;
}
