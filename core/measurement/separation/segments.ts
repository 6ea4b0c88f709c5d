/**
 * A recording of any length, separated stretch by stretch.
 *
 * Units are carried from one stretch to the next, where their shapes are learnt anew: slow drift is followed, and a unit
 * keeps its name. When all stretches are known, each is explained once more with all units that were met anywhere, and
 * only what lies in the stretch proper (not in the overlap with its neighbours) is kept.
 */
import { oddsOf } from "./discharge-odds.ts";
import { type Effort, explain, LIGHT, THOROUGH } from "./explanation.ts";
import { withoutRemnants } from "./overlap-remnants.ts";
import { learnTwice } from "./second-learning.ts";
import { withoutEchoes } from "./unit-echoes.ts";
import { learnUnits } from "./unit-learning.ts";
import { mergedUnits } from "./unit-merging.ts";
import { carriedOver, type UnitModel } from "./unit-model.ts";
import { waveformDifference } from "./waveform-difference.ts";
import { partOf, type WorkingSignal } from "./working-signal.ts";

export interface FoundDischarge {
  /** Real working index, from the start of the recording. */
  readonly time: number;
  /** In units of `gain` times the unit's template. */
  readonly amplitude: number;
  /** Log of the odds that it is there and belongs to this unit. */
  readonly odds: number;
}

export interface FoundUnit {
  readonly id: number;
  /** The shape of the stretch with the most discharges. */
  readonly shape: Float32Array;
  readonly discharges: readonly FoundDischarge[];
  /** Energy of the difference to the nearest other unit's shape, in units of the noise; infinity when alone. */
  readonly nearestEnergy: number;
}

export interface SegmentOptions {
  readonly minimumIntervalS: number;
  readonly mostUnits: number;
}

export interface SegmentsResult {
  readonly units: FoundUnit[];
  /** Power of what is left over power of the signal, noise taken off both; 0 when there is no signal. */
  readonly residualRatio: number;
}

const STRETCH_S = 10;
const OVERLAP_S = 0.1;
/** Samples on each side of a template. */
const HALF_S = 0.006;
const ROUNDS_FIRST = 5;
const ROUNDS_LATER = 2;
/** With more stretches than this, overlaps get less work, and small units are looked for with care in the first alone. */
const SHORT = 4;
/** A unit that was not met in a stretch takes part there when it differs from all that were by this share. */
const FOREIGN_SHARE = 0.1;

interface Stretch {
  readonly signal: WorkingSignal;
  readonly from: number;
  /** Discharges from `keepFrom` to `keepTo` (working indices of the recording) are this stretch's own. */
  readonly keepFrom: number;
  readonly keepTo: number;
  units: UnitModel[];
}

export function separateSegments(
  signal: WorkingSignal,
  options: SegmentOptions,
  onProgress: (share: number) => void = () => {},
): SegmentsResult {
  const stretches = cutStretches(signal);
  const library = learnAll(signal, stretches, options, (share) => onProgress(0.5 * share));
  const effort = stretches.length <= SHORT ? THOROUGH : LIGHT;
  const found = new Map<number, { shape: Float32Array; count: number; discharges: FoundDischarge[] }>();
  let leftPower = 0;
  let power = 0;
  stretches.forEach((stretch, index) => {
    const explained = explainStretch(stretch, library, options, effort);
    explained.units.forEach((unit, which) => {
      const id = library.nameOf(unit);
      const entry = found.get(id) ?? { shape: unit.shape, count: 0, discharges: [] };
      if (unit.train.length > entry.count)
        Object.assign(entry, { shape: unit.shape, count: unit.train.length });
      const own = unit.train.filter((discharge) => {
        const time = discharge.at + stretch.from;
        return time >= stretch.keepFrom && time < stretch.keepTo;
      });
      const odds = oddsOf(explained.state, own);
      own.forEach((discharge, place) => {
        if (odds[place] < 0) return;
        entry.discharges.push({
          time: discharge.at + discharge.fraction + stretch.from,
          amplitude: discharge.amplitude * Math.sqrt(explained.state.bank.energies[which]),
          odds: odds[place],
        });
      });
      found.set(id, entry);
    });
    leftPower += sumOfSquares(explained.left);
    power += sumOfSquares(stretch.signal.samples);
    onProgress(0.5 + (0.5 * (index + 1)) / stretches.length);
  });
  const shapes = [...found].map(([id, { shape }]) => ({ id, shape }));
  const units = [...found].map(([id, entry]) => ({
    id,
    shape: entry.shape,
    discharges: scaledTo(entry.shape, entry.discharges),
    nearestEnergy: nearest(id, shapes, signal.samples.length),
  }));
  const noise = stretches.reduce((sum, { signal: part }) => sum + part.sampleCount * part.samples.length, 0);
  const above = power - noise;
  return {
    units: units.filter((unit) => unit.discharges.length > 0),
    residualRatio: above > 0.02 * noise ? Math.max(0, leftPower - noise) / above : 0,
  };
}

