/**
 * The moment activity begins or ends.
 *
 * Around the rough edge the power changes from that of the noise (known) to that of the activity (unknown): the bin where a
 * change explains the mean squares best is the edge (maximum likelihood), and the bins that explain them nearly as
 * well are its uncertainty. Works on bins of about a millisecond at any sampling frequency. A span that begins with the
 * recording, or next to a masked stretch, has no onset to be seen: its edge is said to be cut.
 */
export interface Edge {
  readonly bin: number;
  /** Half width of the 95 % interval, in bins. */
  readonly uncertaintyBins: number;
  readonly cut: boolean;
}

export interface EdgeContext {
  readonly meanSquares: Float32Array;
  readonly binS: number;
  readonly noisePower: number;
  /** Independent values in one bin. */
  readonly freedom: number;
}

interface Rough {
  readonly from: number;
  readonly to: number;
  readonly width: number;
}

/** Looked at on both sides of the rough edge, at least. */
const REACH_S = 0.06;
/** Half of the 95 % quantile of χ² with one degree of freedom. */
const NEARLY_AS_LIKELY = 1.92;

/** `earliest`: end of the span before. */
export function refineOnset(context: EdgeContext, rough: Rough, earliest: number): Edge {
  const reach = Math.max(Math.round(REACH_S / context.binS), rough.width);
  const from = firstUnmasked(context.meanSquares, Math.max(earliest, rough.from - reach), rough.from);
  const to = Math.min(Math.max(rough.from + 2, middle(rough)), rough.from + reach + rough.width);
  if (from >= rough.from && isCutBefore(context.meanSquares, rough.from))
    return { bin: rough.from, uncertaintyBins: 0, cut: true };
  return changeIn(context, from, to, 1);
}

/** `latest`: beginning of the span after. */
export function refineOffset(context: EdgeContext, rough: Rough, latest: number): Edge {
  const reach = Math.max(Math.round(REACH_S / context.binS), rough.width);
  const to = lastUnmasked(context.meanSquares, Math.min(latest, rough.to + reach), rough.to);
  const from = Math.max(Math.min(rough.to - 2, middle(rough)), rough.to - reach - rough.width);
  if (to <= rough.to && isCutBefore(context.meanSquares, rough.to + 1))
    return { bin: rough.to, uncertaintyBins: 0, cut: true };
  return changeIn(context, from, to, -1);
}

function middle(rough: Rough): number {
  return (rough.from + rough.to) >> 1;
}

/** No signal right before this bin. */
function isCutBefore(meanSquares: Float32Array, bin: number): boolean {
  return bin <= 0 || bin > meanSquares.length || !(meanSquares[bin - 1] >= 0);
}

function firstUnmasked(meanSquares: Float32Array, from: number, to: number): number {
  for (let bin = to - 1; bin >= from; bin--) if (!(meanSquares[bin] >= 0)) return bin + 1;
  return from;
}

function lastUnmasked(meanSquares: Float32Array, to: number, from: number): number {
  for (let bin = from; bin < to; bin++) if (!(meanSquares[bin] >= 0)) return bin;
  return to;
}

/**
 * The best change in [from, to) from noise to activity (`direction` 1) or back (−1). The edge of an onset is the first active
 * bin, that of an offset the first quiet one.
 */
function changeIn(context: EdgeContext, from: number, to: number, direction: 1 | -1): Edge {
  const { meanSquares, noisePower, freedom } = context;
  const count = to - from;
  if (count < 3) return { bin: direction === 1 ? from : to, uncertaintyBins: Math.max(0, count), cut: false };
  // position p counts quiet bins, from the quiet end
  const at = (p: number) => meanSquares[direction === 1 ? from + p : to - 1 - p];
  let active = 0;
  let activeBins = 0;
  const likelihoods = new Float64Array(count);
  let quietLikelihood = 0;
  for (let p = 0; p < count; p++) quietLikelihood += logLikelihood(at(p), noisePower, freedom);
  let best = count - 1;
  for (let p = count - 1; p >= 0; p--) {
    const power = at(p);
    if (power >= 0) {
      active += power;
      activeBins++;
    }
    quietLikelihood -= logLikelihood(power, noisePower, freedom);
    const level = Math.max(active / Math.max(1, activeBins), noisePower * 1.05);
    likelihoods[p] = quietLikelihood - 0.5 * freedom * (activeBins * Math.log(level) + active / level);
    if (likelihoods[p] > likelihoods[best]) best = p;
  }
  let first = best;
  let last = best;
  for (let p = 0; p < count; p++) {
    if (likelihoods[p] < likelihoods[best] - NEARLY_AS_LIKELY) continue;
    first = Math.min(first, p);
    last = Math.max(last, p);
  }
  return {
    bin: direction === 1 ? from + best : to - best,
    uncertaintyBins: Math.max(1, (last - first + 1) / 2),
    cut: false,
  };
}

function logLikelihood(meanSquare: number, power: number, freedom: number): number {
  return meanSquare >= 0 ? -0.5 * freedom * (Math.log(power) + meanSquare / power) : 0;
}
