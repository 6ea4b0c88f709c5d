/**
 * When the motor neurons of a pool discharge, given the excitation they share.
 *
 * After Fuglevand: a neuron starts to fire when the excitation passes its threshold, at its minimum rate, and
 * faster with more excitation up to its peak rate, which is lower for later recruited neurons. Slow fluctuation of
 * the excitation is common to all (common drive); each interval varies by itself too. The rate is integrated in
 * steps of a millisecond until the next discharge is due, so excitation may change at any speed. A persistent
 * inward current, when given, switches on while the neuron is driven and keeps it firing afterwards, ever more
 * slowly and less regularly, until it has faded.
 *
 * Sources: Fuglevand, Winter and Patla 1993; De Luca (common drive); Heckman (persistent inward current): recalled.
 */
import type { Random } from "../signal/random.ts";

export interface NeuronPoolLaw {
  readonly minimumRateHz: number;
  /** Peak rate of the first and of the last recruited neuron. */
  readonly peakRateFirstHz: number;
  readonly peakRateLastHz: number;
  /** Rise of rate with excitation, Hz per unit of excitation. */
  readonly gainHz: number;
  /** Standard deviation over mean of the intervals at constant excitation. */
  readonly intervalVariation: number;
  /** Probability that a discharge is followed at once by another (a doublet). */
  readonly doubletShare: number;
  readonly doubletIntervalMs: readonly [number, number];
}

export interface Neuron {
  readonly recruitmentThreshold: number;
  /** Threshold of the last neuron of the pool: where the peak rate is lowest. */
  readonly largestThreshold: number;
  /** A rate of its own, instead of that of the law, at full excitation (multiplies the rate). */
  readonly rateFactor?: number;
}

/** What a neuron does by itself once it has been driven. */
export interface PersistentCurrent {
  /** Rate above the minimum rate when the drive ends; falls to the minimum while the current fades. */
  readonly extraRateHz: number;
  readonly lastsS: number;
  readonly intervalVariation: number;
}

/** Excitation over time, in steps of 1 ms, in units of the first neuron's threshold. */
export type Excitation = Float32Array;

const SHORTEST_INTERVAL_S = 0.012;
/** Drive this long switches a persistent current on. */
const SWITCH_ON_STEPS = 300;

/** Excitation that brings the last neuron to its peak rate. */
export function largestExcitation(recruitmentRange: number, law: NeuronPoolLaw): number {
  return recruitmentRange + (law.peakRateLastHz - law.minimumRateHz) / law.gainHz;
}

export function firingRateHz(excitation: number, neuron: Neuron, law: NeuronPoolLaw): number {
  if (excitation < neuron.recruitmentThreshold) return 0;
  const share = neuron.recruitmentThreshold / neuron.largestThreshold;
  const peak = law.peakRateFirstHz + (law.peakRateLastHz - law.peakRateFirstHz) * share;
  const rate = law.minimumRateHz + law.gainHz * (excitation - neuron.recruitmentThreshold);
  return Math.min(peak, rate) * (neuron.rateFactor ?? 1);
}

/** Discharge times in seconds, ascending. */
export function neuronDischarges(
  excitation: Excitation,
  neuron: Neuron,
  law: NeuronPoolLaw,
  random: Random,
  persistent?: PersistentCurrent,
): number[] {
  const times: number[] = [];
  let progress = 0;
  let resting = true;
  let due = random.gamma(1, law.intervalVariation);
  let drivenSteps = 0;
  let endOfDrive = Number.NEGATIVE_INFINITY;
  for (let step = 0; step < excitation.length; step++) {
    let rate = firingRateHz(excitation[step], neuron, law);
    const driven = rate > 0;
    drivenSteps = driven ? drivenSteps + 1 : 0;
    if (drivenSteps >= SWITCH_ON_STEPS) endOfDrive = step;
    if (!driven && persistent) rate = persistentRateHz(persistent, law, (step - endOfDrive) / 1000);
    if (rate === 0) {
      resting = true;
      continue;
    }
    if (resting) progress = 0.8 * random.uniform() * due;
    resting = false;
    progress += rate / 1000;
    if (progress < due) continue;
    const timeS = (step + 1) / 1000 - (progress - due) / rate;
    const last = times.at(-1);
    if (last === undefined || timeS - last >= SHORTEST_INTERVAL_S) {
      times.push(timeS);
      if (random.chance(law.doubletShare))
        times.push(timeS + random.between(...law.doubletIntervalMs) / 1000);
    }
    progress -= due;
    due = random.gamma(1, driven || !persistent ? law.intervalVariation : persistent.intervalVariation);
  }
  return times;
}

function persistentRateHz(current: PersistentCurrent, law: NeuronPoolLaw, sinceDriveS: number): number {
  if (sinceDriveS > current.lastsS) return 0;
  return law.minimumRateHz + current.extraRateHz * (1 - sinceDriveS / current.lastsS);
}

/** Slow common fluctuation around 1: white noise through a second-order low pass at `cutOffHz`. */
export function commonDrive(
  durationS: number,
  relativeDeviation: number,
  cutOffHz: number,
  random: Random,
): Float32Array {
  const steps = Math.ceil(durationS * 1000);
  const drive = new Float32Array(steps);
  const keep = Math.exp((-2 * Math.PI * cutOffHz) / 1000);
  // two equal one-pole filters in a row: the variance they leave of white noise
  const k = 1 - keep;
  const variance = (k ** 4 * (1 + keep * keep)) / (1 - keep * keep) ** 3;
  const scale = relativeDeviation / Math.sqrt(variance);
  let first = 0;
  let second = 0;
  for (let step = -Math.ceil(3000 / cutOffHz); step < steps; step++) {
    first = keep * first + k * random.normal();
    second = keep * second + k * first;
    if (step >= 0) drive[step] = Math.max(0, 1 + scale * second);
  }
  return drive;
}
