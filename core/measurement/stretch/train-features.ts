/**
 * What is measured of one train of discharges of one shape, as features of its stretch.
 *
 * Pauses between groups and runs are set aside first (`firing/interval-classes.ts`), so that rate and regularity are those within
 * them. A train that is known from a handful of discharges is measured too: the interval says how well. Where sizes jump and
 * intervals are as irregular as those of strangers, several sources look alike: rates and trends of one are then not told.
 */
import { median, quantile, robustDeviation } from "../../signal/order-statistics.ts";
import { runningMedian } from "../../signal/running-median.ts";
import { abruptnessOf } from "../firing/abruptness.ts";
import { groupedFiring, ungrouped } from "../firing/grouped-firing.ts";
import { classifyIntervals, type IntervalClass } from "../firing/interval-classes.ts";
import { isWithin } from "../firing/is-within.ts";
import { rateCourse } from "../firing/rate-course.ts";
import { lengthOf, type Train, trainsOf } from "../firing/train.ts";
import { trendOf } from "../firing/trend.ts";
import type { Estimate, Span } from "../types/estimate.ts";
import {
  abstain,
  deviationOf,
  jackknifeEstimate,
  meanOf,
  measured,
  medianEstimate,
  rateOfInterval,
  shareEstimate,
} from "../uncertainty.ts";

const FEWEST_INTERVALS = 4;
const SMOOTHED_OVER = 5;
const FEWEST_FOR_SPAN = 8;
const SHORTEST_TREND = 10;
/** A complex can hold several like potentials: this many discharges may make one cycle. */
const LONGEST_CYCLE = 6;
/** Steadiness of a longer cycle is only believed if it is this much better than adding up would make it by itself. */
const STEADIER = 0.3;
/** Fewer discharges in a run do not tell a clock from a steady source. */
const FEWEST_OF_CLOCK = 40;

export interface TrainInput {
  readonly timesS: readonly number[];
  readonly amplitudes: readonly number[];
  /** What was looked at; firing is not followed from one part to the next. */
  readonly observed: readonly Span[];
  /** Noise over the median amplitude: sizes scatter that much by themselves. */
  readonly sizeNoise: number;
}

/** Several sources taken for one change in size from one to the next by this much more than noise makes them … */
const MIXED_STEPS = 0.12;
const STEPS_OF_NOISE = 2;
/** … and come as irregularly as strangers do. */
const MIXED_VARIATION = 0.4;
/** What cannot be said of a mixture. */
const OF_ONE_SOURCE = [
  "unit-rate",
  "unit-rate-lowest",
  "unit-rate-highest",
  "interval-cv",
  "cycle-rate",
  "cycle-cv",
  "clock-wander",
  "doublet-share",
  "rate-waxing",
  "rate-waning",
  "amplitude-waxing",
  "amplitude-waning",
  "onset-abruptness",
  "offset-abruptness",
];

export function trainFeatures(input: TrainInput): Record<string, Estimate> {
  const features = featuresAsOfOne(input);
  const steps = features["size-steps"];
  const variation = features["neighbour-variation"];
  const mixed =
    "value" in steps &&
    "value" in variation &&
    steps.value > MIXED_STEPS + STEPS_OF_NOISE * input.sizeNoise &&
    variation.value > MIXED_VARIATION;
  if (!mixed) return features;
  const none = abstain("not-identifiable", input.timesS.length);
  return { ...features, ...Object.fromEntries(OF_ONE_SOURCE.map((id) => [id, none])) };
}

