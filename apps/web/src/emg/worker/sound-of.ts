/**
 * Samples of a channel as sound: resampled to what the loudspeaker takes, gaps silent.
 *
 * Consecutive stretches fit together: each is resampled with some of its neighbours, which are then cut off. Slow motion plays the
 * same samples at a lower rate, so that the pitch falls with the speed.
 */
import type { OpenRecording } from "@krampe/core/recording/recording.ts";
import { resample } from "@krampe/core/signal/resample.ts";

export interface SoundStretch {
  readonly fromSample: number;
  readonly count: number;
  readonly speed: number;
  readonly soundHz: number;
}

export async function soundOf(
  recording: OpenRecording,
  channel: number,
  { fromSample, count, speed, soundHz }: SoundStretch,
): Promise<Float32Array<ArrayBuffer>> {
  const playedHz = recording.header.channels[channel].samplingFrequencyHz * speed;
  const ratio = soundHz / playedHz;
  const lead = Math.min(fromSample, wholeLead(ratio));
  const read = await recording.readSamples(channel, fromSample - lead, count + 2 * lead + 40);
  const samples = read.map((value) => (Number.isFinite(value) ? value : 0));
  const sound = resample(samples, playedHz, soundHz);
  const from = Math.round(lead * ratio);
  const available = Math.max(0, Math.min(count, read.length - lead));
  return Float32Array.from(sound.subarray(from, from + Math.round(available * ratio)));
}

/** A number of neighbours that becomes a whole number of samples of sound, as nearly as can be. */
function wholeLead(ratio: number): number {
  let best = 40;
  let bestError = 1;
  for (let lead = 40; lead <= 240; lead++) {
    const error = Math.abs(lead * ratio - Math.round(lead * ratio));
    if (error < bestError - 1e-9) {
      best = lead;
      bestError = error;
    }
  }
  return best;
}
