/**
 * Continuous motor-unit activity as in the stiff-person syndrome: ordinary units fire slowly and without pause in
 * agonist and antagonist, and spasms come on top, some of them after a stimulus.
 */
import type { Random } from "../../signal/random.ts";
import { commonDrive } from "../motor-neuron-pool.ts";
import type { MotorUnit } from "../motor-unit.ts";
import { renewalTimes } from "../renewal.ts";
import {
  EMPTY_SCENE,
  episodesOf,
  type Scene,
  type SceneBurst,
  type SceneContext,
  type SceneEvent,
  type Source,
} from "../scene.ts";
import { type SimulatedMuscle, unitsInReach } from "../simulated-muscle.ts";
import { swell, unitSource } from "./pool-activity.ts";
import { burstTimes, type SynchronousBurst } from "./synchronous-bursts.ts";

interface Spasm {
  readonly fromS: number;
  readonly toS: number;
  readonly unitCount: number;
  readonly stimulusAtS?: number;
  readonly jerks: readonly SynchronousBurst[];
}

const PAUSE_S = 1;
const NEURON_PAUSE_S = 0.025;

export function continuousMotorUnitActivity(context: SceneContext): Scene {
  const spasms = planSpasms(context);
  const driftCv = context.parameters.ofRecording("continuous-motor-unit-activity", "slowDriftCv");
  const drift = commonDrive(context.durationS, driftCv, 0.5, context.random.branch("drift"));
  const sources = context.muscles.flatMap((muscle) => muscleSources(context, muscle, spasms, drift));
  const bursts = spasms.flatMap(({ jerks }) =>
    context.muscles.flatMap(({ index: muscle }) =>
      jerks.map(({ fromS, toS }): SceneBurst => ({ muscle, fromS, toS })),
    ),
  );
  const events = spasms.flatMap(({ stimulusAtS }): SceneEvent[] =>
    stimulusAtS === undefined ? [] : [{ kind: "stimulus", atS: stimulusAtS }],
  );
  return {
    ...EMPTY_SCENE,
    sources,
    episodes: episodesOf("continuous-motor-unit-activity", sources, PAUSE_S),
    bursts,
    events,
  };
}

function planSpasms(context: SceneContext): Spasm[] {
  const random = context.random.branch("spasms");
  const fresh = (name: "spasmS" | "spasmUnits" | "stimulusChance" | "stimulusLatencyMs" | "stimulusBursts") =>
    context.parameters.fresh("continuous-motor-unit-activity", name, random);
  const wanted = Math.floor(context.parameters.ofRecording("continuous-motor-unit-activity", "spasms"));
  const count = Math.min(wanted, Math.floor(context.durationS / 5));
  const slotS = context.durationS / Math.max(1, count);
  const once = (name: "stimulusBurstEveryMs" | "stimulusBurstMs") =>
    context.parameters.ofRecording("continuous-motor-unit-activity", name) / 1000;
  const [everyS, burstS] = [once("stimulusBurstEveryMs"), once("stimulusBurstMs")];
  return Array.from({ length: count }, (_, index) => {
    const startS = (index + random.between(0.15, 0.35)) * slotS;
    const evoked = random.chance(fresh("stimulusChance"));
    const firstS = startS + fresh("stimulusLatencyMs") / 1000;
    const jerks = evoked
      ? Array.from({ length: Math.floor(fresh("stimulusBursts")) }, (_, jerk) => {
          const fromS = firstS + jerk * everyS;
          return { fromS, toS: fromS + burstS, strength: 1 };
        })
      : [];
    const fromS = evoked ? firstS + everyS * jerks.length : startS;
    const toS = Math.min((index + 0.95) * slotS, fromS + fresh("spasmS"));
    return {
      fromS,
      toS,
      unitCount: Math.round(fresh("spasmUnits")),
      jerks,
      ...(evoked && { stimulusAtS: startS }),
    };
  });
}

function muscleSources(
  context: SceneContext,
  muscle: SimulatedMuscle,
  spasms: readonly Spasm[],
  drift: Float32Array,
): Source[] {
  const random = context.random.branch(`units ${muscle.index}`);
  const steadyCount = Math.floor(
    context.parameters.ofRecording("continuous-motor-unit-activity", "unitCount"),
  );
  const most = Math.max(0, ...spasms.map(({ unitCount }) => unitCount));
  const units = unitsInReach(muscle, steadyCount + most, random);
  return units
    .map((unit, index) => {
      const stream = random.branch(`unit ${unit.order}`);
      const steady = index < steadyCount;
      const times = steady
        ? steadyTimes(context, spasms, drift, stream)
        : spasmTimes(context, spasms, index - steadyCount, unit, stream);
      return unitSource(muscle, unit, apart(times));
    })
    .filter(({ discharges }) => discharges.length > 0);
}

/** Fires through the whole recording, faster in a spasm. */
function steadyTimes(
  context: SceneContext,
  spasms: readonly Spasm[],
  drift: Float32Array,
  random: Random,
): number[] {
  const rate = context.parameters.fresh("continuous-motor-unit-activity", "unitRateHz", random);
  const intervalCv = context.parameters.fresh("continuous-motor-unit-activity", "intervalCv", random);
  const gain = context.parameters.ofRecording("continuous-motor-unit-activity", "spasmGain");
  const rateHz = (timeS: number) => {
    const slow = drift[Math.min(drift.length - 1, Math.floor(timeS * 1000))];
    return rate * slow * (1 + gain * spasmAt(spasms, timeS));
  };
  return renewalTimes({ fromS: 0, toS: context.durationS, rateHz, intervalCv, shortestS: 0.03 }, random);
}

/** Joins in spasms that are large enough, and in the jerks before them. */
function spasmTimes(
  context: SceneContext,
  spasms: readonly Spasm[],
  place: number,
  unit: MotorUnit,
  random: Random,
): number[] {
  const intervalCv = context.parameters.fresh("continuous-motor-unit-activity", "intervalCv", random);
  return spasms
    .filter(({ unitCount }) => place < unitCount)
    .flatMap(({ fromS, toS, unitCount, jerks }) => {
      const lengthS = toS - fromS;
      const joinsS = fromS + 0.25 * lengthS * (place / unitCount);
      const leavesS = toS - 0.5 * lengthS * random.uniform();
      const rate = context.parameters.fresh("continuous-motor-unit-activity", "spasmRateHz", random);
      const tonic = renewalTimes(
        { fromS: joinsS, toS: leavesS, rateHz: () => rate, intervalCv, shortestS: 0.03 },
        random,
      );
      return [...burstTimes(jerks, { unit, participation: 0.9, rateHz: 20 }, 0.2, random), ...tonic];
    })
    .filter((timeS) => timeS < context.durationS);
}

function spasmAt(spasms: readonly Spasm[], timeS: number): number {
  return Math.max(
    0,
    ...spasms.map(({ fromS, toS }) => swell(timeS, fromS, toS, 0.2 * (toS - fromS), 0.5 * (toS - fromS))),
  );
}

/** One neuron does not fire twice within its own recovery. */
function apart(times: readonly number[]): number[] {
  const kept: number[] = [];
  for (const timeS of [...times].sort((a, b) => a - b))
    if (timeS - (kept.at(-1) ?? -1) >= NEURON_PAUSE_S) kept.push(timeS);
  return kept;
}
