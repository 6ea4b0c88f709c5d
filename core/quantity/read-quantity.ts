/**
 * A quantity as people write it: `3.1 mmol/L`, `3,1 mmol/l`, `<3 mmol/L`, `>= 90 mL/min`, `3-5 /wk`, `4 til 6 uker`.
 *
 * A comma is a decimal comma, never a thousands separator, because a Norwegian laboratory's `1,25` must not become 125;
 * a number with both signs, or with groups such as `1,234,567`, is refused with the question which was meant.
 */
import { type QuantityRange, withoutRoundingNoise } from "./quantity.ts";

/** What was written: the bounds and the unit, not converted. An empty unit was not given. */
export interface WrittenQuantity {
  readonly range: QuantityRange;
  readonly unit: string;
}

const NUMBER = String.raw`[-+−]?(?:\d+(?:[.,]\d+)?|[.,]\d+)(?:[eE][-+]?\d+)?`;
const RANGE = new RegExp(
  String.raw`^(${NUMBER})\s*(?:-|–|—|to|til|\.\.)\s*(${NUMBER})(?![\d.,])\s*(.*)$`,
  "u",
);
const ONE = new RegExp(String.raw`^(<=|>=|≤|≥|<|>|~)?\s*(${NUMBER})(?![\d.,])\s*(.*)$`, "u");

/** The quantity, or undefined if the text is not one. */
export function readQuantity(text: string): WrittenQuantity | undefined {
  const trimmed = text.trim();
  const range = RANGE.exec(trimmed);
  if (range) {
    const low = readNumber(range[1]);
    const high = readNumber(range[2]);
    if (low > high) return undefined;
    return { range: { low, high, lowOpen: false, highOpen: false }, unit: range[3].trim() };
  }
  const one = ONE.exec(trimmed);
  if (!one || one[1] === "~") return undefined;
  return { range: boundsOf(readNumber(one[2]), one[1] as Comparator | undefined), unit: one[3].trim() };
}

/** How a record marks a value that is only a bound. */
export type Comparator = "<" | "<=" | ">" | ">=" | "≤" | "≥";

/** The bounds that a number and its comparator give. Quantities with a comparator are taken as not below zero. */
export function boundsOf(value: number, comparator?: Comparator): QuantityRange {
  switch (comparator) {
    case "<":
      return { low: Math.min(0, value), high: value, lowOpen: false, highOpen: true };
    case "<=":
    case "≤":
      return { low: Math.min(0, value), high: value, lowOpen: false, highOpen: false };
    case ">":
      return { low: value, high: Number.POSITIVE_INFINITY, lowOpen: true, highOpen: false };
    case ">=":
    case "≥":
      return { low: value, high: Number.POSITIVE_INFINITY, lowOpen: false, highOpen: false };
    default:
      return { low: value, high: value, lowOpen: false, highOpen: false };
  }
}

function readNumber(text: string): number {
  return withoutRoundingNoise(Number(text.replace("−", "-").replace(",", ".")));
}
