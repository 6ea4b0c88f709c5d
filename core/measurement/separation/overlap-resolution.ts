/**
 * Overlapped discharges explained anew, together.
 *
 * Pursuit places one discharge after the other, and where potentials overlap the first choice may be wrong. Wherever
 * more is left unexplained than noise can be, the discharges around are taken away and the stretch is explained from
 * scratch (see `stretch.ts`); what explains it best, as a whole, stays.
 */
import { type Matching, type Placed, place, takeAway } from "./matching.ts";
import { MARGIN, openStretch, type StretchBounds, search, wholeWorth } from "./stretch.ts";

export interface ResolutionOptions {
  readonly branches: readonly number[];
  /** A place is looked at when its unexplained power is this many times what it should be. */
  readonly misfit: number;
}

const MOST_TOGETHER = 5;

/** `left` is the unexplained signal. Returns how many places were explained better than before. */
export function resolveOverlaps(
  state: Matching,
  left: readonly Float32Array[],
  options: ResolutionOptions,
): number {
  let improved = 0;
  const levels: Float32Array[] = [];
  for (const at of misfits(state, left, options.misfit))
    if (resolveAt(state, at, options.branches, levels)) improved++;
  return improved;
}

/** Places with the most unexplained power for its variance, no two nearer than half a template, worst first. */
function misfits(state: Matching, left: readonly Float32Array[], limit: number): number[] {
  const reach = Math.max(3, Math.round(state.bank.half / 6));
  const count = state.sampleCount;
  const power = new Float32Array(count);
  for (const channel of left)
    for (let index = 0; index < count; index++)
      power[index] += (channel[index] * channel[index]) / (left.length * state.variance[index]);
  const smooth = new Float32Array(count);
  let sum = 0;
  for (let index = 0; index < count + reach; index++) {
    if (index < count) sum += power[index];
    if (index - 2 * reach - 1 >= 0) sum -= power[index - 2 * reach - 1];
    if (index - reach >= 0) smooth[index - reach] = sum / (2 * reach + 1);
  }
  const found: number[] = [];
  for (let index = 1; index < count - 1; index++)
    if (smooth[index] > limit && smooth[index] >= smooth[index - 1] && smooth[index] > smooth[index + 1])
      found.push(index);
  found.sort((a, b) => smooth[b] - smooth[a] || a - b);
  const apart = state.bank.half >> 1;
  const near = new Uint8Array(count);
  return found.filter((index) => {
    if (near[index]) return false;
    near.fill(1, Math.max(0, index - apart), Math.min(count, index + apart + 1));
    return true;
  });
}

function resolveAt(
  state: Matching,
  at: number,
  branches: readonly number[],
  levels: Float32Array[],
): boolean {
  const reach = Math.round(state.bank.half * 0.75);
  const removed = dischargesAround(state, at, reach, MOST_TOGETHER);
  const bounds = boundsAround(state, at, reach, removed);
  if (bounds === undefined) return false;
  for (const discharge of removed) takeAway(state, discharge);
  const stretch = openStretch(state, bounds, branches, levels);
  stretch.best = { worth: wholeWorth(stretch, removed) + 0.5, discharges: removed };
  search(stretch);
  for (const discharge of stretch.best.discharges) place(state, discharge);
  return stretch.best.discharges !== removed;
}

/** At most `most` discharges within reach of `at`, nearest first. */
export function dischargesAround(state: Matching, at: number, reach: number, most: number): Placed[] {
  const found: Placed[] = [];
  for (const train of state.trains)
    for (const discharge of train) {
      if (discharge.at > at + reach) break;
      if (discharge.at >= at - reach) found.push(discharge);
    }
  return found.sort((a, b) => Math.abs(a.at - at) - Math.abs(b.at - at) || a.unit - b.unit).slice(0, most);
}

/** The stretch around `at` that holds all of `removed`; undefined at the very ends of the recording. */
export function boundsAround(
  state: Matching,
  at: number,
  reach: number,
  removed: readonly Placed[],
): StretchBounds | undefined {
  const innerFrom = Math.max(MARGIN, Math.min(at - reach, ...removed.map((other) => other.at - 4)));
  const last = Math.max(at + reach, ...removed.map((other) => other.at + 4)) + 1;
  const innerTo = Math.min(state.sampleCount - MARGIN, last);
  if (innerTo - innerFrom < 4) return undefined;
  if (removed.some((other) => other.at < innerFrom || other.at >= innerTo)) return undefined;
  return { innerFrom, innerTo };
}
