/**
 * How likely a unit's next discharge is after an interval, learnt from its own intervals.
 *
 * Used only where the waveform leaves a choice. It is a mixture of the unit's own intervals, smoothed on a logarithmic
 * scale, and of a broad law that allows everything above the shortest allowed interval, so that doublets, trains
 * and pauses are never ruled out; what it can say for or against a discharge is bounded.
 */

export interface IntervalLaw {
  readonly minimumInterval: number;
  /** Log of the density on a grid of log-intervals, over that of a Poisson process of the same rate. */
  readonly table: Float32Array;
  readonly logFirst: number;
  readonly perLog: number;
}

const CELLS = 128;
/** Longer intervals are pauses and count as this long, in seconds. */
const LONGEST_S = 2;
const SMOOTHING = 0.18;
const BROAD_SHARE = 0.1;
const BOUND = 3;

/** `times` in samples and in order; without at least eight intervals the law says nothing. */
export function intervalLaw(
  times: ArrayLike<number>,
  minimumInterval: number,
  samplingFrequencyHz: number,
): IntervalLaw {
  const logFirst = Math.log(Math.max(1, minimumInterval * 0.9));
  const logLast = Math.log(LONGEST_S * samplingFrequencyHz);
  const perLog = CELLS / (logLast - logFirst);
  const table = new Float32Array(CELLS + 1);
  const counts = new Float64Array(CELLS + 1);
  let intervalCount = 0;
  let total = 0;
  for (let index = 1; index < times.length; index++) {
    const interval = times[index] - times[index - 1];
    if (interval > LONGEST_S * samplingFrequencyHz) continue;
    const cell = (Math.log(Math.max(interval, minimumInterval)) - logFirst) * perLog;
    counts[Math.min(CELLS, Math.max(0, Math.round(cell)))]++;
    intervalCount++;
    total += interval;
  }
  if (intervalCount < 8) return { minimumInterval, table, logFirst, perLog };
  const smooth = smoothed(counts, SMOOTHING * perLog);
  const mean = total / intervalCount;
  for (let cell = 0; cell <= CELLS; cell++) {
    const interval = Math.exp(logFirst + cell / perLog);
    const own = (smooth[cell] / intervalCount) * perLog;
    const broad = 1 / (logLast - logFirst);
    // Densities over log-interval; that of a Poisson process is x·exp(−x) with x the interval over its mean.
    const x = interval / mean;
    table[cell] = Math.log(
      ((1 - BROAD_SHARE) * own + BROAD_SHARE * broad) / Math.max(1e-6, x * Math.exp(-x)),
    );
  }
  return { minimumInterval, table, logFirst, perLog };
}

/**
 * What the intervals say for a discharge between `before` and `after` (±infinity where there is none): log of the
 * odds against a Poisson process, within ±3; −infinity below the shortest allowed interval.
 */
export function intervalEvidence(law: IntervalLaw, before: number, at: number, after: number): number {
  const first = at - before;
  const second = after - at;
  if (first < law.minimumInterval || second < law.minimumInterval) return Number.NEGATIVE_INFINITY;
  let evidence = 0;
  if (Number.isFinite(first)) evidence += logRatio(law, first);
  if (Number.isFinite(second)) evidence += logRatio(law, second);
  if (Number.isFinite(first) && Number.isFinite(second)) evidence -= logRatio(law, first + second);
  return Math.max(-BOUND, Math.min(BOUND, evidence));
}

function logRatio(law: IntervalLaw, interval: number): number {
  const cell = Math.round((Math.log(interval) - law.logFirst) * law.perLog);
  return law.table[Math.max(0, Math.min(CELLS, cell))];
}

function smoothed(counts: Float64Array, width: number): Float64Array {
  const result = new Float64Array(counts.length);
  const reach = Math.ceil(3 * width);
  let norm = 0;
  for (let offset = -reach; offset <= reach; offset++) norm += Math.exp(-0.5 * (offset / width) ** 2);
  for (let cell = 0; cell < counts.length; cell++) {
    if (counts[cell] === 0) continue;
    for (let offset = -reach; offset <= reach; offset++) {
      const target = cell + offset;
      if (target >= 0 && target < counts.length)
        result[target] += (counts[cell] * Math.exp(-0.5 * (offset / width) ** 2)) / norm;
    }
  }
  return result;
}
