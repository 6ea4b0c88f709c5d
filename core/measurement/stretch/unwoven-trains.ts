/**
 * Which discharges of one shape keep a beat of their own?
 *
 * Several fibres that look alike are sorted into one shape, and their trains among each other are as irregular as chance, although each fires
 * like clockwork. A beat is followed from any two discharges: the next is looked for one mean interval on, a single miss is allowed.
 * It is believed if so many hits in a row would not come by chance at the shape's rate, and if neighbouring intervals differ as
 * little as a fibre's do and sizes stay. Motor neurons vary too much to be followed like this. The longest beat is taken out first; beats of like
 * interval that do not overlap in time are one source's.
 *
 * Source of the limits: derived.
 */
import { median, robustDeviation } from "../../signal/order-statistics.ts";
import { classifyIntervals } from "../firing/interval-classes.ts";
import { isWithin } from "../firing/is-within.ts";
import type { Discharge } from "../types/discharge.ts";
import type { Span } from "../types/estimate.ts";
import type { PotentialShape } from "./potential-shapes.ts";
import { typicalStep } from "./typical-step.ts";

/** A shape that is as regular as this is one train already. */
const REGULAR = 0.1;
/** Intervals between a fibre's discharges. */
const SHORTEST_S = 0.033;
const LONGEST_S = 1.2;
/** How far from the beat a discharge may lie, in shares of the interval. */
const OFF_BEAT = 0.1;
const REMEMBERED = 4;
const FEWEST = 12;
/** A beat goes on for so long; in a run that glides it is even for a moment only. */
const SHORTEST_BEAT_S = 2;
const MOST_STEPS = 0.06;
/** A fibre's discharges keep their size: logarithm (base 2) of the change from the first half to the second. */
const SIZE_CHANGE = 0.3;
/** Discharges that belong to a beat and are seen where they should be. */
const SEEN = 0.93;
/** Logarithm of the odds against chance, beyond the number of beats that were tried. */
const ODDS = 8;
/** Beats are followed in so many discharges at most. */
const MOST_DISCHARGES = 400;
const MOST_BEATS = 6;
const LIKE_INTERVAL = 0.15;
/** Scatter of the distance between two beats that belong together, in shares of the interval. */
const LOCKED = 0.08;

interface Beat {
  readonly members: readonly Discharge[];
  readonly intervalS: number;
}

/** The trains of the shape, most discharges first, what keeps no beat among them; the shape itself if nothing does. */
export function unwovenTrains(shape: PotentialShape, lookedAt: readonly Span[]): PotentialShape[] {
  if (shape.discharges.length < FEWEST || typicalStep(shape.discharges) <= REGULAR) return [shape];
  if (firesInGroups(shape, lookedAt)) return [shape];
  const sources: Beat[] = [];
  let left = new Set<Discharge>(shape.discharges);
  for (const span of lookedAt) {
    for (let round = 0; round < MOST_BEATS; round++) {
      const here = shape.discharges.filter(
        (one) => left.has(one) && one.timeS >= span.fromS && one.timeS <= span.toS,
      );
      if (here.length < FEWEST || here.length > MOST_DISCHARGES) break;
      const beat = bestBeat(here, span.toS - span.fromS);
      if (beat === undefined) break;
      const taken = new Set(beat.members);
      left = new Set([...left].filter((one) => !taken.has(one)));
      const same = sources.findIndex((one) => isSameSource(one, beat));
      if (same < 0) sources.push(beat);
      else sources[same] = joined(sources[same], beat);
    }
  }
  const keepsStep = sources.some((one, i) => sources.slice(i + 1).some((other) => areLocked(one, other)));
  if (sources.length === 0 || keepsStep) return [shape];
  return [...sources.map(({ members }) => members), [...left]]
    .filter((discharges) => discharges.length > 0)
    .map((discharges) => ({ ...shape, discharges }))
    .sort((a, b) => b.discharges.length - a.discharges.length);
}

/** Groups of one source that return regularly have a beat as well, that of their first discharges. */
function firesInGroups({ discharges }: PotentialShape, lookedAt: readonly Span[]): boolean {
  const times = discharges.map(({ timeS }) => timeS);
  const intervals = times.slice(1).map((time, i) => time - times[i]);
  const broken = intervals.map((_, i) => !lookedAt.some((span) => isWithin(span, times[i], times[i + 1])));
  return classifyIntervals(intervals, broken).grouped;
}

