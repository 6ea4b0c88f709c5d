/**
 * Does the heart show in the recording?
 *
 * The QRS complex lies between 8 and 40 Hz, is the same from beat to beat and comes at a steady rate of 35 to 180 a minute. Peaks of
 * that band are averaged; it is the heart when most of them look like their average, their intervals scatter little, and
 * the average stands out. Bursts of a muscle at the rhythm of a walk fail the second test: their waveform is never twice
 * the same.
 */
import { filterZeroPhase } from "../../signal/biquad-cascade.ts";
import { butterworthBandPass } from "../../signal/butterworth.ts";
import { correlation } from "../../signal/correlation.ts";
import { median, robustDeviation } from "../../signal/order-statistics.ts";
import type { HeartMeasurement } from "../types/channel.ts";
import { abstain, meanEstimate, medianEstimate, rateOfInterval } from "../uncertainty.ts";
import type { SlowTrack } from "./slow-track.ts";

const BAND_HZ = [8, 40] as const;
const REFRACTORY_S = 0.33;
const HALF_BEAT_S = 0.06;
const SLOWEST_S = 1.7;
const FEWEST_BEATS = 6;
const THRESHOLD_OVER_NOISE = 5;
const LIKENESS = 0.8;
const ALIKE_SHARE = 0.7;
const INTERVAL_CV = 0.2;

export function heartIn(slow: SlowTrack): HeartMeasurement {
  const fs = slow.samplingFrequencyHz;
  if (fs < 2.5 * BAND_HZ[1] || slow.values.length < FEWEST_BEATS * fs) return noHeart(0);
  const band = filterZeroPhase(butterworthBandPass(2, BAND_HZ[0], BAND_HZ[1], fs), slow.values);
  const noise = robustDeviation(band);
  if (!(noise > 0)) return noHeart(0);
  const half = Math.round(HALF_BEAT_S * fs);
  const beats = peaks(band, THRESHOLD_OVER_NOISE * noise, Math.round(REFRACTORY_S * fs), half);
  if (beats.length < FEWEST_BEATS) return noHeart(beats.length);
  const average = new Float64Array(2 * half + 1);
  for (const beat of beats)
    for (let k = -half; k <= half; k++) average[k + half] += band[beat + k] / beats.length;
  const alike = beats.filter(
    (beat) => correlation(average, band.subarray(beat - half, beat + half + 1)) >= LIKENESS,
  );
  const intervals = alike.slice(1).map((beat, i) => (beat - alike[i]) / fs);
  const steady = intervals.filter((interval) => interval <= SLOWEST_S);
  const present =
    alike.length >= ALIKE_SHARE * beats.length &&
    steady.length >= FEWEST_BEATS - 1 &&
    steady.length >= ALIKE_SHARE * intervals.length &&
    robustDeviation(steady) < INTERVAL_CV * median(steady);
  if (!present) return noHeart(beats.length);
  return {
    present: true,
    rateHz: rateOfInterval(medianEstimate(steady, "s"), 1),
    beatCount: alike.length,
    signalToNoise: meanEstimate(
      alike.map((beat) => Math.abs(band[beat]) / noise),
      "1",
    ),
  };
}

function noHeart(candidates: number): HeartMeasurement {
  const none = abstain("not-identifiable", candidates);
  return { present: false, rateHz: none, beatCount: 0, signalToNoise: none };
}

function peaks(band: Float32Array, threshold: number, refractory: number, half: number): number[] {
  const found: number[] = [];
  for (let i = half; i < band.length - half; i++) {
    if (Math.abs(band[i]) < threshold) continue;
    let top = i;
    const end = Math.min(band.length - half, i + refractory);
    for (let k = i; k < end; k++) if (Math.abs(band[k]) > Math.abs(band[top])) top = k;
    found.push(top);
    i = top + refractory;
  }
  return found;
}
