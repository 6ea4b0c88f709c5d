/**
 * The composite rate: how fast discharges follow each other, whatever units they come from.
 *
 * The inverse of the median distance of neighbouring discharges while they come. It is the rate of what the electrode
 * sees, not of a motor unit, and a lower bound where potentials overlap. With several units firing it can be many times the rate
 * of each.
 */
import type { Discharge } from "../types/discharge.ts";
import type { CompositeRate, Estimate } from "../types/estimate.ts";
import { abstain, medianEstimate, ofComposite, rateOfInterval } from "../uncertainty.ts";

const FEWEST_DISCHARGES = 20;
const LOWEST_SIGNAL_TO_NOISE = 3;

export function compositeRate(discharges: readonly Discharge[], signalToNoise: Estimate): CompositeRate {
  const count = discharges.length;
  if (count < FEWEST_DISCHARGES) return ofComposite(abstain("too-few-discharges", count));
  // what was detected stands out by itself: it is the typical deflection that must
  const deflections = discharges.map((discharge) => discharge.signalToNoise).sort((a, b) => a - b);
  if (!("value" in signalToNoise) || deflections[count >> 1] < LOWEST_SIGNAL_TO_NOISE)
    return ofComposite(abstain("signal-to-noise-too-low", count));
  const intervals = discharges.slice(1).map((discharge, i) => discharge.timeS - discharges[i].timeS);
  return ofComposite(rateOfInterval(medianEstimate(intervals, "s"), 1));
}
