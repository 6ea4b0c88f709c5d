/**
 * A recording cut into stretches of one kind, each with the numbers by which its pattern can be told.
 *
 * The numbers are called features and have fixed ids; what they mean stands in `knowledge/features/`, the limits in
 * `knowledge/patterns/`. A feature that cannot be measured is there all the same, with the reason.
 */
import type { Estimate, Span } from "./estimate.ts";

/** `active`: above the noise. `quiet`: not. `masked`: not usable (movement, clipping, drop-out, gap). */
export type StretchKind = "active" | "quiet" | "masked";

/** A number with its interval, or one of a few words such as the direction of a deflection. */
export type FeatureValue = Estimate | { readonly option: string };

export interface StretchFeature {
  readonly value: FeatureValue;
  /** The part of the signal it was measured on. */
  readonly on: Span;
  /** Id of the train it was measured on, when it is the feature of one potential's firing. */
  readonly train?: string;
}

export type StretchFeatures = Readonly<Record<string, StretchFeature>>;

/** All discharges of one shape, whatever their size: one source, if the shape is its own. */
export interface ShapeTrain {
  /** Unique in the channel, such as `s2`. */
  readonly id: string;
  readonly dischargesS: readonly number[];
  /** Peak to peak, one for each discharge, in the channel's amplitude unit. */
  readonly amplitudes: readonly number[];
}

export interface Stretch extends Span {
  readonly kind: StretchKind;
  readonly features: StretchFeatures;
  /** Most discharges first; empty when nothing was told apart. */
  readonly trains: readonly ShapeTrain[];
  /** Parts that were looked at discharge by discharge: all of a short stretch, samples of a long one. */
  readonly lookedAt: readonly Span[];
}
