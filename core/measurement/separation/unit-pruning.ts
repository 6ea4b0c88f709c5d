/**
 * Units that the recording can do without are taken away.
 *
 * A template that is really two others on top of each other, or a copy of one, explains places that others explain
 * nearly as well. Such a unit is known by the odds of its discharges (see `discharge-odds.ts`).
 */
import { oddsOf } from "./discharge-odds.ts";
import type { Matching } from "./matching.ts";

/** At most so many discharges of each unit are asked, evenly spread. */
const ASKED = 24;
/** A unit with few discharges may be two others on top of each other: more ways to explain them are tried. */
const FEW = 24;
const THOROUGHLY = [6, 4, 2];
/** Half of a unit's discharges are at least this sure. */
const USUAL_ODDS = 4;
/** And this share is more likely there than not. */
const SURE_SHARE = 0.7;

/** Index of the unit that is missed least, if any seems not to be needed at all; `kept` are not asked. */
export function needlessUnit(state: Matching, kept: (unit: number) => boolean): number | undefined {
  let worst: number | undefined;
  let least = 0;
  state.trains.forEach((train, unit) => {
    if (kept(unit)) return;
    const need = needFor(state, unit);
    if (train.length > 0 && need >= 0) return;
    if (worst !== undefined && need >= least) return;
    worst = unit;
    least = need;
  });
  return worst;
}

/** Below 0 when the unit is not needed. */
function needFor(state: Matching, unit: number): number {
  const train = state.trains[unit];
  if (train.length === 0) return Number.NEGATIVE_INFINITY;
  const count = Math.min(ASKED, train.length);
  const asked = Array.from(
    { length: count },
    (_, index) => train[Math.floor((index * train.length) / count)],
  );
  const odds = oddsOf(state, asked, train.length <= FEW ? THOROUGHLY : undefined).sort((a, b) => a - b);
  const sure = odds.filter((value) => value > 0).length / count;
  return Math.min(odds[count >> 1] - USUAL_ODDS, (sure - SURE_SHARE) * 20);
}
