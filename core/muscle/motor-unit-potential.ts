/**
 * The potential that one discharge of a source leaves in each channel, ready to be laid into a recording.
 *
 * A motor-unit potential is the sum of its fibres' potentials. The fibres nearest the electrode, which make the
 * spike, are kept apart so that each can jitter from discharge to discharge; all others are summed once. Potentials
 * are computed at four times the recording's rate or more and band-limited to the recording's rate, so that a
 * discharge may lie between two samples.
 *
 * Source: own method; physiology in fibre-potential.ts.
 */
import { type Electrode, FAR_MM } from "./electrode.ts";
import { addFibrePotential, type MuscleFibre } from "./fibre-potential.ts";
import { type Instrument, throughBand } from "./instrument.ts";

export interface PotentialPart {
  /** One oversampled curve in µV per channel. */
  readonly curves: readonly Float64Array[];
  /** Whether this part jitters by itself (a near fibre) or never (the sum of the far ones). */
  readonly jitters: boolean;
}

export interface SourcePotential {
  readonly parts: readonly PotentialPart[];
  /** Step of the curves in ms. */
  readonly stepMs: number;
  /** All parts together as they will be recorded, per channel: through the amplifier's band, without jitter. */
  readonly recorded: readonly Float32Array[];
  /** Where in the curves the discharge is: the largest recorded deflection in the channel that sees it best. */
  readonly peakIndex: number;
  /** Peak to peak as recorded, per channel. */
  readonly peakToPeakUv: readonly number[];
}

const LENGTH_MS = 45;
const LEAST_RATE_HZ = 20_000;
const LEAST_OVERSAMPLING = 4;
const APART_FIBRES = 6;
const BLURRED_MM = 2.5;
/** A fibre farther away than this is no spike of its own. */
const NEAR_MM = 1.2;

export function oversampling(samplingFrequencyHz: number): number {
  return Math.max(LEAST_OVERSAMPLING, Math.ceil(LEAST_RATE_HZ / samplingFrequencyHz));
}

export function fibresPotential(
  fibres: readonly MuscleFibre[],
  fibreWeight: number,
  electrode: Electrode,
  samplingFrequencyHz: number,
  instrument: Instrument,
  apart = APART_FIBRES,
): SourcePotential {
  const stepMs = 1000 / (samplingFrequencyHz * oversampling(samplingFrequencyHz));
  const length = Math.ceil(LENGTH_MS / stepMs);
  const gain = fibreWeight * (electrode.onSkin ? 2 : 1);
  const curvesOf = (members: readonly (readonly [fibre: MuscleFibre, count: number])[]) =>
    electrode.channels.map(({ points, pointsFromAfar = points }) => {
      const curve = new Float64Array(length);
      for (const [fibre, count] of members) {
        const seen = tipDistance(fibre) < FAR_MM ? points : pointsFromAfar;
        addFibrePotential(curve, 0, stepMs, fibre, seen, gain * count);
      }
      return curve;
    });
  const byDistance = [...fibres].sort((a, b) => tipDistance(a) - tipDistance(b));
  const near = byDistance.filter((fibre) => tipDistance(fibre) < NEAR_MM).length;
  const apartCount = electrode.onSkin ? 0 : Math.min(apart, near);
  const parts: PotentialPart[] = byDistance
    .slice(0, apartCount)
    .map((fibre) => ({ curves: curvesOf([[fibre, 1]]), jitters: true }));
  const rest = byDistance.slice(apartCount);
  if (rest.length > 0)
    parts.push({ curves: curvesOf(electrode.onSkin ? each(rest) : thinned(rest)), jitters: false });
  return assembled(parts, stepMs, samplingFrequencyHz, instrument);
}

function each(fibres: readonly MuscleFibre[]): [MuscleFibre, number][] {
  return fibres.map((fibre) => [fibre, 1]);
}

/** Far fibres blur into one another: one of three stands for all three. `fibres` are in order of distance. */
function thinned(fibres: readonly MuscleFibre[]): [MuscleFibre, number][] {
  const close = fibres.filter((fibre) => tipDistance(fibre) < BLURRED_MM);
  const far = fibres.slice(close.length);
  const kept = far.filter((_, index) => index % 3 === 1 || far.length < 3);
  return [...each(close), ...kept.map((fibre): [MuscleFibre, number] => [fibre, far.length / kept.length])];
}

