/**
 * When the motor neurons of a pool discharge, given the excitation they share.
 *
 * After Fuglevand: a neuron starts to fire when the excitation passes its threshold, at its minimum rate, and faster with
 * more excitation up to its peak rate, which is lower for later recruited neurons. Slow fluctuation of the
 * excitation is common to all (common drive); each interval varies by itself too. The rate is integrated in steps of a
 * millisecond until the next discharge is due, so excitation may change at any speed.
 * A persistent inward current, when given, adds excitation of the neuron's own: it switches on with strong
 * excitation and off only when the excitation falls well below the threshold, so firing outlives its cause.
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

/** Excitation over time, in steps of 1 ms, in units of the first neuron's threshold. */
export type Excitation = Float32Array;

const SHORTEST_INTERVAL_S = 0.012;

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
): number[] {
  const times: number[] = [];
  let progress = random.uniform();
  let due = interval(law, random);
  for (let step = 0; step < excitation.length; step++) {
    const rate = firingRateHz(excitation[step], neuron, law);
    if (rate === 0) {
      progress = Math.min(progress, 0.7);
      continue;
    }
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
    due = interval(law, random);
  }
  return times;
}

/** The next interval in units of the mean one. */
function interval(law: NeuronPoolLaw, random: Random): number {
  return random.gamma(1, law.intervalVariation);
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
