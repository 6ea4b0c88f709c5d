/**
 * Numbers as a reader expects them: few digits, a comma in Norwegian, the interval in brackets.
 */
import type { Language } from "../../issue/text.ts";
import { ABSTENTIONS } from "../abstention.ts";
import type { Estimate } from "../types/estimate.ts";

/** `digits` significant ones for small numbers; numbers from 100 on lose their decimals. */
export function written(value: number, language: Language, digits = 3): string {
  if (!Number.isFinite(value)) return "–";
  if (value !== 0 && Math.abs(value) < 1e-3) {
    const text = value.toExponential(Math.max(0, digits - 2));
    return language === "nb" ? text.replace(".", ",") : text;
  }
  const magnitude = value === 0 ? 0 : Math.floor(Math.log10(Math.abs(value)));
  const decimals = Math.max(0, Math.min(4, digits - 1 - magnitude));
  const text = value.toFixed(decimals);
  const trimmed = text.includes(".") ? text.replace(/\.?0+$/, "") : text;
  return language === "nb" ? trimmed.replace(".", ",") : trimmed;
}

/** `9.8 (9.6–10.0) Hz`, or why there is no number in brackets. */
export function estimated(
  estimate: Estimate,
  language: Language,
  unit = "value" in estimate ? unitSign(estimate.unit) : "",
  factor = 1,
): string {
  if ("abstains" in estimate) return `– (${ABSTENTIONS[estimate.abstains][language]})`;
  const show = (value: number) => written(value * factor, language);
  const { value, low, high } = estimate;
  const range = show(low) === show(high) ? "" : ` (${show(low)}–${show(high)})`;
  return `${show(value)}${unit.startsWith("/") || unit === "" ? unit : ` ${unit}`}${range}`;
}

/** Seconds, or samples when there is no clock. */
export function duration(value: number, language: Language, clock: string): string {
  return `${written(value, language, value >= 100 ? 4 : 3)} ${clock}`;
}

/** What times are counted in: seconds, or samples where the sampling frequency is not known. */
export function clockSign(hasClock: boolean, language: Language): string {
  if (hasClock) return "s";
  return language === "nb" ? "prøver" : "samples";
}

/** UCUM code as people write it. */
export function unitSign(code: string): string {
  const signs: Readonly<Record<string, string>> = {
    uV: "µV",
    us: "µs",
    "1": "",
    "[oct]": "oct",
    "[oct]/s": "oct/s",
    "": "",
  };
  return signs[code] ?? code;
}

/** Unit of amplitudes: uncalibrated ones are called steps of the recorder. */
export function amplitudeSign(code: string, language: Language): string {
  if (code === "1" || code === "") return language === "nb" ? "enheter" : "units";
  return unitSign(code);
}
