/**
 * Whatever rises above the noise, as events in time: how many, how regular, how long, how it builds up and fades.
 *
 * An event is an active span, with spans that nearly touch taken together; nothing is told apart here. What is masked is not
 * there: rates and shares are of the time that was recorded, and an interval with a gap in it is no interval.
 */
import { slidingMeanSquare } from "../../signal/energy-track.ts";
import { median, quantile } from "../../signal/order-statistics.ts";
import { envelopeRhythm } from "../activity/envelope-rhythm.ts";
import type { TimedTrack } from "../activity/quiet-spans.ts";
import type { Estimate, Span } from "../types/estimate.ts";
import {
  abstain,
  deviationOf,
  eventRate,
  jackknifeEstimate,
  meanOf,
  measured,
  medianEstimate,
  shareEstimate,
} from "../uncertainty.ts";
import type { StretchSpan } from "./stretch-spans.ts";

const TOUCHING_S = 0.02;
/** One potential, however polyphasic, has nine tenths of its energy in so short a time … */
const SINGLE_S = 0.028;
/** … in an event that is no longer than this: a loud potential stands above the noise longer than a faint one. */
const LONGEST_SINGLE_S = 0.1;
const OUTSIDE = 0.05;
const FEWEST_INTERVALS = 3;
const LEVEL_S = 0.5;
const HEIGHT = 0.7;
const SHORTEST_COURSE_S = 3;

export function eventFeatures(
  track: TimedTrack,
  stretch: StretchSpan,
  noisePower: number,
): Record<string, Estimate> {
  const events = touching(stretch.active);
  const lengthS = stretch.toS - stretch.fromS;
  const recordedS = lengthS - maskedS(track, stretch);
  const activeS = stretch.active.reduce((sum, { fromS, toS }) => sum + toS - fromS, 0);
  const intervals = events.slice(1).flatMap((event, i) => {
    const before = events[i];
    const whole = maskedS(track, { fromS: before.toS, toS: event.fromS }) === 0;
    return whole ? [event.fromS - before.fromS] : [];
  });
  const single = events.filter(
    (event) =>
      event.toS - event.fromS <= LONGEST_SINGLE_S && energyLength(track, event, noisePower) <= SINGLE_S,
  ).length;
  const rhythm = envelopeRhythm(track, [stretch]);
  const share = recordedS > 0 ? Math.min(1, activeS / recordedS) : 0;
  const few = abstain("too-few-bursts", events.length);
  return {
    "stretch-duration": exactly(lengthS, "s", 1),
    "active-share": exactly(share, "1", events.length),
    "event-rate": eventRate(events.length, recordedS > 0 ? recordedS : lengthS),
    "event-count": exactly(events.length, "1", events.length),
    "event-duration":
      events.length >= FEWEST_INTERVALS
        ? medianEstimate(
            events.map(({ fromS, toS }) => 1000 * (toS - fromS)),
            "ms",
          )
        : few,
    "event-interval-cv":
      intervals.length >= FEWEST_INTERVALS
        ? jackknifeEstimate(intervals, (x) => deviationOf(x) / meanOf(x), "1")
        : few,
    "single-event-share": shareEstimate(single, events.length),
    "rhythm-rate": rhythm.frequencyHz,
    "rhythm-strength": rhythm.strength,
    ...courseFeatures(track, stretch, noisePower),
  };
}

function maskedS({ meanSquares, binS, startS }: TimedTrack, { fromS, toS }: Span): number {
  const from = Math.max(0, Math.round((fromS - startS) / binS));
  const to = Math.min(meanSquares.length, Math.round((toS - startS) / binS));
  let masked = 0;
  for (let bin = from; bin < to; bin++) if (!(meanSquares[bin] >= 0)) masked++;
  return masked * binS;
}

function exactly(value: number, unit: string, count: number): Estimate {
  return measured(value, value, value, unit, count);
}

function touching(spans: readonly Span[]): Span[] {
  const events: { fromS: number; toS: number }[] = [];
  for (const span of spans) {
    const last = events.at(-1);
    if (last !== undefined && span.fromS - last.toS <= TOUCHING_S) last.toS = span.toS;
    else events.push({ ...span });
  }
  return events;
}

/** Time in which the middle nine tenths of an event's energy lie, noise taken off. */
function energyLength({ meanSquares, binS, startS }: TimedTrack, { fromS, toS }: Span, noisePower: number) {
  const from = Math.max(0, Math.round((fromS - startS) / binS));
  const to = Math.min(meanSquares.length, Math.max(from + 1, Math.round((toS - startS) / binS)));
  const sums = [0];
  for (let bin = from; bin < to; bin++)
    sums.push(sums[sums.length - 1] + Math.max(0, (meanSquares[bin] || 0) - noisePower));
  const total = sums[sums.length - 1];
  if (!(total > 0)) return toS - fromS;
  const first = sums.findIndex((sum) => sum > OUTSIDE * total);
  const last = sums.findIndex((sum) => sum >= (1 - OUTSIDE) * total);
  return (last - first + 1) * binS;
}

/** Level of half a second over the stretch: when it first and last stands high, and how much it varies. */
function courseFeatures(
  { meanSquares, binS, startS }: TimedTrack,
  { fromS, toS }: Span,
  noisePower: number,
): Record<string, Estimate> {
  const from = Math.max(0, Math.round((fromS - startS) / binS));
  const to = Math.min(meanSquares.length, Math.round((toS - startS) / binS));
  const part = meanSquares.subarray(from, to).map((value) => (Number.isNaN(value) ? 0 : value));
  const smooth = slidingMeanSquare(part, Math.max(1, Math.min(part.length, Math.round(LEVEL_S / binS))));
  const levels = Array.from(smooth, (value) => Math.sqrt(Math.max(0, value - noisePower)));
  const noise = Math.sqrt(noisePower);
  const plateau = levels.length > 0 ? quantile(levels, 0.9) : 0;
  const level = levels.length > 0 ? median(levels) : 0;
  const ratio: Estimate =
    noise > 0 ? exactly(plateau / noise, "1", levels.length) : abstain("no-activity", 0);
  if (toS - fromS < SHORTEST_COURSE_S || !(plateau > 0)) {
    const none = abstain("recording-too-short", levels.length);
    return { "level-over-noise": ratio, "build-up": none, "thinning-out": none, steadiness: none };
  }
  const first = levels.findIndex((value) => value >= HEIGHT * plateau);
  const last = levels.findLastIndex((value) => value >= HEIGHT * plateau);
  return {
    "level-over-noise": ratio,
    "build-up": exactly(first / levels.length, "1", levels.length),
    "thinning-out": exactly(1 - (last + 1) / levels.length, "1", levels.length),
    steadiness: exactly(Math.min(1, level / plateau), "1", levels.length),
  };
}
