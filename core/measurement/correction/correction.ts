/**
 * What a reader may correct of one measured channel.
 *
 * Corrections are kept in the order in which they were made; each speaks of what the ones before it left. Bursts are named by
 * their onset and offset, units by their id and first discharge, discharges by their time: when a channel is measured anew and
 * something else is found there, a correction finds nothing and says so instead of changing the wrong thing.
 */
export interface BurstName {
  readonly onsetS: number;
  readonly offsetS: number;
}

export interface UnitName {
  readonly id: string;
  readonly firstS: number;
}

export type Correction =
  | {
      readonly kind: "move-burst-edge";
      readonly burst: BurstName;
      readonly edge: "onset" | "offset";
      readonly toS: number;
    }
  | { readonly kind: "reject-burst"; readonly burst: BurstName }
  | { readonly kind: "merge-units"; readonly units: readonly [UnitName, UnitName] }
  /** The part below (before) keeps the id with an `a`, the other gets a `b`. Amplitudes are peak to peak. */
  | { readonly kind: "split-unit-by-amplitude"; readonly unit: UnitName; readonly amplitude: number }
  | { readonly kind: "split-unit-by-time"; readonly unit: UnitName; readonly atS: number }
  | { readonly kind: "reject-unit"; readonly unit: UnitName }
  | { readonly kind: "reject-discharge"; readonly unit: UnitName; readonly atS: number };

/** A correction and the channel (its id in the recording) that it concerns. */
export interface ChannelCorrection {
  readonly channelId: string;
  readonly correction: Correction;
}
