/**
 * Bursts in which many units fire together, each a few times: tremor, clonus, the jerk after a stimulus.
 */
import type { Random } from "../../signal/random.ts";
import type { MotorUnit } from "../motor-unit.ts";
import type { SceneContext, Source } from "../scene.ts";
import type { SimulatedMuscle } from "../simulated-muscle.ts";
import { unitSource } from "./pool-activity.ts";

export interface SynchronousBurst {
  readonly fromS: number;
  readonly toS: number;
  /** Units with a rank (0 to 1) up to this take part. */
  readonly strength: number;
}

export interface BurstingUnit {
  readonly unit: MotorUnit;
  readonly participation: number;
  readonly rateHz: number;
}

/** Discharge times of one unit over all bursts; `rank` says how early it is recruited (0 first). */
export function burstTimes(
  bursts: readonly SynchronousBurst[],
  bursting: BurstingUnit,
  rank: number,
  random: Random,
): number[] {
  const times: number[] = [];
  for (const { fromS, toS, strength } of bursts) {
    if (rank > strength || !random.chance(bursting.participation)) continue;
    const lengthS = toS - fromS;
    let timeS = fromS + lengthS * (0.1 + 0.3 * rank) + random.normal(0, 0.08 * lengthS);
    while (timeS < toS) {
      if (timeS > (times.at(-1) ?? -1) + 0.01) times.push(timeS);
      timeS += Math.max(0.012, random.gamma(1, 0.15) / bursting.rateHz);
    }
  }
  return times.filter((timeS) => timeS >= 0);
}

export function burstSources(
  context: SceneContext,
  muscle: SimulatedMuscle,
  bursts: readonly SynchronousBurst[],
  units: readonly BurstingUnit[],
  name: string,
): Source[] {
  return units
    .map((bursting, index) => {
      const random = context.random.branch(`${name} ${muscle.index} ${bursting.unit.order}`);
      const rank = units.length > 1 ? index / (units.length - 1) : 0;
      const times = burstTimes(bursts, bursting, rank, random).filter((timeS) => timeS < context.durationS);
      return unitSource(muscle, bursting.unit, times);
    })
    .filter((source) => source.discharges.length > 0);
}

/** Times of a rhythm whose periods vary by themselves; ascending, from `fromS` to `toS`. */
export function rhythm(
  fromS: number,
  toS: number,
  rateHz: number,
  periodCv: number,
  random: Random,
): number[] {
  const times: number[] = [];
  let timeS = fromS + random.uniform() / rateHz;
  while (timeS < toS) {
    times.push(timeS);
    timeS += Math.max(0.4, random.normal(1, periodCv)) / rateHz;
  }
  return times;
}
