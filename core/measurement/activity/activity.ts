/**
 * What is measured of a channel's activity, put together.
 */
import { slidingMeanSquare } from "../../signal/energy-track.ts";
import { DEFAULT_THRESHOLD_OVER_NOISE } from "../discharge-detection.ts";
import type { NoiseFloor } from "../quality/noise-floor.ts";
import type { SecondReading } from "../second-reading.ts";
import type { ActivityMeasurement } from "../types/channel.ts";
import type { Estimate } from "../types/estimate.ts";
import { abstain, eventRate, meanEstimate, measured, medianEstimate, NORMAL_95 } from "../uncertainty.ts";
import type { ActiveSpan } from "./active-spans.ts";
import { envelopeRhythm } from "./envelope-rhythm.ts";
import { epochsOf, quietSpans, type TimedTrack, usableShare } from "./quiet-spans.ts";
import { silencesOf } from "./silence.ts";

export interface ActivityInput {
  readonly track: TimedTrack;
  readonly spans: readonly ActiveSpan[];
  readonly levels: readonly number[];
  readonly noise: NoiseFloor | undefined;
  readonly second: SecondReading;
  readonly band: { readonly low: number; readonly high: number };
  readonly unit: string;
}

const FAST_S = 0.01;
const SLOW_S = 0.1;
const FEWEST_TURNS = 20;

export function activityOf(input: ActivityInput): ActivityMeasurement {
  const { track, spans, levels, noise, second, band, unit } = input;
  const activeBins = spans.reduce((sum, span) => sum + span.to.bin - span.from.bin, 0);
  const usableBins = usableShare(track.meanSquares) * track.meanSquares.length;
  const none = abstain("no-activity", 0);
  return {
    activeShare: usableBins > 0 ? Math.min(1, activeBins / usableBins) : 0,
    silences:
      noise === undefined ? [] : silencesOf(quietSpans(track, spans), noise, DEFAULT_THRESHOLD_OVER_NOISE),
    rms: levels.length > 0 ? meanEstimate(levels, unit) : none,
    peak: second.peaks.length > 0 ? medianEstimate(second.peaks, unit) : none,
    envelopeRhythm: envelopeRhythm(track, epochsOf(track, spans)),
    turnsPerS: second.activeS > 0 ? eventRate(second.turnCount, second.activeS) : none,
    turnAmplitude: turnAmplitude(second, unit),
    ...second.spectrum.measure(band),
    envelopes: [envelope(track, FAST_S), envelope(track, SLOW_S)],
  };
}

function turnAmplitude({ turnCount, turnAmplitudeSum }: SecondReading, unit: string): Estimate {
  if (turnCount < FEWEST_TURNS) return abstain("no-activity", turnCount);
  const mean = turnAmplitudeSum / turnCount;
  // turns scatter about as much as their mean (exponential): that bounds the error
  const halfWidth = (NORMAL_95 * mean) / Math.sqrt(turnCount);
  return measured(mean, mean - halfWidth, mean + halfWidth, unit, turnCount);
}

/** Root mean square, two values a scale. NaN where masked. */
export function envelope({ meanSquares, binS }: TimedTrack, scaleS: number) {
  const width = Math.max(1, Math.round(scaleS / binS));
  const step = Math.max(1, Math.round(width / 2));
  const sliding = slidingMeanSquare(meanSquares, width);
  const values = new Float32Array(Math.ceil(sliding.length / step));
  for (let i = 0; i < values.length; i++) values[i] = Math.sqrt(sliding[i * step]);
  return { scaleMs: 1000 * width * binS, samplingFrequencyHz: 1 / (step * binS), values };
}
