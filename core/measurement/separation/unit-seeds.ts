/**
 * New units from what is not yet explained.
 */
import { noiseLevel } from "../../signal/noise-level.ts";
import { deflections, waveformsAround } from "./deflections.ts";
import { densityGroups } from "./density-seeds.ts";
import { principalCoordinates } from "./principal-components.ts";
import { medianWaveform, trimmed } from "./template-estimate.ts";
import { singlePotential } from "./train-shape.ts";
import { mergedUnits } from "./unit-merging.ts";
import { centredOn, energyOf, placedAt, type UnitModel, unitModel } from "./unit-model.ts";
import { waveformDifference } from "./waveform-difference.ts";

/** A place is looked at from this many standard deviations on. */
const LIMIT = 4.2;
/** No two places nearer than this. */
const APART_S = 0.004;
/** Waveforms are compared over this reach on each side. */
const REACH_S = 0.002;
const SLOW_S = 0.001;
const COORDINATES = 8;
const TOLERANCE = 0.2;
const FEWEST = 6;
/** Where what is known has been taken out, fewer say enough. */
const FEWEST_LEFT = 4;
/** Groups much smaller than the largest are most likely parts of other units seen in overlaps. */
const SMALL = 0.25;
const SMALLEST = 0.1;
const SMALLEST_ENERGY = 36;
const MOST_PLACES = 1500;

export interface SeedOptions {
  readonly samplingFrequencyHz: number;
  /** Samples on each side of a template. */
  readonly half: number;
  /** Variance of what is left, where units were explained; undefined: 1. */
  readonly variance: Float32Array | undefined;
}

/** Units found in `left` that are like none of `known`. */
export function seededUnits(
  left: readonly Float32Array[],
  known: readonly UnitModel[],
  options: SeedOptions,
): UnitModel[] {
  const { samplingFrequencyHz: rate, half, variance } = options;
  const looked =
    variance === undefined ? left : [...left, ...left.map((channel) => slowParts(channel, rate))];
  const found = deflections(looked, LIMIT, Math.round(APART_S * rate), variance);
  const places = evenly(found, MOST_PLACES).map((deflection) => deflection.at);
  const fewest = variance === undefined ? FEWEST : FEWEST_LEFT;
  if (places.length < fewest) return [];
  const coordinates = principalCoordinates(
    waveformsAround(left, places, Math.round(REACH_S * rate)),
    COORDINATES,
  );
  const groups = densityGroups(coordinates, { fewest, tolerance: TOLERANCE });
  const drafts = groups.map((group) => {
    const own = group.map((index) => places[index]).sort((a, b) => a - b);
    const shape = trimmed(medianWaveform(waveformsAround(left, own, half)), left.length, own.length);
    const single = singlePotential(shape, left.length, rate);
    return centredOn(unitModel(single, own.map(placedAt), left.length), left.length);
  });
  const units = mergedUnits(
    drafts.filter((draft) => energyOf(draft.shape) >= SMALLEST_ENERGY),
    left.length,
    rate,
  ).sort((a, b) => b.train.length - a.train.length);
  const most = units[0]?.train.length ?? 0;
  const fresh: UnitModel[] = [];
  for (const unit of units) {
    if (unit.train.length < Math.max(fewest, SMALLEST * most)) continue;
    const different = unit.train.length < SMALL * most ? 0.12 : 0.05;
    const isNew = [...known, ...fresh].every(
      (other) => waveformDifference(unit.shape, other.shape, left.length).share >= different,
    );
    if (isNew) fresh.push(unit);
  }
  return fresh;
}

/**
 * Means over a millisecond, in units of their own noise: a slow potential that stands out nowhere in the sharpened
 * signal may stand out here, once the larger ones are out of the way.
 */
function slowParts(channel: Float32Array, rate: number): Float32Array {
  const reach = Math.max(1, Math.round((SLOW_S * rate - 1) / 2));
  const result = new Float32Array(channel.length);
  let sum = 0;
  for (let index = -reach; index < channel.length; index++) {
    if (index + reach < channel.length) sum += channel[index + reach];
    if (index - reach - 1 >= 0) sum -= channel[index - reach - 1];
    if (index >= 0) result[index] = sum;
  }
  const noise = noiseLevel(result);
  return noise > 0 ? result.map((value) => value / noise) : result;
}

function evenly<T>(items: readonly T[], most: number): readonly T[] {
  if (items.length <= most) return items;
  return Array.from({ length: most }, (_, index) => items[Math.floor((index * items.length) / most)]);
}
