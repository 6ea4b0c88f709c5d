/**
 * Runs: stretches of firing at one rate, bounded by pauses or by change points of the logarithm of the interval.
 */
import { levelChanges } from "../../signal/change-points.ts";
import type { Run } from "../types/unit.ts";
import { abstain, medianEstimate, ofUnit, rateOfInterval } from "../uncertainty.ts";
import { lengthOf, type Train } from "./train.ts";

const SHORTEST_RUN = 5;

export function runsOf(timesS: readonly number[], trains: readonly Train[]): Run[] {
  return trains.flatMap((train) => {
    const intervals: number[] = [];
    for (let i = train.from; i + 1 < train.to; i++) intervals.push(timesS[i + 1] - timesS[i]);
    const logs = intervals.map((interval) => Math.log(Math.max(interval, 1e-6)));
    const starts = [0, ...levelChanges(logs, neighbourDeviation(logs), { shortest: SHORTEST_RUN })];
    if (lengthOf(train) < 2) return [oneRun(timesS, train.from, train.to)];
    return starts.map((start, index) => {
      const end = starts[index + 1] ?? intervals.length;
      return oneRun(timesS, train.from + start, train.from + end + 1);
    });
  });
}

function oneRun(timesS: readonly number[], from: number, to: number): Run {
  const intervalsMs: number[] = [];
  for (let i = from; i + 1 < to; i++) intervalsMs.push(1000 * (timesS[i + 1] - timesS[i]));
  const rate =
    intervalsMs.length >= SHORTEST_RUN
      ? rateOfInterval(medianEstimate(intervalsMs, "ms"), 0.001)
      : abstain("too-few-intervals", intervalsMs.length);
  return { fromS: timesS[from], toS: timesS[to - 1], dischargeCount: to - from, rateHz: ofUnit(rate) };
}

function neighbourDeviation(values: readonly number[]): number {
  if (values.length < 2) return 1;
  let sum = 0;
  for (let i = 1; i < values.length; i++) sum += (values[i] - values[i - 1]) ** 2;
  // a floor of 2 %: the clock of a simulated train is not a reason to see change points everywhere
  return Math.max(0.02, Math.sqrt(sum / (2 * (values.length - 1))));
}
