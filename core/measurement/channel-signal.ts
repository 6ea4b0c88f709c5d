/**
 * One channel as the measurements want it: in microvolts where it is calibrated, without holes, without mains, band-passed
 * without delay, chunk by chunk.
 *
 * A chunk is filtered together with a margin on both sides, long enough that the result does not depend on where the chunk
 * was cut. Channels up to 64 MB are kept in memory after the first reading; longer ones are read again, so that any
 * length needs only the memory of a chunk.
 */
import type { OpenRecording } from "../recording/recording.ts";
import {
  type Cascade,
  cascadeState,
  filterBackwards,
  filterForwards,
  settlingSamples,
} from "../signal/biquad-cascade.ts";
import { bridgeGaps, type SampleSpan } from "../signal/bridge-gaps.ts";
import { butterworthBandPass } from "../signal/butterworth.ts";
import { removeSinusoids } from "../signal/sinusoid-fit.ts";

const CHUNK_S = 20;
const MAINS_STRETCH_S = 2;
const KEPT_SAMPLES = 2 ** 24;
/** Larger samples are damaged bytes: nothing measured comes near, and their squares would overflow. */
const LARGEST = 1e15;
/** Volts in microvolts; other units are kept as they are. */
const MICROVOLTS: Readonly<Record<string, number>> = { V: 1e6, mV: 1e3, uV: 1, nV: 1e-3 };

export interface Band {
  readonly low: number;
  readonly high: number;
}

export interface ChannelSignal {
  readonly label: string;
  /** Unit in the file. */
  readonly unit: string;
  readonly amplitudeUnit: string;
  readonly calibrated: boolean;
  readonly samplingFrequencyHz: number;
  readonly sampleCount: number;
  readonly startS: number;
  readonly band: Band;
  /** Step of the converter in the amplitude unit; undefined when the file does not say. */
  readonly resolution: number | undefined;
  /** Smallest and largest value the recorder can write, in the amplitude unit. */
  readonly limits: { readonly minimum: number; readonly maximum: number } | undefined;
  /** Raw samples in the amplitude unit; NaN in gaps. The caller may change the array. */
  read(fromSample: number, count: number): Promise<Float32Array>;
}

/** A stretch of signal, raw and filtered. */
export interface Chunk {
  /** Index of `raw[0]` in the channel. */
  readonly fromSample: number;
  /** The samples of the chunk itself, as indices into `raw` and `filtered`; around them lies the margin. */
  readonly core: SampleSpan;
  /** Bridged where there was nothing; see `gaps`. */
  readonly raw: Float32Array;
  readonly filtered: Float32Array;
  /** As indices into `raw`. */
  readonly gaps: readonly SampleSpan[];
}

/**
 * Default band: 20 Hz (below it movement) to 5 kHz or what the sampling frequency allows. `bandHz` narrows it.
 */
export function channelSignal(recording: OpenRecording, channelIndex: number, bandHz?: Band): ChannelSignal {
  const channel = recording.header.channels[channelIndex];
  const factor = MICROVOLTS[channel.unit];
  const scale = factor ?? 1;
  const halfHz = channel.samplingFrequencyHz / 2;
  let kept: Float32Array | undefined;
  const load = async (from: number, count: number) => {
    const samples = await recording.readSamples(channelIndex, from, count);
    const own = samples.slice();
    for (let i = 0; i < own.length; i++) {
      own[i] *= scale;
      if (Math.abs(own[i]) > LARGEST) own[i] = Number.NaN;
    }
    return own;
  };
  return {
    label: channel.label,
    unit: channel.unit,
    amplitudeUnit: factor === undefined ? channel.unit : "uV",
    calibrated: factor !== undefined,
    samplingFrequencyHz: channel.samplingFrequencyHz,
    sampleCount: channel.sampleCount,
    startS: channel.startS,
    band: {
      low: Math.min(bandHz?.low ?? 20, 0.2 * halfHz),
      high: Math.min(bandHz?.high ?? 5000, 0.95 * halfHz),
    },
    resolution: channel.resolution === undefined ? undefined : channel.resolution * scale,
    limits: channel.limits && {
      minimum: channel.limits.minimum * scale,
      maximum: channel.limits.maximum * scale,
    },
    read: async (from, count) => {
      if (channel.sampleCount > KEPT_SAMPLES) return load(from, count);
      kept ??= await load(0, channel.sampleCount);
      return kept.slice(from, from + count);
    },
  };
}

