/**
 * What is on a recording and does not come from the muscle.
 *
 * Hum, heart, movement and popping electrodes are voltages and pass through the amplifier like the muscle's own; a
 * drifting baseline, clipping, coarse steps and drop-outs arise behind it.
 */
import type { Random } from "../signal/random.ts";
import type { DrawnParameters } from "./drawn-parameters.ts";

export type ArtefactKind =
  | "mains-50"
  | "mains-60"
  | "movement"
  | "ecg"
  | "electrode-pop"
  | "drift"
  | "clipping"
  | "coarse-steps"
  | "drop-out";

export const ARTEFACT_KINDS: readonly ArtefactKind[] = [
  "mains-50",
  "mains-60",
  "movement",
  "ecg",
  "electrode-pop",
  "drift",
  "clipping",
  "coarse-steps",
  "drop-out",
];

/** An artefact as it was put there. Exclusive end. */
export interface ArtefactSpan {
  readonly kind: ArtefactKind;
  readonly fromS: number;
  readonly toS: number;
  /** Indices of the channels. */
  readonly channels: readonly number[];
}

export interface ArtefactSetting {
  readonly onSkin: boolean;
  readonly samplingFrequencyHz: number;
  readonly parameters: DrawnParameters;
  readonly random: Random;
}

/** Adds a voltage in front of the amplifier to `channels`, in µV, and says where. */
export function addVoltage(
  kind: ArtefactKind,
  channels: readonly Float32Array[],
  setting: ArtefactSetting,
): ArtefactSpan[] {
  switch (kind) {
    case "mains-50":
      return addMains(kind, 50, channels, setting);
    case "mains-60":
      return addMains(kind, 60, channels, setting);
    case "ecg":
      return addHeart(channels, setting);
    case "movement":
      return addMovements(channels, setting);
    case "electrode-pop":
      return addPops(channels, setting);
    default:
      return [];
  }
}

function addMains(
  kind: ArtefactKind,
  nominalHz: number,
  channels: readonly Float32Array[],
  setting: ArtefactSetting,
): ArtefactSpan[] {
  const { parameters, samplingFrequencyHz } = setting;
  const random = setting.random.branch(kind);
  const amplitudeUv = parameters.ofRecording("artefact", setting.onSkin ? "surfaceMainsUv" : "needleMainsUv");
  const harmonicShare = parameters.ofRecording("artefact", "mainsHarmonicShare");
  const fundamentalHz = nominalHz + random.normal(0, 0.03);
  const harmonics = [1, 3, 5, 7].filter((order) => order * nominalHz < samplingFrequencyHz / 2);
  const phases = harmonics.map(() => random.between(0, 2 * Math.PI));
  const breathHz = random.between(0.05, 0.3);
  for (const channel of channels) {
    const factor = random.between(0.6, 1.2) * amplitudeUv;
    for (let index = 0; index < channel.length; index++) {
      const timeS = index / samplingFrequencyHz;
      const slow = 1 + 0.15 * Math.sin(2 * Math.PI * breathHz * timeS);
      let value = 0;
      for (let k = 0; k < harmonics.length; k++)
        value +=
          harmonicShare ** k * Math.sin(2 * Math.PI * harmonics[k] * fundamentalHz * timeS + phases[k]);
      channel[index] += factor * slow * value;
    }
  }
  return [everywhere(kind, channels, samplingFrequencyHz)];
}

/** Each wave of a beat: height over that of R, width (SD) and time from R, in ms. */
const BEAT_WAVES = [
  { height: 0.12, widthMs: 25, atMs: -170 },
  { height: -0.12, widthMs: 9, atMs: -28 },
  { height: 1, widthMs: 10, atMs: 0 },
  { height: -0.22, widthMs: 11, atMs: 27 },
  { height: 0.25, widthMs: 48, atMs: 270 },
];

function addHeart(channels: readonly Float32Array[], setting: ArtefactSetting): ArtefactSpan[] {
  const { parameters, samplingFrequencyHz } = setting;
  const random = setting.random.branch("heart");
  const heightUv = parameters.ofRecording("artefact", setting.onSkin ? "surfaceEcgUv" : "needleEcgUv");
  const meanS = 60 / parameters.ofRecording("artefact", "heartRatePerMin");
  const variation = parameters.ofRecording("artefact", "heartIntervalCv");
  const factors = channels.map(() => heightUv * random.between(0.6, 1.1) * (random.chance(0.3) ? -1 : 1));
  const durationS = (channels[0]?.length ?? 0) / samplingFrequencyHz;
  for (
    let timeS = -random.uniform() * meanS;
    timeS < durationS + 0.3;
    timeS += random.gamma(meanS, variation)
  )
    for (const wave of BEAT_WAVES) {
      const centreS = timeS + wave.atMs / 1000;
      const widthS = wave.widthMs / 1000;
      channels.forEach((channel, index) => {
        addBetween(channel, samplingFrequencyHz, centreS - 4 * widthS, centreS + 4 * widthS, (atS) => {
          const away = (atS - centreS) / widthS;
          return factors[index] * wave.height * Math.exp(-0.5 * away * away);
        });
      });
    }
  return [everywhere("ecg", channels, samplingFrequencyHz)];
}

