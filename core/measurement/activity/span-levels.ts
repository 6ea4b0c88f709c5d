/**
 * How loud each active span is: root mean square with the noise taken off.
 */
import type { Estimate } from "../types/estimate.ts";
import { abstain, medianEstimate } from "../uncertainty.ts";
import type { ActiveSpan } from "./active-spans.ts";

/** One value a span; spans longer than a second give one a second, so that a long contraction weighs what it lasts. */
export function spanLevels(
  meanSquares: Float32Array,
  binS: number,
  spans: readonly ActiveSpan[],
  noisePower: number,
): number[] {
  const most = Math.max(1, Math.round(1 / binS));
  return spans.flatMap((span) => {
    const levels: number[] = [];
    for (let from = span.from.bin; from < span.to.bin; from += most) {
      const part = meanSquares.subarray(from, Math.min(span.to.bin, from + most));
      levels.push(Math.sqrt(Math.max(0, meanOfMeasured(part) - noisePower)));
    }
    return levels;
  });
}

/** Median level of activity over that of the noise. */
export function signalToNoise(levels: readonly number[], noisePower: number): Estimate {
  if (levels.length === 0 || !(noisePower > 0)) return abstain("no-activity", 0);
  const noise = Math.sqrt(noisePower);
  return medianEstimate(
    levels.map((level) => level / noise),
    "1",
  );
}

/** Mean of the bins that are not masked; 0 when all are. */
export function meanOfMeasured(meanSquares: Float32Array): number {
  let sum = 0;
  let count = 0;
  for (let bin = 0; bin < meanSquares.length; bin++) {
    if (!(meanSquares[bin] >= 0)) continue;
    sum += meanSquares[bin];
    count++;
  }
  return count > 0 ? sum / count : 0;
}
