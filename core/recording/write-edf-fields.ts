/** Numbers in the eight characters that EDF gives them. */
import type { ValueRange } from "./quantisation.ts";

const WIDTH = 8;

/** The number in at most eight characters, as exact as fits. */
export function edfDecimal(value: number): string {
  const plain = String(value);
  if (plain.length <= WIDTH && !plain.includes("e")) return plain;
  for (let decimals = 6; decimals >= 0; decimals--) {
    const text = value
      .toFixed(decimals)
      .replace(/(\.\d*?)0+$/, "$1")
      .replace(/\.$/, "");
    if (text.length <= WIDTH && Number(text) !== 0) return text;
  }
  const exponential = value.toExponential(value < 0 ? 1 : 2).replace("e+", "e");
  return exponential.length <= WIDTH ? exponential : value.toExponential(0).replace("e+", "e");
}

/** The range whose limits can be written and which holds the one asked for. */
export function edfRange(range: ValueRange): ValueRange {
  return { minimum: writable(range.minimum, -1), maximum: writable(range.maximum, 1) };
}

/** The nearest writable number in the direction away from the range. */
function writable(value: number, direction: 1 | -1): number {
  let text = edfDecimal(value);
  for (let step = Math.abs(value) * 1e-8 || 1e-7; (Number(text) - value) * direction < 0; step *= 2) {
    text = edfDecimal(value + direction * step);
  }
  return Number(text);
}

export interface RecordDuration {
  readonly seconds: number;
  readonly text: string;
}

const CANDIDATES_S = [
  1, 0.5, 0.25, 0.2, 0.1, 0.05, 0.04, 0.02, 0.01, 2, 2.5, 3, 4, 5, 6, 7, 8, 9, 10, 15, 20, 30, 50, 60, 100,
];

/** A duration in which every channel has a whole number of samples; a close one if only one frequency is odd. */
export function recordDurationFor(frequenciesHz: readonly number[]): RecordDuration | undefined {
  if (frequenciesHz.some((frequency) => !(frequency > 0) || frequency > 1e7)) return undefined;
  const fits = (seconds: number, tolerance: number) =>
    frequenciesHz.every((frequency) => {
      const samples = frequency * seconds;
      const whole = Math.round(samples);
      return whole >= 1 && whole < 1e8 && Math.abs(samples - whole) <= tolerance * samples;
    });
  const exact = CANDIDATES_S.find((seconds) => fits(seconds, 1e-10));
  if (exact !== undefined) return { seconds: exact, text: edfDecimal(exact) };
  // A whole number of samples of the slowest channel, as near to a second as eight characters can say.
  const slowest = Math.min(...frequenciesHz);
  let best: { seconds: number; error: number } | undefined;
  for (let samples = 1; samples <= Math.max(2000, 2 * slowest) && samples < 100_000; samples++) {
    const seconds = Number(edfDecimal(samples / slowest));
    const errors = frequenciesHz.map((frequency) =>
      Math.abs((frequency * seconds) / Math.max(1, Math.round(frequency * seconds)) - 1),
    );
    const error = Math.max(...errors);
    if (!best || error < best.error) best = { seconds, error };
  }
  return best && best.error < 1e-5 ? { seconds: best.seconds, text: edfDecimal(best.seconds) } : undefined;
}
