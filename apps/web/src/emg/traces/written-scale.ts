/** Amplitudes and times as they are written on the screen. */
import type { Language } from "@krampe/core/issue/text.ts";
import { amplitudeSign, written } from "@krampe/core/measurement/report/numbers.ts";

const MICROVOLTS: Readonly<Record<string, number>> = { V: 1e6, mV: 1e3, uV: 1, nV: 1e-3 };

/** `value` in `unit` (UCUM); voltages in the unit that makes a handy number. */
export function writtenAmplitude(value: number, unit: string, language: Language): string {
  return amplitudeText(value, unit, language).replace(/^-/, "−");
}

function amplitudeText(value: number, unit: string, language: Language): string {
  const factor = MICROVOLTS[unit];
  if (factor === undefined) return `${written(value, language)} ${amplitudeSign(unit, language)}`;
  const microvolts = value * factor;
  const size = Math.abs(microvolts);
  if (size >= 1e6) return `${written(microvolts / 1e6, language)} V`;
  if (size >= 1000) return `${written(microvolts / 1e3, language)} mV`;
  if (size > 0 && size < 1e-3) return `${written(microvolts * 1e3, language)} nV`;
  return `${written(microvolts, language)} µV`;
}

/** A length of time in the unit that makes a handy number. */
export function writtenSpan(seconds: number, language: Language, hasClock = true): string {
  if (!hasClock) return `${written(seconds, language)} ${language === "nb" ? "prøver" : "samples"}`;
  if (seconds < 1e-3) return `${written(seconds * 1e6, language)} µs`;
  if (seconds < 1) return `${written(seconds * 1e3, language)} ms`;
  if (seconds < 120) return `${written(seconds, language)} s`;
  return `${written(seconds / 60, language)} min`;
}

/** A moment, with as many decimals as the lines on the screen need: `12.5 s`, `1:02.5 min`. */
export function writtenMoment(seconds: number, stepS: number, language: Language, hasClock = true): string {
  if (!hasClock) return `${Math.round(seconds)}`;
  const decimals = Math.max(0, Math.min(6, Math.ceil(-Math.log10(stepS) - 1e-9)));
  const rounded = Number(Math.max(0, seconds).toFixed(decimals));
  const minutes = Math.floor(rounded / 60);
  const rest = (rounded - 60 * minutes).toFixed(decimals);
  const padded = minutes > 0 ? rest.padStart(decimals > 0 ? decimals + 3 : 2, "0") : rest;
  const text = minutes > 0 ? `${minutes}:${padded}` : padded;
  return `${language === "nb" ? text.replace(".", ",") : text} ${minutes > 0 ? "min" : "s"}`;
}
