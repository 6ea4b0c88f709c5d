/**
 * What a quiet stretch is like: how loud, and whether it leans to one side.
 *
 * The noise of an amplifier is symmetric. A hum of many small potentials of one direction is not: its skewness (third moment
 * over the standard deviation cubed) stands out, however small they are. The direction of an electrode's leads is not known, so
 * the sign is left out.
 */
import type { Estimate } from "../types/estimate.ts";
import { abstain, measured, NORMAL_95 } from "../uncertainty.ts";

export interface QuietPart {
  readonly samples: Float32Array;
  readonly samplingFrequencyHz: number;
  readonly bandHz: { readonly low: number; readonly high: number };
}

export function quietFeatures(parts: readonly QuietPart[], amplitudeUnit: string): Record<string, Estimate> {
  let count = 0;
  let independent = 0;
  const moments = [0, 0, 0];
  for (const { samples, samplingFrequencyHz, bandHz } of parts) {
    count += samples.length;
    independent += (samples.length / samplingFrequencyHz) * 2 * (bandHz.high - bandHz.low);
    for (const value of samples) {
      moments[0] += value;
      moments[1] += value * value;
      moments[2] += value * value * value;
    }
  }
  if (count < 100 || !(moments[1] > 0)) {
    const none = abstain("recording-too-short", count);
    return { "quiet-level": none, lean: none };
  }
  const mean = moments[0] / count;
  const variance = moments[1] / count - mean * mean;
  const third = moments[2] / count - (3 * mean * moments[1]) / count + 2 * mean ** 3;
  const level = Math.sqrt(Math.max(variance, 0));
  const lean = level > 0 ? Math.abs(third / level ** 3) : 0;
  const halfWidth = NORMAL_95 * Math.sqrt(6 / Math.max(10, Math.min(count, independent)));
  return {
    "quiet-level": measured(level, level, level, amplitudeUnit, count),
    lean: measured(lean, Math.max(0, lean - halfWidth), lean + halfWidth, "1", count),
  };
}