/** The filter of the channel's band, each slope of second order (fourth in both directions). */
export function bandCascade(signal: ChannelSignal): Cascade {
  return butterworthBandPass(2, signal.band.low, signal.band.high, signal.samplingFrequencyHz);
}

/** The whole channel, chunk after chunk. Cores follow each other without overlap and begin at whole `alignment`s. */
export async function* chunksOf(
  signal: ChannelSignal,
  mainsHz: readonly number[],
  alignment: number,
): AsyncGenerator<Chunk> {
  const fs = signal.samplingFrequencyHz;
  const cascade = bandCascade(signal);
  const step = lowestCommon(alignment, mainsHz.length > 0 ? Math.round((MAINS_STRETCH_S * fs) / 2) : 1);
  const length = Math.max(1, Math.round((CHUNK_S * fs) / step)) * step;
  const settling = settlingSamples(cascade) * 2 + (mainsHz.length > 0 ? MAINS_STRETCH_S * fs : 0);
  const margin = Math.ceil(settling / step) * step;
  for (let start = 0; start < signal.sampleCount; start += length) {
    const from = Math.max(0, start - margin);
    const wanted = Math.min(signal.sampleCount, start + length + margin) - from;
    const raw = await signal.read(from, wanted);
    const end = Math.min(raw.length, start - from + length);
    if (end <= start - from) return;
    yield filteredChunk(raw, from, { from: start - from, to: end }, cascade, mainsHz, fs);
  }
}

/** Any stretch, filtered like the chunks. */
export async function stretchOf(
  signal: ChannelSignal,
  mainsHz: readonly number[],
  fromSample: number,
  toSample: number,
): Promise<Chunk> {
  const cascade = bandCascade(signal);
  const fs = signal.samplingFrequencyHz;
  const margin = settlingSamples(cascade) * 2 + (mainsHz.length > 0 ? MAINS_STRETCH_S * fs : 0);
  const from = Math.max(0, fromSample - Math.ceil(margin));
  const to = Math.min(signal.sampleCount, toSample + Math.ceil(margin));
  const raw = await signal.read(from, to - from);
  const core = { from: fromSample - from, to: Math.min(raw.length, toSample - from) };
  return filteredChunk(raw, from, core, cascade, mainsHz, fs);
}

function filteredChunk(
  raw: Float32Array,
  fromSample: number,
  core: SampleSpan,
  cascade: Cascade,
  mainsHz: readonly number[],
  samplingFrequencyHz: number,
): Chunk {
  const gaps = bridgeGaps(raw);
  let filtered: Float32Array;
  if (mainsHz.length > 0) {
    filtered = raw.slice();
    removeSinusoids(filtered, mainsHz, samplingFrequencyHz, MAINS_STRETCH_S);
    filterForwards(cascade, filtered, filtered, cascadeState(cascade, filtered[0] ?? 0));
  } else {
    filtered = new Float32Array(raw.length);
    filterForwards(cascade, raw, filtered, cascadeState(cascade, raw[0] ?? 0));
  }
  filterBackwards(cascade, filtered, filtered, cascadeState(cascade));
  return { fromSample, core, raw, filtered, gaps };
}

function lowestCommon(a: number, b: number): number {
  const divisor = (x: number, y: number): number => (y === 0 ? x : divisor(y, x % y));
  return (a / divisor(a, b)) * b;
}
