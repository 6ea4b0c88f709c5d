/**
 * Amplitude and phase of sinusoids of known frequency in a signal, and the signal without them.
 *
 * Each frequency is fitted by projection under a Hann window (which keeps neighbours apart) over stretches of about `stretchS`
 * that overlap by half; the fits are blended and subtracted. The line may drift in amplitude and phase from stretch to
 * stretch. It takes out no more of the rest than a notch 1/stretchS wide, and does not ring.
 */
import { hannWindow } from "./spectrum.ts";

/** Amplitude (not peak to peak) and phase at the first sample of the stretch. */
export interface Sinusoid {
  readonly frequencyHz: number;
  readonly amplitude: number;
  readonly phase: number;
}

export function fitSinusoid(
  samples: Float32Array,
  frequencyHz: number,
  samplingFrequencyHz: number,
  from = 0,
  to = samples.length,
): Sinusoid {
  const [re, im] = project(samples, hannWindow(to - from), frequencyHz / samplingFrequencyHz, from, to);
  return { frequencyHz, amplitude: Math.hypot(re, im), phase: Math.atan2(-im, re) };
}

/** Subtracts the sinusoids in place. */
export function removeSinusoids(
  samples: Float32Array,
  frequenciesHz: readonly number[],
  samplingFrequencyHz: number,
  stretchS = 1,
): void {
  const half = Math.max(8, Math.round((stretchS * samplingFrequencyHz) / 2));
  const size = 2 * half;
  if (samples.length < half || frequenciesHz.length === 0) return;
  const window = hannWindow(size);
  const removed = new Float32Array(samples.length);
  for (let start = -half; start < samples.length; start += half) {
    const from = Math.max(0, start);
    const to = Math.min(samples.length, start + size);
    // at the ends the stretch is cut in half: fit over the nearest whole one, blend over what is there
    const fitFrom = Math.max(0, Math.min(start, samples.length - size));
    const fitTo = Math.min(samples.length, fitFrom + size);
    const fitWindow = fitTo - fitFrom === size ? window : hannWindow(fitTo - fitFrom);
    for (const frequencyHz of frequenciesHz) {
      const turn = frequencyHz / samplingFrequencyHz;
      const [re, im] = project(samples, fitWindow, turn, fitFrom, fitTo);
      addSinusoid(removed, window, turn, re, im, { start, from, to, fitFrom });
    }
  }
  for (let i = 0; i < samples.length; i++) samples[i] -= removed[i];
}

/** Cosine and sine amplitudes relative to the sample `from`. */
function project(
  samples: Float32Array,
  window: Float64Array,
  turn: number,
  from: number,
  to: number,
): [number, number] {
  const stepCos = Math.cos(2 * Math.PI * turn);
  const stepSin = Math.sin(2 * Math.PI * turn);
  let c = 1;
  let s = 0;
  let re = 0;
  let im = 0;
  let weight = 0;
  for (let i = from, k = 0; i < to; i++, k++) {
    const x = samples[i] * window[k];
    re += x * c;
    im += x * s;
    weight += window[k];
    const next = c * stepCos - s * stepSin;
    s = s * stepCos + c * stepSin;
    c = next;
  }
  return [(2 * re) / weight, (2 * im) / weight];
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
