/**
 * The units of one stretch, learnt twice: in the sharpened signal, and from there once more in the plain one.
 *
 * Sharpening keeps large potentials apart, but takes away most of what makes a slow small one stand out of the noise. When
 * the large ones are known, noise is nearly all that is left, and against noise alone the plain signal tells more: units that
 * were not seen are found there, and two small ones under one name come apart. Where all are known, the sharpened
 * signal is the better one again to say when each fires.
 */
import { type LearningOptions, learnUnits } from "./unit-learning.ts";
import { refreshed, type UnitModel, unitModel } from "./unit-model.ts";
import type { WorkingSignal } from "./working-signal.ts";

const ROUNDS = 3;
/** Shapes are learnt from nothing but the discharges, each round with those of all others taken out. */
const ROUNDS_OF_SHAPES = 4;

export function learnTwice(
  signal: WorkingSignal,
  known: readonly UnitModel[],
  options: LearningOptions,
): UnitModel[] {
  const first = learnUnits(signal, known, options);
  const plain = { ...signal, samples: signal.plain };
  const second = learnUnits(plain, asSeenIn(plain, first), { ...options, rounds: ROUNDS, again: true });
  return asSeenIn(signal, second);
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
