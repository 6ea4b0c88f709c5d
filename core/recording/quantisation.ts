/**
 * Fitting samples into the whole numbers of a file format.
 *
 * The range of a channel is its stated limits, widened where samples lie outside; a channel of one value gets a range
 * around it. Samples that are no numbers are counted: each writer decides what stands in for them.
 */
import type { SampledChannel } from "./sampled-recording.ts";

export interface ValueRange {
  readonly minimum: number;
  readonly maximum: number;
}

export function rangeOf(channel: SampledChannel): ValueRange {
  let minimum = channel.limits?.minimum ?? Number.POSITIVE_INFINITY;
  let maximum = channel.limits?.maximum ?? Number.NEGATIVE_INFINITY;
  for (const value of channel.samples) {
    if (value < minimum && value !== Number.NEGATIVE_INFINITY) minimum = value;
    if (value > maximum && value !== Number.POSITIVE_INFINITY) maximum = value;
  }
  if (!(minimum <= maximum)) return { minimum: -1, maximum: 1 };
  if (minimum < maximum) return { minimum, maximum };
  const around = Math.max(1, Math.abs(minimum));
  return { minimum: minimum - around, maximum: maximum + around };
}

export function countMissing(samples: Float32Array): number {
  let missing = 0;
  for (const value of samples) if (Number.isNaN(value)) missing++;
  return missing;
}
