/**
 * The amplifier and the converter: band, noise, full scale, steps, and what goes wrong behind the amplifier.
 *
 * The band is a causal Butterworth filter of second order at each edge, as in a recorder, so it delays by fractions
 * of a millisecond and leaves the after-swing that real recordings have. Signal and noise pass separately, so that
 * their ratio is exactly the one asked for.
 */
import { cascadeState, filterForwards } from "../signal/biquad-cascade.ts";
import { butterworthBandPass } from "../signal/butterworth.ts";
import type { Random } from "../signal/random.ts";
import type { ArtefactKind, ArtefactSpan } from "./artefacts.ts";
import type { DrawnParameters } from "./drawn-parameters.ts";

export interface Instrument {
  readonly highPassHz: number;
  readonly lowPassHz: number;
  /** RMS of its own noise when no ratio is asked for. */
  readonly noiseUv: number;
  /** Full scale to either side. */
  readonly rangeUv: number;
  /** One step of the converter. */
  readonly stepUv: number;
}

export function instrumentFor(
  onSkin: boolean,
  samplingFrequencyHz: number,
  parameters: DrawnParameters,
): Instrument {
  const value = (name: Parameters<typeof parameters.ofRecording<"instrument">>[1]) =>
    parameters.ofRecording("instrument", name);
  const rangeUv = value(onSkin ? "surfaceRangeUv" : "needleRangeUv");
  return {
    highPassHz: value(onSkin ? "surfaceHighPassHz" : "needleHighPassHz"),
    lowPassHz: Math.min(value(onSkin ? "surfaceLowPassHz" : "needleLowPassHz"), 0.42 * samplingFrequencyHz),
    noiseUv: value(onSkin ? "surfaceNoiseUv" : "needleNoiseUv"),
    rangeUv,
    stepUv: (2 * rangeUv) / 2 ** Math.round(value("bits")),
  };
}

/** Through the amplifier's band, in place. */
export function throughBand(
  samples: Float32Array,
  instrument: Instrument,
  samplingFrequencyHz: number,
): void {
  const cascade = butterworthBandPass(2, instrument.highPassHz, instrument.lowPassHz, samplingFrequencyHz);
  filterForwards(cascade, samples, samples, cascadeState(cascade));
}

/** Noise inside the band with exactly this RMS (0 for a recording of no samples). */
export function amplifierNoise(
  sampleCount: number,
  rmsUv: number,
  instrument: Instrument,
  samplingFrequencyHz: number,
  random: Random,
): Float32Array {
  const noise = new Float32Array(sampleCount);
  for (let index = 0; index < sampleCount; index++) noise[index] = random.normal();
  throughBand(noise, instrument, samplingFrequencyHz);
  const level = rms(noise);
  const scale = level > 0 ? rmsUv / level : 0;
  for (let index = 0; index < sampleCount; index++) noise[index] *= scale;
  return noise;
}

export function rms(samples: ArrayLike<number>): number {
  let sum = 0;
  for (let index = 0; index < samples.length; index++) sum += samples[index] * samples[index];
  return samples.length > 0 ? Math.sqrt(sum / samples.length) : 0;
}

export interface Conversion {
  readonly kinds: readonly ArtefactKind[];
  readonly samplingFrequencyHz: number;
  readonly parameters: DrawnParameters;
  readonly random: Random;
}

export interface Converted {
  readonly artefacts: ArtefactSpan[];
  /** Full scale as it was used: smaller when the recording clips. */
  readonly rangeUv: number;
  readonly stepUv: number;
}

