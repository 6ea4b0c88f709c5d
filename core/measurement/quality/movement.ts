/**
 * Where did the electrode or the cable move?
 *
 * Movement is slow (most of it below 10 Hz) and large. A quarter of a second is called movement when its slow part is both far above
 * what is usual in this recording and larger than all that is in the muscle's band at the time, so that a strong
 * contraction is not mistaken for it.
 */
import { filterZeroPhase } from "../../signal/biquad-cascade.ts";
import { butterworthBandPass } from "../../signal/butterworth.ts";
import { median } from "../../signal/order-statistics.ts";
import type { Span } from "../types/estimate.ts";
import type { SlowTrack } from "./slow-track.ts";

const SLOW_BAND_HZ = [0.7, 10] as const;
const WINDOW_S = 0.25;
const ABOVE_USUAL = 10;
const ABOVE_MUSCLE = 4;

export interface MovementInput {
  readonly slow: SlowTrack;
  /** Of the band-passed signal. */
  readonly meanSquares: Float32Array;
  readonly binS: number;
  readonly noisePower: number;
}

/** Times from the channel's first sample. */
export function movementSpans({ slow, meanSquares, binS, noisePower }: MovementInput): Span[] {
  const fs = slow.samplingFrequencyHz;
  if (fs < 4 * SLOW_BAND_HZ[1] || slow.values.length < 2 * fs) return [];
  const low = filterZeroPhase(butterworthBandPass(2, SLOW_BAND_HZ[0], SLOW_BAND_HZ[1], fs), slow.values);
  const width = Math.max(1, Math.round(WINDOW_S * fs));
  const powers: number[] = [];
  for (let at = 0; at + width <= low.length; at += width) powers.push(meanSquare(low, at, at + width));
  const usual = Math.max(median(powers), noisePower);
  const spans: { fromS: number; toS: number }[] = [];
  powers.forEach((power, index) => {
    const fromS = (index * width) / fs;
    const toS = fromS + width / fs;
    const muscle = meanSquare(meanSquares, Math.round(fromS / binS), Math.round(toS / binS), 1);
    if (power < ABOVE_USUAL ** 2 * usual || power < ABOVE_MUSCLE ** 2 * muscle) return;
    const last = spans.at(-1);
    if (last !== undefined && fromS - last.toS < 1e-6) last.toS = toS;
    else spans.push({ fromS, toS });
  });
  return spans;
}

function meanSquare(values: Float32Array, from: number, to: number, power = 2): number {
  let sum = 0;
  let count = 0;
  for (let i = from; i < Math.min(to, values.length); i++) {
    if (!(values[i] - values[i] === 0)) continue;
    sum += power === 2 ? values[i] * values[i] : values[i];
    count++;
  }
  return count > 0 ? sum / count : 0;
}
