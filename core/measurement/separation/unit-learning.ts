/**
 * The units of one stretch of recording, learnt from nothing or from those of the stretch before.
 *
 * Rounds of: seeds in what is left, explanation, templates re-estimated, templates split, merged and pruned; until
 * nothing new is found.
 */
import { explain, LIGHT, QUICK } from "./explanation.ts";
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
}

/** Units with fewer discharges are not kept between rounds. */
const FEWEST = 4;
/** Templates with less energy, in units of the noise, are made of noise. */
const SMALLEST_ENERGY = 30;
const MOST_PRUNED = 4;

export function learnUnits(
  signal: WorkingSignal,
  before: readonly UnitModel[],
  options: LearningOptions,
): UnitModel[] {
  const { minimumInterval, half } = options;
  const rate = signal.samplingFrequencyHz;
  const channelCount = signal.samples.length;
  let units = [...before];
  let left: readonly Float32Array[] = signal.samples;
  let state: Matching | undefined;
  if (units.length > 0) ({ units, left, state } = explain(signal, units, minimumInterval, QUICK));
  for (let round = 0; round < options.rounds; round++) {
    const seeds = seededUnits(left, units, { samplingFrequencyHz: rate, half, variance: state?.variance });
    if (units.length + seeds.length === 0) return [];
    if (round === 0 && seeds.length === 0) break;
    const parts = round === 0 ? units : splitUnits(signal, units);
    if (round > 0 && seeds.length === 0 && parts.length === units.length) break;
    units = [...parts, ...seeds].slice(0, options.mostUnits);
    units = refreshed(signal, explain(signal, units, minimumInterval, QUICK).units);
    units = refreshed(signal, explain(signal, units, minimumInterval, LIGHT).units);
    if (round === 0) units = splitAtOnce(signal, units, minimumInterval);
    const merged = mergedUnits(
      units.filter((unit) => unit.train.length >= FEWEST && energyOf(unit.shape) >= SMALLEST_ENERGY),
      channelCount,
      rate,
    );
    const whole = merged.map((unit) => withoutSelfEcho(unit, channelCount, rate));
    const last = round === options.rounds - 1;
    units = last ? withoutEchoes(whole, rate) : echoesResolved(whole, channelCount, rate);
    units = withoutRemnants(units, rate);
    ({ units, state, left } = pruned(signal, units, minimumInterval));
  }
  const known = refreshed(signal, units).filter((unit) => energyOf(unit.shape) >= SMALLEST_ENERGY);
  // shapes that were learnt anew may have come together
  const joined = mergedUnits(known, channelCount, rate);
  const learnt =
    joined.length === known.length
      ? known
      : refreshed(signal, explain(signal, joined, minimumInterval, LIGHT).units);
  return withoutRemnants(withoutEchoes(learnt, rate), rate);
}

function splitAtOnce(signal: WorkingSignal, units: UnitModel[], minimumInterval: number): UnitModel[] {
  const split = splitUnits(signal, units);
  if (split.length === units.length) return units;
  return refreshed(signal, explain(signal, split, minimumInterval, QUICK).units);
}

function pruned(signal: WorkingSignal, units: readonly UnitModel[], minimumInterval: number) {
  let explained = explain(signal, units, minimumInterval, LIGHT);
  for (let count = 0; count < MOST_PRUNED; count++) {
    const needless = needlessUnit(explained.state);
    if (needless === undefined) break;
    const rest = explained.units.filter((_, index) => index !== needless);
    explained = explain(signal, rest, minimumInterval, LIGHT);
  }
  return explained;
}
