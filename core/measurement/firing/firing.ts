/**
 * How one motor unit fires: rate, regularity, doublets, runs, waxing and waning, groups, abruptness.
 *
 * Everything follows from the unit's discharge times and amplitudes. Pauses and multiplets are set aside before rate and
 * regularity are measured (`interval-classes.ts`), so that firing in groups has the rate and regularity of its groups. Below
 * 20 discharges, or when the unit hardly rises above the noise, every measure abstains. The rates here are those of
 * ONE unit; the rate of all that the electrode sees is measured in `activity/`.
 */
import { median } from "../../signal/order-statistics.ts";
import { runningMedian } from "../../signal/running-median.ts";
import type { AbstentionReason, Estimate, Span } from "../types/estimate.ts";
import type { FiringMeasurement, Multiplet } from "../types/unit.ts";
import {
  abstain,
  deviationOf,
  jackknifeEstimate,
  meanOf,
  medianEstimate,
  ofUnit,
  quantileEstimate,
  rateOfInterval,
  shareEstimate,
} from "../uncertainty.ts";
import { abruptnessOf } from "./abruptness.ts";
import { groupedFiring, ungrouped } from "./grouped-firing.ts";
import { classifyIntervals, type IntervalClass } from "./interval-classes.ts";
import { isWithin } from "./is-within.ts";
import { rateCourse } from "./rate-course.ts";
import { runsOf } from "./runs.ts";
import { lengthOf, type Train, trainsOf } from "./train.ts";
import { trendOf } from "./trend.ts";

export interface FiringInput {
  /** In order of time. */
  readonly timesS: readonly number[];
  /** One for each discharge. */
  readonly amplitudes: readonly number[];
  /** Median over the discharges of the largest deflection over the noise. */
  readonly signalToNoise: number;
  /** What was looked at: trains that reach its ends, or a hole in it, have no onset or offset to be seen there. */
  readonly observed: readonly Span[];
}

/** Below this a measure of firing abstains. */
export const FEWEST_DISCHARGES = 20;
export const LOWEST_SIGNAL_TO_NOISE = 3;
const FEWEST_INTERVALS = 10;
/** Instantaneous rates are smoothed over so many intervals before their extremes are taken. */
const SMOOTHED_OVER = 5;
/** Longer intervals are ordinary firing, however short beside a pause: multiplets come from one excursion of the membrane. */
const LONGEST_MULTIPLET_INTERVAL_MS = 35;
/** More discharges than this are a group or a train, not a multiplet. */
const LARGEST_MULTIPLET = 8;

export function firingOf(input: FiringInput): FiringMeasurement {
  const count = input.timesS.length;
  if (count < FEWEST_DISCHARGES) return withoutFiring("too-few-discharges", count);
  if (input.signalToNoise < LOWEST_SIGNAL_TO_NOISE) return withoutFiring("signal-to-noise-too-low", count);
  return measureFiring(input);
}

function measureFiring({ timesS, amplitudes, observed }: FiringInput): FiringMeasurement {
  const intervalsMs = timesS.slice(1).map((time, i) => 1000 * (time - timesS[i]));
  const broken = timesS.slice(1).map((time, i) => !observed.some((span) => isWithin(span, timesS[i], time)));
  const { classes, grouped } = classifyIntervals(
    intervalsMs.map((interval) => interval / 1000),
    broken,
  );
  const trains = trainsOf(classes, timesS.length);
  const running = intervalsMs.filter((_, i) => classes[i] === "running");
  const neighbours = neighbouringPairs(intervalsMs, classes);
  const rates = smoothedRates(intervalsMs, trains, classes);
  const multiplets = grouped ? multipletsOfGroups(timesS, trains) : multipletsOf(timesS, classes);
  return {
    dischargeCount: timesS.length,
    rateHz: ofUnit(ifEnough(running, () => rateOfInterval(medianEstimate(running, "ms"), 0.001))),
    lowestRateHz: ofUnit(ifEnough(rates, () => quantileEstimate(rates, 0.05, "Hz"))),
    highestRateHz: ofUnit(ifEnough(rates, () => quantileEstimate(rates, 0.95, "Hz"))),
    intervalMs: ifEnough(running, () => medianEstimate(running, "ms")),
    intervalCv: ifEnough(running, () => jackknifeEstimate(running, (x) => deviationOf(x) / meanOf(x), "1")),
    intervalCv2: ifEnough(neighbours, () => jackknifeEstimate(neighbours.map(relativeStep), meanOf, "1")),
    intervalJitterUs: ifEnough(neighbours, () => jackknifeEstimate(neighbours.map(stepUs), meanOf, "us")),
    doubletShare: shareEstimate(
      multiplets.reduce((sum, multiplet) => sum + multiplet.dischargeCount, 0),
      timesS.length,
    ),
    multiplets,
    runs: runsOf(timesS, trains),
    rateTrend: trendOf(trains.map((train) => rateCourse(timesS, classes, train))),
    amplitudeTrend: trendOf(amplitudeCourses(timesS, amplitudes, trains)),
    grouped: grouped ? groupedFiring(timesS, trains) : ungrouped(timesS.length),
    abruptness: abruptnessOf(
      trains.map((train) => seenTrain(timesS, amplitudes, train, observed, median(running) / 1000)),
    ),
  };
}