function addMovements(channels: readonly Float32Array[], setting: ArtefactSetting): ArtefactSpan[] {
  const { parameters, samplingFrequencyHz } = setting;
  const random = setting.random.branch("movement");
  const durationS = (channels[0]?.length ?? 0) / samplingFrequencyHz;
  const meanGapS = 1 / parameters.ofRecording("artefact", "movementPerS");
  const spans: ArtefactSpan[] = [];
  for (let fromS = random.between(0.1, 0.5) * Math.min(meanGapS, durationS); fromS < durationS; ) {
    const lengthS = parameters.fresh("artefact", "movementS", random);
    const sizeUv = parameters.fresh("artefact", "movementUv", random);
    const span = addMovement(channels, fromS, lengthS, sizeUv, setting, random);
    spans.push(span);
    fromS = span.toS + random.exponential(meanGapS);
  }
  return spans;
}

/** One movement of the electrode: a slow wave with a few swings and, with a needle, a short crunch. */
export function addMovement(
  channels: readonly Float32Array[],
  fromS: number,
  lengthS: number,
  sizeUv: number,
  setting: Pick<ArtefactSetting, "samplingFrequencyHz" | "onSkin">,
  random: Random,
): ArtefactSpan {
  const swings = Array.from({ length: 4 }, () => ({
    hz: random.between(0.6, 3) / lengthS,
    phase: random.between(0, 2 * Math.PI),
    size: random.normal(0, 0.6),
  }));
  const crunch = setting.onSkin ? 0 : 0.12;
  const sign = random.chance(0.5) ? 1 : -1;
  for (const channel of channels)
    addBetween(channel, setting.samplingFrequencyHz, fromS, fromS + lengthS, (atS) => {
      const progress = (atS - fromS) / lengthS;
      const window = Math.sin(Math.PI * Math.sqrt(progress)) ** 2;
      let value = sign;
      for (const { hz, phase, size } of swings)
        value += size * Math.sin(2 * Math.PI * hz * (atS - fromS) + phase);
      return sizeUv * window * (value + crunch * random.normal());
    });
  const durationS = (channels[0]?.length ?? 0) / setting.samplingFrequencyHz;
  return {
    kind: "movement",
    fromS,
    toS: Math.min(durationS, fromS + lengthS),
    channels: channels.map((_, index) => index),
  };
}

function addPops(channels: readonly Float32Array[], setting: ArtefactSetting): ArtefactSpan[] {
  const { parameters, samplingFrequencyHz } = setting;
  const random = setting.random.branch("pops");
  const durationS = (channels[0]?.length ?? 0) / samplingFrequencyHz;
  const meanGapS = 1 / parameters.ofRecording("artefact", "popPerS");
  const spans: ArtefactSpan[] = [];
  for (
    let fromS = random.uniform() * Math.min(meanGapS, 0.5 * durationS);
    fromS < durationS;
    fromS += random.exponential(meanGapS)
  ) {
    const index = random.integer(channels.length);
    const sizeUv = parameters.fresh("artefact", "popUv", random) * (random.chance(0.5) ? 1 : -1);
    const fadeS = random.between(0.002, 0.03);
    addBetween(
      channels[index],
      samplingFrequencyHz,
      fromS,
      fromS + 6 * fadeS,
      (atS) => sizeUv * Math.exp((fromS - atS) / fadeS),
    );
    spans.push({
      kind: "electrode-pop",
      fromS,
      toS: Math.min(durationS, fromS + 6 * fadeS),
      channels: [index],
    });
  }
  return spans;
}

/** Adds `value(timeS)` to the samples from `fromS` (inclusive) to `toS` (exclusive) that exist. */
function addBetween(
  channel: Float32Array,
  samplingFrequencyHz: number,
  fromS: number,
  toS: number,
  value: (timeS: number) => number,
): void {
  const first = Math.max(0, Math.ceil(fromS * samplingFrequencyHz));
  const last = Math.min(channel.length, Math.ceil(toS * samplingFrequencyHz));
  for (let index = first; index < last; index++) channel[index] += value(index / samplingFrequencyHz);
}

function everywhere(
  kind: ArtefactKind,
  channels: readonly Float32Array[],
  samplingFrequencyHz: number,
): ArtefactSpan {
  return {
    kind,
    fromS: 0,
    toS: (channels[0]?.length ?? 0) / samplingFrequencyHz,
    channels: channels.map((_, index) => index),
  };
}