function featuresAsOfOne({ timesS, amplitudes, observed }: TrainInput): Record<string, Estimate> {
  const intervalsMs = timesS.slice(1).map((time, i) => 1000 * (time - timesS[i]));
  const broken = intervalsMs.map(
    (_, i) => !observed.some((span) => isWithin(span, timesS[i], timesS[i + 1])),
  );
  const { classes, grouped } = classifyIntervals(
    intervalsMs.map((interval) => interval / 1000),
    broken,
  );
  const trains = trainsOf(classes, timesS.length);
  const running = intervalsMs.filter((_, i) => classes[i] === "running");
  const pairs = neighbours(intervalsMs, classes);
  const groups = grouped ? groupedFiring(timesS, trains) : ungrouped(timesS.length);
  const rateTrend = trendOf(trains.map((train) => rateCourse(timesS, classes, train)));
  const long = trains.filter((train) => lengthOf(train) >= SHORTEST_TREND);
  const amplitudeTrend = trendOf(
    (long.length > 0 ? long : [{ from: 0, to: timesS.length }]).map(({ from, to }) => ({
      timesS: timesS.slice(from, to),
      values: amplitudes.slice(from, to),
    })),
  );
  const typicalS = running.length > 0 ? median(running) / 1000 : 0;
  const abruptness = abruptnessOf(
    trains.map((train) => {
      const first = timesS[train.from];
      const last = timesS[train.to - 1];
      return {
        timesS: timesS.slice(train.from, train.to),
        amplitudes: amplitudes.slice(train.from, train.to),
        onsetSeen: observed.some((span) => isWithin(span, first - 3 * typicalS, first)),
        offsetSeen: observed.some((span) => isWithin(span, last, last + 3 * typicalS)),
      };
    }),
  );
  const rate = enough(running, () => rateOfInterval(medianEstimate(running, "ms"), 0.001));
  const cycle = cycleOf(timesS, classes, running, grouped ? trains : []);
  const lengths = trains.map((train) => timesS[train.to - 1] - timesS[train.from]);
  return {
    "unit-rate": rate,
    "unit-rate-lowest": extreme(timesS, classes, trains, 0.05),
    "unit-rate-highest": extreme(timesS, classes, trains, 0.95),
    "interval-cv": enough(running, () => jackknifeEstimate(running, (x) => deviationOf(x) / meanOf(x), "1")),
    "interval-steps": enough(pairs, () => medianEstimate(pairs.map(relativeStep), "1")),
    "neighbour-variation": enough(pairs, () => jackknifeEstimate(pairs.map(relativeStep), meanOf, "1")),
    "cycle-rate": cycle.rate,
    "cycle-cv": cycle.cv,
    "clock-wander": clockWander(timesS, trains),
    "doublet-share": shareEstimate(classes.filter((one) => one === "short").length, timesS.length),
    "rate-waxing": rateTrend.waxing,
    "rate-waning": rateTrend.waning,
    "amplitude-waxing": amplitudeTrend.waxing,
    "amplitude-waning": amplitudeTrend.waning,
    "group-rate": groups.groupRateHz,
    "group-gap-cv": groups.gapCv,
    "group-gap-scatter": gapScatter(intervalsMs, classes, grouped),
    "group-discharges": groups.dischargesPerGroup,
    "group-duration": groups.groupDurationMs,
    "group-gap-ratio": gapRatio(intervalsMs, classes, grouped),
    "amplitude-steps-cv":
      amplitudes.length >= FEWEST_INTERVALS
        ? jackknifeEstimate(amplitudes, (x) => deviationOf(x) / meanOf(x), "1")
        : abstain("too-few-discharges", amplitudes.length),
    "onset-abruptness": abruptness.onset,
    "offset-abruptness": abruptness.offset,
    "size-steps": sizeSteps(amplitudes),
    "train-discharges": measured(timesS.length, timesS.length, timesS.length, "1", timesS.length),
    "longest-run": measured(
      Math.max(...lengths),
      Math.max(...lengths),
      Math.max(...lengths),
      "s",
      timesS.length,
    ),
    "firing-share": firingShare(lengths, typicalS, observed, timesS.length),
  };
}

function gapScatter(
  intervals: readonly number[],
  classes: readonly IntervalClass[],
  grouped: boolean,
): Estimate {
  const pauses = intervals.filter((_, i) => classes[i] === "pause");
  if (!grouped || pauses.length < FEWEST_INTERVALS) return abstain("not-identifiable", pauses.length);
  const scatter = robustDeviation(pauses) / median(pauses);
  return measured(scatter, scatter, scatter, "1", pauses.length);
}

function gapRatio(
  intervals: readonly number[],
  classes: readonly IntervalClass[],
  grouped: boolean,
): Estimate {
  const pauses = intervals.filter((_, i) => classes[i] === "pause");
  const running = intervals.filter((_, i) => classes[i] === "running");
  if (!grouped || pauses.length < 3 || running.length < 3) return abstain("not-identifiable", pauses.length);
  const ratio = median(pauses) / median(running);
  return measured(ratio, ratio, ratio, "1", pauses.length);
}

function enough(values: readonly unknown[], estimate: () => Estimate): Estimate {
  return values.length >= FEWEST_INTERVALS ? estimate() : abstain("too-few-intervals", values.length);
}

function neighbours(intervals: readonly number[], classes: readonly IntervalClass[]): [number, number][] {
  const pairs: [number, number][] = [];
  for (let i = 0; i + 1 < intervals.length; i++)
    if (classes[i] === "running" && classes[i + 1] === "running")
      pairs.push([intervals[i], intervals[i + 1]]);
  return pairs;
}

const relativeStep = ([one, next]: [number, number]) => (2 * Math.abs(next - one)) / (next + one);