function bestBeat(discharges: readonly Discharge[], lengthS: number): Beat | undefined {
  const times = discharges.map(({ timeS }) => timeS);
  const rate = times.length / lengthS;
  let best: { indices: readonly number[]; odds: number } | undefined;
  let tried = 0;
  for (let first = 0; first + FEWEST <= times.length; first++)
    for (let second = first + 1; second < times.length; second++) {
      const interval = times[second] - times[first];
      if (interval < SHORTEST_S) continue;
      if (interval > LONGEST_S) break;
      tried++;
      const followed = follow(times, first, second);
      if (followed.indices.length < FEWEST) continue;
      const byChance = 1 - Math.exp(-2 * OFF_BEAT * rate * interval);
      if (byChance >= SEEN) continue;
      const odds =
        followed.indices.length * Math.log(SEEN / byChance) +
        followed.missed * Math.log((1 - SEEN) / (1 - byChance));
      if (best === undefined || odds > best.odds) best = { indices: followed.indices, odds };
    }
  if (best === undefined || best.odds < ODDS + Math.log(tried)) return undefined;
  const members = best.indices.map((index) => discharges[index]);
  const spanS = members[members.length - 1].timeS - members[0].timeS;
  if (spanS < SHORTEST_BEAT_S || typicalStep(members) > MOST_STEPS || changesSize(members)) return undefined;
  return { members, intervalS: spanS / (members.length - 1) };
}

function changesSize(members: readonly Discharge[]): boolean {
  const sizes = members.map(({ amplitude }) => amplitude);
  const middle = sizes.length >> 1;
  return Math.abs(Math.log2(median(sizes.slice(middle)) / median(sizes.slice(0, middle)))) > SIZE_CHANGE;
}

/** Forwards from two discharges, the interval carried along. */
function follow(
  times: readonly number[],
  first: number,
  second: number,
): { indices: readonly number[]; missed: number } {
  const indices = [first, second];
  const intervals = [times[second] - times[first]];
  let missed = 0;
  let at = second;
  for (;;) {
    const recent = intervals.slice(-REMEMBERED);
    const mean = recent.reduce((sum, one) => sum + one, 0) / recent.length;
    let next = nearest(times, at, times[at] + mean, OFF_BEAT * mean);
    let beats = 1;
    if (next === undefined) {
      beats = 2;
      next = nearest(times, at, times[at] + 2 * mean, OFF_BEAT * Math.SQRT2 * mean);
    }
    if (next === undefined) return { indices, missed };
    missed += beats - 1;
    intervals.push((times[next] - times[at]) / beats);
    indices.push(next);
    at = next;
  }
}

function nearest(times: readonly number[], after: number, aim: number, reach: number): number | undefined {
  let best: number | undefined;
  for (let i = after + 1; i < times.length && times[i] <= aim + reach; i++) {
    const off = Math.abs(times[i] - aim);
    if (off <= reach && (best === undefined || off < Math.abs(times[best] - aim))) best = i;
  }
  return best;
}

/** Beats of one interval that keep their distance are the discharges of one source's groups: two fibres drift against each other. */
function areLocked(one: Beat, other: Beat): boolean {
  if (Math.abs(Math.log(one.intervalS / other.intervalS)) > LIKE_INTERVAL) return false;
  const lags = other.members.flatMap(({ timeS }) => {
    const before = one.members.findLast((member) => member.timeS <= timeS);
    return before !== undefined && timeS - before.timeS < one.intervalS ? [timeS - before.timeS] : [];
  });
  return lags.length >= FEWEST / 2 && robustDeviation(lags) <= LOCKED * one.intervalS;
}

function isSameSource(one: Beat, other: Beat): boolean {
  const alike = Math.abs(Math.log(one.intervalS / other.intervalS)) <= LIKE_INTERVAL;
  const overlap = one.members.some(
    ({ timeS }) => timeS >= other.members[0].timeS && timeS <= other.members[other.members.length - 1].timeS,
  );
  return alike && !overlap;
}

function joined(one: Beat, other: Beat): Beat {
  const members = [...one.members, ...other.members].sort((a, b) => a.timeS - b.timeS);
  const share = one.members.length / members.length;
  return { members, intervalS: share * one.intervalS + (1 - share) * other.intervalS };
}