function ifEnough(values: readonly unknown[], estimate: () => Estimate): Estimate {
  return values.length >= FEWEST_INTERVALS ? estimate() : abstain("too-few-intervals", values.length);
}

/** Pairs of consecutive running intervals. */
function neighbouringPairs(
  intervals: readonly number[],
  classes: readonly IntervalClass[],
): [number, number][] {
  const pairs: [number, number][] = [];
  for (let i = 0; i + 1 < intervals.length; i++)
    if (classes[i] === "running" && classes[i + 1] === "running")
      pairs.push([intervals[i], intervals[i + 1]]);
  return pairs;
}

const relativeStep = ([one, next]: [number, number]) => (2 * Math.abs(next - one)) / (next + one);
const stepUs = ([one, next]: [number, number]) => 1000 * Math.abs(next - one);

function smoothedRates(
  intervalsMs: readonly number[],
  trains: readonly Train[],
  classes: readonly IntervalClass[],
): number[] {
  return trains.flatMap((train) => {
    const rates: number[] = [];
    for (let i = train.from; i + 1 < train.to; i++)
      if (classes[i] === "running") rates.push(1000 / Math.max(intervalsMs[i], 1e-3));
    return [...runningMedian(rates, SMOOTHED_OVER)];
  });
}

/** Discharges joined by short intervals. */
function multipletsOf(timesS: readonly number[], classes: readonly IntervalClass[]): Multiplet[] {
  const multiplets: Multiplet[] = [];
  for (let i = 0; i < classes.length; i++) {
    if (classes[i] !== "short") continue;
    const from = i;
    while (i < classes.length && classes[i] === "short") i++;
    multiplets.push(multiplet(timesS, from, i + 1));
  }
  return multiplets.filter(isQuick);
}

function multipletsOfGroups(timesS: readonly number[], trains: readonly Train[]): Multiplet[] {
  return trains
    .filter((train) => lengthOf(train) > 1 && lengthOf(train) <= LARGEST_MULTIPLET)
    .map((train) => multiplet(timesS, train.from, train.to))
    .filter(isQuick);
}

/** Its mean interval is that of a multiplet. */
function isQuick({ fromS, toS, dischargeCount }: Multiplet): boolean {
  return (1000 * (toS - fromS)) / (dischargeCount - 1) <= LONGEST_MULTIPLET_INTERVAL_MS;
}

function multiplet(timesS: readonly number[], from: number, to: number): Multiplet {
  let shortestIntervalMs = Number.POSITIVE_INFINITY;
  for (let i = from; i + 1 < to; i++)
    shortestIntervalMs = Math.min(shortestIntervalMs, 1000 * (timesS[i + 1] - timesS[i]));
  return { fromS: timesS[from], toS: timesS[to - 1], dischargeCount: to - from, shortestIntervalMs };
}

/** By train; when all trains are short (groups, single discharges), over the whole time. */
function amplitudeCourses(
  timesS: readonly number[],
  amplitudes: readonly number[],
  trains: readonly Train[],
) {
  const long = trains.filter((train) => lengthOf(train) >= FEWEST_INTERVALS);
  const chosen = long.length > 0 ? long : [{ from: 0, to: timesS.length }];
  return chosen.map(({ from, to }) => ({
    timesS: timesS.slice(from, to),
    values: amplitudes.slice(from, to),
  }));
}

function seenTrain(
  timesS: readonly number[],
  amplitudes: readonly number[],
  train: Train,
  observed: readonly Span[],
  typicalIntervalS: number,
) {
  const first = timesS[train.from];
  const last = timesS[train.to - 1];
  const clear = 3 * typicalIntervalS;
  return {
    timesS: timesS.slice(train.from, train.to),
    amplitudes: amplitudes.slice(train.from, train.to),
    onsetSeen: observed.some((span) => isWithin(span, first - clear, first)),
    offsetSeen: observed.some((span) => isWithin(span, last, last + clear)),
  };
}

function withoutFiring(reason: AbstentionReason, count: number): FiringMeasurement {
  const none = abstain(reason, count);
  const noTrend = { waxing: none, waning: none, slopePerS: none };
  return {
    dischargeCount: count,
    rateHz: ofUnit(none),
    lowestRateHz: ofUnit(none),
    highestRateHz: ofUnit(none),
    intervalMs: none,
    intervalCv: none,
    intervalCv2: none,
    intervalJitterUs: none,
    doubletShare: none,
    multiplets: [],
    runs: [],
    rateTrend: noTrend,
    amplitudeTrend: noTrend,
    grouped: {
      groups: [],
      dischargesPerGroup: none,
      groupDurationMs: none,
      rateWithinHz: ofUnit(none),
      groupRateHz: none,
      gapCv: none,
    },
    abruptness: { onset: none, offset: none },
  };
}
