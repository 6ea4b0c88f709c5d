/**
 * How far a separated unit can be trusted.
 *
 * The value is the share of its discharges that can be expected to be those of one motor unit. It is weighed from what
 * went with being right in simulated recordings (needles, other shapes, full interference, sampling down to 1 kHz): how
 * sure its discharges are, whether its firing is that of one unit (`interval-irregularity.ts`), how often its potential
 * stands alone (`alone-share.ts`), how many samples the main phase of its potential has, and how many discharges there
 * are. `bench/emg/separation.ts` shows how often it comes true, on other recordings. A potential that hardly stands out of
 * the noise is no unit whatever they say.
 */
import type { UnitValidity } from "../types/discharge.ts";
import { intervalIrregularity } from "./interval-irregularity.ts";

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
  /** Share of discharges on which no other unit's potential lies. */
  readonly aloneShare: number;
  /** Width of the potential's main phase at half its height, in samples of the recording. */
  readonly phaseSamples: number;
}

export type ValidityReason =
  | "few-discharges"
  | "unsure-discharges"
  | "like-another-unit"
  | "little-above-noise"
  | "many-missed"
  | "irregular-firing"
  | "interference"
  | "sampling-too-low";

export interface Validity extends UnitValidity {
  /** 0 to 1; below 0.4 the unit is not reported as one. */
  readonly value: number;
  readonly reasons: readonly ValidityReason[];
  /** Power of the pulses over that of the rest of a blindly separated source, in decibels. */
  readonly pulseToNoiseDb?: number;
}

const VALID = 0.75;
export const DOUBTFUL = 0.4;
/** Discharges at which their number takes half of the trust. */
const HALF_TRUST_COUNT = 3;
/** Energy of a difference that is told apart well in every other discharge. */
const USUAL_DIFFERENCE = 25;
const USUAL_ENERGY = 25;
/** Firing is regular up to here. */
const REGULAR = 0.4;
/** A unit whose largest deflection is less than this many standard deviations of the noise is not reported. */
const LOWEST_SIGNAL_TO_NOISE = 3;

/** Log-odds of a discharge's being right: what each figure adds. Fitted to simulated recordings. */
const WEIGHTS = { none: -2.64, unsure: -1.29, irregular: -3.7, alone: 0.38, phase: 0.33, numerous: 0.57 };
/** Surer than this is not told apart. */
const SUREST = 0.02;
const MOST_IRREGULAR = 1.2;
/** Where too few intervals are known. */
const UNKNOWN_IRREGULARITY = 0.3;
const ENOUGH_PHASE_SAMPLES = 4;

export function unitValidity(input: ValidityInput): Validity {
  const count = input.timesS.length;
  let sure = 0;
  for (let index = 0; index < count; index++) sure += input.posterior[index] / count;
  const numerous = count / (count + HALF_TRUST_COUNT);
  const irregularity = irregularityOf(input.timesS);
  const visible = Math.min(1, (input.signalToNoise / LOWEST_SIGNAL_TO_NOISE) ** 4);
  const odds =
    WEIGHTS.none +
    WEIGHTS.unsure * Math.log(SUREST + 1 - sure) +
    WEIGHTS.irregular * irregularity +
    WEIGHTS.alone * input.aloneShare +
    WEIGHTS.phase * Math.min(ENOUGH_PHASE_SAMPLES, input.phaseSamples) +
    WEIGHTS.numerous * numerous;
  // what so few discharges look like says little of the unit
  const enough = Math.min(1, numerous / VALID) ** 2;
  const whole = enough / (1 + Math.exp(-odds));
  const value = visible < 1 ? Math.min(whole, 0.99 * DOUBTFUL) * visible : whole;
  const apart = saturating(input.nearestEnergy, USUAL_DIFFERENCE);
  const above = saturating(input.energy, USUAL_ENERGY);
  const missedShare = missed(input.timesS);
  const reasons: ValidityReason[] = [];
  if (numerous < VALID) reasons.push("few-discharges");
  if (sure < 0.8) reasons.push("unsure-discharges");
  if (apart < 0.8) reasons.push("like-another-unit");
  if (above < 0.8 || visible < 1) reasons.push("little-above-noise");
  if (missedShare > 0.2) reasons.push("many-missed");
  if (irregularity > 0.6) reasons.push("irregular-firing");
  if (input.aloneShare < 0.3) reasons.push("interference");
  if (input.phaseSamples < 2) reasons.push("sampling-too-low");
  return {
    verdict: verdictOf(value),
    isolation: Math.min(apart, above),
    signalToNoise: input.signalToNoise,
    falsePositiveShare: 1 - sure,
    missedShare,
    value,
    reasons,
  };
}

/** Of a source that was separated blindly: its silhouette, its number of discharges and their regularity. */
export function sourceValidity(
  timesS: ArrayLike<number>,
  silhouette: number,
  signalToNoise: number,
): Validity {
  const numerous = timesS.length / (timesS.length + HALF_TRUST_COUNT);
  const irregularity = irregularityOf(timesS);
  const missedShare = missed(timesS);
  const regular = 1 - Math.max(0, Math.min(1, (irregularity - REGULAR) / (MOST_IRREGULAR - REGULAR)));
  const value = Math.max(0, silhouette) * numerous * (1 - 0.5 * missedShare) * regular;
  const reasons: ValidityReason[] = [];
  if (numerous < VALID) reasons.push("few-discharges");
  if (missedShare > 0.2) reasons.push("many-missed");
  if (irregularity > 0.6) reasons.push("irregular-firing");
  return {
    verdict: verdictOf(value),
    isolation: Math.max(0, Math.min(1, silhouette)),
    signalToNoise,
    falsePositiveShare: 1 - Math.max(0, Math.min(1, silhouette)),
    missedShare,
    value,
    reasons,
    silhouette,
  };
}

function verdictOf(value: number): Validity["verdict"] {
  return value >= VALID ? "valid" : value >= DOUBTFUL ? "doubtful" : "invalid";
}

function irregularityOf(timesS: ArrayLike<number>): number {
  const known = intervalIrregularity(timesS);
  return Number.isNaN(known) ? UNKNOWN_IRREGULARITY : Math.min(MOST_IRREGULAR, known);
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
