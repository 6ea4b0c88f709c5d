/**
 * Do numbers come from one population or from two that lie apart?
 *
 * The split with the greatest variance between the classes (Otsu) is accepted if the classes lie far apart for their width and
 * the valley between them is nearly empty. Meant for logarithms, so that widths are relative.
 */
import { deviationOf, meanOf } from "./uncertainty.ts";

export interface SplitDemands {
  /** Distance of the class means over their common deviation; splitting one normal population gives 2.7. */
  readonly separation: number;
  /** Least ratio of what the class means are logarithms of. */
  readonly ratio: number;
  /** Least share of the numbers in the upper class. */
  readonly upperShare?: number;
}

const FEWEST_IN_CLASS = 3;
/** A floor for the width: classes of nearly equal numbers are not infinitely far apart. */
const NARROWEST = 0.05;
/** Share of the numbers that may lie in the middle quarter between the class means. */
const IN_VALLEY = 0.05;

/** Where the two populations part, or undefined when there is only one. `logs` in any order. */
export function splitOfTwo(
  logs: readonly number[],
  { separation, ratio, upperShare = 0 }: SplitDemands,
): number | undefined {
  const sorted = [...logs].sort((a, b) => a - b);
  const at = otsuIndex(sorted);
  const upper = sorted.length - at;
  if (at < FEWEST_IN_CLASS || upper < FEWEST_IN_CLASS || upper < upperShare * sorted.length) return undefined;
  const low = sorted.slice(0, at);
  const high = sorted.slice(at);
  const distance = meanOf(high) - meanOf(low);
  const width = Math.max(NARROWEST, Math.sqrt((deviationOf(low) ** 2 + deviationOf(high) ** 2) / 2));
  if (distance < separation * width || distance < Math.log(ratio)) return undefined;
  const valley = (sorted[at - 1] + sorted[at]) / 2;
  const between = sorted.filter((log) => Math.abs(log - valley) < distance / 8).length;
  return between > IN_VALLEY * sorted.length ? undefined : valley;
}

/** First index of the upper class in the split with the greatest variance between the classes. */
function otsuIndex(sorted: readonly number[]): number {
  const total = sorted.reduce((sum, value) => sum + value, 0);
  let below = 0;
  let best = 0;
  let bestVariance = 0;
  for (let at = 1; at < sorted.length; at++) {
    below += sorted[at - 1];
    const difference = below / at - (total - below) / (sorted.length - at);
    const variance = at * (sorted.length - at) * difference * difference;
    if (variance > bestVariance) {
      bestVariance = variance;
      best = at;
    }
  }
  return best;
}
