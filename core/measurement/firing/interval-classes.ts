/**
 * Which intervals of a unit's firing belong to its running rate, which are pauses, and which are multiplets?
 *
 * Two looks at the logarithm of the intervals. (1) Two separate populations (groups of discharges with pauses between
 * them): the split with the greatest variance between the classes (Otsu) is accepted if the classes lie far apart for their width
 * and the valley between them is empty. (2) Otherwise single intervals far from their neighbours: much shorter ones are
 * multiplets, much longer ones pauses. Irregular firing has wide scatter, so that neither is read into it. Where one even beat
 * goes on through the long intervals, because they are whole multiples of the short ones, discharges were overlooked: that is no grouping.
 */
import { median, robustDeviation } from "../../signal/order-statistics.ts";
import { runningMedian } from "../../signal/running-median.ts";
import { splitOfTwo } from "../split-of-two.ts";

export type IntervalClass = "running" | "short" | "pause";

export interface IntervalClasses {
  /** One for each interval. */
  readonly classes: readonly IntervalClass[];
  /** True when the firing comes in groups: `running` is then the firing within them, `pause` the gaps. */
  readonly grouped: boolean;
}

/** Distance of the two classes' means over their common deviation. */
const SEPARATION = 4;
/** Gaps are at least so many times as long as intervals within groups. */
const GAP_RATIO = 2.5;
/** With fewer short intervals than this the short ones are multiplets, and the long ones the running rate. */
const GROUPED_SHARE = 0.4;
/** Intervals shorter (longer) than this share (multiple) of their neighbours' median can be multiplets (pauses). */
const SHORT_SHARE = 0.4;
const PAUSE_RATIO = 5;
/** … if they also lie this many robust deviations away on the logarithmic scale. */
const OUTLYING = 3;
const NEIGHBOURS = 15;
/** A beat is even if its intervals scatter by no more than this share; a long interval is then a whole multiple of it to within … */
const EVEN_BEAT = 0.12;
const OFF_BEAT = 0.15;
/** … up to so many beats: over more of them any interval would be near a multiple. */
const MOST_BEATS = 6;
const ON_BEAT_SHARE = 0.75;

/** `brokenAfter[i]`: the signal was interrupted within interval i, whose length then says nothing. */
export function classifyIntervals(
  intervalsS: readonly number[],
  brokenAfter: readonly boolean[] = [],
): IntervalClasses {
  const logs = intervalsS.map((interval) => Math.log(Math.max(interval, 1e-6)));
  const split = splitOfTwo(
    logs.filter((_, i) => !brokenAfter[i]),
    { separation: SEPARATION, ratio: GAP_RATIO, upperShare: 0.05 },
  );
  if (split !== undefined) {
    const shortCount = logs.filter((log, i) => log <= split && !brokenAfter[i]).length;
    if (shortCount < GROUPED_SHARE * intervalsS.length) return multipletsAmong(logs, split, brokenAfter);
    const classes = logs.map(
      (log, i): IntervalClass => (log > split || brokenAfter[i] ? "pause" : "running"),
    );
    return { classes, grouped: !isOneBeat(intervalsS, classes, brokenAfter) };
  }
  const around = runningMedian(logs, NEIGHBOURS);
  const spread = robustDeviation(logs.map((log, i) => log - around[i]));
  const classes = logs.map((log, i): IntervalClass => {
    if (brokenAfter[i]) return "pause";
    const off = log - around[i];
    if (off < Math.log(SHORT_SHARE) && off < -OUTLYING * spread) return "short";
    if (off > Math.log(PAUSE_RATIO) && off > OUTLYING * spread) return "pause";
    return "running";
  });
  return { classes, grouped: false };
}

/** Long intervals that are whole multiples of one even beat. */
function isOneBeat(
  intervalsS: readonly number[],
  classes: readonly IntervalClass[],
  brokenAfter: readonly boolean[],
): boolean {
  const running = intervalsS.filter((_, i) => classes[i] === "running");
  const pauses = intervalsS.filter((_, i) => classes[i] === "pause" && !brokenAfter[i]);
  const beat = median(running);
  if (pauses.length === 0 || !(beat > 0) || robustDeviation(running) > EVEN_BEAT * beat) return false;
  const onBeat = pauses.filter((pause) => {
    const beats = Math.round(pause / beat);
    return beats >= 2 && beats <= MOST_BEATS && Math.abs(pause / beat - beats) <= OFF_BEAT * Math.sqrt(beats);
  });
  return onBeat.length >= ON_BEAT_SHARE * pauses.length;
}

/** The short intervals are the exception: multiplets among steady firing. */
function multipletsAmong(
  logs: readonly number[],
  split: number,
  brokenAfter: readonly boolean[],
): IntervalClasses {
  const classes = logs.map((log, i): IntervalClass => {
    if (brokenAfter[i]) return "pause";
    return log <= split ? "short" : "running";
  });
  return { classes, grouped: false };
}
