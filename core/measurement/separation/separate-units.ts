/**
 * Which motor units fire in a recording, and when?
 *
 * One to fifteen channels: units are told apart by their waveforms. Waveforms that crowd together start templates
 * (`density-seeds.ts`); the signal is explained as a sum of templates by matching pursuit (`pursuit.ts`), overlaps being
 * resolved together (`overlap-resolution.ts`); templates are re-estimated, merged, split and pruned until nothing new is
 * found (`unit-learning.ts`). Sixteen channels and more: convolutive blind source separation
 * (`convolutive-separation.ts`). Deterministic. Says nothing about what the firing means.
 *
 * Amplitudes are in the unit of the input (the names say µV because calibrated recordings come so). A discharge's time
 * is that of the largest deflection of its unit's potential on the channel where that is largest.
 */
import type { Issue } from "../../issue/issue.ts";
import { aloneShares, type ShownUnit } from "./alone-share.ts";
import { separateConvolutive } from "./convolutive/convolutive-separation.ts";
import { isolatedDischarges } from "./firing-exclusion.ts";
import { type FoundUnit, separateSegments } from "./segments.ts";
import {
  deadChannel,
  mainsRemoved,
  nothingToSeparate,
  samplingTooLow,
  unequalLengths,
} from "./separation-issues.ts";
import { placedAt } from "./unit-model.ts";
import { DOUBTFUL, unitValidity, type Validity } from "./unit-validity.ts";
import { unitWaveform } from "./unit-waveform.ts";
import { type WorkingSignal, workingSignal } from "./working-signal.ts";

export interface SeparationOptions {
  readonly samplingFrequencyHz: number;
  /** Shortest interval of one unit; doublets and trains above its inverse are not seen. 0.002 unless told. */
  readonly minimumIntervalS?: number;
  /** 24 unless told. */
  readonly mostUnits?: number;
  readonly onProgress?: (share: number) => void;
}

export interface SeparatedMotorUnit {
  /** `u1` is the largest. */
  readonly id: string;
  readonly dischargesS: Float64Array;
  /** Peak to peak of each discharge, on the channel where the unit is largest. */
  readonly amplitudesUv: Float32Array;
  /** Probability of each discharge, 0 to 1. */
  readonly posterior: Float32Array;
  /** Waveform on each channel, unfiltered, at the sampling frequency of the input. */
  readonly template: readonly Float32Array[];
  /** Index of the discharge's time in the template, between samples. */
  readonly templateOrigin: number;
  /** Largest deflection of the template over the standard deviation of the noise above 80 Hz. */
  readonly snr: number;
  readonly validity: Validity;
}

export interface Separation {
  /** With a validity of at least 0.4, largest first. */
  readonly units: readonly SeparatedMotorUnit[];
  /** Candidates that were not sure enough. Not to be counted or measured. */
  readonly rejected: readonly SeparatedMotorUnit[];
  /** Power left unexplained over the power of the signal, noise taken off both. */
  readonly residualRatio: number;
  readonly issues: readonly Issue[];
}

const DEFAULT_MINIMUM_INTERVAL_S = 0.002;
const DEFAULT_MOST_UNITS = 24;
const LOWEST_GOOD_FREQUENCY_HZ = 3000;
const SHORTEST_S = 0.1;
const MANY_CHANNELS = 16;
/** Odds are told on a scale on which they come true (`bench/emg/separation.ts` shows how often). */
const ODDS_SCALE = 3;
const ISOLATION_S = 0.01;

