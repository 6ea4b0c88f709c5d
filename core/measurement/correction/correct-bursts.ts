/**
 * Bursts with one correction worked in, and what follows from them.
 *
 * A burst may be made longer or shorter, but not past its own other end nor into its neighbours. An end that the reader has set is
 * no longer cut off, and sure.
 */
import { burstRhythmOf } from "../activity/bursts.ts";
import type { Burst, ChannelMeasurement } from "../types/channel.ts";
import { isMeasured } from "../types/estimate.ts";
import type { BurstName, Correction } from "./correction.ts";

type BurstCorrection = Extract<Correction, { burst: BurstName }>;

/** Times are kept to the microsecond when they are written. */
const SAME_S = 2e-6;

/** Undefined when there is nothing that could be corrected so. */
export function correctBursts(
  measured: ChannelMeasurement,
  bursts: readonly Burst[],
  correction: BurstCorrection,
  startS: number,
): readonly Burst[] | undefined {
  const { onsetS, offsetS } = correction.burst;
  const index = bursts.findIndex(
    (burst) => Math.abs(burst.onsetS - onsetS) < SAME_S && Math.abs(burst.offsetS - offsetS) < SAME_S,
  );
  const burst = bursts[index];
  if (!burst) return undefined;
  if (correction.kind === "reject-burst") return bursts.toSpliced(index, 1);
  const { edge, toS } = correction;
  const earliest = edge === "onset" ? (bursts[index - 1]?.offsetS ?? Number.NEGATIVE_INFINITY) : burst.onsetS;
  const latest = edge === "onset" ? burst.offsetS : (bursts[index + 1]?.onsetS ?? Number.POSITIVE_INFINITY);
  if (!(toS > earliest && toS < latest)) return undefined;
  const moved: Burst =
    edge === "onset"
      ? { ...burst, onsetS: toS, onsetUncertaintyS: 0, beginsCut: false }
      : { ...burst, offsetS: toS, offsetUncertaintyS: 0, endsCut: false };
  return bursts.with(index, { ...moved, rms: rmsOf(measured, moved, startS), peak: Number.NaN });
}

/** From the fast envelope, noise taken off; NaN where there is none. */
function rmsOf(
  { activity, quality }: ChannelMeasurement,
  { onsetS, offsetS }: Burst,
  startS: number,
): number {
  const [fast] = [...activity.envelopes].sort((a, b) => a.scaleMs - b.scaleMs);
  if (!fast) return Number.NaN;
  const { values, samplingFrequencyHz: fs } = fast;
  const from = Math.max(0, Math.floor((onsetS - startS) * fs));
  const squares = Array.from(values.subarray(from, Math.max(from + 1, Math.ceil((offsetS - startS) * fs))))
    .map((value) => value * value)
    .filter(Number.isFinite);
  const noise = isMeasured(quality.noise) ? quality.noise.value : 0;
  const mean = squares.reduce((sum, square) => sum + square, 0) / squares.length;
  return Math.sqrt(Math.max(0, mean - noise * noise));
}

export function withBursts(
  measured: ChannelMeasurement,
  bursts: readonly Burst[],
  durationS: number,
): ChannelMeasurement {
  const usableS = measured.quality.usableShare * durationS;
  const change = usableS > 0 ? (lengthOf(bursts) - lengthOf(measured.bursts)) / usableS : 0;
  const activeShare = Math.max(0, Math.min(1, measured.activity.activeShare + change));
  return {
    ...measured,
    bursts,
    burstRhythm: burstRhythmOf(bursts),
    activity: { ...measured.activity, activeShare },
  };
}

function lengthOf(bursts: readonly Burst[]): number {
  return bursts.reduce((sum, { onsetS, offsetS }) => sum + offsetS - onsetS, 0);
}
