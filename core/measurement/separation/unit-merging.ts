/**
 * Templates that are one unit are made one.
 *
 * The same unit often starts out as several templates: aligned on different phases, or caught at different amplitudes.
 * Two templates are joined when the log of the odds is in favour: what the difference of their shapes suggests
 * beforehand, plus what their firing says (see `firing-exclusion.ts`).
 */
import { exclusion, isolatedDischarges } from "./firing-exclusion.ts";
import type { Placed } from "./matching.ts";
import { centredOn, energyOf, placedAt, type UnitModel } from "./unit-model.ts";
import { type WaveformDifference, waveformDifference } from "./waveform-difference.ts";

/** Shapes that differ by this part of their energy are as likely one unit as two. */
const EVEN_SHARE = 0.04;
const LARGEST_SHARE = 0.45;
/** A difference with less energy than the first is noise and says that they are the same; from the second on it says nothing. */
const NOISE_ENERGY = [12, 30] as const;
const NOISE_SAYS = 4;
/**
 * Pairs of discharges too close together in what is one unit, as a part of those that chance would give two: discharges of
 * others that were taken for its own, the more of them the smaller it is.
 */
const LEAST_WRONG = 0.05;
const WRONG_PER_ENERGY = 6;
/** Discharges close together say no more than this against one unit, where potentials differ by noise. */
const DOUBLETS_SAY = 6;
/** In favour when one mostly fires before the other: a unit whose potential changes with time. */
const ONE_AFTER_THE_OTHER_SAYS = 2.5;
/** Two discharges of joined trains that are this close (samples) are one. */
const SAME_DISCHARGE = 3;
const ISOLATION_S = 0.0025;
/** Amplitudes of one unit at different times may differ by this factor. */
const LARGEST_GAIN = 4;

export function mergedUnits(
  units: readonly UnitModel[],
  channelCount: number,
  samplingFrequencyHz: number,
): UnitModel[] {
  let list = [...units];
  const differences: Differences = new Map();
  for (;;) {
    const pair = likeliestPair(list, channelCount, samplingFrequencyHz, differences);
    if (pair === undefined) return list;
    const joined = centredOn(join(list[pair.keep], list[pair.drop], pair.difference), channelCount);
    list = list.map((unit, index) => (index === pair.keep ? joined : unit)).filter((_, i) => i !== pair.drop);
  }
}

/** Between shapes, so that only those of a unit just joined are compared anew. */
type Differences = Map<Float32Array, Map<Float32Array, WaveformDifference>>;

function differenceOf(
  a: Float32Array,
  b: Float32Array,
  channelCount: number,
  differences: Differences,
): WaveformDifference {
  let own = differences.get(a);
  if (own === undefined) {
    own = new Map();
    differences.set(a, own);
  }
  const known = own.get(b) ?? waveformDifference(a, b, channelCount);
  own.set(b, known);
  return known;
}

interface Pair {
  readonly keep: number;
  readonly drop: number;
  /** From `keep` to `drop`. */
  readonly difference: WaveformDifference;
}

function likeliestPair(
  units: readonly UnitModel[],
  channelCount: number,
  rate: number,
  differences: Differences,
): Pair | undefined {
  let best: Pair | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (let one = 0; one < units.length; one++)
    for (let other = one + 1; other < units.length; other++) {
      const forwards = units[one].train.length >= units[other].train.length;
      const [keep, drop] = forwards ? [one, other] : [other, one];
      const difference = differenceOf(units[keep].shape, units[drop].shape, channelCount, differences);
      const share = likeness(difference);
      if (share >= LARGEST_SHARE || share >= least) continue;
      if (oddsOfOneUnit(units, keep, drop, difference, rate) <= 0) continue;
      least = share;
      best = { keep, drop, difference };
    }
  return best;
}

/** The share by which shapes differ; a plain change of amplitude counts a part of what it would. */
function likeness(difference: WaveformDifference): number {
  const { share, scaledShare, gain } = difference;
  if (gain > LARGEST_GAIN || gain < 1 / LARGEST_GAIN) return share;
  return Math.min(share, scaledShare + 0.1 * Math.abs(Math.log(gain)));
}

function oddsOfOneUnit(
  units: readonly UnitModel[],
  keep: number,
  drop: number,
  difference: WaveformDifference,
  rate: number,
): number {
  const others = units.filter((_, index) => index !== keep && index !== drop).map((unit) => unit.train);
  const first = apartFrom(units[keep].train, others, ISOLATION_S * rate);
  const second = apartFrom(units[drop].train, others, ISOLATION_S * rate);
  const { seen, expected } = exclusion(first, second, difference.delay, rate);
  const shape = -3 * Math.log(Math.max(1e-4, likeness(difference)) / EVEN_SHARE);
  const energy = Math.min(energyOf(units[keep].shape), energyOf(units[drop].shape));
  const [noise, clear] = NOISE_ENERGY;
  const unlike = Math.min(difference.energy, difference.scaledShare * energy);
  const noiseShare = Math.max(0, Math.min(1, (clear - unlike) / (clear - noise)));
  const handover = oneAfterTheOther(first, second) ? ONE_AFTER_THE_OTHER_SAYS : 0;
  const prior = Math.max(-9, Math.min(4, shape)) + NOISE_SAYS * noiseShare + handover;
  const wrong = Math.min(0.3, LEAST_WRONG + WRONG_PER_ENERGY / Math.max(1, energy));
  const firing = (1 - wrong) * expected + Math.log(wrong) * seen;
  // potentials that differ by noise are one unit's with doublets rather than two units' that are alike
  return prior + (noiseShare === 1 && handover === 0 ? Math.max(firing, -DOUBLETS_SAY) : firing);
}

/** Whether the middle halves of both lie apart in time. */
function oneAfterTheOther(a: readonly Placed[], b: readonly Placed[]): boolean {
  if (a.length < 4 || b.length < 4) return false;
  const quarter = (train: readonly Placed[], part: number) =>
    train[Math.floor((part * (train.length - 1)) / 4)].at;
  return quarter(a, 3) < quarter(b, 1) || quarter(b, 3) < quarter(a, 1);
}

function apartFrom(
  train: readonly Placed[],
  others: readonly (readonly Placed[])[],
  apart: number,
): Placed[] {
  const [isolated] = isolatedDischarges([train, ...others], apart);
  return train.filter((_, index) => isolated[index]);
}

function join(keep: UnitModel, drop: UnitModel, difference: WaveformDifference): UnitModel {
  const amplitude = Math.sqrt(energyOf(drop.shape) / Math.max(1e-9, energyOf(keep.shape)));
  const moved = drop.train.map((discharge) => ({
    ...discharge,
    ...placedAt(discharge.at + discharge.fraction - difference.delay),
    amplitude: discharge.amplitude * amplitude,
  }));
  const train = [...keep.train, ...moved]
    .sort((a, b) => a.at + a.fraction - b.at - b.fraction)
    .filter((discharge, index, all) => index === 0 || discharge.at - all[index - 1].at > SAME_DISCHARGE);
  return { ...keep, ids: [...keep.ids, ...drop.ids], train };
}