/** Behind the amplifier, in place: drift, full scale, steps of the converter, lost samples (written as 0). */
export function convert(
  channels: readonly Float32Array[],
  instrument: Instrument,
  conversion: Conversion,
): Converted {
  const { kinds, samplingFrequencyHz, parameters, random } = conversion;
  const artefacts: ArtefactSpan[] = [];
  if (kinds.includes("drift")) artefacts.push(addDrift(channels, conversion));
  const largest = channels.reduce((most, channel) => Math.max(most, largestOf(channel)), 0);
  const clips = kinds.includes("clipping") && largest > 0;
  const rangeUv = clips
    ? largest * Math.max(0.01, parameters.ofRecording("artefact", "clippedShare"))
    : instrument.rangeUv;
  const coarse = kinds.includes("coarse-steps") && largest > 0;
  const stepUv = coarse
    ? (2 * Math.min(largest, rangeUv)) / 2 ** Math.round(parameters.ofRecording("artefact", "coarseBits"))
    : (instrument.stepUv * rangeUv) / instrument.rangeUv;
  channels.forEach((channel, index) => {
    const clipped = quantise(channel, rangeUv, stepUv, samplingFrequencyHz);
    artefacts.push(
      ...clipped.map(({ fromS, toS }): ArtefactSpan => ({ kind: "clipping", fromS, toS, channels: [index] })),
    );
  });
  if (coarse) artefacts.push({ kind: "coarse-steps", ...whole(channels, samplingFrequencyHz) });
  if (kinds.includes("drop-out"))
    artefacts.push(...dropOut(channels, samplingFrequencyHz, parameters, random));
  return { artefacts, rangeUv, stepUv };
}

function addDrift(
  channels: readonly Float32Array[],
  { samplingFrequencyHz, parameters, random }: Conversion,
): ArtefactSpan {
  const sizeUv = parameters.ofRecording("artefact", "driftUv");
  for (const channel of channels) {
    const swings = [0.05, 0.12, 0.3].map((hz) => ({
      hz: hz * random.between(0.7, 1.4),
      phase: random.between(0, 2 * Math.PI),
      size: random.normal(0, 0.5),
    }));
    for (let index = 0; index < channel.length; index++) {
      const timeS = index / samplingFrequencyHz;
      for (const { hz, phase, size } of swings)
        channel[index] += sizeUv * size * Math.sin(2 * Math.PI * hz * timeS + phase);
    }
  }
  return { kind: "drift", ...whole(channels, samplingFrequencyHz) };
}

/** Rounds to steps and cuts at full scale; gives the stretches that were cut (joined over 5 ms). */
function quantise(
  channel: Float32Array,
  rangeUv: number,
  stepUv: number,
  samplingFrequencyHz: number,
): { fromS: number; toS: number }[] {
  const top = Math.floor(rangeUv / stepUv) * stepUv;
  const spans: { fromS: number; toS: number }[] = [];
  for (let index = 0; index < channel.length; index++) {
    const value = Math.round(channel[index] / stepUv) * stepUv;
    channel[index] = Math.min(top, Math.max(-top, value));
    if (Math.abs(value) <= top) continue;
    const fromS = index / samplingFrequencyHz;
    const last = spans.at(-1);
    if (last && fromS - last.toS < 0.005) last.toS = fromS + 1 / samplingFrequencyHz;
    else spans.push({ fromS, toS: fromS + 1 / samplingFrequencyHz });
  }
  return spans;
}

function dropOut(
  channels: readonly Float32Array[],
  samplingFrequencyHz: number,
  parameters: DrawnParameters,
  random: Random,
): ArtefactSpan[] {
  const { toS: durationS, channels: all } = whole(channels, samplingFrequencyHz);
  const meanGapS = 1 / parameters.ofRecording("artefact", "dropOutPerS");
  const spans: ArtefactSpan[] = [];
  let fromS = random.between(0.1, 0.6) * Math.min(durationS, meanGapS);
  while (fromS < durationS) {
    const toS = Math.min(durationS, fromS + parameters.fresh("artefact", "dropOutS", random));
    for (const channel of channels)
      channel.fill(0, Math.ceil(fromS * samplingFrequencyHz), Math.ceil(toS * samplingFrequencyHz));
    spans.push({ kind: "drop-out", fromS, toS, channels: all });
    fromS = toS + random.exponential(meanGapS);
  }
  return spans;
}

function whole(channels: readonly Float32Array[], samplingFrequencyHz: number) {
  const toS = (channels[0]?.length ?? 0) / samplingFrequencyHz;
  return { fromS: 0, toS, channels: channels.map((_, index) => index) };
}

function largestOf(samples: Float32Array): number {
  let largest = 0;
  for (const value of samples) largest = Math.max(largest, Math.abs(value));
  return largest;
}
