/**
 * A number that was measured, with how sure it is, or the reason why there is none.
 *
 * Every measure of a recording is an `Estimate`. Where the data do not carry a number, the measure abstains: an
 * abstention is a value of its own with its reason, never a zero, a NaN or a missing field.
 */

/** A measured number. `low` and `high` bound it with the stated confidence; both are inclusive. */
export interface Measured {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** UCUM code: `Hz`, `ms`, `uV`, `1` for a ratio, `{adu}` for uncalibrated samples. */
  readonly unit: string;
  /** Of the interval from `low` to `high`; 0.95 unless it is said. */
  readonly confidence: number;
  /** How many observations (discharges, intervals, windows, bursts) the number rests on. */
  readonly count: number;
}

/** Why there is no number. Kebab-case, stable for ever; `core/measurement/abstention.ts` puts it in words. */
export type AbstentionReason =
  | "too-few-discharges"
  | "too-few-intervals"
  | "too-few-bursts"
  | "signal-to-noise-too-low"
  | "no-activity"
  | "recording-too-short"
  | "masked"
  | "no-variation"
  | "not-identifiable"
  | "sampling-frequency-too-low"
  | "sampling-frequency-unknown"
  | "changed-by-the-reader";

export interface Abstention {
  readonly abstains: AbstentionReason;
  /** How many observations there were. */
  readonly count: number;
}

export type Estimate = Measured | Abstention;

/**
 * Firing rate of ONE motor unit (or of one fibre). Never comparable with a composite rate: the mark `of` keeps
 * the two apart for the compiler and for whoever reads the JSON.
 */
export type UnitRate = (Measured & { readonly of: "unit" }) | (Abstention & { readonly of: "unit" });

/** Rate of all discharges that the electrode sees, whatever number of units they come from. */
export type CompositeRate =
  | (Measured & { readonly of: "composite" })
  | (Abstention & { readonly of: "composite" });

export function isMeasured<T extends Estimate>(estimate: T): estimate is T & Measured {
  return "value" in estimate;
}

/** Time from start (inclusive) to end (exclusive), in seconds since the first sample of the recording. */
export interface Span {
  readonly fromS: number;
  readonly toS: number;
}
