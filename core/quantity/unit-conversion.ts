/**
 * From the unit that was reported to the unit in which Krampe thinks.
 *
 * A laboratory finding lists its own conversions, because many depend on the substance (mg/dL to mmol/L) and one has an
 * offset (HbA1c). What is not listed is asked of UCUM, which knows every pair of units of the same kind (g/dL to g/L) and
 * refuses the rest. A value whose unit cannot be converted is refused, never guessed from its size.
 */
import { isUcumUnit, ucumConversion } from "./ucum.ts";
import { ucumSpelling } from "./unit-spelling.ts";

/** `value × factor + offset` is the value in the wanted unit. */
export interface UnitConversion {
  readonly unit: string;
  readonly factor: number;
  readonly offset?: number;
}

const SAME: UnitConversion = { unit: "", factor: 1 };

/**
 * The conversion from a unit as written to `wanted` (a UCUM code), or undefined if there is none.
 * `listed` are the substance's own conversions to `wanted`; they go before UCUM.
 */
export function conversion(
  written: string,
  wanted: string,
  listed: readonly UnitConversion[] = [],
): UnitConversion | undefined {
  if (written === wanted) return SAME;
  const from = ucumSpelling(written);
  const to = ucumSpelling(wanted);
  if (from === to) return SAME;
  const own = listed.find((one) => ucumSpelling(one.unit) === from);
  if (own || isAnnotationOnly(from) || isAnnotationOnly(to)) return own;
  return ucumConversion(from, to);
}

/** Whether UCUM knows the unit. */
export function isUnit(unit: string): boolean {
  return isAnnotationOnly(unit) || isUcumUnit(unit);
}

/** `{score}` has no dimension that could be mistaken: it only equals itself. */
function isAnnotationOnly(unit: string): boolean {
  return /^\{[^}]*\}$/.test(unit);
}
