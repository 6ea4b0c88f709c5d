/**
 * A channel cut into stretches, each measured.
 *
 * Long stretches are looked at in part, discharge by discharge (`lookedAt` says where); what rises and falls over time is
 * measured on all of them. Recordings with very many stretches share one budget.
 */
import { median } from "../../signal/order-statistics.ts";
import { resample } from "../../signal/resample.ts";
import type { ActiveSpan } from "../activity/active-spans.ts";
import { quietSpans, type TimedTrack, timesOf } from "../activity/quiet-spans.ts";
import { type ChannelSignal, stretchOf } from "../channel-signal.ts";
import { detectDischarges } from "../discharge-detection.ts";
import type { QualityMeasurement } from "../types/channel.ts";
import type { Estimate, Span } from "../types/estimate.ts";
import type { FeatureValue, ShapeTrain, Stretch, StretchFeature } from "../types/stretch.ts";
import { abstain, measured, shareEstimate } from "../uncertainty.ts";
import { gapLean, type LookedAtPart, type RawPart, slowShare } from "./around-discharges.ts";
import { eventFeatures } from "./event-features.ts";
import { groupingOf } from "./grouping.ts";
import { partsToLookAt } from "./looked-at.ts";
import { mixtureFeatures } from "./mixture-features.ts";
import { potentialFeatures } from "./potential-features.ts";
import { type PotentialShape, potentialShapes } from "./potential-shapes.ts";
import { quietFeatures } from "./quiet-features.ts";
import { withRecalled } from "./recalled-discharges.ts";
import { sparseDischarges } from "./sparse-discharges.ts";
import { type StretchSpan, stretchSpans } from "./stretch-spans.ts";
import { trainFeatures } from "./train-features.ts";
import { typicalStep } from "./typical-step.ts";
import { unwovenTrains } from "./unwoven-trains.ts";
import { wholePotentials } from "./whole-potentials.ts";
import { withoutTails } from "./without-tails.ts";

export interface ChannelToCut {
  readonly signal: ChannelSignal;
  readonly track: TimedTrack;
  readonly spans: readonly ActiveSpan[];
  readonly noisePower: number;
  readonly mainsHz: readonly number[];
  readonly quality: QualityMeasurement;
  readonly minimumIntervalMs: number | undefined;
}

/** Looked at in one stretch, and in all stretches of a channel. */
const STRETCH_BUDGET_S = 20;
const CHANNEL_BUDGET_S = 120;
const LEAST_BUDGET_S = 2;
const QUIET_BUDGET_S = 4;
const QUIET_MARGIN_S = 0.1;
/** Shorter pauses are not searched for sparse discharges. */
const SHORTEST_SEARCHED_S = 0.3;
/** Slower recordings are interpolated before potentials are compared: between two samples a spike has no certain place. */
const FINE_HZ = 6000;
const COMMON_SHARE = 0.35;
const FEWEST_TELLING = 12;
/** Typical change from one interval to the next of a muscle fibre's train, at most. */
const FIBRE_LIKE = 0.065;
/** Quiet time before (after) a stretch that shows that it began (ended). */
const EDGE_S = 0.25;

export async function stretchesOf(channel: ChannelToCut): Promise<Stretch[]> {
  const { cut, noise } = await cutOf(channel);
  const activeCount = cut.filter(({ kind }) => kind === "active").length;
  const budgetS = Math.min(
    STRETCH_BUDGET_S,
    Math.max(LEAST_BUDGET_S, CHANNEL_BUDGET_S / Math.max(1, activeCount)),
  );
  let leftS = CHANNEL_BUDGET_S;
  let quietS = CHANNEL_BUDGET_S / 4;
  const result: Stretch[] = [];
  let trainCount = 0;
  const quietShare = shareOf(cut, "quiet");
  for (const span of cut) {
    if (span.kind === "masked") {
      result.push({
        ...timesOnly(span),
        kind: "masked",
        features: maskedFeatures(span, channel),
        trains: [],
        lookedAt: [],
      });
      continue;
    }
    if (span.kind === "quiet") {
      const parts = quietS > 0 ? partsToLookAt(span, Math.min(QUIET_BUDGET_S, span.toS - span.fromS)) : [];
      quietS -= lengthOf(parts);
      result.push(await quietStretch(span, parts, channel, quietShare));
      continue;
    }
    const parts = leftS > 0 ? partsToLookAt(span, budgetS) : [];
    leftS -= lengthOf(parts);
    const stretch = await activeStretch(span, parts, channel, trainCount, noise);
    trainCount += stretch.trains.length;
    result.push(stretch);
  }
  return result;
}

