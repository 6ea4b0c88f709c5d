/**
 * Amplitude and phase of sinusoids of known frequency in a signal, and the signal without them.
 *
 * Each frequency is fitted by least squares under a Hann window (which keeps neighbours apart) over stretches of `stretchS` that
 * overlap by half; the fits are blended and subtracted, so that the line may drift in amplitude and phase. Loud
 * parts of a stretch weigh less (by their power without the line): a contraction has power at the frequency of the
 * line too, and must not leave it behind in the silence beside it, as a notch would by its ringing.
 */
import { hannWindow } from "./spectrum.ts";

/** Amplitude (not peak to peak) and phase at the first sample of the stretch. */
export interface Sinusoid {
  readonly frequencyHz: number;
  readonly amplitude: number;
  readonly phase: number;
}

/** Weights are constant over so long. */
const WEIGHT_S = 0.02;

export function fitSinusoid(
  samples: Float32Array,
  frequencyHz: number,
  samplingFrequencyHz: number,
  from = 0,
  to = samples.length,
): Sinusoid {
  const [re, im] = fit(samples, windowOf(to - from), frequencyHz / samplingFrequencyHz, from);
  return { frequencyHz, amplitude: Math.hypot(re, im), phase: Math.atan2(-im, re) };
}

let lastWindow = new Float64Array(0);

/** The same stretch is asked for one frequency after the other. */
function windowOf(count: number): Float64Array {
  if (lastWindow.length !== count) lastWindow = Float64Array.from(hannWindow(count));
  return lastWindow;
}

/** Subtracts the sinusoids in place. */
export function removeSinusoids(
  samples: Float32Array,
  frequenciesHz: readonly number[],
  samplingFrequencyHz: number,
  stretchS = 2,
): void {
  const half = Math.max(8, Math.round((stretchS * samplingFrequencyHz) / 2));
  if (samples.length < half || frequenciesHz.length === 0) return;
  const turns = frequenciesHz.map((hz) => hz / samplingFrequencyHz);
  const block = Math.max(4, Math.round(WEIGHT_S * samplingFrequencyHz));
  const rough = sumOfSinusoids(samples, turns, half, undefined);
  const weights = quietWeights(samples, rough, block);
  const removed = sumOfSinusoids(samples, turns, half, { weights, block });
  for (let i = 0; i < samples.length; i++) samples[i] -= removed[i];
}

interface Weights {
  /** One for each block. */
  readonly weights: Float64Array;
  readonly block: number;
}

function sumOfSinusoids(
  samples: Float32Array,
  turns: readonly number[],
  half: number,
  quiet: Weights | undefined,
): Float32Array {
  const size = 2 * half;
  const window = hannWindow(size);
  const sum = new Float32Array(samples.length);
  const weight = new Float64Array(size);
  for (let start = -half; start < samples.length; start += half) {
    const from = Math.max(0, start);
    const to = Math.min(samples.length, start + size);
    // at the ends the stretch is cut in half: fit over the nearest whole one, blend over what is there
    const fitFrom = Math.max(0, Math.min(start, samples.length - size));
    const fitTo = Math.min(samples.length, fitFrom + size);
    const count = fitTo - fitFrom;
    weight.set(count === size ? window : hannWindow(count));
    if (quiet !== undefined)
      for (let k = 0; k < count; k++) weight[k] *= quiet.weights[Math.floor((fitFrom + k) / quiet.block)];
    const fitted = weight.subarray(0, count);
    for (const turn of turns) {
      const [re, im] = fit(samples, fitted, turn, fitFrom);
      addSinusoid(sum, window, turn, re, im, { start, from, to, fitFrom });
    }
  }
  return sum;
}

/** The inverse power of what the rough fit leaves, block by block; blocks quieter than the median weigh the same. */
function quietWeights(samples: Float32Array, rough: Float32Array, block: number): Float64Array {
  const count = Math.ceil(samples.length / block);
  const powers = new Float64Array(count);
  let level = 0;
  for (let i = 0; i < samples.length; i++) level += samples[i] / samples.length;
  for (let b = 0; b < count; b++) {
    const end = Math.min(samples.length, (b + 1) * block);
    for (let i = b * block; i < end; i++)
      powers[b] += (samples[i] - rough[i] - level) ** 2 / (end - b * block);
  }
  const floor = Math.max(Float64Array.from(powers).sort()[Math.floor(count / 4)], 1e-30);
  return powers.map((power) => floor / Math.max(power, floor));
}

/** Cosine and sine amplitudes relative to the sample `from`, by weighted least squares. */
function fit(samples: Float32Array, weight: Float64Array, turn: number, from: number): [number, number] {
  const stepCos = Math.cos(2 * Math.PI * turn);
  const stepSin = Math.sin(2 * Math.PI * turn);
  let c = 1;
  let s = 0;
  let [xc, xs, cc, cs, ss] = [0, 0, 0, 0, 0];
  for (let k = 0, i = from; k < weight.length; k++, i++) {
    const w = weight[k];
    const x = samples[i] * w;
    xc += x * c;
    xs += x * s;
    cc += w * c * c;
    cs += w * c * s;
    ss += w * s * s;
    const next = c * stepCos - s * stepSin;
    s = s * stepCos + c * stepSin;
    c = next;
  }
  const determinant = cc * ss - cs * cs;
  if (!(determinant > 1e-12 * cc * ss)) return [0, 0];
  return [(xc * ss - xs * cs) / determinant, (xs * cc - xc * cs) / determinant];
}

function addSinusoid(
  target: Float32Array,
  window: Float64Array,
  turn: number,
  re: number,
  im: number,
  at: { start: number; from: number; to: number; fitFrom: number },
): void {
  const stepCos = Math.cos(2 * Math.PI * turn);
  const stepSin = Math.sin(2 * Math.PI * turn);
  const begin = 2 * Math.PI * turn * (at.from - at.fitFrom);
  let c = Math.cos(begin);
  let s = Math.sin(begin);
  for (let i = at.from; i < at.to; i++) {
    target[i] += window[i - at.start] * (re * c + im * s);
    const next = c * stepCos - s * stepSin;
    s = s * stepCos + c * stepSin;
    c = next;
  }
}
