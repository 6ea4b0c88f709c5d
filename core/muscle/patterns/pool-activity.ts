/**
 * The motor neurons of a muscle, driven by a common excitation: what voluntary, spastic and dystonic activity have
 * in common.
 */

import type { Random } from "../../signal/random.ts";
import {
  type Excitation,
  largestExcitation,
  type NeuronPoolLaw,
  neuronDischarges,
  type PersistentCurrent,
} from "../motor-neuron-pool.ts";
import type { MotorUnit } from "../motor-unit.ts";
import { once } from "../once.ts";
import type { SceneContext, Source } from "../scene.ts";
import { nearestUnits, type SimulatedMuscle, unitPotential } from "../simulated-muscle.ts";

export interface PoolActivity {
  /** Share of the largest excitation, in steps of a millisecond. */
  readonly effort: Float32Array;
  readonly law: Omit<NeuronPoolLaw, "intervalVariation">;
  readonly intervalCv: (unit: MotorUnit) => number;
  /** Names the stream of random numbers. */
  readonly name: string;
}

/** One source for each unit that fires; all recruited units unless the caller asked for fewer. */
export function poolSources(
  context: SceneContext,
  muscle: SimulatedMuscle,
  activity: PoolActivity,
): Source[] {
  const { effort, law } = activity;
  const top = largestExcitation(muscle.anatomy.recruitmentRange, { ...law, intervalVariation: 0 });
  const excitation: Excitation = effort.map((share) => share * top);
  let highest = 0;
  for (const value of excitation) highest = Math.max(highest, value);
  const recruited = muscle.units.filter((unit) => unit.recruitmentThreshold < highest);
  const firing = context.activeUnits === undefined ? recruited : nearestUnits(recruited, context.activeUnits);
  return firing
    .map((unit): Source => {
      const stream = context.random.branch(`${activity.name} ${muscle.index} ${unit.order}`);
      const neuron = {
        recruitmentThreshold: unit.recruitmentThreshold,
        largestThreshold: muscle.anatomy.recruitmentRange,
        rateFactor: context.parameters.fresh("voluntary", "rateFactor", stream),
      };
      const unitLaw = { ...law, intervalVariation: activity.intervalCv(unit) };
      const times = neuronDischarges(
        excitation,
        neuron,
        unitLaw,
        stream,
        persistentCurrent(context, stream),
      ).filter((timeS) => timeS < context.durationS);
      return unitSource(muscle, unit, times);
    })
    .filter((source) => source.discharges.length > 0);
}

/** Grows with the neuron's excitability above that of health. */
function persistentCurrent(context: SceneContext, random: Random): PersistentCurrent | undefined {
  const excess = context.excitability.neuron - 1;
  if (excess <= 0) return undefined;
  const fresh = (name: "persistentShare" | "persistentRateHz" | "persistentS" | "persistentCv") =>
    context.parameters.fresh("excitability", name, random);
  if (!random.chance(excess * fresh("persistentShare"))) return undefined;
  return {
    extraRateHz: excess * fresh("persistentRateHz"),
    lastsS: excess * fresh("persistentS"),
    intervalVariation: fresh("persistentCv"),
  };
}

/** A motor unit that its neuron fires at these moments. */
export function unitSource(
  muscle: SimulatedMuscle,
  unit: MotorUnit,
  timesS: readonly number[],
  origin: Source["origin"] = "central",
): Source {
  return {
    id: unitId(muscle, unit),
    kind: "motor-unit",
    origin,
    muscle: muscle.index,
    potentials: [once(() => unitPotential(muscle, unit))],
    discharges: timesS.map((timeS) => ({ timeS })),
    jitterMs: muscle.jitterMs,
  };
}

export function unitId(muscle: SimulatedMuscle, unit: MotorUnit): string {
  return `muscle-${muscle.index + 1}-unit-${unit.order + 1}`;
}

/** Rises from 0 at `fromS` to 1 within `riseS`, and falls to 0 again within `fallS` before `toS`. */
export function swell(timeS: number, fromS: number, toS: number, riseS: number, fallS: number): number {
  if (timeS < fromS || timeS > toS) return 0;
  const up = riseS > 0 ? (timeS - fromS) / riseS : 1;
  const down = fallS > 0 ? (toS - timeS) / fallS : 1;
  return Math.max(0, Math.min(1, up, down));
}
