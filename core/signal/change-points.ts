/**
 * Where a series changes its level, or a signal its power.
 *
 * `levelChanges` splits a series of numbers (rates, logarithms of intervals) into stretches of constant mean: binary
 * segmentation, each split accepted when it lowers the squared error by more than the penalty, then every change point moved to
 * the best place between its neighbours. `powerChange` finds the one moment where mean squares go from one power to
 * another by maximum likelihood, with the moments that are nearly as likely: that is the moment's uncertainty.
 */

/**
 * Indices at which a new level begins (never 0), in order.
 *
 * `deviation` is the standard deviation within a level. A split must lower the sum of squares by `strictness` ×
 * deviation² × ln(n): 3 lets through hardly any change in pure noise. No stretch is shorter than `shortest`.
 */
export function levelChanges(
  values: ArrayLike<number>,
  deviation: number,
  { strictness = 3, shortest = 3 }: { strictness?: number; shortest?: number } = {},
): number[] {
  const sums = new Float64Array(values.length + 1);
  for (let i = 0; i < values.length; i++) sums[i + 1] = sums[i] + values[i];
  const penalty = strictness * deviation * deviation * Math.log(Math.max(3, values.length));
  const changes: number[] = [];
  const open: [number, number][] = [[0, values.length]];
  for (let stretch = open.pop(); stretch !== undefined; stretch = open.pop()) {
    const [from, to] = stretch;
    const best = bestSplit(sums, from, to, shortest);
    if (best === undefined || best.gain <= penalty) continue;
    changes.push(best.at);
    open.push([from, best.at], [best.at, to]);
  }
  return settle(
    changes.sort((a, b) => a - b),
    sums,
    values.length,
    shortest,
    penalty,
  );
}

/** Moves each change point to the best place between its neighbours and drops those that no longer pay. */
function settle(
  changes: number[],
  sums: Float64Array,
  count: number,
  shortest: number,
  penalty: number,
): number[] {
  const kept: number[] = [];
  for (let index = 0; index < changes.length; index++) {
    const from = kept.at(-1) ?? 0;
    const to = changes[index + 1] ?? count;
    const best = bestSplit(sums, from, to, shortest);
    if (best !== undefined && best.gain > penalty) kept.push(best.at);
  }
  return kept;
}

function bestSplit(
  sums: Float64Array,
  from: number,
  to: number,
  shortest: number,
): { at: number; gain: number } | undefined {
  const total = sums[to] - sums[from];
  const common = (total * total) / (to - from);
  let best: { at: number; gain: number } | undefined;
  for (let at = from + shortest; at <= to - shortest; at++) {
    const left = sums[at] - sums[from];
    const right = total - left;
    const gain = (left * left) / (at - from) + (right * right) / (to - at) - common;
    if (best === undefined || gain > best.gain) best = { at, gain };
  }
  return best;
}

export interface PowerChange {
  /** First bin of the new power. */
  readonly bin: number;
  /** First and last bin that are as likely within the confidence asked for. */
  readonly earliest: number;
  readonly latest: number;
  /** Logarithm of the likelihood ratio against no change. */
  readonly evidence: number;
}

/** Half of the 95 % quantile of χ² with one degree of freedom. */
const NEARLY_AS_LIKELY = 1.92;

/**
 * The change in `meanSquares[from..to)`. `freedom` is the number of independent samples a bin holds (at most binSamples: a
 * band-limited signal has fewer). Undefined when the stretch is too short. Bins that are masked (NaN) are passed over.
 */
export function powerChange(
  meanSquares: Float32Array,
  from: number,
  to: number,
  freedom = 1,
): PowerChange | undefined {
  const count = to - from;
  if (count < 4) return undefined;
  let total = 0;
  let bins = 0;
  for (let bin = from; bin < to; bin++) {
    if (!(meanSquares[bin] >= 0)) continue;
    total += meanSquares[bin];
    bins++;
  }
  const floor = Math.max((total / bins) * 1e-9, 1e-30);
  const likelihoods = new Float64Array(count).fill(Number.NEGATIVE_INFINITY);
  let before = 0;
  let seen = 0;
  let best = -1;
  for (let k = 0; k < count; k++) {
    if (seen >= 2 && bins - seen >= 2) {
      const first = Math.max(before / seen, floor);
      const second = Math.max((total - before) / (bins - seen), floor);
      likelihoods[k] = -0.5 * freedom * (seen * Math.log(first) + (bins - seen) * Math.log(second));
      if (best < 0 || likelihoods[k] > likelihoods[best]) best = k;
    }
    if (meanSquares[from + k] >= 0) {
      before += meanSquares[from + k];
      seen++;
    }
  }
  if (best < 0) return undefined;
  const limit = likelihoods[best] - NEARLY_AS_LIKELY;
  let earliest = best;
  let latest = best;
  for (let k = 0; k < count; k++) {
    if (likelihoods[k] < limit) continue;
    earliest = Math.min(earliest, k);
    latest = Math.max(latest, k);
  }
  const none = -0.5 * freedom * bins * Math.log(Math.max(total / bins, floor));
  return {
    bin: from + best,
    earliest: from + earliest,
    latest: from + latest,
    evidence: likelihoods[best] - none,
  };
}
