/**
 * Does activity swell and fade in a rhythm, whether or not it pauses in between?
 *
 * Bursts need pauses down to the noise; a tremor or a clonus in a muscle that is never quite still has none. The envelope
 * (15 ms) of each active stretch is taken less its own mean over a second and correlated with itself; the first high peak
 * of the mean autocorrelation gives the rhythm, its height (0 to 1) how strictly it is kept. Found between 1.5 and
 * 25 per second. A single unit that fires steadily is a rhythm too: what makes it is not told here.
 *
 * It is the square root of the envelope that is correlated: how high a burst is depends on which units happened to fire, and a
 * few high ones would drown the times at which all of them came. A rhythm in time shows more clearly so, one in height no better.
 *
 * What is masked is not there: only pairs of moments that were both recorded are correlated, so a gap takes away its own time
 * and leaves the rhythm of the rest as it is.
 */
import { slidingMeanSquare } from "../../signal/energy-track.ts";
import type { EnvelopeRhythm } from "../types/channel.ts";
import type { Span } from "../types/estimate.ts";
import { abstain, deviationOf, meanEstimate, measured, NORMAL_95 } from "../uncertainty.ts";
import type { TimedTrack } from "./quiet-spans.ts";

const SMOOTHED_S = 0.015;
const STEP_S = 0.005;
const BLOCK_S = 4;
const SHORTEST_BLOCK_S = 2;
const MEAN_OVER_S = 1;
const FASTEST_S = 0.04;
const SLOWEST_S = 0.67;
const LEAST_STRENGTH = 0.2;
/** The period is the first lag that comes so near to the highest peak: its multiples are as high. */
const FIRST_OF_PEAKS = 0.8;

export function envelopeRhythm(track: TimedTrack, epochs: readonly Span[]): EnvelopeRhythm {
  const step = Math.max(1, Math.round(STEP_S / track.binS));
  const stepS = step * track.binS;
  if (stepS > FASTEST_S / 4 || epochs.length === 0) return noRhythm(0);
  const { meanSquares, startS } = partAround(track, epochs);
  const sliding = slidingMeanSquare(meanSquares, Math.max(1, Math.round(SMOOTHED_S / track.binS)));
  const envelope = new Float32Array(Math.floor(sliding.length / step));
  for (let i = 0; i < envelope.length; i++) envelope[i] = Math.sqrt(Math.sqrt(sliding[i * step]));
  const longestLag = Math.ceil(SLOWEST_S / stepS) + 2;
  const correlations = blocksOf(envelope, epochs, startS, stepS)
    .map((block) => autocorrelation(withoutMean(block, Math.round(MEAN_OVER_S / stepS)), longestLag))
    .filter((correlation) => correlation !== undefined);
  if (correlations.length === 0) return noRhythm(0);
  const together = correlations.reduce((sum, { usable }) => sum + usable, 0);
  const mean = Float64Array.from(
    correlations[0].values,
    (_, lag) => correlations.reduce((sum, { values, usable }) => sum + usable * values[lag], 0) / together,
  );
  const lag = periodOf(mean);
  // a period below the fastest is firing, and its multiples are not a rhythm of their own
  if (lag === undefined || mean[lag] < LEAST_STRENGTH || lag * stepS < FASTEST_S)
    return noRhythm(correlations.length);
  const hz = 1 / ((lag + offsetOf(mean, lag)) * stepS);
  const each = correlations.map(({ values }) => {
    const near = highestNear(values, lag, Math.max(1, Math.round(lag / 6)));
    return { hz: 1 / ((near + offsetOf(values, near)) * stepS), strength: values[near] };
  });
  const halfWidth = Math.max(
    (NORMAL_95 * deviationOf(each.map((one) => one.hz))) / Math.sqrt(each.length),
    // one block alone cannot do better than its resolution
    each.length === 1 ? hz * hz * stepS : 0,
  );
  return {
    frequencyHz: measured(hz, hz - halfWidth, hz + halfWidth, "Hz", each.length),
    strength: meanEstimate(
      each.map((one) => one.strength),
      "1",
    ),
  };
}

function noRhythm(count: number): EnvelopeRhythm {
  const none = abstain(count === 0 ? "recording-too-short" : "not-identifiable", count);
  return { frequencyHz: none, strength: none };
}

