/**
 * What UCUM knows of two units: how to convert one to the other, if they are of the same kind.
 *
 * Stands alone because its table of units is large: a program that seldom needs it can load this file later.
 */
import { UcumLhcUtils } from "@lhncbc/ucum-lhc";
import type { UnitConversion } from "./unit-conversion.ts";

/** Answers, which take long to find; undefined where there is no conversion. */
const answers = new Map<string, UnitConversion | undefined>();

/** Units come from outside: what is kept must not grow with them, in number or in length. */
const MOST_ANSWERS = 5000;
/** Longer than any unit that a laboratory writes: such are no units, and asking takes no time. */
const LONGEST_UNIT = 100;

/** The conversion between two UCUM codes, or undefined if there is none. */
export function ucumConversion(from: string, to: string): UnitConversion | undefined {
  if (from.length > LONGEST_UNIT) return undefined;
  const key = `${from}\n${to}`;
  if (!answers.has(key)) {
    if (answers.size >= MOST_ANSWERS) answers.clear();
    answers.set(key, askUcum(from, to));
  }
  return answers.get(key);
}

export function isUcumUnit(unit: string): boolean {
  if (unit.length > LONGEST_UNIT || isNameOfJavaScript(unit)) return false;
  return ucum().validateUnitString(unit).status === "valid";
}

function askUcum(from: string, to: string): UnitConversion | undefined {
  if (isNameOfJavaScript(from)) return undefined;
  const one = ucum().convertUnitTo(from, 1, to);
  const two = ucum().convertUnitTo(from, 2, to);
  if (one.status !== "succeeded" || two.status !== "succeeded" || one.toVal === null || two.toVal === null) {
    return undefined;
  }
  const factor = two.toVal - one.toVal;
  return { unit: from, factor, offset: one.toVal - factor };
}

/** `__proto__`, `constructor`: the library looks units up in a plain object and mistakes these for units. */
function isNameOfJavaScript(unit: string): boolean {
  return unit.split(/[^\w$]+/).some((part) => part in {});
}

let instance: UcumLhcUtils | undefined;

/** Made when first needed: reading its table of units takes tens of milliseconds. */
function ucum(): UcumLhcUtils {
  instance ??= UcumLhcUtils.getInstance();
  return instance;
}
