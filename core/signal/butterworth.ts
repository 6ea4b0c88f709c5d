/**
 * Butterworth filters as cascades of biquads: as flat as can be in the pass band, −3 dB at the corner.
 *
 * Analogue prototype, bilinear transform with the corner prewarped. A band-pass here is a high-pass followed by a
 * low-pass of the same order, so that each slope is that of its order and either corner can be left out. Applied in
 * both directions (`filterZeroPhase`) the corner is at −6 dB.
 */
import type { Biquad, Cascade } from "./biquad-cascade.ts";

export function butterworthLowPass(order: number, cornerHz: number, samplingFrequencyHz: number): Cascade {
  return sections(order, cornerHz, samplingFrequencyHz, "low");
}

export function butterworthHighPass(order: number, cornerHz: number, samplingFrequencyHz: number): Cascade {
  return sections(order, cornerHz, samplingFrequencyHz, "high");
}

/**
 * High-pass at `lowHz` and low-pass at `highHz`, each of the order given. A high corner at or beyond 95 % of half the
 * sampling frequency (or a low one of 0) is left out: there is nothing beyond it to remove.
 */
export function butterworthBandPass(
  order: number,
  lowHz: number,
  highHz: number,
  samplingFrequencyHz: number,
): Cascade {
  const high = lowHz > 0 ? butterworthHighPass(order, lowHz, samplingFrequencyHz) : [];
  const reachesEnd = highHz >= 0.475 * samplingFrequencyHz;
  return reachesEnd ? high : [...high, ...butterworthLowPass(order, highHz, samplingFrequencyHz)];
}

function sections(
  order: number,
  cornerHz: number,
  samplingFrequencyHz: number,
  pass: "low" | "high",
): Cascade {
  if (!Number.isInteger(order) || order < 1) throw new RangeError(`order ${order} is not a positive integer`);
  if (!(cornerHz > 0 && cornerHz < samplingFrequencyHz / 2))
    throw new RangeError(`corner ${cornerHz} Hz is not between 0 and half of ${samplingFrequencyHz} Hz`);
  const k = Math.tan((Math.PI * cornerHz) / samplingFrequencyHz);
  const list: Biquad[] = [];
  for (let pair = 0; pair < Math.floor(order / 2); pair++)
    list.push(secondOrder(k, 2 * Math.sin(((2 * pair + 1) * Math.PI) / (2 * order)), pass));
  if (order % 2 === 1) list.push(firstOrder(k, pass));
  return list;
}

/** `damping` is 1/Q of the pole pair. */
function secondOrder(k: number, damping: number, pass: "low" | "high"): Biquad {
  const norm = 1 / (1 + damping * k + k * k);
  const gain = pass === "low" ? k * k * norm : norm;
  const sign = pass === "low" ? 1 : -1;
  return {
    b0: gain,
    b1: 2 * sign * gain,
    b2: gain,
    a1: 2 * (k * k - 1) * norm,
    a2: (1 - damping * k + k * k) * norm,
  };
}

function firstOrder(k: number, pass: "low" | "high"): Biquad {
  const gain = (pass === "low" ? k : 1) / (1 + k);
  return { b0: gain, b1: pass === "low" ? gain : -gain, b2: 0, a1: (k - 1) / (1 + k), a2: 0 };
}