/** The track from a little before the first of the epochs to a little after the last. */
function partAround({ binS, startS, meanSquares }: TimedTrack, epochs: readonly Span[]) {
  const firstS = Math.min(...epochs.map(({ fromS }) => fromS)) - SMOOTHED_S;
  const lastS = Math.max(...epochs.map(({ toS }) => toS)) + SMOOTHED_S;
  const from = Math.max(0, Math.floor((firstS - startS) / binS));
  const to = Math.max(from, Math.ceil((lastS - startS) / binS));
  return { startS: startS + from * binS, meanSquares: meanSquares.subarray(from, to) };
}

/** Pieces of active stretches with 2 to 4 s that were recorded; NaN where masked. */
function blocksOf(
  envelope: Float32Array,
  epochs: readonly Span[],
  startS: number,
  stepS: number,
): Float32Array[] {
  const blocks: Float32Array[] = [];
  const longest = Math.round(BLOCK_S / stepS);
  const shortest = Math.round(SHORTEST_BLOCK_S / stepS);
  for (const { fromS, toS } of epochs) {
    const end = Math.min(envelope.length, Math.floor((toS - startS) / stepS));
    let from = Math.max(0, Math.ceil((fromS - startS) / stepS));
    let usable = 0;
    for (let at = from; at < end; at++) {
      if (envelope[at] >= 0) usable++;
      if (usable < longest && at + 1 < end) continue;
      if (usable >= shortest) blocks.push(envelope.subarray(from, at + 1));
      from = at + 1;
      usable = 0;
    }
  }
  return blocks;
}

/** Less the mean of what was recorded around it; 0 where masked, which adds nothing to a product. */
function withoutMean(values: Float32Array, width: number): Deviations {
  const sums = new Float64Array(values.length + 1);
  const counts = new Int32Array(values.length + 1);
  for (let i = 0; i < values.length; i++) {
    const recorded = values[i] >= 0;
    sums[i + 1] = sums[i] + (recorded ? values[i] : 0);
    counts[i + 1] = counts[i] + (recorded ? 1 : 0);
  }
  const half = width >> 1;
  const deviations = Float64Array.from(values, (value, i) => {
    if (!(value >= 0)) return 0;
    const from = Math.max(0, i - half);
    const to = Math.min(values.length, i + half + 1);
    return value - (sums[to] - sums[from]) / (counts[to] - counts[from]);
  });
  return { deviations, recorded: Uint8Array.from(values, (value) => (value >= 0 ? 1 : 0)) };
}

interface Deviations {
  readonly deviations: Float64Array;
  /** 1 where the envelope is known. */
  readonly recorded: Uint8Array;
}

interface Autocorrelation {
  /** From lag 0, which is 1. */
  readonly values: Float64Array;
  /** Moments it rests on. */
  readonly usable: number;
}

/** Each lag scaled by the pairs that were recorded. Undefined when nothing varies, or a lag has no pair. */
function autocorrelation(
  { deviations, recorded }: Deviations,
  longestLag: number,
): Autocorrelation | undefined {
  const result = new Float64Array(longestLag + 1);
  let usable = 0;
  for (let lag = 0; lag <= longestLag; lag++) {
    let sum = 0;
    let pairs = 0;
    for (let i = 0; i + lag < deviations.length; i++) {
      sum += deviations[i] * deviations[i + lag];
      pairs += recorded[i] & recorded[i + lag];
    }
    if (pairs === 0) return undefined;
    result[lag] = sum / pairs;
    if (lag === 0) usable = pairs;
  }
  const power = result[0];
  return power > 0 ? { values: result.map((value) => value / power), usable } : undefined;
}

function periodOf(correlation: Float64Array): number | undefined {
  const peaks: number[] = [];
  for (let lag = 1; lag + 1 < correlation.length; lag++)
    if (correlation[lag] >= correlation[lag - 1] && correlation[lag] > correlation[lag + 1]) peaks.push(lag);
  const highest = Math.max(...peaks.map((lag) => correlation[lag]));
  return peaks.find((lag) => correlation[lag] >= FIRST_OF_PEAKS * highest);
}

function highestNear(correlation: Float64Array, lag: number, reach: number): number {
  let best = lag;
  const last = Math.min(correlation.length - 2, lag + reach);
  for (let at = Math.max(1, lag - reach); at <= last; at++)
    if (correlation[at] > correlation[best]) best = at;
  return best;
}

function offsetOf(correlation: Float64Array, lag: number): number {
  const curvature = correlation[lag - 1] - 2 * correlation[lag] + correlation[lag + 1];
  if (!(curvature < 0)) return 0;
  return Math.max(-0.5, Math.min(0.5, (correlation[lag - 1] - correlation[lag + 1]) / (2 * curvature)));
}
