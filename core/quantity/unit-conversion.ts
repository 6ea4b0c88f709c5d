/**
 * From the unit that was reported to the unit in which Krampe thinks.
 *
 * A laboratory finding lists its own conversions, because many depend on the substance (mg/dL to mmol/L) and one has an
 * offset (HbA1c). What is not listed is asked of UCUM, which knows every pair of units of the same kind (g/dL to g/L) and
 * refuses the rest. A value whose unit cannot be converted is refused, never guessed from its size.
 */
import { UcumLhcUtils } from "@lhncbc/ucum-lhc";
import { ucumSpelling } from "./unit-spelling.ts";

/** `value × factor + offset` is the value in the wanted unit. */
export interface UnitConversion {
  readonly unit: string;
  readonly factor: number;
  readonly offset?: number;
}

const SAME: UnitConversion = { unit: "", factor: 1 };

/** Answers of UCUM, which takes long to find one; undefined where there is no conversion. */
const answers = new Map<string, UnitConversion | undefined>();

/**
 * The conversion from a unit as written to `wanted` (a UCUM code), or undefined if there is none.
 * `listed` are the substance's own conversions to `wanted`; they go before UCUM.
 */
export function conversion(
  written: string,
  wanted: string,
  listed: readonly UnitConversion[] = [],
): UnitConversion | undefined {
  const from = ucumSpelling(written);
  const to = ucumSpelling(wanted);
  if (from === to) return SAME;
  const own = listed.find((one) => ucumSpelling(one.unit) === from);
  return own ?? ucumConversion(from, to);
}

/** Whether UCUM knows the unit. */
export function isUnit(unit: string): boolean {
  return isAnnotationOnly(unit) || ucum().validateUnitString(unit).status === "valid";
}

function ucumConversion(from: string, to: string): UnitConversion | undefined {
  const key = `${from}\n${to}`;
  if (!answers.has(key)) answers.set(key, askUcum(from, to));
  return answers.get(key);
}

function askUcum(from: string, to: string): UnitConversion | undefined {
  if (isAnnotationOnly(from) || isAnnotationOnly(to)) return undefined;
  const one = ucum().convertUnitTo(from, 1, to);
  const two = ucum().convertUnitTo(from, 2, to);
  if (one.status !== "succeeded" || two.status !== "succeeded" || one.toVal === null || two.toVal === null) {
    return undefined;
  }
  const factor = two.toVal - one.toVal;
  return { unit: from, factor, offset: one.toVal - factor };
}

/** `{score}` has no dimension that could be mistaken: it only equals itself. */
function isAnnotationOnly(unit: string): boolean {
  return /^\{[^}]*\}$/.test(unit);
}

let instance: UcumLhcUtils | undefined;

/** Made when first needed: reading its table of units takes tens of milliseconds. */
function ucum(): UcumLhcUtils {
  instance ??= UcumLhcUtils.getInstance();
  return instance;
}
