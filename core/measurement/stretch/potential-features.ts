/**
 * What is measured of the potential of one shape: size, duration, phases, first deflection and how alike it stays.
 */
import { median } from "../../signal/order-statistics.ts";
import type { ChannelSignal } from "../channel-signal.ts";
import { potentialOf } from "../potential.ts";
import type { Estimate } from "../types/estimate.ts";
import type { FeatureValue } from "../types/stretch.ts";
import { abstain, measured } from "../uncertainty.ts";
import type { PotentialShape, ShapePart } from "./potential-shapes.ts";

/** A template must not reach into the neighbouring discharge. */
const INTO_INTERVAL = 0.45;
const SPIKE_SHARE = 0.15;
const SPIKE_PAUSE_S = 0.0008;
/** A phase before the main one is looked for so far back. */
const BEFORE_MAIN_S = 0.004;
/** It is there above this share of the main deflection, and not there below the other. */
const OPPOSITE_FIRST = 0.2;
/** Where two phases are alike in size, which is the main one cannot be told. */
const ALIKE = 0.75;
const MAIN_FIRST = 0.13;
/** Scatter of the mean's noise that a phase must exceed. */
const OF_NOISE = 3;
/** Fewer in one part: all discharges are taken. */
const FEWEST_DISCHARGES = 3;

export function potentialFeatures(
  shape: PotentialShape,
  id: string,
  parts: readonly ShapePart[],
  signal: ChannelSignal,
  noise: number,
  fs: number,
): Record<string, FeatureValue> {
  const times = shape.discharges.map(({ timeS }) => timeS);
  const intervals = times.slice(1).map((time, i) => time - times[i]);
  const reach = Math.min(
    shape.originIndex,
    intervals.length > 0
      ? Math.max(2, Math.round(INTO_INTERVAL * median(intervals) * fs))
      : shape.originIndex,
  );
  const samples = shape.template.slice(shape.originIndex - reach, shape.originIndex + reach + 1);
  const peak = samples.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const unit = {
    id,
    discharges: shape.discharges,
    templates: [{ samplingFrequencyHz: fs, samples, originIndex: reach }],
    validity: {
      verdict: "valid" as const,
      isolation: 1,
      signalToNoise: noise > 0 ? peak / noise : 0,
      falsePositiveShare: 0,
      missedShare: 0,
    },
  };
  const part = parts.find(
    ({ startS, samples: own }) => times[0] >= startS && times[0] < startS + own.length / fs,
  );
  const looked = part ?? parts[0];
  const own = { ...unit, discharges: shape.discharges.filter(({ timeS }) => insidePart(timeS, looked, fs)) };
  const measuredPotential = potentialOf(
    own.discharges.length >= FEWEST_DISCHARGES ? own : unit,
    { samples: looked.samples, samplingFrequencyHz: fs, startS: looked.startS },
    signal.amplitudeUnit,
  );
  return {
    "potential-amplitude": measuredPotential.amplitude,
    "potential-duration": measuredPotential.durationMs,
    "spike-duration": spikeDuration(samples, reach, fs, peak),
    "potential-phases": measuredPotential.phases,
    "potential-turns": measuredPotential.turns,
    "first-deflection": { option: measuredPotential.firstDeflection },
    "initial-phase": {
      option: initialPhase(samples, reach, fs, noise / Math.sqrt(Math.max(1, shape.discharges.length))),
    },
    "complex-jitter":
      fs === signal.samplingFrequencyHz
        ? measuredPotential.complexJitterUs
        : abstain("sampling-frequency-too-low", times.length),
    "potential-stability": measuredPotential.stability,
  };
}

/** Of the main part: from where it first rises above a part of its height around the largest deflection to where it last does. */
function spikeDuration(samples: Float32Array, origin: number, fs: number, peak: number): Estimate {
  const matters = SPIKE_SHARE * peak;
  const pause = Math.max(1, Math.round(SPIKE_PAUSE_S * fs));
  const edge = (step: 1 | -1) => {
    let last = origin;
    for (let at = origin; at >= 0 && at < samples.length && Math.abs(at - last) <= pause; at += step)
      if (Math.abs(samples[at]) >= matters) last = at;
    return last;
  };
  const ms = (1000 * (edge(1) - edge(-1) + 1)) / fs;
  return measured(ms, ms - 1000 / fs, ms + 1000 / fs, "ms", 1);
}

/**
 * Does a smaller deflection of the opposite direction come before the main one? An action potential that travels past the electrode
 * has one; where it starts (an end-plate) or stops (a positive sharp wave) the main deflection comes first. Blind to polarity.
 */
function initialPhase(samples: Float32Array, origin: number, fs: number, noise: number) {
  let main = origin;
  for (let i = 0; i < samples.length; i++) if (Math.abs(samples[i]) > Math.abs(samples[main])) main = i;
  const height = Math.abs(samples[main]);
  const sign = Math.sign(samples[main]);
  let opposite = 0;
  for (let i = Math.max(0, main - Math.round(BEFORE_MAIN_S * fs)); i < main; i++)
    opposite = Math.max(opposite, -sign * samples[i]);
  if (opposite >= ALIKE * height) return "unclear";
  if (opposite >= Math.max(OPPOSITE_FIRST * height, OF_NOISE * noise)) return "opposite-first";
  return opposite < MAIN_FIRST * height && OF_NOISE * noise < OPPOSITE_FIRST * height
    ? "main-first"
    : "unclear";
}

function insidePart(timeS: number, { startS, samples }: ShapePart, fs: number): boolean {
  return timeS >= startS && timeS < startS + samples.length / fs;
}