/** A quantile of the smoothed instantaneous rate. */
function extreme(
  timesS: readonly number[],
  classes: readonly IntervalClass[],
  trains: readonly Train[],
  share: number,
): Estimate {
  const rates = trains.flatMap((train) => [
    ...runningMedian(rateCourse(timesS, classes, train).values, SMOOTHED_OVER),
  ]);
  if (rates.length < FEWEST_FOR_SPAN) return abstain("too-few-intervals", rates.length);
  const value = quantile(rates, share);
  return measured(value, quantile(rates, share - 0.05), quantile(rates, share + 0.05), "Hz", rates.length);
}

/** How steadily the same comes round again: a complex of several potentials is one cycle. */
function cycleOf(
  timesS: readonly number[],
  classes: readonly IntervalClass[],
  running: readonly number[],
  groups: readonly Train[],
): { rate: Estimate; cv: Estimate } {
  if (running.length < FEWEST_INTERVALS) {
    const none = abstain("too-few-intervals", running.length);
    return { rate: none, cv: none };
  }
  const scatter = (values: readonly number[]) => stepScatter(values) / median(values);
  let best = { cycles: running as readonly number[], cv: scatter(running) };
  const single = best.cv;
  for (let count = 2; count <= LONGEST_CYCLE; count++) {
    const cycles: number[] = [];
    for (let i = 0; i + count < timesS.length; i++)
      if (classes.slice(i, i + count).every((one) => one === "running"))
        cycles.push(1000 * (timesS[i + count] - timesS[i]));
    if (cycles.length < FEWEST_INTERVALS) break;
    const cv = scatter(cycles);
    // neighbouring cycles share all but two of their intervals
    if (cv < (STEADIER * single) / count && cv < best.cv) best = { cycles, cv };
  }
  // like parts of a complex look like a group: the cycle is from group to group
  const periods = groups.slice(1).map(({ from }, i) => 1000 * (timesS[from] - timesS[groups[i].from]));
  if (periods.length >= FEWEST_INTERVALS && scatter(periods) < best.cv)
    best = { cycles: periods, cv: scatter(periods) };
  return {
    rate: rateOfInterval(medianEstimate(best.cycles, "ms"), 0.001),
    cv: jackknifeEstimate(best.cycles, scatter, "1"),
  };
}

/**
 * How far the longest run strays from an even beat, over the scatter of its intervals. A clock's discharges scatter around the beat, each by
 * itself (0.7, however long the run); in a living source every interval starts where the last one ended, so that it strays ever farther.
 */
function clockWander(timesS: readonly number[], trains: readonly Train[]): Estimate {
  const longest = trains.reduce((best, one) => (lengthOf(one) > lengthOf(best) ? one : best), trains[0]);
  const run = longest === undefined ? [] : timesS.slice(longest.from, longest.to);
  if (run.length < FEWEST_OF_CLOCK) return abstain("too-few-discharges", run.length);
  const middle = (run.length - 1) / 2;
  const mean = meanOf(run);
  const slope =
    run.reduce((sum, time, i) => sum + (i - middle) * (time - mean), 0) /
    run.reduce((sum, _, i) => sum + (i - middle) ** 2, 0);
  const strayed = deviationOf(run.map((time, i) => time - mean - slope * (i - middle)));
  const scatter = deviationOf(run.slice(1).map((time, i) => time - run[i]));
  if (!(scatter > 0)) return measured(0, 0, 0, "1", run.length);
  return measured(strayed / scatter, strayed / scatter, strayed / scatter, "1", run.length);
}

/** Scatter from one to the next, blind to slow drift and to single slips. */
function stepScatter(values: readonly number[]): number {
  const steps = values.slice(1).map((value, i) => Math.abs(value - values[i]));
  return median(steps) / 0.954;
}

/** Relative change of size from one discharge to the next: small for one source, large when several are taken for one. */
function sizeSteps(amplitudes: readonly number[]): Estimate {
  const steps = amplitudes.slice(1).map((size, i) => Math.abs(Math.log(size / amplitudes[i])));
  if (steps.length < FEWEST_INTERVALS) return abstain("too-few-discharges", amplitudes.length);
  return medianEstimate(steps, "1");
}

function firingShare(
  lengths: readonly number[],
  typicalS: number,
  observed: readonly Span[],
  count: number,
): Estimate {
  const seenS = observed.reduce((sum, { fromS, toS }) => sum + toS - fromS, 0);
  if (!(seenS > 0)) return abstain("recording-too-short", count);
  const share = Math.min(1, lengths.reduce((sum, length) => sum + length + typicalS, 0) / seenS);
  return measured(share, share, share, "1", count);
}
