/** A parameter's unit (UCUM) as people write it after a number: with the space before it, nothing for counts and shares. */
import type { Language } from "@krampe/core/issue/text.ts";

export function writtenUnit(unit: string, language: Language): string {
  switch (unit) {
    case "1":
    case "{count}":
      return "";
    case "uV":
      return " µV";
    case "um":
      return " µm";
    case "/mm2":
      return " per mm²";
    case "/s":
      return language === "nb" ? " per sekund" : " a second";
    case "/min":
      return language === "nb" ? " per minutt" : " a minute";
    default:
      return ` ${unit}`;
  }
}
