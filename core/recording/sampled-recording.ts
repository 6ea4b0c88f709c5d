/**
 * A recording whose samples lie in memory: what the writers take, what a simulator makes, what tests compare.
 */
import { failure, type Issue, type Result, success } from "../issue/issue.ts";
import type { Annotation, Channel, OpenRecording, RecordingHeader, Span } from "./recording.ts";

export interface SampledChannel {
  readonly label: string;
  /** UCUM code. */
  readonly unit: string;
  readonly samplingFrequencyHz: number;
  /** In `unit`. NaN: no sample (a gap). */
  readonly samples: Float32Array;
  /** Absent: the smallest and largest sample. Writers that quantise spread their steps between these. */
  readonly limits?: { readonly minimum: number; readonly maximum: number };
  readonly filters?: string;
}

export interface SampledRecording {
  readonly channels: readonly SampledChannel[];
  /** ISO 8601 without a time zone. */
  readonly startTime?: string;
  readonly annotations?: readonly Annotation[];
}

/** Opens samples in memory as if they had been read from a file. */
export function openSampled(recording: SampledRecording, name = "memory"): OpenRecording {
  const channels = recording.channels.map((channel, index): Channel => {
    const { samples, label, unit, samplingFrequencyHz, limits, filters } = channel;
    return {
      id: `${index + 1}`,
      label,
      unit,
      samplingFrequencyHz,
      sampleCount: samples.length,
      startS: 0,
      ...(limits && { limits }),
      ...(filters !== undefined && { filters }),
    };
  });
  const header: RecordingHeader = {
    format: "memory",
    name,
    channels,
    ...(recording.startTime !== undefined && { startTime: recording.startTime }),
    durationS: Math.max(0, ...channels.map((channel) => channel.sampleCount / channel.samplingFrequencyHz)),
    annotations: recording.annotations ?? [],
    gaps: [] as readonly Span[],
  };
  return {
    header,
    issues: [],
    readSamples: async (channelIndex, fromSample, count) => {
      const from = Math.max(0, fromSample);
      const to = Math.max(from, fromSample + count);
      return recording.channels[channelIndex].samples.slice(from, to);
    },
  };
}

/** Reads every sample of an open recording into memory, or says why it is too much (default limit: 2^28 samples). */
export async function loadSamples(
  recording: OpenRecording,
  limitSamples = 2 ** 28,
): Promise<Result<SampledRecording>> {
  const { header } = recording;
  const total = header.channels.reduce((sum, channel) => sum + channel.sampleCount, 0);
  if (total > limitSamples) return failure(tooManySamples(header.name, total, limitSamples));
  const samples = header.channels.map((channel) => new Float32Array(channel.sampleCount));
  await readInTimeOrder(recording, samples);
  const channels = header.channels.map((channel, index): SampledChannel => {
    const { label, unit, samplingFrequencyHz, limits, filters } = channel;
    return {
      label,
      unit,
      samplingFrequencyHz,
      samples: samples[index],
      ...(limits && { limits }),
      ...(filters !== undefined && { filters }),
    };
  });
  return success(
    {
      channels,
      ...(header.startTime !== undefined && { startTime: header.startTime }),
      annotations: header.annotations,
    },
    recording.issues,
  );
}

/** Window by window over all channels, so that files which interleave their channels are read only once. */
async function readInTimeOrder(recording: OpenRecording, targets: readonly Float32Array[]): Promise<void> {
  const { channels, durationS } = recording.header;
  const samplesPerSecond = channels.reduce((sum, channel) => sum + channel.samplingFrequencyHz, 0);
  const windowS = Math.max(1, Math.floor(2 ** 19 / Math.max(1, samplesPerSecond)));
  for (let window = 0; window * windowS < Math.max(durationS, windowS); window++) {
    for (let index = 0; index < channels.length; index++) {
      const { samplingFrequencyHz, sampleCount } = channels[index];
      const last = (window + 1) * windowS >= durationS;
      const from = Math.min(sampleCount, Math.round(window * windowS * samplingFrequencyHz));
      const to = last ? sampleCount : Math.round((window + 1) * windowS * samplingFrequencyHz);
      if (to <= from) continue;
      const into = targets[index].subarray(from, to);
      const samples = await recording.readSamples(index, from, to - from, into);
      if (samples.buffer !== into.buffer) targets[index].set(samples, from);
    }
  }
}

function tooManySamples(name: string, total: number, limit: number): Issue {
  return {
    code: "recording-too-large-for-memory",
    severity: "error",
    message: {
      en: `${name} holds ${total} samples; at most ${limit} are loaded into memory at once.`,
      nb: `${name} har ${total} punktprøver; høyst ${limit} lastes i minnet på en gang.`,
    },
    suggestion: {
      en: "Read the recording block by block, or choose fewer channels.",
      nb: "Les opptaket blokk for blokk, eller velg færre kanaler.",
    },
    place: { file: name },
  };
}
