/**
 * The shape of one unit's potential, and how constant it is.
 *
 * From the mean waveform: peak-to-peak amplitude, duration (from the first to the last departure from the baseline), phases (crossings of the
 * baseline plus one), turns, and the direction of the first deflection. From single discharges: how alike they are, and
 * the jitter between the parts of a complex. Jitter follows each part (a local extreme of the mean waveform) from discharge
 * to discharge and gives the mean absolute difference of consecutive latencies relative to the first part; it needs a sampling
 * frequency that resolves it.
 */
import { correlation } from "../signal/correlation.ts";
import { median } from "../signal/order-statistics.ts";
import type { SeparatedUnit, Template } from "./types/discharge.ts";
import type { Estimate } from "./types/estimate.ts";
import type { PotentialMeasurement } from "./types/unit.ts";
import { abstain, meanEstimate, measured, medianEstimate } from "./uncertainty.ts";

export interface LookedAt {
  readonly samples: Float32Array;
  readonly samplingFrequencyHz: number;
  /** Time of `samples[0]`. */
  readonly startS: number;
}

const FEWEST_DISCHARGES = 20;
const MOST_DISCHARGES = 200;
/** A departure from the baseline is larger than this share of the largest deflection (and than the noise of the mean). */
const DEPARTURE = 0.05;
/** A part of a complex is an extreme of at least this share of the largest deflection. */
const PART = 0.2;
/** Parts closer together than this belong to one spike. */
const APART_S = 0.001;
/** Jitter is not told below this sampling frequency. */
const JITTER_FROM_HZ = 8000;

export function potentialOf(
  unit: SeparatedUnit,
  looked: LookedAt,
  amplitudeUnit: string,
): PotentialMeasurement {
  const template = unit.templates[0];
  const count = unit.discharges.length;
  const none = abstain("too-few-discharges", count);
  if (template === undefined || count < 2)
    return {
      amplitude: none,
      durationMs: none,
      phases: none,
      turns: none,
      firstDeflection: "unclear",
      complexJitterUs: none,
      stability: none,
    };
  const shape = template.samples;
  const largest = shape.reduce((peak, x) => Math.max(peak, Math.abs(x)), 0);
  const signalToNoise = Math.max(unit.validity.signalToNoise, 1e-3);
  const departure = Math.max(DEPARTURE, 3 / (signalToNoise * Math.sqrt(count))) * largest;
  const extremes = extremesOf(shape, departure);
  const waveforms = singleWaveforms(unit, template, looked);
  return {
    amplitude: amplitudeOf(unit, amplitudeUnit),
    durationMs: durationOf(shape, departure, template.samplingFrequencyHz, count),
    phases: exact(phasesOf(shape, departure), count),
    turns: exact(extremes.length, count),
    firstDeflection: firstDeflection(shape, departure),
    complexJitterUs: complexJitter(shape, extremes, waveforms, template.samplingFrequencyHz, largest),
    stability: stabilityOf(shape, waveforms),
  };
}

function amplitudeOf(unit: SeparatedUnit, amplitudeUnit: string): Estimate {
  const amplitudes = unit.discharges.map((discharge) => discharge.amplitude);
  return medianEstimate(amplitudes, amplitudeUnit);
}

function exact(value: number, count: number): Estimate {
  return measured(value, Math.max(0, value - 1), value + 1, "1", count);
}

function departureRange(shape: Float32Array, departure: number): [number, number] {
  const first = shape.findIndex((x) => Math.abs(x) > departure);
  const last = shape.findLastIndex((x) => Math.abs(x) > departure);
  return [first, last];
}

function durationOf(shape: Float32Array, departure: number, fs: number, count: number): Estimate {
  const [first, last] = departureRange(shape, departure);
  if (first < 0) return abstain("signal-to-noise-too-low", count);
  const [wideFirst, wideLast] = departureRange(shape, departure / 2);
  const [narrowFirst, narrowLast] = departureRange(shape, departure * 2);
  const ms = (from: number, to: number) => (1000 * (to - from + 1)) / fs;
  const narrow = narrowFirst < 0 ? 0 : ms(narrowFirst, narrowLast);
  return measured(ms(first, last), narrow, ms(wideFirst, wideLast), "ms", count);
}

/** Stretches on one side of the baseline that rise above the departure. */
function phasesOf(shape: Float32Array, departure: number): number {
  let phases = 0;
  let side = 0;
  for (const x of shape) {
    if (Math.abs(x) <= departure || Math.sign(x) === side) continue;
    side = Math.sign(x);
    phases++;
  }
  return phases;
}

