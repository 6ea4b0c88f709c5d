/**
 * Estimates with their intervals, all at 95 %.
 *
 * Medians and quantiles take their interval from the order statistics (no assumption on the distribution), means from their
 * standard error, shares from Wilson's interval, any other statistic from leaving out one block after another (jackknife;
 * blocks, because neighbouring discharges are not independent). Nothing is drawn at random: the same recording gives
 * the same interval.
 */
import { quantile } from "../signal/order-statistics.ts";
import type {
  Abstention,
  AbstentionReason,
  CompositeRate,
  Estimate,
  Measured,
  UnitRate,
} from "./types/estimate.ts";

export const CONFIDENCE = 0.95;
/** Two-sided normal quantile of the confidence. */
export const NORMAL_95 = 1.959964;
const JACKKNIFE_BLOCKS = 20;

export function measured(value: number, low: number, high: number, unit: string, count: number): Measured {
  return {
    value,
    low: Math.min(low, value),
    high: Math.max(high, value),
    unit,
    confidence: CONFIDENCE,
    count,
  };
}

export function abstain(reason: AbstentionReason, count: number): Abstention {
  return { abstains: reason, count };
}

export function quantileEstimate(values: ArrayLike<number>, share: number, unit: string): Measured {
  const count = values.length;
  const halfWidth = NORMAL_95 * Math.sqrt((share * (1 - share)) / count);
  return measured(
    quantile(values, share),
    quantile(values, share - halfWidth),
    quantile(values, share + halfWidth),
    unit,
    count,
  );
}

export function medianEstimate(values: ArrayLike<number>, unit: string): Measured {
  return quantileEstimate(values, 0.5, unit);
}

export function meanEstimate(values: ArrayLike<number>, unit: string): Measured {
  const count = values.length;
  const mean = meanOf(values);
  const halfWidth = NORMAL_95 * (deviationOf(values) / Math.sqrt(count));
  return measured(mean, mean - halfWidth, mean + halfWidth, unit, count);
}

/** Wilson's interval of `hits` in `count`. */
export function shareEstimate(hits: number, count: number): Measured {
  const share = hits / count;
  const z2 = NORMAL_95 * NORMAL_95;
  const centre = (share + z2 / (2 * count)) / (1 + z2 / count);
  const halfWidth =
    (NORMAL_95 / (1 + z2 / count)) * Math.sqrt((share * (1 - share)) / count + z2 / (4 * count * count));
  return measured(share, Math.max(0, centre - halfWidth), Math.min(1, centre + halfWidth), "1", count);
}

/** Events in a time: Poisson interval (Byar). */
export function eventRate(events: number, durationS: number): Measured {
  const bound = (n: number, z: number) => (n > 0 ? n * (1 - 1 / (9 * n) + z / (3 * Math.sqrt(n))) ** 3 : 0);
  return measured(
    events / durationS,
    Math.max(0, bound(events, -NORMAL_95)) / durationS,
    bound(events + 1, NORMAL_95) / durationS,
    "Hz",
    events,
  );
}

/** Any positive statistic of a series; the interval is symmetric in its logarithm. */
export function jackknifeEstimate(
  values: readonly number[],
  statistic: (values: readonly number[]) => number,
  unit: string,
): Measured {
  const value = statistic(values);
  const blocks = Math.min(JACKKNIFE_BLOCKS, values.length);
  const logs: number[] = [];
  for (let block = 0; block < blocks; block++) {
    const from = Math.floor((block * values.length) / blocks);
    const to = Math.floor(((block + 1) * values.length) / blocks);
    const without = statistic([...values.slice(0, from), ...values.slice(to)]);
    if (without > 0) logs.push(Math.log(without));
  }
  if (!(value > 0) || logs.length < 2) return measured(value, value, value, unit, values.length);
  const halfWidth = NORMAL_95 * deviationOf(logs) * ((logs.length - 1) / Math.sqrt(logs.length));
  return measured(value, value * Math.exp(-halfWidth), value * Math.exp(halfWidth), unit, values.length);
}

/** The rate that belongs to an interval: bounds change places. */
export function rateOfInterval(interval: Measured, secondsPerUnit: number): Measured {
  const rate = (length: number) => 1 / Math.max(length * secondsPerUnit, 1e-9);
  return measured(rate(interval.value), rate(interval.high), rate(interval.low), "Hz", interval.count);
}

export function ofUnit(estimate: Estimate): UnitRate {
  return { ...estimate, of: "unit" };
}

export function ofComposite(estimate: Estimate): CompositeRate {
  return { ...estimate, of: "composite" };
}

export function meanOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum / values.length;
}

/** Standard deviation with n − 1; 0 for a single value. */
export function deviationOf(values: ArrayLike<number>): number {
  if (values.length < 2) return 0;
  const mean = meanOf(values);
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (values[i] - mean) ** 2;
  return Math.sqrt(sum / (values.length - 1));
}
