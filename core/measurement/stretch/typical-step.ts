/**
 * How much does an interval between discharges typically differ from the one before it? Median of the change over the mean of the
 * two; 0 for a clock, above a half for discharges at random. Blind to slow drift, and to a few that are missing or do not belong.
 */
import { median } from "../../signal/order-statistics.ts";
import type { Discharge } from "../types/discharge.ts";

/** Infinite with fewer than three discharges. */
export function typicalStep(discharges: readonly Pick<Discharge, "timeS">[]): number {
  const intervals = discharges.slice(1).map(({ timeS }, i) => timeS - discharges[i].timeS);
  const steps = intervals
    .slice(1)
    .map((next, i) => (2 * Math.abs(next - intervals[i])) / Math.max(next + intervals[i], 1e-6));
  return steps.length > 0 ? median(steps) : Number.POSITIVE_INFINITY;
}
