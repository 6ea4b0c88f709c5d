/**
 * The units of one stretch of recording, learnt from nothing or from those of the stretch before.
 *
 * Rounds of: seeds in what is left, explanation, templates re-estimated, templates split, merged and pruned; until
 * nothing new is found.
 */
import { type Explained, explain, LIGHT, QUICK } from "./explanation.ts";
import type { Matching } from "./matching.ts";
import { withoutRemnants } from "./overlap-remnants.ts";
import { withoutSelfEcho } from "./self-echo.ts";
import { echoesResolved, withoutEchoes } from "./unit-echoes.ts";
import { mergedUnits } from "./unit-merging.ts";
import { energyOf, refreshed, type UnitModel } from "./unit-model.ts";
import { needlessUnit } from "./unit-pruning.ts";
import { seededUnits } from "./unit-seeds.ts";
import { splitUnits } from "./unit-splitting.ts";
import type { WorkingSignal } from "./working-signal.ts";

export interface LearningOptions {
  /** In samples. */
  readonly minimumInterval: number;
  /** Samples on each side of a template. */
  readonly half: number;
  readonly mostUnits: number;
  readonly rounds: number;
  /** Whether `known` were learnt from the same stretch. */
  readonly again?: boolean;
}

/** Units with fewer discharges are not kept between rounds. */
const FEWEST = 4;
/** Templates with less energy, in units of the noise, are made of noise. */
const SMALLEST_ENERGY = 30;
const MOST_PRUNED = 4;
/** Another round is worth its while when it leaves less than this part of the power that was left before. */
const BETTER = 0.995;
/** Odds (log) for each of its discharges that make a unit needed. */
const USUAL_LOSS = 4;

export function learnUnits(
  signal: WorkingSignal,
  known: readonly UnitModel[],
  options: LearningOptions,
): UnitModel[] {
  const { minimumInterval, half } = options;
  const rate = signal.samplingFrequencyHz;
  const channelCount = signal.samples.length;
  let units = [...known];
  let left: readonly Float32Array[] = signal.samples;
  let state: Matching | undefined;
  if (units.length > 0) ({ units, left, state } = explain(signal, units, minimumInterval, QUICK));
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < options.rounds; round++) {
    const before = { units, left, state };
    const seeds = seededUnits(left, units, { samplingFrequencyHz: rate, half, variance: state?.variance });
    if (units.length + seeds.length === 0) return [];
    const first = round === 0 && !options.again;
    if (first && seeds.length === 0) break;
    const parts = first ? units : splitUnits(signal, units);
    if (!first && seeds.length === 0 && parts.length === units.length) break;
    units = [...parts, ...seeds].slice(0, options.mostUnits);
    units = refreshed(signal, explain(signal, units, minimumInterval, QUICK).units);
    units = refreshed(signal, explain(signal, units, minimumInterval, LIGHT).units);
    if (first) units = splitAtOnce(signal, units, minimumInterval);
    const merged = mergedUnits(
      units.filter((unit) => unit.train.length >= FEWEST && energyOf(unit.shape) >= SMALLEST_ENERGY),
      channelCount,
      rate,
    );
    const whole = merged.map((unit) => withoutSelfEcho(unit, channelCount, rate));
    units = echoesResolved(whole, channelCount, rate);
    ({ units, state, left } = pruned(signal, units, minimumInterval));
    const power = left.reduce((sum, channel) => sum + energyOf(channel), 0);
    // what is new has made it worse: it took the place of what was known
    if (power > BETTER * least) {
      if (power > least) ({ units, left, state } = before);
      break;
    }
    least = power;
  }
  const learnt = refreshed(signal, units).filter((unit) => energyOf(unit.shape) >= SMALLEST_ENERGY);
  // shapes that were learnt anew may have come together
  const joined = mergedUnits(learnt, channelCount, rate);
  const whole =
    joined.length === learnt.length
      ? learnt
      : refreshed(signal, explain(signal, joined, minimumInterval, LIGHT).units);
  return withoutRemnants(withoutEchoes(whole, rate), rate);
}

function splitAtOnce(signal: WorkingSignal, units: UnitModel[], minimumInterval: number): UnitModel[] {
  const split = splitUnits(signal, units);
  if (split.length === units.length) return units;
  return refreshed(signal, explain(signal, split, minimumInterval, QUICK).units);
}

/**
 * Units that seem needless are taken away one by one, each for as long as the signal is explained nearly as well without
 * it: where potentials crowd, single discharges look doubtful though nobody else explains them.
 */
function pruned(signal: WorkingSignal, units: readonly UnitModel[], minimumInterval: number): Explained {
  let explained = explain(signal, units, minimumInterval, LIGHT);
  const needed = new Set<Float32Array>();
  for (let count = 0; count < MOST_PRUNED; count++) {
    const { state, units: present } = explained;
    const needless = needlessUnit(state, (unit) => needed.has(present[unit].shape));
    if (needless === undefined) break;
    const rest = present.filter((_, index) => index !== needless);
    const without = explain(signal, rest, minimumInterval, LIGHT, state);
    const loss = unexplained(without, state.variance) - unexplained(explained, state.variance);
    if (loss > USUAL_LOSS * present[needless].train.length) needed.add(present[needless].shape);
    else explained = without;
  }
  return explained;
}

/** What is left and the price of all discharges, as a log-likelihood with the sign turned. */
function unexplained({ left, state }: Explained, variance: Float32Array): number {
  let sum = state.price * state.trains.reduce((count, train) => count + train.length, 0);
  for (const channel of left)
    for (let index = 0; index < channel.length; index++)
      sum += (0.5 * channel[index] * channel[index]) / variance[index];
  return sum;
}
