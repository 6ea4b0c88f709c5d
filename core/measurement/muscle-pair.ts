/**
 * Do two muscles work together, in turn, or each for itself?
 *
 * Three indices on envelopes of 100 ms, noise taken off, each muscle scaled to its own 95th percentile while active (stated with the
 * result: without a maximal contraction the amounts of two muscles cannot be compared):
 * shape, the correlation of the envelopes; amplitude, their common area over their mean area; temporal, the time both are
 * active over the time either is. The relation is judged against chance: the envelopes are shifted against each other over
 * the whole recording, and only a correlation beyond what shifting gives is a relation. Muscles with one rhythm (a walk) fit at
 * some shift in any case: they are co-active if they fit as they are, reciprocal if they fit only when one is shifted,
 * that is, when they take turns. Two muscles that both hold nearly all of the time either does are co-active even if the ripple
 * on their envelopes is unrelated.
 */
import { correlation, crossCorrelation } from "../signal/correlation.ts";
import { quantile } from "../signal/order-statistics.ts";
import { PAIR_SCALE_S, type PairedMuscle } from "./paired-muscle.ts";
import type { Estimate, Span } from "./types/estimate.ts";
import type { PairMeasurement, PairRelation } from "./types/recording.ts";
import { abstain, deviationOf, measured, NORMAL_95 } from "./uncertainty.ts";

const COURSE_S = 2;
const FEWEST_ACTIVE_S = 0.5;
const BLOCKS = 10;
/** Below this a correlation is no relation, however sure. */
const LEAST_CORRELATION = 0.2;
/** Two muscles that hold at the same time, with much envelope in common, are co-active whatever their ripple does. */
const ALWAYS_TOGETHER = 0.8;
const MUCH_IN_COMMON = 0.6;
/** In step: the correlation as it is over the best that a shift within the cycle gives. */
const IN_STEP = 0.5;
/** Two cycles are one rhythm if they differ by less than this, in octaves. */
const SAME_CYCLE = 0.25;
/** Longest cycle of a rhythm that is looked for. */
const LONGEST_CYCLE_S = 3;
const NORMALISATION = "own 95th percentile of the 100 ms envelope while active, noise taken off";

interface Envelopes {
  readonly a: Float32Array;
  readonly b: Float32Array;
  readonly samplingFrequencyHz: number;
  readonly startS: number;
}

interface Indices {
  readonly shape: number;
  readonly amplitude: number;
  readonly temporal: number;
}

export function musclePair(agonist: PairedMuscle, antagonist: PairedMuscle): PairMeasurement {
  const names = { agonist: agonist.label, antagonist: antagonist.label };
  const both = commonEnvelopes(agonist, antagonist);
  const activeS = both === undefined ? 0 : activeTime(both);
  if (both === undefined || activeS < FEWEST_ACTIVE_S) {
    const none = abstain("no-activity", 0);
    return {
      ...names,
      normalisation: NORMALISATION,
      shapeIndex: none,
      amplitudeIndex: none,
      temporalIndex: none,
      relation: "undetermined",
      course: [],
    };
  }
  const whole = indicesOf(both.a, both.b);
  const blocks = blocksOf(both, BLOCKS).map(({ a, b }) => indicesOf(a, b));
  const estimate = (pick: (indices: Indices) => number, least: number): Estimate => {
    const values = blocks.map(pick).filter(Number.isFinite);
    const halfWidth = (NORMAL_95 * deviationOf(values)) / Math.sqrt(Math.max(1, values.length));
    const value = pick(whole);
    if (!Number.isFinite(value)) return abstain("no-variation", values.length);
    return measured(
      value,
      Math.max(least, value - halfWidth),
      Math.min(1, value + halfWidth),
      "1",
      values.length,
    );
  };
  return {
    ...names,
    normalisation: NORMALISATION,
    shapeIndex: estimate((indices) => indices.shape, -1),
    amplitudeIndex: estimate((indices) => indices.amplitude, 0),
    temporalIndex: estimate((indices) => indices.temporal, 0),
    relation: relationOf(both, whole),
    course: courseOf(both),
  };
}

/** Both envelopes over the time that both channels cover, normalised; 0 where a muscle is not active, NaN where masked. */
function commonEnvelopes(one: PairedMuscle, other: PairedMuscle): Envelopes | undefined {
  const first = normalised(one);
  const second = normalised(other);
  if (first === undefined || second === undefined) return undefined;
  const hz = Math.min(first.samplingFrequencyHz, second.samplingFrequencyHz);
  const startS = Math.max(one.startS, other.startS);
  const endS = Math.min(first.endS, second.endS);
  const count = Math.floor((endS - startS) * hz);
  if (count < 2) return undefined;
  const at = (track: NormalisedEnvelope, startOfTrackS: number) =>
    Float32Array.from({ length: count }, (_, i) => {
      const index = Math.round((startS + i / hz - startOfTrackS) * track.samplingFrequencyHz);
      return track.values[Math.min(track.values.length - 1, index)];
    });
  return { a: at(first, one.startS), b: at(second, other.startS), samplingFrequencyHz: hz, startS };
}

interface NormalisedEnvelope {
  readonly values: Float32Array;
  readonly samplingFrequencyHz: number;
  readonly endS: number;
}

function normalised({
  envelope,
  active: spans,
  noisePower,
  startS,
}: PairedMuscle): NormalisedEnvelope | undefined {
  const { values, samplingFrequencyHz } = envelope;
  const active = activeMask(spans, startS, values.length, samplingFrequencyHz);
  const levels = values.map((value) => Math.sqrt(Math.max(0, value * value - noisePower)));
  const activeLevels = levels.filter((level, i) => active[i] === 1 && level > 0);
  if (activeLevels.length < 3) return undefined;
  const scale = quantile(activeLevels, 0.95);
  return {
    values: levels.map((level, i) => (Number.isNaN(level) ? level : active[i] === 1 ? level / scale : 0)),
    samplingFrequencyHz,
    endS: startS + values.length / samplingFrequencyHz,
  };
}

