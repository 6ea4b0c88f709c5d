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

/** Lengths of rise that are tried. */
const RAMPS_S = [0.01, 0.02, 0.03, 0.05, 0.08, 0.12, 0.2];
/** A ramp must explain the powers so much better (in log likelihood) than a step. */
const RAMP_MUST_GAIN = 1;
/** Activity has at most about so many independent values a second: its power scatters more than that of wide-band noise. */
const RAMP_FREEDOM_PER_S = 1000;
/** Looked at on both sides of the rough edge, at least. */
const REACH_S = 0.06;
/** … and so far into the activity, to see how it swells. */
const INTO_ACTIVITY_S = 0.25;
/** Half of the 95 % quantile of χ² with one degree of freedom. */
const NEARLY_AS_LIKELY = 1.92;

/** `earliest`: end of the span before. */
export function refineOnset(context: EdgeContext, rough: Rough, earliest: number): Edge {
  const reach = Math.max(Math.round(REACH_S / context.binS), rough.width);
  const from = firstUnmasked(context.meanSquares, Math.max(earliest, rough.from - reach), rough.from);
  const to = Math.min(
    Math.max(rough.from + 2, middle(rough)),
    rough.from + into(context, reach + rough.width),
  );
  if (from >= rough.from && isCutBefore(context.meanSquares, rough.from))
    return { bin: rough.from, uncertaintyBins: 0, cut: true };
  return changeIn(context, from, to, 1);
}

/** `latest`: beginning of the span after. */
export function refineOffset(context: EdgeContext, rough: Rough, latest: number): Edge {
  const reach = Math.max(Math.round(REACH_S / context.binS), rough.width);
  const to = lastUnmasked(context.meanSquares, Math.min(latest, rough.to + reach), rough.to);
  const from = Math.max(Math.min(rough.to - 2, middle(rough)), rough.to - into(context, reach + rough.width));
  if (to <= rough.to && isCutBefore(context.meanSquares, rough.to + 1))
    return { bin: rough.to, uncertaintyBins: 0, cut: true };
  return changeIn(context, from, to, -1);
}

function into({ binS }: EdgeContext, reach: number): number {
  return Math.max(reach, Math.round(INTO_ACTIVITY_S / binS));
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
  const start = rampStart(at, count, best, context);
  let first = Math.min(best, start);
  let last = best;
  for (let p = 0; p < count; p++) {
    if (likelihoods[p] < likelihoods[best] - NEARLY_AS_LIKELY) continue;
    first = Math.min(first, p);
    last = Math.max(last, p);
  }
  return {
    bin: direction === 1 ? from + start : to - start,
    uncertaintyBins: Math.max(1, (last - first + 1) / 2),
    cut: false,
  };
}

/**
 * Activity that swells seems to begin late when a step is fitted to it: where the step lies, it has long begun. So ramps of
 * amplitude are fitted too, of several lengths; one that explains the powers clearly better than the step says where
 * the rise began. `step` is where the best step lies.
 */
function rampStart(
  at: (position: number) => number,
  count: number,
  step: number,
  { noisePower, freedom, binS }: EdgeContext,
): number {
  const longest = Math.round(RAMPS_S[RAMPS_S.length - 1] / binS);
  const end = Math.min(count, step + longest);
  const powers = Float64Array.from({ length: end }, (_, p) => at(p));
  const certainty = 0.5 * Math.min(freedom, RAMP_FREEDOM_PER_S * binS);
  // log likelihood, over certainty, of the bins before p as noise
  const quiet = new Float64Array(end + 1);
  const logNoise = Math.log(noisePower);
  for (let p = 0; p < end; p++)
    quiet[p + 1] = quiet[p] - (powers[p] >= 0 ? logNoise + powers[p] / noisePower : 0);
  const fit = (start: number, length: number): number =>
    certainty * (quiet[start] + rampLikelihood(powers, start, length, noisePower));
  let best = step;
  let highest = fit(step, 0) + RAMP_MUST_GAIN;
  for (const lengthS of RAMPS_S) {
    const length = lengthS / binS;
    if (length < 2 || length > count - 2) continue;
    const stride = Math.max(1, Math.round(length / 8));
    const latest = Math.min(end - 2, step + stride);
    for (let start = Math.max(0, Math.round(step - 0.8 * length)); start <= latest; start += stride) {
      const likelihood = fit(start, length);
      if (likelihood <= highest) continue;
      highest = likelihood;
      best = start;
    }
  }
  return best;
}

/** Of the bins from `start` on, when amplitude rises to its full level over `length` bins; the level is fitted. */
function rampLikelihood(powers: Float64Array, start: number, length: number, noisePower: number): number {
  const shares = (p: number) => {
    const rise = p - start + 0.5 < length ? (p - start + 0.5) / length : 1;
    return rise * rise;
  };
  let weighted = 0;
  let weights = 1e-9;
  for (let p = start; p < powers.length; p++) {
    if (!(powers[p] >= 0)) continue;
    const share = shares(p);
    weighted += share * (powers[p] - noisePower);
    weights += share * share;
  }
  const level = Math.max(weighted / weights, 0.05 * noisePower);
  const full = noisePower + level;
  const logFull = Math.log(full);
  let likelihood = 0;
  for (let p = start; p < powers.length; p++) {
    if (!(powers[p] >= 0)) continue;
    const share = shares(p);
    const expected = noisePower + level * share;
    likelihood -= (share < 1 ? Math.log(expected) : logFull) + powers[p] / expected;
  }
  return likelihood;
}

function logLikelihood(meanSquare: number, power: number, freedom: number): number {
  return meanSquare >= 0 ? -0.5 * freedom * (Math.log(power) + meanSquare / power) : 0;
}
