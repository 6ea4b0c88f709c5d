/**
 * One channel measured: quality first, then activity, then units.
 *
 * The channel is read twice, chunk by chunk: once to learn what noise it has and when it is active (`survey.ts`), once to
 * measure the activity (`second-reading.ts`). What is masked is not measured. Needs memory for a chunk and for 4 bytes
 * a millisecond of recording.
 */
import type { Issue } from "../issue/issue.ts";
import { type ActiveSpan, activeSpans } from "./activity/active-spans.ts";
import { activityOf } from "./activity/activity.ts";
import { burstRhythmOf, burstsOf } from "./activity/bursts.ts";
import { epochsOf, quietSpans } from "./activity/quiet-spans.ts";
import { signalToNoise, spanLevels } from "./activity/span-levels.ts";
import type { ChannelSignal } from "./channel-signal.ts";
import { findMains } from "./quality/mains.ts";
import { movementSpans } from "./quality/movement.ts";
import { type NoiseFloor, noiseFloor } from "./quality/noise-floor.ts";
import { qualityOf } from "./quality/quality.ts";
import { readAgain } from "./second-reading.ts";
import { type SeparateUnits, separateChannel } from "./separate-channel.ts";
import { stretchesOf } from "./stretch/stretches-of.ts";
import { maskSpan, type Survey, surveyOf } from "./survey.ts";
import type { ChannelMeasurement } from "./types/channel.ts";
import { unitCountOf } from "./unit-count.ts";

export interface ChannelOptions {
  readonly minimumIntervalMs?: number | undefined;
  /** How units are separated; none are reported without. */
  readonly separate?: SeparateUnits | undefined;
  /** At most so many seconds of a channel are separated into units. */
  readonly separatedS?: number | undefined;
  /** The sampling frequency is only assumed: nothing that needs a second is looked for. */
  readonly withoutClock?: boolean;
  /** Share of this channel that is done, 0 to 1. */
  readonly onProgress?: ((share: number) => void) | undefined;
}

/** The report of a channel, and what pairs of channels are measured on. */
export interface MeasuredChannel {
  readonly measurement: ChannelMeasurement;
  readonly meanSquares: Float32Array;
  readonly binS: number;
  readonly startS: number;
  readonly noisePower: number;
  readonly spans: readonly ActiveSpan[];
  /** What is to be said of its units, or of there being none. */
  readonly issues: readonly Issue[];
}

export async function measureChannel(
  signal: ChannelSignal,
  options: ChannelOptions = {},
): Promise<MeasuredChannel> {
  const progress = options.onProgress ?? (() => {});
  const mains = options.withoutClock === true ? undefined : await findMains(signal);
  const mainsHz = (mains?.harmonics ?? [])
    .map((harmonic) => harmonic.frequencyHz)
    .filter((hz) => hz <= signal.band.high);
  const survey = await surveyOf(signal, mainsHz, (share) => progress(0.4 * share));
  maskMovement(signal, survey);
  const noise = floorOf(signal, survey);
  const noisePower = noise?.power ?? 0;
  const noiseLevel = Math.sqrt(noisePower);
  const spans = noise === undefined ? [] : activeSpans(survey.meanSquares, survey.binS, noise);
  const levels = spanLevels(survey.meanSquares, survey.binS, spans, noisePower);
  const second = await readAgain({
    signal,
    survey,
    spans,
    noiseLevel: noiseLevel > 0 ? noiseLevel : Number.POSITIVE_INFINITY,
    mainsHz,
    minimumIntervalMs: options.minimumIntervalMs,
    onProgress: (share) => progress(0.4 + 0.3 * share),
  });
  const track = { meanSquares: survey.meanSquares, binS: survey.binS, startS: signal.startS };
  const ratio = signalToNoise(levels, noisePower);
  const quality = qualityOf({
    signal,
    survey,
    noise,
    signalToNoise: ratio,
    mains,
    mainsRemoved: mainsHz.length > 0,
  });
  const canSeparate = quality.verdict !== "unusable" && options.withoutClock !== true;
  const separated = await separateChannel({
    signal,
    mainsHz,
    noiseLevel,
    epochs: epochsOf(track, spans),
    observed: quietSpans(track, []),
    separate: canSeparate ? options.separate : undefined,
    budgetS: options.separatedS,
    minimumIntervalMs: options.minimumIntervalMs,
    onProgress: (share) => progress(0.7 + 0.3 * share),
  });
  const stretches =
    options.withoutClock === true
      ? []
      : await stretchesOf({
          signal,
          track,
          spans,
          noisePower,
          mainsHz,
          quality,
          minimumIntervalMs: options.minimumIntervalMs,
        });
  progress(1);
  const bursts = burstsOf({
    ...track,
    sampleS: 1 / signal.samplingFrequencyHz,
    spans,
    noisePower,
    peaks: second.peaks,
  });
  const { label, unit, amplitudeUnit, samplingFrequencyHz, band } = signal;
  return {
    ...track,
    noisePower,
    spans,
    issues: separated.issues,
    measurement: {
      label,
      unit,
      amplitudeUnit,
      samplingFrequencyHz,
      analysisBandHz: band,
      quality,
      activity: activityOf({ track, spans, levels, noise, second, band, unit: amplitudeUnit }),
      bursts,
      burstRhythm: burstRhythmOf(bursts),
      compositeRateHz: second.compositeRateHz,
      units: separated.units,
      unitCount: unitCountOf(separated.units),
      separated: separated.spans,
      stretches,
    },
  };
}

function floorOf(signal: ChannelSignal, survey: Survey): NoiseFloor | undefined {
  return noiseFloor({
    meanSquares: survey.meanSquares,
    binS: survey.binS,
    samplingFrequencyHz: signal.samplingFrequencyHz,
    band: signal.band,
    calibrated: signal.calibrated,
    quantisationStep: survey.quantisationStep,
  });
}

function maskMovement(signal: ChannelSignal, survey: Survey): void {
  const noisePower = floorOf(signal, survey)?.power ?? 0;
  for (const span of movementSpans({ ...survey, noisePower })) {
    const fromS = span.fromS + signal.startS;
    maskSpan(survey, { fromS, toS: span.toS + signal.startS, reason: "movement" }, signal.startS);
  }
}