/** `channels` are equally long, in µV, NaN where masked; they are not changed. */
export function separateUnits(channels: readonly Float32Array[], options: SeparationOptions): Separation {
  const { samplingFrequencyHz: rate } = options;
  const lengths = channels.map((channel) => channel.length);
  if (new Set(lengths).size > 1) return nothing([unequalLengths(lengths)]);
  const alive = channels.map(isAlive);
  const issues = alive.flatMap((lives, channel) =>
    lives || !alive.includes(true) ? [] : [deadChannel(channel)],
  );
  const used = channels.filter((_, channel) => alive[channel]);
  if (used.length === 0 || !(rate > 0) || lengths[0] < SHORTEST_S * rate)
    return nothing([...issues, nothingToSeparate()]);
  if (rate < LOWEST_GOOD_FREQUENCY_HZ && used.length < MANY_CHANNELS) issues.push(samplingTooLow(rate));
  const settings = {
    minimumIntervalS: options.minimumIntervalS ?? DEFAULT_MINIMUM_INTERVAL_S,
    mostUnits: options.mostUnits ?? DEFAULT_MOST_UNITS,
  };
  if (used.length >= MANY_CHANNELS) {
    const sources = separateConvolutive(used, rate, settings);
    return { ...sources, issues: [...issues, ...sources.issues] };
  }
  const signal = workingSignal(used, rate);
  if (signal.mainsHz.length > 0) issues.push(mainsRemoved(signal.mainsHz));
  if (signal.noise.every((level) => level === 0)) return nothing([...issues, nothingToSeparate()]);
  const found = separateSegments(signal, settings, options.onProgress);
  const trains = found.units.map((unit) => unit.discharges.map((discharge) => placedAt(discharge.time)));
  const isolated = isolatedDischarges(trains, ISOLATION_S * signal.samplingFrequencyHz);
  const shown = found.units.map((unit, index) => shownUnit(unit, isolated[index], used, rate, signal));
  const alone = aloneShares(shown, rate);
  const units = found.units.map((unit, index) => reported(unit, shown[index], alone[index], signal));
  return { ...ranked(units), residualRatio: found.residualRatio, issues };
}

function nothing(issues: readonly Issue[]): Separation {
  return { units: [], rejected: [], residualRatio: 0, issues };
}

/** At least two different finite values. */
function isAlive(channel: Float32Array): boolean {
  let first: number | undefined;
  for (const value of channel) {
    if (!Number.isFinite(value)) continue;
    if (first === undefined) first = value;
    else if (value !== first) return true;
  }
  return false;
}

type Unnamed = Omit<SeparatedMotorUnit, "id">;

/** Largest first, told apart by whether they are valid enough. */
export function ranked(units: readonly Unnamed[]): Pick<Separation, "units" | "rejected"> {
  const size = (unit: Unnamed) =>
    unit.amplitudesUv.reduce((sum, value) => sum + value, 0) / unit.amplitudesUv.length;
  const named = [...units]
    .sort(
      (a, b) =>
        Number(b.validity.value >= DOUBTFUL) - Number(a.validity.value >= DOUBTFUL) || size(b) - size(a),
    )
    .map((unit, index) => ({ id: `u${index + 1}`, ...unit }));
  return {
    units: named.filter((unit) => unit.validity.value >= DOUBTFUL),
    rejected: named.filter((unit) => unit.validity.value < DOUBTFUL),
  };
}

function shownUnit(
  unit: FoundUnit,
  isolated: readonly boolean[],
  channels: readonly Float32Array[],
  rate: number,
  signal: WorkingSignal,
): ShownUnit {
  const middleS = unit.discharges.map((discharge) => discharge.time / signal.samplingFrequencyHz);
  const waveform = unitWaveform(channels, rate, middleS, isolated);
  const half = (waveform.samples[0].length - 1) / 2;
  const offsetS = (waveform.peakIndex - half) / rate;
  return { timesS: Float64Array.from(middleS, (time) => time + offsetS), waveform };
}

function reported(
  unit: FoundUnit,
  { timesS, waveform }: ShownUnit,
  aloneShare: number,
  signal: WorkingSignal,
): Unnamed {
  const noise = signal.noise[waveform.peakChannel];
  const posterior = Float32Array.from(unit.discharges, ({ odds }) => 1 / (1 + Math.exp(-odds / ODDS_SCALE)));
  const snr = noise > 0 ? waveform.peak / noise : 0;
  return {
    dischargesS: Float64Array.from(timesS),
    amplitudesUv: Float32Array.from(unit.discharges, ({ amplitude }) => amplitude * waveform.peakToPeak),
    posterior,
    template: waveform.samples,
    templateOrigin: waveform.peakIndex,
    snr,
    validity: unitValidity({
      timesS,
      posterior,
      nearestEnergy: unit.nearestEnergy,
      energy: unit.shape.reduce((sum, value) => sum + value * value, 0),
      signalToNoise: snr,
      aloneShare,
      phaseSamples: waveform.phaseSamples,
    }),
  };
}