function activeMask(spans: readonly Span[], startS: number, count: number, hz: number): Uint8Array {
  const mask = new Uint8Array(count);
  for (const { fromS, toS } of spans) {
    const from = Math.max(0, Math.round((fromS - startS) * hz));
    mask.fill(1, from, Math.min(count, Math.max(from + 1, Math.round((toS - startS) * hz))));
  }
  return mask;
}

function activeTime({ a, b, samplingFrequencyHz }: Envelopes): number {
  const count = (values: Float32Array) => values.reduce((sum, value) => sum + (value > 0 ? 1 : 0), 0);
  return Math.min(count(a), count(b)) / samplingFrequencyHz;
}

function indicesOf(a: Float32Array, b: Float32Array): Indices {
  let [common, sum, both, either] = [0, 0, 0, 0];
  const x: number[] = [];
  const y: number[] = [];
  for (let i = 0; i < a.length; i++) {
    if (!(a[i] >= 0 && b[i] >= 0)) continue;
    x.push(a[i]);
    y.push(b[i]);
    common += Math.min(a[i], b[i]);
    sum += (a[i] + b[i]) / 2;
    if (a[i] > 0 && b[i] > 0) both++;
    if (a[i] > 0 || b[i] > 0) either++;
  }
  return { shape: correlation(x, y), amplitude: common / sum, temporal: both / either };
}

function blocksOf({ a, b }: Envelopes, count: number): { a: Float32Array; b: Float32Array }[] {
  const length = Math.floor(a.length / count);
  if (length < 4) return [];
  return Array.from({ length: count }, (_, i) => ({
    a: a.subarray(i * length, (i + 1) * length),
    b: b.subarray(i * length, (i + 1) * length),
  }));
}

/**
 * Tonic together: co-active. For a common rhythm: in step if the envelopes fit nearly as well as they are as when one is shifted, out of step otherwise.
 * Without one: the correlation against what shifting gives by chance.
 */
function relationOf(both: Envelopes, { shape, amplitude, temporal }: Indices): PairRelation {
  if (temporal >= ALWAYS_TOGETHER && amplitude >= MUCH_IN_COMMON) return "co-active";
  if (!Number.isFinite(shape)) return "undetermined";
  const a = withoutMasked(both.a);
  const b = withoutMasked(both.b);
  const farthest = Math.floor(a.length / 2);
  const byLag = crossCorrelation(a, b, farthest);
  const best = bestWithinCycle(a, b, byLag, both.samplingFrequencyHz);
  if (best !== undefined) return shape >= IN_STEP * best ? "co-active" : "reciprocal";
  const reach = PAIR_SCALE_S * both.samplingFrequencyHz;
  const chance = deviationOf(byLag.filter((_, i) => Math.abs(i - farthest) > reach));
  if (Math.abs(shape) < Math.max(LEAST_CORRELATION, NORMAL_95 * chance)) return "independent";
  return shape > 0 ? "co-active" : "reciprocal";
}

/** Masked values (NaN) count as not active. */
function withoutMasked(values: Float32Array): Float32Array {
  return values.map((value) => (Number.isNaN(value) ? 0 : value));
}

/** The best correlation within half a cycle of the muscles' common rhythm; undefined without one. */
function bestWithinCycle(
  a: Float32Array,
  b: Float32Array,
  byLag: Float64Array,
  samplingFrequencyHz: number,
): number | undefined {
  const centre = (byLag.length - 1) / 2;
  const longest = Math.min(centre, Math.round(LONGEST_CYCLE_S * samplingFrequencyHz));
  const cycle = cycleOf(a, longest);
  const other = cycleOf(b, longest);
  if (cycle === undefined || other === undefined) return undefined;
  if (Math.abs(Math.log2(cycle / other)) > SAME_CYCLE) return undefined;
  const half = Math.round((cycle + other) / 4);
  let best = Number.NEGATIVE_INFINITY;
  for (let lag = -half; lag <= half; lag++) best = Math.max(best, byLag[centre + lag]);
  return best > LEAST_CORRELATION ? best : undefined;
}

/** Lag of the first high peak of the autocorrelation after its first trough, in samples. */
function cycleOf(values: Float32Array, longest: number): number | undefined {
  const byLag = crossCorrelation(values, values, longest).subarray(longest);
  let trough = 1;
  while (trough + 1 < byLag.length && byLag[trough + 1] < byLag[trough]) trough++;
  let best = trough;
  for (let lag = trough; lag < byLag.length; lag++) if (byLag[lag] > byLag[best]) best = lag;
  return byLag[best] > 0.3 && byLag[best] - byLag[trough] > 0.3 && best > trough ? best : undefined;
}

function courseOf(both: Envelopes): PairMeasurement["course"] {
  const { a, b, samplingFrequencyHz, startS } = both;
  const length = Math.round(COURSE_S * samplingFrequencyHz);
  const course: PairMeasurement["course"][number][] = [];
  for (let from = 0; from + length <= a.length; from += length) {
    const part = { ...both, a: a.subarray(from, from + length), b: b.subarray(from, from + length) };
    if (activeTime(part) < FEWEST_ACTIVE_S / 2) continue;
    const indices = indicesOf(part.a, part.b);
    if (!Number.isFinite(indices.shape)) continue;
    course.push({
      fromS: startS + from / samplingFrequencyHz,
      toS: startS + (from + length) / samplingFrequencyHz,
      ...indices,
      relation: relationOf(part, indices),
    });
  }
  return course;
}
