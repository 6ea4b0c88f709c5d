/**
 * The units of one stretch, learnt twice: in the sharpened signal, and from there once more in the plain one.
 *
 * Sharpening keeps large potentials apart, but takes away most of what makes a slow small one stand out of the noise. When
 * the large ones are known, noise is nearly all that is left, and against noise alone the plain signal tells more: units that
 * were not seen are found there, and two small ones under one name come apart. Where all are known, the sharpened
 * signal is the better one again to say when each fires. A train so fast that its potentials run into each other is left as
 * it is: unsharpened, they cannot be taken apart.
 */
import { explain, QUICK } from "./explanation.ts";
import type { Placed } from "./matching.ts";
import { type LearningOptions, learnUnits } from "./unit-learning.ts";
import { energyOf, refreshed, type UnitModel, unitModel } from "./unit-model.ts";
import type { WorkingSignal } from "./working-signal.ts";

const ROUNDS = 3;
/** Power of what is left, in units of the noise, up to which noise is nearly all of it. */
const MOSTLY_NOISE = 1.05;
/** Shapes are learnt from nothing but the discharges, each round with those of all others taken out. */
const ROUNDS_OF_SHAPES = 4;

export function learnTwice(
  signal: WorkingSignal,
  known: readonly UnitModel[],
  options: LearningOptions,
): UnitModel[] {
  const first = learnUnits(signal, known, options);
  if (first.some((unit) => medianInterval(unit.train) < 2 * options.half)) return first;
  const plain = { ...signal, samples: signal.plain };
  const seen = asSeenIn(plain, first);
  const { left } = explain(plain, seen, options.minimumInterval, QUICK);
  const power =
    left.reduce((sum, channel) => sum + energyOf(channel), 0) / (left.length * signal.sampleCount);
  if (power > MOSTLY_NOISE) return first;
  const second = learnUnits(plain, seen, { ...options, rounds: ROUNDS, again: true });
  // with fewer units than before, it has taken away what the sharpened signal told apart
  return second.length < first.length ? first : asSeenIn(signal, second);
}

function medianInterval(train: readonly Placed[]): number {
  const intervals = train.slice(1).map((discharge, index) => discharge.at - train[index].at);
  return intervals.sort((a, b) => a - b)[intervals.length >> 1] ?? Number.POSITIVE_INFINITY;
}

/** The same units with their discharges, as they look in another signal of the same recording. */
function asSeenIn(signal: WorkingSignal, units: readonly UnitModel[]): UnitModel[] {
  let seen: UnitModel[] = units
    .filter((unit) => unit.train.length > 0)
    .map(({ shape, train, ids }) => ({
      ...unitModel(new Float32Array(shape.length), train, signal.samples.length),
      ids,
    }));
  for (let round = 0; round < ROUNDS_OF_SHAPES; round++) seen = refreshed(signal, seen);
  return seen;
}
