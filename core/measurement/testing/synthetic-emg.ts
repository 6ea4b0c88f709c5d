/**
 * Signals with a known answer: bursts of band-limited noise, trains of one potential, mains, heart and movement.
 */
import { openSampled } from "../../recording/sampled-recording.ts";
import { filterZeroPhase } from "../../signal/biquad-cascade.ts";
import { butterworthBandPass } from "../../signal/butterworth.ts";
import { seededRandom } from "../../signal/random.ts";
import { type MeasureOptions, measureRecording } from "../measure-recording.ts";
import type { ChannelMeasurement } from "../types/channel.ts";
import type { Estimate } from "../types/estimate.ts";

export interface TimedBurst {
  readonly onsetS: number;
  readonly offsetS: number;
}

export function whiteNoise(
  seconds: number,
  samplingFrequencyHz: number,
  rms: number,
  seed = 1,
): Float32Array {
  const random = seededRandom(seed);
  return Float32Array.from(
    { length: Math.round(seconds * samplingFrequencyHz) },
    () => rms * random.normal(),
  );
}

/** Noise in the band of surface EMG, root mean square `rms`. */
export function interference(
  seconds: number,
  samplingFrequencyHz: number,
  rms: number,
  seed = 2,
): Float32Array {
  const highHz = Math.min(450, 0.45 * samplingFrequencyHz);
  const band = filterZeroPhase(
    butterworthBandPass(2, 20, highHz, samplingFrequencyHz),
    whiteNoise(seconds, samplingFrequencyHz, 1, seed),
  );
  const level = Math.sqrt(band.reduce((sum, x) => sum + x * x, 0) / band.length);
  return band.map((x) => (x * rms) / level);
}

/** `count` bursts of 0.15 to 0.6 s with pauses of 0.3 to 1 s. */
export function burstTimes(count: number, seed = 3): TimedBurst[] {
  const random = seededRandom(seed);
  let time = 1;
  return Array.from({ length: count }, () => {
    const onsetS = time + random.between(0.3, 1);
    const offsetS = onsetS + random.between(0.15, 0.6);
    time = offsetS;
    return { onsetS, offsetS };
  });
}

export function withBursts(
  bursts: readonly TimedBurst[],
  samplingFrequencyHz: number,
  { rms = 100, noiseRms = 10, seed = 4 }: { rms?: number; noiseRms?: number; seed?: number } = {},
): Float32Array {
  const seconds = bursts[bursts.length - 1].offsetS + 1.5;
  const samples = whiteNoise(seconds, samplingFrequencyHz, noiseRms, seed);
  const active = interference(seconds, samplingFrequencyHz, rms, seed + 1);
  for (const { onsetS, offsetS } of bursts) {
    const end = Math.min(samples.length, Math.ceil(offsetS * samplingFrequencyHz));
    for (let i = Math.ceil(onsetS * samplingFrequencyHz); i < end; i++) samples[i] += active[i];
  }
  return samples;
}

/** Adds one potential (three phases, about 6 ms) at each time. */
export function addPotentials(
  samples: Float32Array,
  timesS: readonly number[],
  samplingFrequencyHz: number,
  height: number,
): void {
  const reach = Math.round(0.008 * samplingFrequencyHz);
  for (const timeS of timesS) {
    const centre = Math.round(timeS * samplingFrequencyHz);
    for (let i = Math.max(0, centre - reach); i < Math.min(samples.length, centre + reach); i++) {
      const t = i / samplingFrequencyHz - timeS;
      samples[i] += height * (1 - (t / 0.0009) ** 2) * Math.exp(-((t / 0.0013) ** 2));
    }
  }
}

/** The measurement of one channel of samples. */
export async function measureSamples(
  samples: Float32Array,
  samplingFrequencyHz: number,
  options: MeasureOptions & { readonly unit?: string } = {},
): Promise<ChannelMeasurement> {
  const recording = openSampled({
    channels: [{ label: "muscle", unit: options.unit ?? "uV", samplingFrequencyHz, samples }],
  });
  const measurement = await measureRecording(recording, options);
  return measurement.channels[0];
}

/** The number, or NaN when the measure abstained. */
export function numberIn(estimate: Estimate): number {
  return "value" in estimate ? estimate.value : Number.NaN;
}
