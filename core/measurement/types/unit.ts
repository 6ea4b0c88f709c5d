/**
 * What is measured of one motor unit's firing.
 */
import type { Template, UnitValidity } from "./discharge.ts";
import type { Estimate, Span, UnitRate } from "./estimate.ts";

/** How a quantity moved over a run, in octaves (log2 units: 1 is a doubling, −1 a halving). */
export interface Trend {
  /** Largest lasting rise: from a trough to a later peak. Never negative. */
  readonly waxing: Estimate;
  /** Largest lasting fall: from a peak to a later trough. Never negative. */
  readonly waning: Estimate;
  /** Straight line through the logarithm, octaves per second. */
  readonly slopePerS: Estimate;
}

/** A stretch of firing at one level of rate, bounded by change points or by pauses. */
export interface Run extends Span {
  readonly dischargeCount: number;
  readonly rateHz: UnitRate;
}

/** Two or more discharges with much shorter intervals than the firing around them. */
export interface Multiplet extends Span {
  /** 2 is a doublet, 3 a triplet. */
  readonly dischargeCount: number;
  readonly shortestIntervalMs: number;
}

/** Firing in groups that are set apart by pauses. */
export interface GroupedFiring {
  readonly groups: readonly (Span & { readonly dischargeCount: number })[];
  readonly dischargesPerGroup: Estimate;
  readonly groupDurationMs: Estimate;
  /** Rate within the groups. */
  readonly rateWithinHz: UnitRate;
  /** How often groups recur. */
  readonly groupRateHz: Estimate;
  /** Variability of the gaps between groups: standard deviation over mean. */
  readonly gapCv: Estimate;
}

/**
 * How suddenly firing begins or ends. 1: at full rate and amplitude from the first discharge (to the last); 0: it
 * takes the whole train to get there.
 */
export interface Abruptness {
  readonly onset: Estimate;
  readonly offset: Estimate;
}

export interface FiringMeasurement {
  readonly dischargeCount: number;
  readonly rateHz: UnitRate;
  /** 5th percentile of the smoothed instantaneous rate. */
  readonly lowestRateHz: UnitRate;
  /** 95th percentile of the smoothed instantaneous rate. */
  readonly highestRateHz: UnitRate;
  readonly intervalMs: Estimate;
  /** Standard deviation over mean of the intervals; pauses and multiplets set aside. */
  readonly intervalCv: Estimate;
  /** Mean of 2|Iᵢ₊₁−Iᵢ|/(Iᵢ₊₁+Iᵢ): variability of neighbours, blind to slow drift. */
  readonly intervalCv2: Estimate;
  /** Mean absolute difference of consecutive intervals, in microseconds. */
  readonly intervalJitterUs: Estimate;
  readonly doubletShare: Estimate;
  readonly multiplets: readonly Multiplet[];
  readonly runs: readonly Run[];
  readonly rateTrend: Trend;
  readonly amplitudeTrend: Trend;
  readonly grouped: GroupedFiring;
  readonly abruptness: Abruptness;
}

/** The mean potential of one unit, or of one repeated complex. */
export interface PotentialMeasurement {
  readonly amplitude: Estimate;
  readonly durationMs: Estimate;
  readonly phases: Estimate;
  readonly turns: Estimate;
  /** Direction of the first lasting deflection as displayed by the recording (electrode polarity is not known). */
  readonly firstDeflection: "positive" | "negative" | "unclear";
  /** Jitter between the parts of one complex: mean absolute difference of consecutive latencies, in microseconds. */
  readonly complexJitterUs: Estimate;
  /** Correlation of single discharges with the mean potential. */
  readonly stability: Estimate;
}

export interface UnitMeasurement extends FiringMeasurement {
  readonly id: string;
  readonly dischargesS: readonly number[];
  /** Peak to peak, one for each discharge, in the channel's amplitude unit. */
  readonly amplitudes: readonly number[];
  /** Probability that each discharge is this unit's; absent where a reader merged or split it. */
  readonly posteriors?: readonly number[];
  readonly potential: PotentialMeasurement;
  readonly template?: Template;
  readonly validity: UnitValidity;
}
