/**
 * Standard deviation of the noise under a signal that is mostly noise: MAD / 0.6745 of the samples around zero.
 *
 * Discharges that fill less than about a fifth of the time move it little; where there is more activity than
 * rest, use the noise of the quietest stretches instead (`core/measurement/quality.ts`).
 */
import { quantileOf } from "./order-statistics.ts";

const MAD_OF_NORMAL = 0.6744897501960817;
/** More samples make the estimate no better than its purpose needs. */
const ENOUGH_SAMPLES = 200_000;

/** Of samples whose mean is zero (band-passed). NaN when empty. */
export function noiseLevel(samples: Float32Array): number {
  const stride = Math.max(1, Math.floor(samples.length / ENOUGH_SAMPLES));
  const magnitudes = new Float32Array(Math.floor(samples.length / stride));
  for (let i = 0, j = 0; i < magnitudes.length; i++, j += stride) magnitudes[i] = Math.abs(samples[j]);
  return quantileOf(magnitudes, 0.5) / MAD_OF_NORMAL;
}
