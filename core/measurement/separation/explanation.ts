/**
 * The signal explained by the units as they are known so far.
 */
import { reconsider } from "./discharge-odds.ts";
import { intervalLaw } from "./interval-law.ts";
import { type Matching, matching } from "./matching.ts";
import { resolveOverlaps } from "./overlap-resolution.ts";
import { polish, pursue } from "./pursuit.ts";
import { templateBank } from "./template-bank.ts";
import { remainder } from "./template-estimate.ts";
import type { UnitModel } from "./unit-model.ts";
import type { WorkingSignal } from "./working-signal.ts";

/** How much work overlaps are worth. */
export interface Effort {
  readonly passes: number;
  readonly branches: readonly number[];
  readonly misfit: number;
  /** Whether each discharge is asked in the end if the signal is explained better without it. */
  readonly reconsider: boolean;
}

export const QUICK: Effort = { passes: 0, branches: [], misfit: 0, reconsider: false };
export const LIGHT: Effort = { passes: 1, branches: [4, 2], misfit: 2, reconsider: false };
export const THOROUGH: Effort = { passes: 2, branches: [6, 3], misfit: 1.5, reconsider: true };

/** Noise and small potentials that are nobody's: power, in units of the noise. */
const BACKGROUND = 1.2;
/** A discharge stands at about one in seven hundred distinguishable places; a little more against chance. */
const PRICE = 6.5;

export interface Explained {
  readonly units: UnitModel[];
  readonly state: Matching;
  /** What is left of the signal. */
  readonly left: Float32Array[];
}

/** `before`: an explanation of the same signal by other units, some of which are the same. */
export function explain(
  signal: WorkingSignal,
  units: readonly UnitModel[],
  minimumInterval: number,
  effort: Effort,
  before?: Matching,
): Explained {
  const shapes = units.map((unit) => unit.shape);
  const state = matching(signal, templateBank(shapes, signal.samples.length, before?.bank), {
    laws: units.map((unit) =>
      intervalLaw(
        unit.train.map((discharge) => discharge.at + discharge.fraction),
        minimumInterval,
        signal.samplingFrequencyHz,
      ),
    ),
    expected: units.map((unit) => unit.expected),
    spreads: Float64Array.from(units, (unit) => unit.spread),
    variabilities: units.map((unit) => unit.variability),
    background: BACKGROUND,
    price: PRICE,
    before,
  });
  pursue(state);
  polish(state);
  pursue(state);
  let left = remainder(signal.samples, shapes, state.trains);
  for (let pass = 0; pass < effort.passes; pass++) {
    const improved = resolveOverlaps(state, left, effort);
    polish(state);
    pursue(state);
    left = remainder(signal.samples, shapes, state.trains);
    if (improved === 0) break;
  }
  if (effort.reconsider && reconsider(state) > 0) {
    polish(state);
    left = remainder(signal.samples, shapes, state.trains);
  }
  return { units: units.map((unit, index) => ({ ...unit, train: state.trains[index] })), state, left };
}