/** By energy first; then what is quiet is searched for sparse discharges. */
async function cutOf(
  channel: ChannelToCut,
): Promise<{ readonly cut: readonly StretchSpan[]; readonly noise: number }> {
  const { track, spans, noisePower, signal } = channel;
  const active = timesOf(track, spans);
  const quiet = quietSpans(track, spans).filter(({ fromS, toS }) => toS - fromS >= SHORTEST_SEARCHED_S);
  const sparse = await sparseDischarges(quiet, {
    noise: Math.sqrt(noisePower),
    samplingFrequencyHz: signal.samplingFrequencyHz,
    samplesOf: (part) => samplesOf(part, channel),
  });
  const all = [...active, ...sparse.spans].sort((a, b) => a.fromS - b.fromS);
  return { cut: stretchSpans(track, all), noise: sparse.noise };
}

/** Of the time that was recorded. */
function shareOf(cut: readonly StretchSpan[], kind: StretchSpan["kind"]): number {
  const recordedS = lengthOf(cut.filter((span) => span.kind !== "masked"));
  return recordedS > 0 ? lengthOf(cut.filter((span) => span.kind === kind)) / recordedS : 0;
}

function lengthOf(spans: readonly Span[]): number {
  return spans.reduce((sum, { fromS, toS }) => sum + toS - fromS, 0);
}

function timesOnly({ fromS, toS }: Span): Span {
  return { fromS, toS };
}

function featuresOn(values: Readonly<Record<string, FeatureValue>>, on: Span, train?: string) {
  return Object.fromEntries(
    Object.entries(values).map(([id, value]): [string, StretchFeature] => [
      id,
      { value: finite(value), on, ...(train !== undefined && { train }) },
    ]),
  );
}

/** What cannot be calculated from degenerate samples is told as such. */
function finite(value: FeatureValue): FeatureValue {
  if (!("value" in value) || [value.value, value.low, value.high].every(Number.isFinite)) return value;
  return abstain("not-identifiable", value.count);
}

function maskedFeatures(span: Span, { quality }: ChannelToCut) {
  const reason =
    quality.masked.find(({ fromS, toS }) => fromS < span.toS && toS > span.fromS)?.reason ?? "gap";
  return featuresOn(
    { "not-usable": { option: reason }, ...durationOf(span), ...channelFeatures(quality) },
    timesOnly(span),
  );
}

function durationOf({ fromS, toS }: Span): Record<string, Estimate> {
  return { "stretch-duration": measured(toS - fromS, toS - fromS, toS - fromS, "s", 1) };
}

/** What holds for the channel as a whole. */
function channelFeatures(quality: QualityMeasurement): Record<string, FeatureValue> {
  const count = Math.max(1, quality.heart.beatCount);
  return {
    "heart-in-signal": { option: quality.heart.present ? "yes" : "no" },
    "heart-rate": quality.heart.present ? quality.heart.rateHz : abstain("no-activity", count),
    "mains-share": measured(
      quality.mains.powerShare,
      quality.mains.powerShare,
      quality.mains.powerShare,
      "1",
      1,
    ),
    "usable-share": measured(quality.usableShare, quality.usableShare, quality.usableShare, "1", 1),
    "clipped-share": measured(
      quality.saturation.share,
      quality.saturation.share,
      quality.saturation.share,
      "1",
      1,
    ),
    "noise-is-bare": { option: quality.noiseIsUpperBound ? "not-sure" : "yes" },
    "is-rectified": { option: quality.isRectified ? "yes" : "no" },
  };
}

async function quietStretch(
  span: StretchSpan,
  parts: readonly Span[],
  channel: ChannelToCut,
  quietShare: number,
): Promise<Stretch> {
  const { signal, quality } = channel;
  const inner = parts.map(({ fromS, toS }) => ({
    fromS: fromS + Math.min(QUIET_MARGIN_S, (toS - fromS) / 4),
    toS: toS - Math.min(QUIET_MARGIN_S, (toS - fromS) / 4),
  }));
  const read = await Promise.all(inner.map((part) => samplesOf(part, channel)));
  const features = quietFeatures(
    read.map(({ samples }) => ({
      samples,
      samplingFrequencyHz: signal.samplingFrequencyHz,
      bandHz: signal.band,
    })),
    signal.amplitudeUnit,
  );
  return {
    ...timesOnly(span),
    kind: "quiet",
    features: featuresOn(
      {
        ...features,
        "quiet-share": measured(quietShare, quietShare, quietShare, "1", 1),
        ...durationOf(span),
        ...channelFeatures(quality),
      },
      timesOnly(span),
    ),
    trains: [],
    lookedAt: inner,
  };
}

async function samplesOf(
  { fromS, toS }: Span,
  { signal, mainsHz }: ChannelToCut,
): Promise<{ readonly samples: Float32Array; readonly raw: RawPart; readonly startS: number }> {
  const fs = signal.samplingFrequencyHz;
  const fromSample = Math.max(0, Math.round((fromS - signal.startS) * fs));
  const toSample = Math.min(signal.sampleCount, Math.max(fromSample, Math.round((toS - signal.startS) * fs)));
  const chunk = await stretchOf(signal, mainsHz, fromSample, toSample);
  return {
    samples: chunk.filtered.slice(chunk.core.from, chunk.core.to),
    raw: { samples: chunk.raw.slice(chunk.core.from, chunk.core.to), samplingFrequencyHz: fs },
    startS: signal.startS + fromSample / fs,
  };
}

