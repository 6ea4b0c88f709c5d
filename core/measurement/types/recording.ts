/**
 * What `krampe emg` writes: one recording, measured.
 */
import type { Issue } from "../../issue/issue.ts";
import type { ChannelMeasurement } from "./channel.ts";
import type { Estimate, Span } from "./estimate.ts";

export type PairRelation = "reciprocal" | "co-active" | "independent" | "undetermined";

/** Two muscles against each other. Each index lies between 0 (never together) and 1 (always together). */
export interface PairMeasurement {
  readonly agonist: string;
  readonly antagonist: string;
  /** What 1 means on the normalised envelopes. */
  readonly normalisation: string;
  /** Likeness of the two envelopes' shapes over time: correlation, −1 to 1. */
  readonly shapeIndex: Estimate;
  /** Common area of the normalised envelopes over their mean area. */
  readonly amplitudeIndex: Estimate;
  /** Time both are active over the time either is. */
  readonly temporalIndex: Estimate;
  readonly relation: PairRelation;
  /** The same over time. */
  readonly course: readonly (Span & {
    readonly shape: number;
    readonly amplitude: number;
    readonly temporal: number;
    readonly relation: PairRelation;
  })[];
}

export interface RecordingSummary {
  readonly name: string;
  readonly format: string;
  readonly durationS: number;
  readonly startedAt?: string;
}

export interface RecordingMeasurement {
  readonly recording: RecordingSummary;
  readonly channels: readonly ChannelMeasurement[];
  readonly pairs: readonly PairMeasurement[];
  readonly issues: readonly Issue[];
}
