/**
 * What is measured of all discharges of a stretch together, whatever source they come from: how many shapes there are, how much
 * the first ones explain, how fast all of them come. Says nothing of one source; `potential-features.ts` and `train-features.ts` do.
 */
import { median } from "../../signal/order-statistics.ts";
import type { ChannelSignal } from "../channel-signal.ts";
import type { Discharge } from "../types/discharge.ts";
import type { Estimate, Span } from "../types/estimate.ts";
import type { FeatureValue } from "../types/stretch.ts";
import { abstain, eventRate, measured, shareEstimate } from "../uncertainty.ts";
import type { PotentialShape, ShapePart } from "./potential-shapes.ts";

/** Several sources: those that hold at least this share of the discharges count. */
const COUNTED_SHARE = 0.08;
const FEWEST_DISCHARGES = 3;

/** How many shapes there are among all discharges, and how much the first ones explain. */
export function mixtureFeatures(
  shapes: readonly PotentialShape[],
  all: readonly Discharge[],
  lookedAt: readonly Span[],
  parts: readonly ShapePart[],
  { amplitudeUnit }: ChannelSignal,
  fs: number,
): Record<string, FeatureValue> {
  const count = all.length;
  if (count < FEWEST_DISCHARGES) {
    const none = abstain("too-few-discharges", count);
    return {
      "composite-rate": none,
      "shape-count": none,
      "leading-share": none,
      "few-shapes-share": none,
      amplitude: none,
      "height-over-noise": none,
      "spectrum-centre": spectrumCentre(parts, fs),
    };
  }
  const sizes = shapes.map((shape) => shape.discharges.length);
  const counted = sizes.filter((size) => size >= COUNTED_SHARE * count).length;
  const heights = all.map(({ amplitude }) => amplitude);
  const typical = median(heights);
  const height = median(all.map(({ signalToNoise }) => signalToNoise));
  return {
    "composite-rate": eventRate(
      count,
      Math.max(
        lookedAt.reduce((sum, { fromS, toS }) => sum + toS - fromS, 0),
        1e-3,
      ),
    ),
    "shape-count": measured(counted, counted, counted, "1", count),
    "leading-share": shareEstimate(sizes[0] ?? 0, count),
    "few-shapes-share": shareEstimate(
      sizes.slice(0, 3).reduce((sum, size) => sum + size, 0),
      count,
    ),
    "height-over-noise": measured(height, height, height, "1", count),
    amplitude: measured(typical, Math.min(...heights), Math.max(...heights), amplitudeUnit, count),
    "spectrum-centre": spectrumCentre(parts, fs),
  };
}

/** Root mean square frequency of what is there, from the slope of the signal. */
function spectrumCentre(parts: readonly ShapePart[], fs: number): Estimate {
  let power = 0;
  let slope = 0;
  let count = 0;
  for (const { samples } of parts)
    for (let i = 1; i < samples.length; i++) {
      power += samples[i] * samples[i];
      slope += (samples[i] - samples[i - 1]) ** 2;
      count++;
    }
  if (!(power > 0)) return abstain("no-activity", count);
  const hz = (fs / Math.PI) * Math.asin(Math.min(1, Math.sqrt(slope / power) / 2));
  return measured(hz, hz, hz, "Hz", count);
}
