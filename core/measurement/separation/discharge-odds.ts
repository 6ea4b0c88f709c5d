/**
 * How sure is a discharge?
 *
 * The log of the odds between the explanation that stands and the best one found without this discharge: the place
 * left empty, given to another unit, or to several. Also asked for a whole unit: could its places do without it?
 */
import { type Matching, type Placed, place, takeAway } from "./matching.ts";
import { boundsAround, dischargesAround } from "./overlap-resolution.ts";
import { openStretch, search, wholeWorth } from "./stretch.ts";

const BRANCHES = [2, 1];
const REACH_OF_TEMPLATE = 0.4;
const MOST_TOGETHER = 4;
/** Within so many samples the unit may not stand in for itself. */
const APART = 6;

/** One for each discharge; 0 where it could not be asked (at the very ends). Leaves the explanation as it was. */
export function oddsOf(state: Matching, discharges: readonly Placed[]): number[] {
  const levels: Float32Array[] = [];
  return discharges.map((discharge) => odds(state, discharge, levels));
}

function odds(state: Matching, discharge: Placed, levels: Float32Array[]): number {
  const { at, unit } = discharge;
  const reach = Math.round(state.bank.half * REACH_OF_TEMPLATE);
  const removed = dischargesAround(state, at, reach, MOST_TOGETHER);
  const bounds = boundsAround(state, at, reach, removed);
  if (bounds === undefined || !removed.includes(discharge)) return 0;
  for (const other of removed) takeAway(state, other);
  const stretch = openStretch(state, bounds, BRANCHES, levels, { unit, at, apart: APART });
  const whole = wholeWorth(stretch, removed);
  const rest = removed.filter((other) => other !== discharge);
  stretch.best = { worth: wholeWorth(stretch, rest), discharges: rest };
  search(stretch);
  for (const other of removed) place(state, other);
  return whole - stretch.best.worth;
}
