/**
 * When is the muscle active?
 *
 * Two scales of the envelope are held against the noise: a fast one (10 ms) that sees single discharges and brief bursts, and two
 * slower ones (50 and 200 ms) that see what is weak but lasts. Each has a threshold that noise of this freedom would pass
 * about once in a million windows; a span that passed it is widened to where the scale falls back to the level
 * of noise. Then every onset and offset is moved to the change point of the signal's power (`edges.ts`). Spans closer
 * together than 100 ms are one if what lies between is not noise, and closer than 40 ms in any case.
 */
import { slidingMeanSquare } from "../../signal/energy-track.ts";
import type { NoiseFloor } from "../quality/noise-floor.ts";
import { type Edge, refineOffset, refineOnset } from "./edges.ts";

/** A stretch of activity, as indices into the energy track (`to` exclusive). */
export interface ActiveSpan {
  readonly from: Edge;
  readonly to: Edge;
}

/** In the order in which they speak: a later scale adds only what the ones before did not see. */
const SCALES_S = [0.05, 0.2, 0.01];
/** Normal quantiles: passing the upper starts a span, falling below the lower ends it. */
const STARTS = 4.9;
const ENDS = 2.3;
/** A gap is filled if its power passes this quantile of noise. */
const FILLS = 2;
/** Noise is never as tame as its model: a span is at least so much louder (in power). */
const LEAST_RATIO = 1.6;
const MERGE_S = 0.1;
/** Spans closer together than this are one, whatever lies between. */
const SHORTEST_PAUSE_S = 0.04;

export function activeSpans(meanSquares: Float32Array, binS: number, noise: NoiseFloor): ActiveSpan[] {
  const freedomOf = (lengthS: number) =>
    Math.max(1, noise.freedom * (Math.max(lengthS, binS) / noise.windowS));
  let rough: Rough[] = [];
  for (const scaleS of SCALES_S) {
    const width = Math.max(1, Math.round(scaleS / binS));
    const freedom = freedomOf(width * binS);
    const spans = roughSpans(slidingMeanSquare(meanSquares, width), {
      starts: noise.power * Math.max(LEAST_RATIO, chiSquareRatio(freedom, STARTS)),
      ends: noise.power * Math.max(1.2, chiSquareRatio(freedom, ENDS)),
      width,
    });
    rough = rough.concat(spans.filter((span) => !rough.some((other) => overlaps(span, other))));
    rough.sort((a, b) => a.from - b.from);
    rough = joinTouching(rough);
  }
  const refined = rough.map((span, index): ActiveSpan => {
    const earliest = rough[index - 1]?.to ?? 0;
    const latest = rough[index + 1]?.from ?? meanSquares.length;
    const context = { meanSquares, binS, noisePower: noise.power, freedom: freedomOf(binS) };
    return {
      from: refineOnset(context, span, earliest),
      to: refineOffset(context, span, latest),
    };
  });
  return merged(refined, (from, to) => isFilled(meanSquares, from, to, binS, noise));
}

interface Rough {
  from: number;
  to: number;
  /** Width of the scale it was found on, in bins. */
  width: number;
}

function roughSpans(
  sliding: Float32Array,
  { starts, ends, width }: { starts: number; ends: number; width: number },
): Rough[] {
  const spans: Rough[] = [];
  let i = 0;
  while (i < sliding.length) {
    if (!(sliding[i] > starts)) {
      i++;
      continue;
    }
    let from = i;
    const before = spans.at(-1)?.to ?? 0;
    while (from > before && sliding[from - 1] > ends) from--;
    let to = i + 1;
    while (to < sliding.length && sliding[to] > ends) to++;
    spans.push({ from, to, width });
    i = to;
  }
  return spans;
}

function overlaps(a: Rough, b: Rough): boolean {
  return a.from < b.to && b.from < a.to;
}

function joinTouching(spans: readonly Rough[]): Rough[] {
  const joined: Rough[] = [];
  for (const span of spans) {
    const last = joined.at(-1);
    if (last !== undefined && span.from <= last.to) last.to = Math.max(last.to, span.to);
    else joined.push({ ...span });
  }
  return joined;
}

function merged(
  spans: readonly ActiveSpan[],
  filled: (fromBin: number, toBin: number) => boolean,
): ActiveSpan[] {
  const result: ActiveSpan[] = [];
  for (const span of spans) {
    if (span.to.bin <= span.from.bin) continue;
    const last = result.at(-1);
    if (last !== undefined && filled(last.to.bin, span.from.bin))
      result[result.length - 1] = { from: last.from, to: span.to };
    else result.push(span);
  }
  return result;
}

function isFilled(
  meanSquares: Float32Array,
  from: number,
  to: number,
  binS: number,
  noise: NoiseFloor,
): boolean {
  if (to <= from) return true;
  const lengthS = (to - from) * binS;
  if (lengthS < SHORTEST_PAUSE_S) return true;
  if (lengthS >= MERGE_S) return false;
  let sum = 0;
  for (let bin = from; bin < to; bin++) {
    if (!(meanSquares[bin] >= 0)) return false;
    sum += meanSquares[bin];
  }
  const freedom = Math.max(1, (noise.freedom * lengthS) / noise.windowS);
  return sum / (to - from) > noise.power * chiSquareRatio(freedom, FILLS);
}

/** What χ² over its freedom exceeds by chance as a normal number exceeds `z` (Wilson and Hilferty). */
export function chiSquareRatio(freedom: number, z: number): number {
  const variance = 2 / (9 * freedom);
  return (1 - variance + z * Math.sqrt(variance)) ** 3;
}
