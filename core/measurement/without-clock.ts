/**
 * Channels whose file does not say how fast they were sampled.
 *
 * The reader gives them 1 Hz and an issue: times count samples. They are measured as if sampled at 1000 Hz, so that windows
 * have a sensible number of samples, and what comes out is put back: times are samples again, shares, levels and ratios stay,
 * and everything that needs to know a second abstains. Clipping, silence and activity can so be told without a clock.
 */
import type { OpenRecording } from "../recording/recording.ts";
import type { ChannelMeasurement } from "./types/channel.ts";
import type { Span } from "./types/estimate.ts";
import type { PairMeasurement } from "./types/recording.ts";
import { abstain, ofComposite } from "./uncertainty.ts";

const ASSUMED_HZ = 1000;

export function isWithoutClock(recording: OpenRecording, channelIndex: number): boolean {
  const { samplingFrequencyHz } = recording.header.channels[channelIndex];
  return (
    samplingFrequencyHz === 1 && recording.issues.some(({ code }) => code === "sampling-frequency-unknown")
  );
}

/** The same recording with the assumed clock in every channel that has none. */
export function withAssumedClock(recording: OpenRecording): OpenRecording {
  const channels = recording.header.channels.map((channel, index) =>
    isWithoutClock(recording, index)
      ? { ...channel, samplingFrequencyHz: ASSUMED_HZ, startS: channel.startS / ASSUMED_HZ }
      : channel,
  );
  return {
    header: { ...recording.header, channels },
    issues: recording.issues,
    readSamples: (index, from, count) => recording.readSamples(index, from, count),
  };
}

export function inSamples(channel: ChannelMeasurement): ChannelMeasurement {
  const unknown = abstain("sampling-frequency-unknown", 0);
  const { quality, activity, bursts, burstRhythm, analysisBandHz } = channel;
  return {
    ...channel,
    samplingFrequencyHz: 1,
    analysisBandHz: { low: analysisBandHz.low / ASSUMED_HZ, high: analysisBandHz.high / ASSUMED_HZ },
    quality: {
      ...quality,
      mains: { fundamentalHz: undefined, harmonics: [], powerShare: 0, removed: false },
      heart: { present: false, rateHz: unknown, beatCount: 0, signalToNoise: unknown },
      masked: quality.masked.map(stretched),
    },
    activity: {
      ...activity,
      silences: activity.silences.map((silence) => ({
        ...stretched(silence),
        rateBelowHz: silence.rateBelowHz / ASSUMED_HZ,
      })),
      envelopeRhythm: { frequencyHz: unknown, strength: unknown },
      turnsPerS: unknown,
      medianFrequencyHz: unknown,
      meanFrequencyHz: unknown,
      spectrum: { stepHz: 0, powerDensity: [] },
      envelopes: activity.envelopes.map(({ scaleMs, samplingFrequencyHz, values }) => ({
        scaleMs: scaleMs * ASSUMED_HZ,
        samplingFrequencyHz: samplingFrequencyHz / ASSUMED_HZ,
        values,
      })),
    },
    bursts: bursts.map((burst) => ({
      ...burst,
      onsetS: burst.onsetS * ASSUMED_HZ,
      offsetS: burst.offsetS * ASSUMED_HZ,
      onsetUncertaintyS: burst.onsetUncertaintyS * ASSUMED_HZ,
      offsetUncertaintyS: burst.offsetUncertaintyS * ASSUMED_HZ,
    })),
    burstRhythm: { rateHz: unknown, durationMs: unknown, periodCv: burstRhythm.periodCv },
    compositeRateHz: ofComposite(unknown),
    units: [],
    unitCount: [],
    separated: [],
  };
}

export function pairInSamples(pair: PairMeasurement): PairMeasurement {
  return { ...pair, course: pair.course.map(stretched) };
}

function stretched<T extends Span>(span: T): T {
  return { ...span, fromS: span.fromS * ASSUMED_HZ, toS: span.toS * ASSUMED_HZ };
}
