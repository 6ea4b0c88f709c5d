/**
 * Do two trains keep out of each other's way?
 *
 * A motor unit does not fire again at once, so two halves of one unit's discharges are never close together, while two
 * units fire close together as often as chance has it. Counted are pairs of discharges, one of each train, that are
 * closer than a part of the usual interval; expected is their number if the trains knew nothing of each other, from the
 * pairs within a quarter of a second (so that trains that are not active at the same time say nothing).
 */
import type { Placed } from "./matching.ts";

export interface Exclusion {
  readonly seen: number;
  readonly expected: number;
}

const WIDE_S = 0.25;
/** Discharges closer than this cannot be told apart well enough to be counted; in fast trains less, see below. */
const BLIND_S = 0.002;
const BLIND_PART_OF_INTERVAL = 0.15;
const LONGEST_S = 0.03;
const PART_OF_INTERVAL = 0.4;

/** `delay`: time of b's marks less that of a's for the same potential, in samples. */
export function exclusion(
  a: readonly Placed[],
  b: readonly Placed[],
  delay: number,
  samplingFrequencyHz: number,
): Exclusion {
  const first = a.map((discharge) => discharge.at + discharge.fraction);
  const second = b.map((discharge) => discharge.at + discharge.fraction - delay);
  const interval = medianInterval([...first, ...second].sort((x, y) => x - y));
  const close = Math.min(LONGEST_S * samplingFrequencyHz, PART_OF_INTERVAL * interval);
  const wide = WIDE_S * samplingFrequencyHz;
  const blind = Math.min(BLIND_S * samplingFrequencyHz, BLIND_PART_OF_INTERVAL * interval);
  let seen = 0;
  let pairs = 0;
  let from = 0;
  for (const time of first) {
    while (from < second.length && second[from] < time - wide) from++;
    for (let other = from; other < second.length && second[other] <= time + wide; other++) {
      pairs++;
      const distance = Math.abs(second[other] - time);
      if (distance < close && distance > blind) seen++;
    }
  }
  return { seen, expected: (pairs * Math.max(0, close - blind)) / wide };
}

function medianInterval(times: readonly number[]): number {
  const intervals = times.slice(1).map((time, index) => time - times[index]);
  intervals.sort((x, y) => x - y);
  return intervals[intervals.length >> 1] ?? 0;
}

/** For each train, which discharges have no other discharge (of any train, `apart` samples or less) beside them. */
export function isolatedDischarges(trains: readonly (readonly Placed[])[], apart: number): boolean[][] {
  const all = trains.flatMap((train, unit) =>
    train.map((discharge, index) => ({ at: discharge.at, unit, index })),
  );
  all.sort((x, y) => x.at - y.at);
  const isolated = trains.map((train) => new Array<boolean>(train.length).fill(true));
  for (let place = 1; place < all.length; place++) {
    if (all[place].at - all[place - 1].at > apart) continue;
    isolated[all[place].unit][all[place].index] = false;
    isolated[all[place - 1].unit][all[place - 1].index] = false;
  }
  return isolated;
}
