/**
 * The first reading of a channel: what is wrong with it, and its power from millisecond to millisecond.
 *
 * Everything later works on what is kept here: the energy track of the band-passed signal (masked bins NaN), the slow track,
 * and the masked spans.
 */
import type { SampleSpan } from "../signal/bridge-gaps.ts";
import { addMeanSquares, samplesPerBin } from "../signal/energy-track.ts";
import { type ChannelSignal, chunksOf } from "./channel-signal.ts";
import { FlatWatch } from "./quality/flat-spans.ts";
import { type Rails, RailWatch } from "./quality/rails.ts";
import { SlowTrack } from "./quality/slow-track.ts";
import type { MaskedSpan, MaskReason } from "./types/channel.ts";

/** Filters ring on both sides of a masked span: so much more is not measured. */
const RINGING_S = 0.02;

export interface Survey {
  readonly binSamples: number;
  readonly binS: number;
  /** Of the band-passed signal, in unit²; NaN where masked. */
  readonly meanSquares: Float32Array;
  readonly slow: SlowTrack;
  readonly rails: Rails;
  readonly masked: MaskedSpan[];
  /** Smallest difference of two samples; 0 when the samples are not visibly quantised. */
  readonly quantisationStep: number;
  readonly isRectified: boolean;
}

export async function surveyOf(
  signal: ChannelSignal,
  mainsHz: readonly number[],
  onProgress: (share: number) => void,
): Promise<Survey> {
  const fs = signal.samplingFrequencyHz;
  const binSamples = samplesPerBin(fs);
  const meanSquares = new Float32Array(Math.floor(signal.sampleCount / binSamples));
  const slow = new SlowTrack(fs, signal.sampleCount);
  const rails = new RailWatch();
  const flats = new FlatWatch(fs);
  const steps = new StepWatch();
  const gaps: SampleSpan[] = [];
  for await (const { fromSample, core, raw, filtered, gaps: inChunk } of chunksOf(
    signal,
    mainsHz,
    binSamples,
  )) {
    rails.add(raw, core, fromSample);
    flats.add(raw, core, fromSample);
    steps.add(raw, core);
    slow.add(raw, core, fromSample);
    for (const gap of inChunk) {
      const from = Math.max(gap.from, core.from);
      const to = Math.min(gap.to, core.to);
      if (to > from) gaps.push({ from: from + fromSample, to: to + fromSample });
    }
    const firstBin = Math.round((fromSample + core.from) / binSamples);
    const endBin = Math.min(meanSquares.length, Math.floor((fromSample + core.to) / binSamples));
    addMeanSquares(filtered, core.from, binSamples, meanSquares, firstBin, endBin);
    onProgress((fromSample + core.to) / signal.sampleCount);
  }
  const clipped = rails.rails(signal.limits);
  const masked = [
    ...joined(gaps).map((span) => maskedSpan(span, "gap", signal)),
    ...flats.spans().map((span) => maskedSpan(span, span.reason, signal)),
    ...joined(clipped.spans, Math.round(RINGING_S * fs)).map((span) => maskedSpan(span, "saturated", signal)),
  ].sort((a, b) => a.fromS - b.fromS);
  const survey = {
    binSamples,
    binS: binSamples / fs,
    meanSquares,
    slow,
    rails: clipped,
    masked: [] as MaskedSpan[],
    quantisationStep: signal.resolution ?? steps.step(),
    isRectified: steps.isRectified(),
  };
  for (const span of masked) maskSpan(survey, span, signal.startS);
  return survey;
}

/** Adds a masked span and takes its bins out of the energy track. */
export function maskSpan({ masked, meanSquares, binS }: Survey, span: MaskedSpan, startS: number): void {
  masked.push(span);
  const from = Math.max(0, Math.floor((span.fromS - startS - RINGING_S) / binS));
  const to = Math.min(meanSquares.length, Math.ceil((span.toS - startS + RINGING_S) / binS));
  meanSquares.fill(Number.NaN, from, Math.max(from, to));
}

function maskedSpan(span: SampleSpan, reason: MaskReason, signal: ChannelSignal): MaskedSpan {
  const fs = signal.samplingFrequencyHz;
  return { fromS: signal.startS + span.from / fs, toS: signal.startS + span.to / fs, reason };
}

/** Spans no more than `apart` samples from each other become one. */
function joined(spans: readonly SampleSpan[], apart = 0): SampleSpan[] {
  const result: { from: number; to: number }[] = [];
  for (const span of spans) {
    const last = result.at(-1);
    if (last !== undefined && span.from - last.to <= apart) last.to = Math.max(last.to, span.to);
    else result.push({ ...span });
  }
  return result;
}

/** The smallest step between neighbouring samples, from a part of them. */
class StepWatch {
  #smallest = Number.POSITIVE_INFINITY;
  #steps = 0;
  #multiples = 0;
  #samples = 0;
  #sum = 0;
  #lowest = Number.POSITIVE_INFINITY;

  add(samples: Float32Array, core: SampleSpan): void {
    const stride = Math.max(1, Math.floor((core.to - core.from) / 20_000));
    for (let i = core.from + 1; i < core.to; i += stride) {
      this.#samples++;
      this.#sum += samples[i];
      if (samples[i] < this.#lowest) this.#lowest = samples[i];
      const step = Math.abs(samples[i] - samples[i - 1]);
      if (step === 0) continue;
      this.#steps++;
      if (step < this.#smallest * 0.9) {
        this.#smallest = step;
        this.#multiples = 0;
      }
      const ratio = step / this.#smallest;
      if (Math.abs(ratio - Math.round(ratio)) < 0.05 && ratio < 1000) this.#multiples++;
    }
  }

  /** Quantised: nearly all small steps are multiples of the smallest. */
  step(): number {
    if (this.#steps < 100 || this.#multiples < 0.5 * this.#steps) return 0;
    return this.#smallest;
  }

  /** An EMG swings to both sides of its mean; what touches zero from above and never passes it was rectified. */
  isRectified(): boolean {
    return this.#samples > 100 && this.#lowest >= 0 && this.#lowest < 0.05 * (this.#sum / this.#samples);
  }
}
