/** A range and its unit as a reader expects them: `3,1 mmol/L`, `<3 mmol/L`, `3–5 /uke`. */
import type { Language } from "../issue/text.ts";
import type { QuantityRange } from "./quantity.ts";

/** UCUM codes that are not what people write. */
const SHOWN: Readonly<Record<string, { en: string; nb: string }>> = {
  a: { en: "years", nb: "år" },
  mo: { en: "months", nb: "måneder" },
  wk: { en: "weeks", nb: "uker" },
  d: { en: "days", nb: "dager" },
  "/wk": { en: "per week", nb: "per uke" },
  "/d": { en: "per day", nb: "per dag" },
  "1": { en: "", nb: "" },
  "{score}": { en: "", nb: "" },
  "mL/min/{1.73_m2}": { en: "mL/min/1.73 m²", nb: "mL/min/1,73 m²" },
  "m[IU]/L": { en: "mIU/L", nb: "mIE/L" },
  "upper-limit": { en: "times the upper limit", nb: "ganger øvre grense" },
  "lower-limit": { en: "times the lower limit", nb: "ganger nedre grense" },
};

export function writeUnit(unit: string, language: Language): string {
  const shown = SHOWN[unit];
  if (shown) return shown[language];
  return unit.replace(/^u(?=mol|g|kat|V|L)/, "µ").replace(/^10\*(\d+)/, "×10^$1");
}

export function writeQuantity(range: QuantityRange, unit: string, language: Language): string {
  const shownUnit = writeUnit(unit, language);
  const value = writeRange(range, language);
  return shownUnit === "" ? value : `${value} ${shownUnit}`;
}

export function writeRange(range: QuantityRange, language: Language): string {
  const { low, high, lowOpen, highOpen } = range;
  if (low === high) return writeNumber(low, language);
  if (high === Number.POSITIVE_INFINITY) return `${lowOpen ? ">" : "≥"}${writeNumber(low, language)}`;
  if (low <= 0 && (highOpen || low === Number.NEGATIVE_INFINITY)) {
    return `${highOpen ? "<" : "≤"}${writeNumber(high, language)}`;
  }
  return `${writeNumber(low, language)}–${writeNumber(high, language)}`;
}

/** At most six significant digits, with the language's decimal sign. */
export function writeNumber(value: number, language: Language): string {
  const text = String(Number(value.toPrecision(6)));
  return language === "nb" ? text.replace(".", ",").replace("-", "−") : text;
}
