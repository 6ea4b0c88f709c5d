/**
 * How far a separated unit can be trusted.
 *
 * Estimated from the separation itself, not from what firing should look like: how sure its discharges are, how far its
 * waveform lies from the nearest other one and from noise, how many discharges there are, and how many seem to be missing
 * (intervals of about twice the usual one). The value is the product of these figures; a potential that hardly stands out of the
 * noise is no unit whatever they say.
 */
import type { UnitValidity } from "../types/discharge.ts";

export interface ValidityInput {
  readonly timesS: ArrayLike<number>;
  /** Probability of each discharge. */
  readonly posterior: ArrayLike<number>;
  /** Energy of the difference to the nearest other unit, in units of the noise. */
  readonly nearestEnergy: number;
  /** Energy of its own template. */
  readonly energy: number;
  /** Largest deflection of the template over the standard deviation of the noise. */
  readonly signalToNoise: number;
}

export type ValidityReason =
  | "few-discharges"
  | "unsure-discharges"
  | "like-another-unit"
  | "little-above-noise"
  | "many-missed";

export interface Validity extends UnitValidity {
  /** 0 to 1; below 0.5 the unit is not reported as one. */
  readonly value: number;
  readonly reasons: readonly ValidityReason[];
  /** Power of the pulses over that of the rest of a blindly separated source, in decibels. */
  readonly pulseToNoiseDb?: number;
}

const VALID = 0.75;
export const DOUBTFUL = 0.5;
/** Discharges at which their number takes half of the trust. */
const HALF_TRUST_COUNT = 3;
/** Energy of a difference that is told apart well in every other discharge. */
const USUAL_DIFFERENCE = 25;
const USUAL_ENERGY = 25;
/** A unit whose largest deflection is less than this many standard deviations of the noise is not reported. */
const LOWEST_SIGNAL_TO_NOISE = 3;

export function unitValidity(input: ValidityInput): Validity {
  const count = input.timesS.length;
  let sure = 0;
  for (let index = 0; index < count; index++) sure += input.posterior[index] / count;
  const numerous = count / (count + HALF_TRUST_COUNT);
  const apart = saturating(input.nearestEnergy, USUAL_DIFFERENCE);
  const above = saturating(input.energy, USUAL_ENERGY);
  const missedShare = missed(input.timesS);
  const visible = Math.min(1, (input.signalToNoise / LOWEST_SIGNAL_TO_NOISE) ** 4);
  const whole = sure * numerous * Math.sqrt(apart * above) * (1 - 0.5 * missedShare);
  const value = visible < 1 ? Math.min(whole, 0.99 * DOUBTFUL) * visible : whole;
  const reasons: ValidityReason[] = [];
  if (numerous < VALID) reasons.push("few-discharges");
  if (sure < 0.8) reasons.push("unsure-discharges");
  if (apart < 0.8) reasons.push("like-another-unit");
  if (above < 0.8 || visible < 1) reasons.push("little-above-noise");
  if (missedShare > 0.2) reasons.push("many-missed");
  return {
    verdict: value >= VALID ? "valid" : value >= DOUBTFUL ? "doubtful" : "invalid",
    isolation: Math.min(apart, above),
    signalToNoise: input.signalToNoise,
    falsePositiveShare: 1 - sure,
    missedShare,
    value,
    reasons,
  };
}

function saturating(energy: number, usual: number): number {
  return Number.isFinite(energy) ? 1 - Math.exp(-energy / usual) : 1;
}

/** Share of discharges missing, from intervals that are about a whole multiple of their neighbours. */
function missed(timesS: ArrayLike<number>): number {
  const intervals = Array.from(
    { length: Math.max(0, timesS.length - 1) },
    (_, i) => timesS[i + 1] - timesS[i],
  );
  let missing = 0;
  for (let index = 0; index < intervals.length; index++) {
    const around = [
      ...intervals.slice(Math.max(0, index - 4), index),
      ...intervals.slice(index + 1, index + 5),
    ];
    if (around.length < 4) continue;
    const usual = around.sort((a, b) => a - b)[around.length >> 1];
    const ratio = intervals[index] / usual;
    if (ratio > 1.65 && ratio < 2.4) missing++;
  }
  return timesS.length === 0 ? 0 : missing / (timesS.length + missing);
}
