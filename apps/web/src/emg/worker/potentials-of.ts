/** Stretches of a channel around moments, to be laid over each other: one after the other, each without its own median. */
import type { OpenRecording } from "@krampe/core/recording/recording.ts";
import { median } from "@krampe/core/signal/order-statistics.ts";

export interface Moments {
  readonly timesS: readonly number[];
  readonly beforeS: number;
  readonly afterS: number;
}

/** Samples of one stretch: the same for all. */
export function potentialSamples(samplingFrequencyHz: number, { beforeS, afterS }: Omit<Moments, "timesS">) {
  const before = Math.round(beforeS * samplingFrequencyHz);
  return { before, count: before + Math.round(afterS * samplingFrequencyHz) + 1 };
}

/** NaN beyond the ends of the recording and in gaps. */
export async function potentialsOf(
  recording: OpenRecording,
  channel: number,
  moments: Moments,
): Promise<Float32Array<ArrayBuffer>> {
  const { samplingFrequencyHz: fs, startS } = recording.header.channels[channel];
  const { before, count } = potentialSamples(fs, moments);
  const all = new Float32Array(moments.timesS.length * count).fill(Number.NaN);
  for (const [position, timeS] of moments.timesS.entries()) {
    const wanted = Math.round((timeS - startS) * fs) - before;
    const from = Math.max(0, wanted);
    const samples = await recording.readSamples(channel, from, count - (from - wanted));
    const finite = samples.filter(Number.isFinite);
    const middle = finite.length > 0 ? median(finite) : 0;
    for (let i = 0; i < samples.length; i++)
      all[position * count + (from - wanted) + i] = samples[i] - middle;
  }
  return all;
}