function firstDeflection(shape: Float32Array, departure: number): "positive" | "negative" | "unclear" {
  const first = shape.find((x) => Math.abs(x) > departure);
  if (first === undefined) return "unclear";
  return first > 0 ? "positive" : "negative";
}

/** Local extremes that differ from their neighbours by more than the departure, as sample indices. */
function extremesOf(shape: Float32Array, departure: number): number[] {
  const extremes: number[] = [];
  let candidate = 0;
  let direction = 0;
  for (let i = 1; i < shape.length; i++) {
    const move = shape[i] - shape[candidate];
    if (direction === 0) {
      if (Math.abs(move) > departure) {
        direction = Math.sign(move);
        candidate = i;
      }
    } else if (direction * move > 0) {
      candidate = i;
    } else if (Math.abs(move) > departure) {
      extremes.push(candidate);
      direction = -direction;
      candidate = i;
    }
  }
  return extremes;
}

function singleWaveforms(unit: SeparatedUnit, template: Template, looked: LookedAt): Float32Array[] {
  const stride = Math.max(1, Math.ceil(unit.discharges.length / MOST_DISCHARGES));
  const waveforms: Float32Array[] = [];
  if (template.samplingFrequencyHz !== looked.samplingFrequencyHz) return waveforms;
  for (let i = 0; i < unit.discharges.length; i += stride) {
    const origin = Math.round((unit.discharges[i].timeS - looked.startS) * looked.samplingFrequencyHz);
    const from = origin - template.originIndex;
    const to = from + template.samples.length;
    if (from >= 0 && to <= looked.samples.length) waveforms.push(looked.samples.subarray(from, to));
  }
  return waveforms;
}

function stabilityOf(shape: Float32Array, waveforms: readonly Float32Array[]): Estimate {
  if (waveforms.length < FEWEST_DISCHARGES) return abstain("too-few-discharges", waveforms.length);
  const likeness = waveforms.map((waveform) => correlation(shape, waveform)).filter(Number.isFinite);
  return likeness.length > 0 ? medianEstimate(likeness, "1") : abstain("no-variation", 0);
}

function complexJitter(
  shape: Float32Array,
  extremes: readonly number[],
  waveforms: readonly Float32Array[],
  fs: number,
  largest: number,
): Estimate {
  if (fs < JITTER_FROM_HZ) return abstain("sampling-frequency-too-low", waveforms.length);
  if (waveforms.length < FEWEST_DISCHARGES) return abstain("too-few-discharges", waveforms.length);
  const parts = separateParts(shape, extremes, Math.round(APART_S * fs), PART * largest);
  if (parts.length < 2) return abstain("not-identifiable", parts.length);
  const reach = Math.max(2, Math.round((APART_S / 2) * fs));
  const latencies = parts.map((part) =>
    waveforms.map((waveform) => latencyNear(shape, waveform, part, reach)),
  );
  const jitters = latencies.slice(1).map((latency) => {
    const relative = latency.map((value, i) => value - latencies[0][i]);
    const steps = relative.slice(1).map((value, i) => Math.abs(value - relative[i]));
    return (1e6 * steps.reduce((sum, step) => sum + step, 0)) / steps.length / fs;
  });
  const value = median(jitters);
  const spread = meanEstimate(jitters, "us");
  return measured(value, Math.min(value, spread.low), Math.max(value, spread.high), "us", waveforms.length);
}

function separateParts(
  shape: Float32Array,
  extremes: readonly number[],
  apart: number,
  height: number,
): number[] {
  const parts: number[] = [];
  for (const at of [...extremes].sort((a, b) => Math.abs(shape[b]) - Math.abs(shape[a])))
    if (Math.abs(shape[at]) >= height && parts.every((other) => Math.abs(other - at) >= apart))
      parts.push(at);
  return parts.sort((a, b) => a - b);
}

/** Where the neighbourhood of a part fits best, in samples and parts of them. */
function latencyNear(shape: Float32Array, waveform: Float32Array, part: number, reach: number): number {
  const likeness = (lag: number) => {
    let sum = 0;
    for (let k = -reach; k <= reach; k++) {
      const at = part + k;
      const shifted = at + lag;
      if (at >= 0 && at < shape.length && shifted >= 0 && shifted < waveform.length)
        sum += shape[at] * waveform[shifted];
    }
    return sum;
  };
  let best = 0;
  let height = likeness(0);
  for (let lag = -reach; lag <= reach; lag++) {
    const value = likeness(lag);
    if (value > height) {
      height = value;
      best = lag;
    }
  }
  const [left, right] = [likeness(best - 1), likeness(best + 1)];
  const curvature = left - 2 * height + right;
  return best + (curvature < 0 ? Math.max(-0.5, Math.min(0.5, (left - right) / (2 * curvature))) : 0);
}
