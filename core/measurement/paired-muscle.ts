/**
 * What of one channel a pair of muscles is measured on: its slow envelope, its noise, and when it is active.
 *
 * It is small and holds no samples, so that it can be kept and measured again when a reader corrects what is active.
 */
import { envelope } from "./activity/activity.ts";
import { timesOf } from "./activity/quiet-spans.ts";
import type { MeasuredChannel } from "./measure-channel.ts";
import type { Span } from "./types/estimate.ts";

export const PAIR_SCALE_S = 0.1;

export interface PairedMuscle {
  readonly label: string;
  /** Time of the envelope's first value. */
  readonly startS: number;
  /** Root mean square over 100 ms, noise included; NaN where masked. */
  readonly envelope: { readonly samplingFrequencyHz: number; readonly values: Float32Array };
  readonly noisePower: number;
  /** In order of time. */
  readonly active: readonly Span[];
}

export function pairedMuscle(channel: MeasuredChannel): PairedMuscle {
  const { samplingFrequencyHz, values } = envelope(channel, PAIR_SCALE_S);
  return {
    label: channel.measurement.label,
    startS: channel.startS,
    envelope: { samplingFrequencyHz, values },
    noisePower: channel.noisePower,
    active: timesOf(channel, channel.spans),
  };
}
