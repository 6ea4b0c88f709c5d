/**
 * A template that explains the discharges of two units is made two.
 *
 * Looked at are only discharges with no other beside them, each with its own waveform (what is left plus the
 * template). They are cut in two along one of the directions in which they differ most, where both parts become
 * tightest. The cut stands when there is a gap between the parts and both fire without regard for each other.
 */
import { waveformsAround } from "./deflections.ts";
import { type Exclusion, exclusion, isolatedDischarges } from "./firing-exclusion.ts";
import type { Placed } from "./matching.ts";
import { principalCoordinates } from "./principal-components.ts";
import { medianWaveform, remainder, trimmed } from "./template-estimate.ts";
import { type UnitModel, unitModel } from "./unit-model.ts";
import type { WorkingSignal } from "./working-signal.ts";

const ISOLATION_S = 0.0035;
const REACH_S = 0.003;
const FEWEST = 16;
const FEWEST_IN_PART = 6;
const SMALLEST_PART = 0.1;
const DIRECTIONS = 3;
/** Distance of the parts' middles over their spread: less is no gap, and at the second it says nothing for or against. */
const GAP = 3;
const EVEN_GAP = 4.5;
const GAP_SAYS = 2.5;
const GAP_SAYS_AT_MOST = 5;
/** Pairs of discharges too close together in what is one unit, of those that chance would give two. */
const WRONG = 0.1;

export function splitUnits(signal: WorkingSignal, units: readonly UnitModel[]): UnitModel[] {
  const rate = signal.samplingFrequencyHz;
  const channelCount = signal.samples.length;
  const left = remainder(
    signal.samples,
    units.map((unit) => unit.shape),
    units.map((unit) => unit.train),
  );
  const isolated = isolatedDischarges(
    units.map((unit) => unit.train),
    ISOLATION_S * rate,
  );
  return units.flatMap((unit, which) => {
    const train = unit.train.filter((_, index) => isolated[which][index]);
    if (train.length < FEWEST) return [unit];
    const waveforms = ownWaveforms(left, unit, train);
    const parts = cut(
      deviations(waveforms, unit.shape, channelCount, Math.round(REACH_S * rate)),
      train,
      rate,
    );
    if (parts === undefined) return [unit];
    parts.sort((a, b) => b.length - a.length);
    return parts.map((members, part) => {
      const shape = medianWaveform(members.map((index) => waveforms[index]));
      const own = members.map((index) => train[index]);
      const model = unitModel(trimmed(shape, channelCount, members.length), own, channelCount);
      return part === 0 ? { ...model, ids: unit.ids } : model;
    });
  });
}

function ownWaveforms(
  left: readonly Float32Array[],
  unit: UnitModel,
  train: readonly Placed[],
): Float32Array[] {
  const half = (unit.shape.length / left.length - 1) / 2;
  const places = train.map((discharge) => discharge.at + discharge.fraction);
  return waveformsAround(left, places, half).map((waveform, which) =>
    waveform.map((value, index) => value + train[which].amplitude * unit.shape[index]),
  );
}

/** Differences from the template, `reach` samples on each side of the discharge. */
function deviations(
  waveforms: readonly Float32Array[],
  shape: Float32Array,
  channelCount: number,
  reach: number,
): Float32Array[] {
  const length = shape.length / channelCount;
  const first = (length - 1) / 2 - reach;
  return waveforms.map((waveform) =>
    Float32Array.from({ length: channelCount * (2 * reach + 1) }, (_, index) => {
      const at = Math.floor(index / (2 * reach + 1)) * length + first + (index % (2 * reach + 1));
      return waveform[at] - shape[at];
    }),
  );
}

/** Members of the two parts, or undefined when there is no reason to cut. */
function cut(differences: Float32Array[], train: readonly Placed[], rate: number): number[][] | undefined {
  const coordinates = principalCoordinates(differences, DIRECTIONS);
  let best: number[][] | undefined;
  let widest = 0;
  for (let direction = 0; direction < Math.min(DIRECTIONS, coordinates[0].length); direction++) {
    const order = coordinates.map((_, index) => index);
    order.sort((a, b) => coordinates[a][direction] - coordinates[b][direction] || a - b);
    const values = order.map((index) => coordinates[index][direction]);
    const at = tightestCut(values);
    if (at === undefined) continue;
    const gap = gapBetween(values.slice(0, at), values.slice(at));
    const parts = [order.slice(0, at), order.slice(at)].map((part) => part.sort((a, b) => a - b));
    const [first, second] = parts.map((part) => part.map((index) => train[index]));
    if (gap <= widest || !worthCutting(gap, exclusion(first, second, 0, rate))) continue;
    widest = gap;
    best = parts;
  }
  return best;
}

/** Log of the odds of two units: what the gap says, and how often both fire close together. */
function worthCutting(gap: number, { seen, expected }: Exclusion): boolean {
  if (gap < GAP) return false;
  const shape = Math.min(GAP_SAYS_AT_MOST, GAP_SAYS * (gap - EVEN_GAP));
  return shape - Math.log(WRONG) * seen - (1 - WRONG) * expected > 0;
}

/** Where the sum of squares within the parts is least; undefined when no part would be large enough. */
function tightestCut(values: readonly number[]): number | undefined {
  const count = values.length;
  const fewest = Math.max(FEWEST_IN_PART, Math.ceil(SMALLEST_PART * count));
  const sums = new Float64Array(count + 1);
  values.forEach((value, index) => {
    sums[index + 1] = sums[index] + value;
  });
  let best: number | undefined;
  let most = Number.NEGATIVE_INFINITY;
  for (let at = fewest; at <= count - fewest; at++) {
    const between = sums[at] ** 2 / at + (sums[count] - sums[at]) ** 2 / (count - at);
    if (between <= most) continue;
    most = between;
    best = at;
  }
  return best;
}

/** Both parts in ascending order. */
function gapBetween(low: readonly number[], high: readonly number[]): number {
  const at = (values: readonly number[], share: number) => values[Math.floor(share * (values.length - 1))];
  const spread = (values: readonly number[]) => Math.max(1, (at(values, 0.84) - at(values, 0.16)) / 2);
  return (at(high, 0.5) - at(low, 0.5)) / Math.sqrt((spread(low) ** 2 + spread(high) ** 2) / 2);
}
