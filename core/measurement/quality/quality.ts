/**
 * What is measured of a channel's quality, put together.
 */
import { usableShare } from "../activity/quiet-spans.ts";
import type { ChannelSignal } from "../channel-signal.ts";
import type { Survey } from "../survey.ts";
import type { QualityMeasurement } from "../types/channel.ts";
import type { Estimate } from "../types/estimate.ts";
import { abstain, measured, NORMAL_95 } from "../uncertainty.ts";
import { heartIn } from "./heart.ts";
import type { MainsLine } from "./mains.ts";
import type { NoiseFloor } from "./noise-floor.ts";

export interface QualityInput {
  readonly signal: ChannelSignal;
  readonly survey: Survey;
  readonly noise: NoiseFloor | undefined;
  readonly signalToNoise: Estimate;
  readonly mains: MainsLine | undefined;
  readonly mainsRemoved: boolean;
}

const LIMITED_BELOW = 0.9;
const UNUSABLE_BELOW = 0.2;

export function qualityOf(input: QualityInput): QualityMeasurement {
  const { signal, survey, noise, mains } = input;
  const mainsPower = (mains?.harmonics ?? []).reduce((sum, { amplitude }) => sum + amplitude ** 2 / 2, 0);
  const clippedShare = survey.rails.clippedSamples / Math.max(1, signal.sampleCount);
  const usable = usableShare(survey.meanSquares);
  const unusable = noise === undefined || usable < UNUSABLE_BELOW;
  const limited = usable < LIMITED_BELOW || clippedShare > 0 || survey.isRectified;
  return {
    noise: noiseEstimate(noise, signal.amplitudeUnit),
    noiseIsUpperBound: noise === undefined || noise.certainty === "doubtful",
    signalToNoise: input.signalToNoise,
    mains: {
      fundamentalHz: mains?.fundamentalHz,
      harmonics: mains?.harmonics ?? [],
      powerShare: mainsPower > 0 ? mainsPower / (mainsPower + (noise?.power ?? 0)) : 0,
      removed: input.mainsRemoved,
    },
    saturation: { share: clippedShare, lowRail: survey.rails.low, highRail: survey.rails.high },
    heart: heartIn(survey.slow),
    quantisationStep: survey.quantisationStep,
    isRectified: survey.isRectified,
    masked: [...survey.masked].sort((a, b) => a.fromS - b.fromS),
    usableShare: usable,
    verdict: unusable ? "unusable" : limited ? "limited" : "good",
  };
}

function noiseEstimate(noise: NoiseFloor | undefined, unit: string): Estimate {
  if (noise === undefined) return abstain("masked", 0);
  const level = Math.sqrt(noise.power);
  // relative error of a standard deviation from so many independent values
  const halfWidth = (NORMAL_95 * level) / Math.sqrt(2 * noise.freedom * noise.windowCount);
  return measured(level, level - halfWidth, level + halfWidth, unit, noise.windowCount);
}
