/**
 * Templates that only echo another unit.
 *
 * What single discharges of a large unit leave over (jitter, an end cut off) can look like a small unit of its own. It gives
 * itself away by always coming at the same delay after or before the large one. It is a part of that unit's potential,
 * and is dropped. But when it comes with only some of the large unit's discharges, these may belong to a unit that
 * nobody has a template for yet, and that the large one's template explains in part: then both parts together are its
 * template, and the discharges are its own.
 */
import type { Placed } from "./matching.ts";
import { addShape } from "./template-estimate.ts";
import { centredOn, energyOf, placedAt, type UnitModel, unitModel } from "./unit-model.ts";

const LARGEST_DELAY_S = 0.012;
/** Width of the window that counts as one delay. */
const SAME_DELAY_S = 0.0008;
const SHARE = 0.6;
/** And this many times what chance gives. */
const OVER_CHANCE = 3;
/** An echo of fewer of the large unit's discharges than this share may be another unit. */
const ALL = 0.6;

/** Echoes of a part of a unit's discharges stay, as units of their own, with those discharges. */
export function echoesResolved(
  units: readonly UnitModel[],
  channelCount: number,
  samplingFrequencyHz: number,
): UnitModel[] {
  let list = [...units];
  for (const small of units) {
    const found = echoOf(small, list, samplingFrequencyHz);
    if (found === undefined) continue;
    const { large, together, delay } = found;
    list = list.filter((unit) => unit !== small);
    if (together.length >= ALL * large.train.length) continue;
    const kept = { ...large, train: large.train.filter((discharge) => !together.includes(discharge)) };
    list = list.map((unit) => (unit === large ? kept : unit));
    list.push(bothTogether(large, small, together, delay, channelCount));
  }
  return list;
}

export function withoutEchoes(units: readonly UnitModel[], samplingFrequencyHz: number): UnitModel[] {
  return units.filter((unit) => echoOf(unit, units, samplingFrequencyHz) === undefined);
}

interface Echo {
  readonly large: UnitModel;
  /** The discharges of the large unit that have an echo. */
  readonly together: readonly Placed[];
  /** From the large unit's discharge to its echo, in samples. */
  readonly delay: number;
}

function echoOf(small: UnitModel, units: readonly UnitModel[], rate: number): Echo | undefined {
  const energy = energyOf(small.shape);
  for (const large of units) {
    if (large === small || energyOf(large.shape) <= energy) continue;
    const echo = echoes(small.train, large, rate);
    if (echo !== undefined) return echo;
  }
  return undefined;
}

function echoes(small: readonly Placed[], large: UnitModel, rate: number): Echo | undefined {
  if (small.length < 4 || large.train.length < 4) return undefined;
  // in a fast train the next discharge is no echo
  const reach = Math.min(LARGEST_DELAY_S * rate, 0.5 * medianInterval(large.train));
  const pairs: { delay: number; discharge: Placed }[] = [];
  let from = 0;
  for (const { at } of small) {
    while (from < large.train.length && large.train[from].at < at - reach) from++;
    for (let other = from; other < large.train.length && large.train[other].at <= at + reach; other++)
      pairs.push({ delay: at - large.train[other].at, discharge: large.train[other] });
  }
  pairs.sort((a, b) => a.delay - b.delay);
  const width = SAME_DELAY_S * rate;
  let most = 0;
  let start = 0;
  for (let first = 0, last = 0; first < pairs.length; first++) {
    while (last < pairs.length && pairs[last].delay <= pairs[first].delay + width) last++;
    if (last - first <= most) continue;
    most = last - first;
    start = first;
  }
  const chance = (pairs.length * width) / (2 * reach);
  if (most <= SHARE * small.length || most <= OVER_CHANCE * chance) return undefined;
  const same = pairs.slice(start, start + most);
  return { large, together: same.map((pair) => pair.discharge), delay: same[most >> 1].delay };
}

function medianInterval(train: readonly Placed[]): number {
  const intervals = train.slice(1).map((discharge, index) => discharge.at - train[index].at);
  return intervals.sort((a, b) => a - b)[intervals.length >> 1];
}

function bothTogether(
  large: UnitModel,
  small: UnitModel,
  together: readonly Placed[],
  delay: number,
  channelCount: number,
): UnitModel {
  const length = large.shape.length / channelCount;
  const half = (length - 1) / 2;
  const shape = large.shape.slice();
  const channels = Array.from({ length: channelCount }, (_, channel) =>
    shape.subarray(channel * length, (channel + 1) * length),
  );
  addShape(channels, small.shape, half, placedAt(half + delay), 1);
  const train = [...together].sort((a, b) => a.at - b.at).map((discharge) => ({ ...discharge }));
  return centredOn(unitModel(shape, train, channelCount), channelCount);
}
