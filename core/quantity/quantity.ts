/**
 * What is known of a measured value.
 *
 * A laboratory answers `3.1`, but also `<3`, `>90` or `3–5`. All of them say the same kind of thing: the value lies
 * between two bounds. A plain number is the case where the bounds meet. Comparing such a range with a limit has three
 * answers: true, false, or unknown when the limit lies inside the range.
 */

/** Bounds of a value in one unit. Infinite where nothing is known. `low` is never above `high`. */
export interface QuantityRange {
  readonly low: number;
  readonly high: number;
  /** True if the value is greater than, and not equal to, `low`. */
  readonly lowOpen: boolean;
  /** True if the value is less than, and not equal to, `high`. */
  readonly highOpen: boolean;
}

/** A range with its unit, a UCUM code such as `mmol/L`. */
export interface Quantity {
  readonly range: QuantityRange;
  readonly unit: string;
}

/** -1 false, 0 unknown, 1 true: so that *and* is the smaller, *or* the greater and *not* the negative. */
export type Truth = -1 | 0 | 1;

export function exactly(value: number): QuantityRange {
  return { low: value, high: value, lowOpen: false, highOpen: false };
}

/** The value is certainly, certainly not, or perhaps below the limit. */
export function isBelow(range: QuantityRange, limit: number): Truth {
  if (range.high < limit || (range.high === limit && range.highOpen)) return 1;
  return range.low >= limit ? -1 : 0;
}

/** The value is certainly, certainly not, or perhaps above the limit. */
export function isAbove(range: QuantityRange, limit: number): Truth {
  if (range.low > limit || (range.low === limit && range.lowOpen)) return 1;
  return range.high <= limit ? -1 : 0;
}

/** The range after `value × factor + offset`, rounded so that changing units back and forth changes nothing. */
export function scaled(range: QuantityRange, factor: number, offset = 0): QuantityRange {
  const low = withoutRoundingNoise(range.low * factor + offset);
  const high = withoutRoundingNoise(range.high * factor + offset);
  return factor >= 0
    ? { low, high, lowOpen: range.lowOpen, highOpen: range.highOpen }
    : { low: high, high: low, lowOpen: range.highOpen, highOpen: range.lowOpen };
}

/**
 * Twelve significant digits: more than any laboratory gives, fewer than the last bits that a conversion disturbs.
 * Without it 1.9 mmol/L sent as mg/dL could come back as 1.9000000000000001 and miss a limit of 1.9.
 */
export function withoutRoundingNoise(value: number): number {
  if (isShortDecimal(value)) return value;
  return Number.isFinite(value) ? Number(value.toPrecision(12)) : value;
}

/**
 * Whether a decimal of at most eleven digits, four of them behind the point, is read as this number: nothing to round off. Nought is
 * left out because it has two signs.
 */
function isShortDecimal(value: number): boolean {
  return value !== 0 && Math.abs(value) < 1e7 && Math.round(value * 1e4) / 1e4 === value;
}
