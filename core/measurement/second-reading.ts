/**
 * The second reading of a channel, now that noise, mains and active spans are known: discharges, turns, peaks and spectrum.
 */

import type { ActiveSpan } from "./activity/active-spans.ts";
import { ActiveSpectrum } from "./activity/active-spectrum.ts";
import { CompositeRateWatch } from "./activity/composite-rate.ts";
import { timesOf } from "./activity/quiet-spans.ts";
import { countTurns } from "./activity/turns.ts";
import { type ChannelSignal, type Chunk, chunksOf } from "./channel-signal.ts";
import {
  DEFAULT_THRESHOLD_OVER_NOISE,
  dischargeAt,
  findPeaks,
  intervalSamples,
} from "./discharge-detection.ts";
import type { Survey } from "./survey.ts";
import type { CompositeRate } from "./types/estimate.ts";

export interface SecondReading {
  readonly compositeRateHz: CompositeRate;
  /** Largest deflection of each active span. */
  readonly peaks: Float32Array;
  readonly turnCount: number;
  readonly turnAmplitudeSum: number;
  readonly activeS: number;
  readonly spectrum: ActiveSpectrum;
}

export interface SecondReadingInput {
  readonly signal: ChannelSignal;
  readonly survey: Survey;
  readonly spans: readonly ActiveSpan[];
  readonly noiseLevel: number;
  readonly mainsHz: readonly number[];
  readonly minimumIntervalMs: number | undefined;
  readonly onProgress: (share: number) => void;
}

/** A turn differs from its neighbours by so many standard deviations of the noise. */
const TURN_OVER_NOISE = 5;
/** Quiet spectrum is taken from stretches at least this far from activity. */
const CLEAR_S = 0.1;

export async function readAgain(input: SecondReadingInput): Promise<SecondReading> {
  const { signal, survey, noiseLevel } = input;
  const fs = signal.samplingFrequencyHz;
  const interval = intervalSamples(fs, input.minimumIntervalMs);
  const composite = new CompositeRateWatch(
    timesOf({ meanSquares: survey.meanSquares, binS: survey.binS, startS: signal.startS }, input.spans),
  );
  const peaks = new Float32Array(input.spans.length);
  const spectrum = new ActiveSpectrum(fs);
  let turnCount = 0;
  let turnAmplitudeSum = 0;
  let activeSamples = 0;
  let notBefore = 0;
  for await (const chunk of chunksOf(signal, input.mainsHz, survey.binSamples)) {
    const firstBin = Math.round((chunk.fromSample + chunk.core.from) / survey.binSamples);
    const endBin = Math.floor((chunk.fromSample + chunk.core.to) / survey.binSamples);
    const found = findPeaks(chunk.filtered, {
      meanSquares: survey.meanSquares.subarray(firstBin, endBin),
      binSamples: survey.binSamples,
      firstBinSample: chunk.core.from,
      threshold: DEFAULT_THRESHOLD_OVER_NOISE * noiseLevel,
      interval,
      notBefore: Math.max(chunk.core.from, notBefore - chunk.fromSample),
    });
    const originS = signal.startS + chunk.fromSample / fs;
    for (const peak of found) composite.add(dischargeAt(chunk.filtered, peak, fs, noiseLevel, originS));
    if (found.length > 0) notBefore = chunk.fromSample + found[found.length - 1] + interval;
    for (const { index, from, to } of spansWithin(input.spans, chunk, survey.binSamples)) {
      const turns = countTurns(chunk.filtered, from, to, TURN_OVER_NOISE * noiseLevel);
      turnCount += turns.count;
      turnAmplitudeSum += turns.amplitudeSum;
      activeSamples += to - from;
      peaks[index] = Math.max(peaks[index], largestDeflection(chunk.filtered, from, to));
      spectrum.addActive(chunk.filtered, from, to);
    }
    for (const [from, to] of quietWithin(input.spans, chunk, survey, Math.round(CLEAR_S * fs)))
      spectrum.addQuiet(chunk.filtered, from, to);
    input.onProgress((chunk.fromSample + chunk.core.to) / signal.sampleCount);
  }
  return {
    compositeRateHz: composite.measure(),
    peaks,
    turnCount,
    turnAmplitudeSum,
    activeS: activeSamples / fs,
    spectrum,
  };
}

/** The parts of active spans in the core of a chunk, as sample indices into it. */
function spansWithin(spans: readonly ActiveSpan[], chunk: Chunk, binSamples: number) {
  const parts: { index: number; from: number; to: number }[] = [];
  for (
    let index = firstEndingAfter(spans, (chunk.fromSample + chunk.core.from) / binSamples);
    index < spans.length;
    index++
  ) {
    const from = Math.max(chunk.core.from, spans[index].from.bin * binSamples - chunk.fromSample);
    const to = Math.min(chunk.core.to, spans[index].to.bin * binSamples - chunk.fromSample);
    if (from >= chunk.core.to) break;
    if (to > from) parts.push({ index, from, to });
  }
  return parts;
}

/** What is left of the core between the spans, without masked bins. */
function quietWithin(
  spans: readonly ActiveSpan[],
  chunk: Chunk,
  { binSamples, meanSquares }: Survey,
  clear: number,
): [number, number][] {
  const parts: [number, number][] = [];
  let from = chunk.core.from;
  const close = (to: number) => {
    if (to - clear - (from + clear) <= 0) return;
    const firstBin = Math.floor((chunk.fromSample + from) / binSamples);
    const endBin = Math.min(meanSquares.length, Math.ceil((chunk.fromSample + to) / binSamples));
    for (let bin = firstBin; bin < endBin; bin++) if (!(meanSquares[bin] >= 0)) return;
    parts.push([from + clear, to - clear]);
  };
  for (const part of spansWithin(spans, chunk, binSamples)) {
    close(part.from);
    from = part.to;
  }
  close(chunk.core.to);
  return parts;
}

function firstEndingAfter(spans: readonly ActiveSpan[], bin: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (spans[middle].to.bin <= bin) low = middle + 1;
    else high = middle;
  }
  return low;
}

function largestDeflection(samples: Float32Array, from: number, to: number): number {
  let largest = 0;
  for (let i = from; i < to; i++) {
    const deflection = Math.abs(samples[i]);
    if (deflection > largest) largest = deflection;
  }
  return largest;
}