async function activeStretch(
  span: StretchSpan,
  lookedAt: readonly Span[],
  channel: ChannelToCut,
  trainsBefore: number,
  noise: number,
): Promise<Stretch> {
  const { signal, track, quality } = channel;
  const noisePower = noise * noise;
  const fine = signal.samplingFrequencyHz >= FINE_HZ;
  const hz = fine
    ? signal.samplingFrequencyHz
    : signal.samplingFrequencyHz * Math.ceil(FINE_HZ / signal.samplingFrequencyHz);
  const parts: LookedAtPart[] = [];
  for (const part of lookedAt) {
    const { samples: recorded, raw, startS } = await samplesOf(part, channel);
    const samples = fine ? recorded : resample(recorded, signal.samplingFrequencyHz, hz);
    const detected = detectDischarges(samples, hz, {
      noise,
      startS,
      ...(channel.minimumIntervalMs !== undefined && { minimumIntervalMs: channel.minimumIntervalMs }),
    });
    parts.push({ samples, raw, startS, discharges: withoutTails(detected) });
  }
  const { shapes: sorted, strangers } = potentialShapes(parts, {
    samplingFrequencyHz: hz,
    noise,
    recordedHz: signal.samplingFrequencyHz,
  });
  const shapes = withRecalled(wholePotentials(sorted), parts, { samplingFrequencyHz: hz, noise }).sort(
    (a, b) => b.discharges.length - a.discharges.length,
  );
  const all = [...shapes.flatMap(({ discharges }) => discharges), ...strangers];
  const sources = shapes
    .flatMap((shape) => unwovenTrains(shape, lookedAt))
    .sort((a, b) => b.discharges.length - a.discharges.length);
  const trains = sources.map(
    (shape, index): ShapeTrain => ({
      id: `s${trainsBefore + index + 1}`,
      dischargesS: shape.discharges.map(({ timeS }) => timeS),
      amplitudes: shape.discharges.map(({ amplitude }) => amplitude),
    }),
  );
  const told = mostTelling(sources, trains, lookedAt, noise);
  const leading = trains[told];
  const on = timesOnly(span);
  const endS = track.startS + track.meanSquares.length * track.binS;
  const features = {
    ...featuresOn({ ...eventFeatures(track, span, noisePower), ...channelFeatures(quality) }, on),
    ...featuresOn(mixtureFeatures(shapes, all, lookedAt, parts, signal, hz), on),
    ...featuresOn(
      {
        "onset-seen": { option: span.fromS > track.startS + EDGE_S ? "yes" : "no" },
        "end-seen": { option: span.toS < endS - EDGE_S ? "yes" : "no" },
        "slow-share": slowShare(parts, span.active),
        "gap-lean": gapLean(parts, span.active, signal, hz),
        grouping: groupingOf(shapes, lookedAt),
        "regular-share": regularShare(sources, all.length),
      },
      on,
    ),
    ...(leading !== undefined && {
      ...featuresOn(
        {
          ...featuresOfTrain(leading, lookedAt, noise),
          ...potentialFeatures(sources[told], leading.id, parts, signal, noise, hz),
        },
        { fromS: leading.dischargesS[0], toS: leading.dischargesS[leading.dischargesS.length - 1] },
        leading.id,
      ),
    }),
  };
  return { ...on, kind: "active", features, trains, lookedAt };
}

function featuresOfTrain({ dischargesS, amplitudes }: ShapeTrain, observed: readonly Span[], noise: number) {
  const size = median(amplitudes);
  return trainFeatures({ timesS: dischargesS, amplitudes, observed, sizeNoise: size > 0 ? noise / size : 1 });
}

/** Share of all discharges that belong to trains as regular as a muscle fibre's, several together. */
function regularShare(sources: readonly PotentialShape[], count: number): Estimate {
  if (count < FEWEST_TELLING) return abstain("too-few-discharges", count);
  const regular = sources
    .map(({ discharges }) => discharges)
    .filter((discharges) => discharges.length >= FEWEST_TELLING && typicalStep(discharges) <= FIBRE_LIKE);
  return shareEstimate(
    regular.reduce((sum, { length }) => sum + length, 0),
    count,
  );
}

/**
 * The train that is told of: among the common ones the one whose neighbouring intervals are most alike, because overlap and
 * strangers make a train irregular and nothing makes it regular.
 */
function mostTelling(
  shapes: readonly PotentialShape[],
  trains: readonly ShapeTrain[],
  observed: readonly Span[],
  noise: number,
): number {
  let best = { index: 0, variation: Number.POSITIVE_INFINITY };
  shapes.forEach(({ discharges }, index) => {
    const common = discharges.length >= COMMON_SHARE * shapes[0].discharges.length;
    if (!common || discharges.length < FEWEST_TELLING) return;
    const variation = featuresOfTrain(trains[index], observed, noise)["neighbour-variation"];
    if ("value" in variation && variation.value < best.variation)
      best = { index, variation: variation.value };
  });
  return best.index;
}
