/**
 * What lies around and between the discharges: how much of it is slower than muscle, and whether the rest leans to one side.
 *
 * A movement, a popping electrode and a heart beat are mostly slow; so their power below the muscle's band, in and next to the
 * active parts, is held against all power there. Mains is no part of it: the slow part is a mean over 40 ms, in which 50 Hz vanishes
 * and 60 Hz nearly so.
 */
import type { ChannelSignal } from "../channel-signal.ts";
import type { Estimate, Span } from "../types/estimate.ts";
import { abstain, measured } from "../uncertainty.ts";
import type { ShapePart } from "./potential-shapes.ts";
import { quietFeatures } from "./quiet-features.ts";

export interface RawPart {
  readonly samples: Float32Array;
  readonly samplingFrequencyHz: number;
}

export interface LookedAtPart extends ShapePart {
  /** The same time before filtering. */
  readonly raw: RawPart;
}

const SLOW_S = 0.04;
const BASELINE_S = 1;
const MARGIN_S = 0.03;
const CLEAR_S = 0.02;
const SHORTEST_GAP_S = 0.1;

export function slowShare(parts: readonly LookedAtPart[], active: readonly Span[]): Estimate {
  let slowPower = 0;
  let fastPower = 0;
  let count = 0;
  for (const { raw, samples, startS } of parts) {
    const fs = raw.samplingFrequencyHz;
    const finer = Math.max(1, Math.round(samples.length / Math.max(1, raw.samples.length)));
    const slow = runningMean(raw.samples, Math.max(1, Math.round(SLOW_S * fs)));
    const baseline = runningMean(raw.samples, Math.max(1, Math.round(BASELINE_S * fs)));
    for (const { fromS, toS } of active) {
      const from = Math.max(0, Math.round((fromS - MARGIN_S - startS) * fs));
      const to = Math.min(raw.samples.length, Math.round((toS + MARGIN_S - startS) * fs));
      for (let i = from; i < to; i++) {
        slowPower += (slow[i] - baseline[i]) ** 2;
        const fast = samples[Math.min(samples.length - 1, i * finer)];
        fastPower += fast * fast;
        count++;
      }
    }
  }
  if (!(slowPower + fastPower > 0)) return abstain("no-activity", count);
  const share = slowPower / (slowPower + fastPower);
  return measured(share, share, share, "1", count);
}

/** Mean over a window around each sample, shorter at the ends. */
function runningMean(values: Float32Array, width: number): Float64Array {
  const sums = new Float64Array(values.length + 1);
  for (let i = 0; i < values.length; i++) sums[i + 1] = sums[i] + values[i];
  const half = width >> 1;
  return Float64Array.from(values, (_, i) => {
    const from = Math.max(0, i - half);
    const to = Math.min(values.length, i + half + 1);
    return (sums[to] - sums[from]) / (to - from);
  });
}

/** Of what lies between the active parts. */
export function gapLean(
  parts: readonly ShapePart[],
  active: readonly Span[],
  signal: ChannelSignal,
  fs: number,
): Estimate {
  const gaps = parts.flatMap(({ samples, startS }) => {
    const endS = startS + samples.length / fs;
    const edges = [
      { fromS: startS, toS: startS },
      ...active.filter(({ fromS, toS }) => toS > startS && fromS < endS),
      { fromS: endS, toS: endS },
    ];
    return edges.slice(1).flatMap((edge, i) => {
      const from = Math.round((edges[i].toS + CLEAR_S - startS) * fs);
      const to = Math.round((edge.fromS - CLEAR_S - startS) * fs);
      const part = samples.subarray(Math.max(0, from), Math.min(samples.length, to));
      return to - from >= SHORTEST_GAP_S * fs
        ? [{ samples: part, samplingFrequencyHz: fs, bandHz: signal.band }]
        : [];
    });
  });
  return quietFeatures(gaps, signal.amplitudeUnit).lean;
}
