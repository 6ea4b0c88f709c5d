/**
 * Which shapes are parts of one potential?
 *
 * A long polyphasic potential and the complex of a repetitive discharge are seen as several deflections, each with its own shape. They
 * betray themselves by time: parts of one potential keep their distance to a fraction of a millisecond, discharges of different
 * sources do not. What keeps its distance to a commoner shape is taken into it; so does a shape that repeats itself at a fixed short
 * distance. Doublets vary by more and stay what they are.
 */
import { median } from "../../signal/order-statistics.ts";
import type { Discharge } from "../types/discharge.ts";
import type { PotentialShape } from "./potential-shapes.ts";

/** Parts lie no farther apart than this. */
const REACH_S = 0.03;
/** Distances that are one and the same lie within so much of each other: of two shapes, and of one shape that repeats itself. */
const SAME_S = 0.001;
const SAME_OF_ONE_S = 0.0003;
/** Share of a shape's discharges that keep the distance … */
const LOCKED = 0.6;
const LOCKED_OF_ONE = 0.8;
/** … and how much more than by chance. */
const OVER_CHANCE = 3;
const FEWEST = 3;
const FEWEST_OF_ONE = 6;
/** Two deflections of one potential may fit the same shape at the same moment. */
const SAME_MOMENT_S = 0.002;
/** Of one shape: so many discharges are followed by their own echo, and the cycle is so much longer than the echo's distance. */
const ECHOED = 0.3;
const CYCLE_OVER_ECHO = 1.2;
const MOST_ECHOES = 4;

/** Most discharges first. Discharges that were parts are gone; those whose main part was missed are put where it should be. */
export function wholePotentials(shapes: readonly PotentialShape[]): PotentialShape[] {
  const whole: PotentialShape[] = [];
  for (const shape of shapes) {
    const own = withoutEchoes(shape);
    const index = whole.findIndex((one) => lagOf(own, one) !== undefined);
    if (index < 0) whole.push(own);
    else whole[index] = joined(whole[index], own, lagOf(own, whole[index]) ?? 0);
  }
  return whole.sort((a, b) => b.discharges.length - a.discharges.length);
}

/** How much later than the other shape this one comes, if it keeps its distance. */
function lagOf({ discharges }: PotentialShape, other: PotentialShape): number | undefined {
  const times = other.discharges.map(({ timeS }) => timeS);
  const lags: number[] = [];
  let from = 0;
  for (const { timeS } of discharges) {
    while (from < times.length && times[from] < timeS - REACH_S) from++;
    for (let at = from; at < times.length && times[at] <= timeS + REACH_S; at++) lags.push(timeS - times[at]);
  }
  const best = densest(lags, SAME_S);
  if (best === undefined || best.count < FEWEST || best.count < LOCKED * discharges.length) return undefined;
  const byChance = (lags.length * SAME_S) / (2 * REACH_S);
  return best.count >= OVER_CHANCE * byChance ? best.at : undefined;
}

function densest(values: readonly number[], width: number): { at: number; count: number } | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  let best: { at: number; count: number } | undefined;
  let from = 0;
  sorted.forEach((value, to) => {
    while (value - sorted[from] > width) from++;
    const count = to - from + 1;
    if (best === undefined || count > best.count) best = { at: sorted[(from + to) >> 1], count };
  });
  return best;
}

function joined(main: PotentialShape, part: PotentialShape, lagS: number): PotentialShape {
  const own = main.discharges;
  const ratio =
    median(own.map(({ amplitude }) => amplitude)) / median(part.discharges.map(({ amplitude }) => amplitude));
  const missed = part.discharges.flatMap((discharge): Discharge[] => {
    const timeS = discharge.timeS - lagS;
    const isThere = own.some((one) => Math.abs(one.timeS - timeS) <= REACH_S / 2);
    return isThere ? [] : [{ ...discharge, timeS, amplitude: discharge.amplitude * ratio }];
  });
  return { ...main, discharges: [...own, ...missed].sort((a, b) => a.timeS - b.timeS) };
}

/** The same shape again at a fixed short distance is a part of the same potential. */
function withoutEchoes(shape: PotentialShape): PotentialShape {
  let discharges = shape.discharges.filter(
    ({ timeS }, i, all) => i === 0 || timeS - all[i - 1].timeS > SAME_MOMENT_S,
  );
  for (let round = 0; round < MOST_ECHOES; round++) {
    const intervals = discharges.slice(1).map(({ timeS }, i) => timeS - discharges[i].timeS);
    const best = densest(
      intervals.filter((interval) => interval <= REACH_S),
      SAME_OF_ONE_S,
    );
    if (best === undefined || best.count < Math.max(FEWEST_OF_ONE, ECHOED * discharges.length)) break;
    const longer = intervals.filter((interval) => interval > CYCLE_OVER_ECHO * best.at);
    const alike = intervals.length - longer.length;
    if (best.count < LOCKED_OF_ONE * alike || longer.length < LOCKED * best.count) break;
    const isEcho = (interval: number) => Math.abs(interval - best.at) <= SAME_OF_ONE_S;
    discharges = discharges.filter((_, i) => i === 0 || !isEcho(intervals[i - 1]));
  }
  return discharges.length === shape.discharges.length ? shape : { ...shape, discharges };
}