function tipDistance(fibre: MuscleFibre): number {
  return Math.hypot(fibre.xMm - 0.2, fibre.yMm);
}

/** Band-limits the parts and finds the moment of the discharge. */
export function assembled(
  rawParts: readonly PotentialPart[],
  stepMs: number,
  samplingFrequencyHz: number,
  instrument: Instrument,
): SourcePotential {
  const kernel = lowPassKernel(oversampling(samplingFrequencyHz));
  const parts = rawParts.map((part) => ({
    jitters: part.jitters,
    curves: part.curves.map((curve) => filtered(curve, kernel)),
  }));
  const recorded = wholePotential(parts);
  for (const curve of recorded) throughBand(curve, instrument, 1000 / stepMs);
  const peakToPeakUv = recorded.map((curve) => Math.max(...curve) - Math.min(...curve));
  const best = recorded[peakToPeakUv.indexOf(Math.max(...peakToPeakUv))];
  return { parts, stepMs, recorded, peakIndex: largestDeflection(best), peakToPeakUv };
}

function wholePotential(parts: readonly PotentialPart[]): Float32Array[] {
  return parts[0].curves.map((_, channel) => {
    const sum = new Float32Array(parts[0].curves[channel].length);
    for (const part of parts) for (let k = 0; k < sum.length; k++) sum[k] += part.curves[channel][k];
    return sum;
  });
}

function largestDeflection(curve: Float32Array): number {
  let best = 0;
  for (let k = 0; k < curve.length; k++) if (Math.abs(curve[k]) > Math.abs(curve[best])) best = k;
  return best;
}

/** Windowed sinc that passes 0.42 of the sampling rate and stops at half of it. */
function lowPassKernel(over: number): Float64Array {
  const half = 8 * over;
  const kernel = new Float64Array(2 * half + 1);
  const cutOff = 0.46 / over;
  let sum = 0;
  for (let k = -half; k <= half; k++) {
    const sinc = k === 0 ? 2 * cutOff : Math.sin(2 * Math.PI * cutOff * k) / (Math.PI * k);
    const value = sinc * (0.54 + 0.46 * Math.cos((Math.PI * k) / half));
    kernel[k + half] = value;
    sum += value;
  }
  return kernel.map((value) => value / sum);
}

function filtered(curve: Float64Array, kernel: Float64Array): Float64Array {
  const half = (kernel.length - 1) / 2;
  const result = new Float64Array(curve.length);
  for (let k = 0; k < curve.length; k++) {
    const from = Math.max(0, k - half);
    const to = Math.min(curve.length - 1, k + half);
    let sum = 0;
    for (let j = from; j <= to; j++) sum += curve[j] * kernel[k - j + half];
    result[k] = sum;
  }
  return result;
}

/** Lays the parts of one discharge into the channels; `partDelayMs` shifts each part (its jitter). */
export function layDischarge(
  channels: readonly Float64Array[],
  samplingFrequencyHz: number,
  potential: SourcePotential,
  timeS: number,
  gain: number,
  partDelayMs: (part: number) => number,
): void {
  const stepsPerSample = Math.round(1000 / samplingFrequencyHz / potential.stepMs);
  for (let index = 0; index < potential.parts.length; index++) {
    const startStep = (timeS * 1000 + partDelayMs(index)) / potential.stepMs - potential.peakIndex;
    const { curves } = potential.parts[index];
    for (let channel = 0; channel < curves.length; channel++)
      layCurve(channels[channel], curves[channel], startStep, stepsPerSample, gain);
  }
}

/** `startStep`: where the curve begins, in steps of the curve from the first sample. Linear between steps. */
function layCurve(
  target: Float64Array,
  curve: Float64Array,
  startStep: number,
  stepsPerSample: number,
  gain: number,
): void {
  const firstSample = Math.max(0, Math.ceil(startStep / stepsPerSample));
  const offset = firstSample * stepsPerSample - startStep;
  let step = Math.floor(offset);
  const later = gain * (offset - step);
  const earlier = gain - later;
  const lastStep = curve.length - 1;
  for (let sample = firstSample; step < lastStep && sample < target.length; sample++, step += stepsPerSample)
    target[sample] += earlier * curve[step] + later * curve[step + 1];
}
