/**
 * One number of the simulated muscle: what it is, how it spreads, and where it comes from.
 *
 * The tables beside this file hold every such number as data, so that reference pages and sliders are made from
 * what the simulator really uses. `seen` numbers stand in a source that was read, `recalled` ones are general
 * knowledge of the field without a source at hand, `derived` ones were reckoned from either or chosen to make a
 * recording of ordinary length possible. They say what the simulator does; they are no limits for judging a
 * patient.
 */
import type { Text } from "../../issue/text.ts";
import type { Random } from "../../signal/random.ts";

export type Spread =
  | { readonly kind: "fixed"; readonly value: number }
  | { readonly kind: "uniform"; readonly from: number; readonly to: number }
  /** Even on a logarithmic scale. */
  | { readonly kind: "log-uniform"; readonly from: number; readonly to: number }
  /** Drawn again until it lies between `from` and `to`. */
  | {
      readonly kind: "normal";
      readonly mean: number;
      readonly sd: number;
      readonly from: number;
      readonly to: number;
    }
  /**
   * Positive and skewed, as where the standard deviation is about as large as the mean; drawn again beyond `to`.
   */
  | {
      readonly kind: "gamma";
      readonly mean: number;
      readonly sd: number;
      readonly from: number;
      readonly to: number;
    };

export interface Parameter {
  readonly what: Text;
  /** UCUM code. */
  readonly unit: string;
  readonly spread: Spread;
  /** How often it is drawn: once for the recording, once for each unit or fibre, or again at each event. */
  readonly drawn: "recording" | "source" | "event";
  readonly provenance: Provenance;
}

export interface Provenance {
  readonly verified: "seen" | "recalled" | "derived";
  /**
   * Key in knowledge/references.yaml: what was read, or derived from; `recalled` or `derived` where there is none.
   */
  readonly source: string;
}

export type ParameterGroup = Readonly<Record<string, Parameter>>;

/** A value set by the caller: one number for all, or two numbers to draw evenly between. */
export type Override = number | readonly [number, number];
export type Overrides = Readonly<Record<string, Override>>;

export const recalled: Provenance = { verified: "recalled", source: "recalled" };
export const derived: Provenance = { verified: "derived", source: "derived" };

export function seen(source: string): Provenance {
  return { verified: "seen", source };
}

export function derivedFrom(source: string): Provenance {
  return { verified: "derived", source };
}

export function perRecording(unit: string, spread: Spread, provenance: Provenance, what: Text): Parameter {
  return { what, unit, spread, drawn: "recording", provenance };
}

export function perSource(unit: string, spread: Spread, provenance: Provenance, what: Text): Parameter {
  return { what, unit, spread, drawn: "source", provenance };
}

export function perEvent(unit: string, spread: Spread, provenance: Provenance, what: Text): Parameter {
  return { what, unit, spread, drawn: "event", provenance };
}

export function fixed(value: number): Spread {
  return { kind: "fixed", value };
}

export function uniform(from: number, to: number): Spread {
  return { kind: "uniform", from, to };
}

export function logUniform(from: number, to: number): Spread {
  return { kind: "log-uniform", from, to };
}

export function normal(mean: number, sd: number, from: number, to: number): Spread {
  return { kind: "normal", mean, sd, from, to };
}

export function gamma(mean: number, sd: number, from: number, to: number): Spread {
  return { kind: "gamma", mean, sd, from, to };
}

export function drawFrom(spread: Spread, random: Random): number {
  switch (spread.kind) {
    case "fixed":
      return spread.value;
    case "uniform":
      return random.between(spread.from, spread.to);
    case "log-uniform":
      return spread.from * (spread.to / spread.from) ** random.uniform();
    case "normal":
      return within(spread, () => random.normal(spread.mean, spread.sd));
    case "gamma":
      return within(spread, () => random.gamma(spread.mean, spread.sd / spread.mean));
  }
}

function within(
  { mean, from, to }: { readonly mean: number; readonly from: number; readonly to: number },
  draw: () => number,
): number {
  for (let attempt = 0; attempt < 50; attempt++) {
    const value = draw();
    if (value >= from && value <= to) return value;
  }
  return Math.min(to, Math.max(from, mean));
}

/** Smallest and largest value that can be drawn: the ends of a slider. */
export function spreadRange(spread: Spread): { readonly from: number; readonly to: number } {
  return spread.kind === "fixed"
    ? { from: spread.value, to: spread.value }
    : { from: spread.from, to: spread.to };
}

/**
 * What a caller may set instead: well beyond the spread, but nothing that would make a recording endless. Shares
 * and variations may be 0, counts and ratios not.
 */
export function settableRange({ spread, unit }: Parameter): { readonly from: number; readonly to: number } {
  const { from, to } = spreadRange(spread);
  const highest = unit === "1" ? Math.max(1, 4 * to) : 4 * Math.abs(to);
  if (unit === "{count}") return { from: Math.min(1, from), to: highest };
  if (unit === "1") return { from: from >= 1 ? 1 : 0, to: highest };
  return { from: from > 0 ? from / 20 : 4 * from, to: highest };
}
