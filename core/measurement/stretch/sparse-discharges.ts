/**
 * Discharges in what looks quiet.
 *
 * Activity is found by its energy; single short potentials hardly above the noise have too little of it. So quiet time is searched
 * once more for deflections that noise does not make. The noise is that of the quiet time itself, from the middle of its
 * samples, which sparse potentials do not move.
 */

import { noiseLevel } from "../../signal/noise-level.ts";
import { median } from "../../signal/order-statistics.ts";
import { detectDischarges } from "../discharge-detection.ts";
import type { Span } from "../types/estimate.ts";

/** About one false discharge in ten minutes of a needle's noise. */
const OVER_NOISE = 5.3;
const PIECE_S = 20;
const LEAST_SHARE = 0.5;
/** Time before and after the largest deflection that counts as the discharge. */
const BEFORE_S = 0.004;
const AFTER_S = 0.006;

export interface QuietSearch {
  /** The level that activity was held against. */
  readonly noise: number;
  readonly samplingFrequencyHz: number;
  readonly samplesOf: (part: Span) => Promise<{ readonly samples: Float32Array; readonly startS: number }>;
}

export interface SparseDischarges {
  readonly spans: readonly Span[];
  /** Of the quiet time, where there is any; never above the level that activity was held against. */
  readonly noise: number;
}

export async function sparseDischarges(
  quiet: readonly Span[],
  search: QuietSearch,
): Promise<SparseDischarges> {
  const found: Span[] = [];
  const levels: number[] = [];
  for (const span of quiet) {
    const pieces = Math.max(1, Math.ceil((span.toS - span.fromS) / PIECE_S));
    const lengthS = (span.toS - span.fromS) / pieces;
    for (let piece = 0; piece < pieces; piece++) {
      const part = { fromS: span.fromS + piece * lengthS, toS: span.fromS + (piece + 1) * lengthS };
      const { samples, startS } = await search.samplesOf(part);
      const noise = between(noiseLevel(samples), search.noise);
      if (!(noise > 0)) continue;
      levels.push(noise);
      const discharges = detectDischarges(samples, search.samplingFrequencyHz, {
        noise,
        startS,
        thresholdOverNoise: OVER_NOISE,
      });
      for (const { timeS } of discharges)
        found.push({
          fromS: Math.max(part.fromS, timeS - BEFORE_S),
          toS: Math.min(part.toS, timeS + AFTER_S),
        });
    }
  }
  return { spans: found, noise: levels.length > 0 ? median(levels) : search.noise };
}

/** Coarse steps of a converter make the middle of the samples zero: far below the level it says nothing. */
function between(ofSamples: number, level: number): number {
  return ofSamples >= LEAST_SHARE * level ? Math.min(ofSamples, level) : level;
}
