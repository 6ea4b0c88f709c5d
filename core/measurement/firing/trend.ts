/**
 * Does a quantity wax or wane along a train, and by how much?
 *
 * Its binary logarithm is smoothed over a fifteenth of the train (at least seven discharges). Waxing is the largest rise
 * from a trough to a later peak, waning the largest fall; what the scatter of single values alone would give is taken off,
 * so that steady firing has neither. In octaves: 1 is a doubling. Several trains count by their number of discharges.
 */
import { runningMedian } from "../../signal/running-median.ts";
import type { Estimate } from "../types/estimate.ts";
import type { Trend } from "../types/unit.ts";
import { abstain, deviationOf, measured, NORMAL_95 } from "../uncertainty.ts";

const SHORTEST_TRAIN = 10;
const NARROWEST_WINDOW = 7;
/** Spikes are taken out over so many before. */
const DESPIKED_OVER = 5;
/** Smaller movements than this are rounding. */
const NEGLIGIBLE = 1e-6;

/** One train's values (rates or amplitudes, positive) with the times they stand at. */
export interface Course {
  readonly timesS: readonly number[];
  readonly values: readonly number[];
}

interface OneTrain {
  readonly waxing: number;
  readonly waning: number;
  readonly slope: number;
  readonly movementError: number;
  readonly slopeError: number;
  readonly count: number;
}

export function trendOf(courses: readonly Course[]): Trend {
  const long = courses.filter((course) => course.values.length >= SHORTEST_TRAIN).map(trendOfTrain);
  const count = long.reduce((sum, train) => sum + train.count, 0);
  if (count === 0) {
    const none = abstain("too-few-discharges", Math.max(0, ...courses.map(({ values }) => values.length)));
    return { waxing: none, waning: none, slopePerS: none };
  }
  const combine = (
    value: (train: OneTrain) => number,
    error: (train: OneTrain) => number,
    unit: string,
    least: number,
  ): Estimate => {
    const weight = (train: OneTrain) => train.count / count;
    const mean = long.reduce((sum, train) => sum + weight(train) * value(train), 0);
    const within = Math.sqrt(long.reduce((sum, train) => sum + (weight(train) * error(train)) ** 2, 0));
    const between = deviationOf(long.map(value)) / Math.sqrt(long.length);
    const halfWidth = NORMAL_95 * Math.hypot(within, between);
    return measured(mean, Math.max(least, mean - halfWidth), mean + halfWidth, unit, count);
  };
  return {
    waxing: combine(
      (train) => train.waxing,
      (train) => train.movementError,
      "[oct]",
      0,
    ),
    waning: combine(
      (train) => train.waning,
      (train) => train.movementError,
      "[oct]",
      0,
    ),
    slopePerS: combine(
      (train) => train.slope,
      (train) => train.slopeError,
      "[oct]/s",
      Number.NEGATIVE_INFINITY,
    ),
  };
}

function trendOfTrain({ timesS, values }: Course): OneTrain {
  const logs = values.map((value) => Math.log2(Math.max(value, 1e-12)));
  const width = Math.max(NARROWEST_WINDOW, Math.ceil(values.length / 15));
  const smooth = movingMean(runningMedian(logs, DESPIKED_OVER), width);
  const scatter = neighbourDeviation(logs);
  const levelError = scatter / Math.sqrt(width);
  const independent = Math.max(2, values.length / width);
  const byChance = levelError * Math.SQRT2 * Math.sqrt(2 * Math.log(independent));
  const { rise, fall } = largestMoves(smooth);
  const line = straightLine(timesS, logs);
  return {
    waxing: beyondChance(rise, byChance),
    waning: beyondChance(fall, byChance),
    movementError: levelError * Math.SQRT2,
    slope: line.slope,
    slopeError: line.error,
    count: values.length,
  };
}

function beyondChance(move: number, byChance: number): number {
  const squared = move * move - byChance * byChance;
  return squared > NEGLIGIBLE * NEGLIGIBLE ? Math.sqrt(squared) : 0;
}

function movingMean(values: ArrayLike<number>, width: number): number[] {
  const half = Math.floor(width / 2);
  return Array.from({ length: values.length }, (_, i) => {
    const reach = Math.min(half, i, values.length - 1 - i);
    let sum = 0;
    for (let k = i - reach; k <= i + reach; k++) sum += values[k];
    return sum / (2 * reach + 1);
  });
}

/** Deviation of single values as their neighbours show it, blind to slow movement. */
function neighbourDeviation(values: readonly number[]): number {
  const steps = values.slice(1).map((value, i) => value - values[i]);
  return Math.sqrt(steps.reduce((sum, step) => sum + step * step, 0) / (2 * steps.length));
}

/** The ends, where the smoothing window is short, do not make extremes of their own. */
function largestMoves(values: readonly number[]): { rise: number; fall: number } {
  let [rise, fall, lowest, highest] = [0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values.slice(2, -2)) {
    lowest = Math.min(lowest, value);
    highest = Math.max(highest, value);
    rise = Math.max(rise, value - lowest);
    fall = Math.max(fall, highest - value);
  }
  return { rise, fall };
}

function straightLine(x: readonly number[], y: readonly number[]): { slope: number; error: number } {
  const count = x.length;
  const meanX = x.reduce((sum, value) => sum + value, 0) / count;
  const meanY = y.reduce((sum, value) => sum + value, 0) / count;
  let [xx, xy] = [0, 0];
  for (let i = 0; i < count; i++) {
    xx += (x[i] - meanX) ** 2;
    xy += (x[i] - meanX) * (y[i] - meanY);
  }
  if (!(xx > 0)) return { slope: 0, error: 0 };
  const slope = xy / xx;
  const residual = y.reduce((sum, value, i) => sum + (value - meanY - slope * (x[i] - meanX)) ** 2, 0);
  return { slope, error: Math.sqrt(residual / (count - 2) / xx) };
}