function cutStretches(signal: WorkingSignal): Stretch[] {
  const rate = signal.samplingFrequencyHz;
  const count = Math.max(1, Math.ceil(signal.sampleCount / (1.2 * STRETCH_S * rate)));
  const overlap = Math.round(OVERLAP_S * rate);
  return Array.from({ length: count }, (_, index) => {
    const keepFrom = Math.round((index * signal.sampleCount) / count);
    const keepTo = Math.round(((index + 1) * signal.sampleCount) / count);
    const from = Math.max(0, keepFrom - overlap);
    const part = partOf(signal, from, Math.min(signal.sampleCount, keepTo + overlap));
    return { signal: part, from, keepFrom, keepTo, units: [] };
  });
}

interface Library {
  readonly units: readonly UnitModel[];
  /** The one number of a unit, also when it was known under several. */
  nameOf(unit: UnitModel): number;
}

function learnAll(
  signal: WorkingSignal,
  stretches: readonly Stretch[],
  options: SegmentOptions,
  onProgress: (share: number) => void,
): Library {
  const rate = signal.samplingFrequencyHz;
  const alias = new Map<number, number>();
  let nextId = 1;
  const rootOf = (id: number): number => {
    const parent = alias.get(id);
    return parent === undefined ? id : rootOf(parent);
  };
  const latest = new Map<number, UnitModel>();
  stretches.forEach((stretch, index) => {
    const known = [...latest.values()].slice(-options.mostUnits).map(carriedOver);
    const learn = stretches.length <= SHORT || index === 0 ? learnTwice : learnUnits;
    stretch.units = learn(stretch.signal, known, {
      minimumInterval: options.minimumIntervalS * rate,
      half: Math.round(HALF_S * rate),
      mostUnits: options.mostUnits,
      rounds: index === 0 ? ROUNDS_FIRST : ROUNDS_LATER,
    }).map((unit) => (unit.ids.length > 0 ? unit : { ...unit, ids: [nextId++] }));
    for (const unit of stretch.units) {
      const root = rootOf(unit.ids[0]);
      for (const id of unit.ids) if (rootOf(id) !== root) alias.set(rootOf(id), root);
      for (const id of unit.ids) latest.delete(id);
      latest.set(root, { ...unit, ids: [root] });
    }
    onProgress((index + 1) / stretches.length);
  });
  for (const unit of mergedUnits(acrossStretches(stretches, latest, rootOf), signal.samples.length, rate)) {
    const root = rootOf(unit.ids[0]);
    for (const id of unit.ids) if (rootOf(id) !== root) alias.set(rootOf(id), root);
  }
  const units = [...latest.values()].filter((unit) => rootOf(unit.ids[0]) === unit.ids[0]);
  return { units, nameOf: (unit) => rootOf(unit.ids[0]) };
}

/** Each unit with all its discharges in the time of the recording. */
function acrossStretches(
  stretches: readonly Stretch[],
  latest: ReadonlyMap<number, UnitModel>,
  rootOf: (id: number) => number,
): UnitModel[] {
  return stretches.length === 1
    ? []
    : [...latest].map(([root, unit]) => ({
        ...unit,
        train: stretches.flatMap((stretch) =>
          stretch.units
            .filter((own) => rootOf(own.ids[0]) === root)
            .flatMap((own) =>
              own.train.map((discharge) => ({ ...discharge, at: discharge.at + stretch.from })),
            ),
        ),
      }));
}

function explainStretch(stretch: Stretch, library: Library, options: SegmentOptions, effort: Effort) {
  const { signal, units } = stretch;
  const present = new Set(units.map((unit) => library.nameOf(unit)));
  const foreign = library.units.filter(
    (unit) =>
      !present.has(library.nameOf(unit)) &&
      units.every(
        (own) => waveformDifference(own.shape, unit.shape, signal.samples.length).share > FOREIGN_SHARE,
      ),
  );
  const guests = foreign.map((unit) => ({ ...carriedOver(unit), train: [] }));
  const all = [...units, ...guests].slice(0, options.mostUnits);
  const minimumInterval = options.minimumIntervalS * signal.samplingFrequencyHz;
  const explained = explain(signal, all, minimumInterval, effort);
  const real = withoutRemnants(
    withoutEchoes(explained.units, signal.samplingFrequencyHz),
    signal.samplingFrequencyHz,
  );
  return real.length === explained.units.length
    ? explained
    : explain(signal, real, minimumInterval, effort, explained.state);
}

/** Amplitudes were kept as the square root of energy; now against the unit's own shape. */
function scaledTo(shape: Float32Array, discharges: readonly FoundDischarge[]): FoundDischarge[] {
  const norm = Math.sqrt(sumOfSquares([shape])) || 1;
  return discharges
    .map((discharge) => ({ ...discharge, amplitude: discharge.amplitude / norm }))
    .sort((a, b) => a.time - b.time);
}

function nearest(
  id: number,
  shapes: readonly { readonly id: number; readonly shape: Float32Array }[],
  channelCount: number,
): number {
  const own = shapes.find((other) => other.id === id)?.shape;
  if (own === undefined) return 0;
  return shapes
    .filter((other) => other.id !== id)
    .reduce(
      (least, other) => Math.min(least, waveformDifference(own, other.shape, channelCount).energy),
      Number.POSITIVE_INFINITY,
    );
}

function sumOfSquares(channels: readonly Float32Array[]): number {
  let sum = 0;
  for (const samples of channels) for (const value of samples) sum += value * value;
  return sum;
}
