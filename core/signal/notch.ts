/**
 * Notches: one frequency taken out, the rest left as it is.
 *
 * A second-order notch with the −3 dB width stated (of the causal filter). A narrow notch takes little of the signal
 * but needs long to settle: about 1/width seconds.
 */
import type { Biquad, Cascade } from "./biquad-cascade.ts";

export function notch(frequencyHz: number, widthHz: number, samplingFrequencyHz: number): Biquad {
  const angle = (2 * Math.PI * frequencyHz) / samplingFrequencyHz;
  const halfWidth = Math.tan((Math.PI * widthHz) / samplingFrequencyHz);
  const gain = 1 / (1 + halfWidth);
  const b1 = -2 * Math.cos(angle) * gain;
  return { b0: gain, b1, b2: gain, a1: b1, a2: (1 - halfWidth) * gain };
}

/** One notch for each frequency below half the sampling frequency. */
export function notches(
  frequenciesHz: readonly number[],
  widthHz: number,
  samplingFrequencyHz: number,
): Cascade {
  return frequenciesHz
    .filter((frequencyHz) => frequencyHz > 0 && frequencyHz + widthHz < samplingFrequencyHz / 2)
    .map((frequencyHz) => notch(frequencyHz, widthHz, samplingFrequencyHz));
}
