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

/**
 * One for each discharge; 0 where it could not be asked (at the very ends). Leaves the explanation as it was. `branches`: how
 * many first choices are followed in looking for another explanation.
 */
export function oddsOf(
  state: Matching,
  discharges: readonly Placed[],
  branches: readonly number[] = BRANCHES,
): number[] {
  const levels: Float32Array[] = [];
  return discharges.map((discharge) => {
    const asked = bestWithout(state, discharge, levels, branches);
    for (const other of asked.together) place(state, other);
    return asked.odds;
  });
}

/**
 * Where the best explanation found without a discharge is better than the one that stands, it takes its place. Returns how
 * many discharges did not stand.
 */
export function reconsider(state: Matching): number {
  const levels: Float32Array[] = [];
  let changed = 0;
  for (const discharge of state.trains.flat()) {
    if (!state.trains[discharge.unit].includes(discharge)) continue;
    const asked = bestWithout(state, discharge, levels, BRANCHES);
    const better = asked.odds < 0;
    for (const other of better ? asked.without : asked.together) place(state, other);
    if (better) changed++;
  }
  return changed;
}

interface Asked {
  readonly odds: number;
  /** What stood in the stretch, the discharge among it; taken away by now. */
  readonly together: readonly Placed[];
  /** The best that was found without it. */
  readonly without: readonly Placed[];
}

function bestWithout(
  state: Matching,
  discharge: Placed,
  levels: Float32Array[],
  branches: readonly number[],
): Asked {
  const { at, unit } = discharge;
  const reach = Math.round(state.bank.half * REACH_OF_TEMPLATE);
  const together = dischargesAround(state, at, reach, MOST_TOGETHER);
  const bounds = boundsAround(state, at, reach, together);
  if (bounds === undefined || !together.includes(discharge)) return { odds: 0, together: [], without: [] };
  for (const other of together) takeAway(state, other);
  const stretch = openStretch(state, bounds, branches, levels, { unit, at, apart: APART });
  const whole = wholeWorth(stretch, together);
  const rest = together.filter((other) => other !== discharge);
  stretch.best = { worth: wholeWorth(stretch, rest), discharges: rest };
  search(stretch);
  return { odds: whole - stretch.best.worth, together, without: stretch.best.discharges };
}
