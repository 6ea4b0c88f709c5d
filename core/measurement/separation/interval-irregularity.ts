/**
 * How unlike are a unit's neighbouring intervals?
 *
 * The median of |ln(next interval / interval)|: about 0.2 in steady firing, little in trains whatever their rate, about 1.1
 * when discharges know nothing of each other. A change of rate, single doublets, pauses and a discharge missed here
 * and there do not move it much; the discharges of several units under one name do.
 */

const FEWEST = 6;

/** NaN when there are too few intervals. */
export function intervalIrregularity(timesS: ArrayLike<number>): number {
  const steps: number[] = [];
  for (let index = 2; index < timesS.length; index++) {
    const before = timesS[index - 1] - timesS[index - 2];
    steps.push(Math.abs(Math.log((timesS[index] - timesS[index - 1]) / before)));
  }
  if (steps.length < FEWEST) return Number.NaN;
  steps.sort((a, b) => a - b);
  return steps[steps.length >> 1];
}
