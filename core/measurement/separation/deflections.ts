/**
 * Large deflections: places where a potential may be, with the waveform around each.
 *
 * A deflection is the largest value (of any channel, either sign) within its neighbourhood, above a limit that rises
 * where large potentials have just been explained, since those leave a remainder that is not noise.
 */
import { readShifted } from "./fractional-shift.ts";

export interface Deflection {
  /** Real index of the extremum. */
  readonly at: number;
  /** In units of the noise. */
  readonly height: number;
}

/** `limit` in standard deviations (of `variance`, if given, else 1); nothing nearer than `apart` samples. */
export function deflections(
  samples: readonly Float32Array[],
  limit: number,
  apart: number,
  variance?: Float32Array,
): Deflection[] {
  const count = samples[0].length;
  const size = new Float32Array(count);
  for (const channel of samples)
    for (let index = 0; index < count; index++) size[index] = Math.max(size[index], Math.abs(channel[index]));
  if (variance !== undefined)
    for (let index = 0; index < count; index++) size[index] /= Math.sqrt(variance[index]);
  const peaks: number[] = [];
  for (let index = 1; index < count - 1; index++) {
    const value = size[index];
    if (value < limit || value < size[index - 1] || value <= size[index + 1]) continue;
    peaks.push(index);
  }
  peaks.sort((a, b) => size[b] - size[a] || a - b);
  const near = new Uint8Array(count);
  const kept: Deflection[] = [];
  for (const index of peaks) {
    if (near[index]) continue;
    near.fill(1, Math.max(0, index - apart), Math.min(count, index + apart + 1));
    const bend = size[index - 1] - 2 * size[index] + size[index + 1];
    const fraction = bend < 0 ? (0.5 * (size[index - 1] - size[index + 1])) / bend : 0;
    kept.push({ at: index + Math.max(-0.5, Math.min(0.5, fraction)), height: size[index] });
  }
  return kept.sort((a, b) => a.at - b.at);
}

/** `result[i]` holds all channels one after the other, `2 × half + 1` samples each, around deflection i. */
export function waveformsAround(
  samples: readonly Float32Array[],
  places: readonly number[],
  half: number,
): Float32Array[] {
  const length = 2 * half + 1;
  return places.map((at) => {
    const waveform = new Float32Array(samples.length * length);
    samples.forEach((channel, index) => {
      readShifted(channel, at - half, length, waveform, index * length);
    });
    return waveform;
  });
}
