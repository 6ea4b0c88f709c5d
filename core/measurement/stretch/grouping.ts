/**
 * Do the commonest potentials fire in groups, each by itself?
 *
 * The share of a potential's intervals that clearly belong to groups or to the pauses between them, over the potentials that have
 * discharges enough; 0 for firing without groups. Where several units fire in groups, each has its own rhythm, and only
 * one by one can the groups be seen.
 */
import { classifyIntervals } from "../firing/interval-classes.ts";
import { isWithin } from "../firing/is-within.ts";
import { trainsOf } from "../firing/train.ts";
import type { Estimate, Span } from "../types/estimate.ts";
import { abstain, measured } from "../uncertainty.ts";
import type { PotentialShape } from "./potential-shapes.ts";

const FEWEST_DISCHARGES = 12;
const SHORTEST_PAUSE = 2.5;

export function groupingOf(shapes: readonly PotentialShape[], observed: readonly Span[]): Estimate {
  let grouped = 0;
  let all = 0;
  for (const { discharges } of shapes) {
    if (discharges.length < FEWEST_DISCHARGES) continue;
    const times = discharges.map(({ timeS }) => timeS);
    const intervals = times.slice(1).map((time, i) => time - times[i]);
    const broken = intervals.map((_, i) => !observed.some((span) => isWithin(span, times[i], times[i + 1])));
    const { classes, grouped: inGroups } = classifyIntervals(intervals, broken);
    all += times.length;
    if (!inGroups) continue;
    const trains = trainsOf(classes, times.length).filter(({ from, to }) => to - from >= 2);
    const inside = trains.reduce((sum, { from, to }) => sum + to - from, 0);
    if (trains.length >= SHORTEST_PAUSE) grouped += inside;
  }
  if (all === 0) return abstain("too-few-discharges", 0);
  return measured(grouped / all, grouped / all, grouped / all, "1", all);
}
