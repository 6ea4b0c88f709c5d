/**
 * A neurogenic cramp: units join one after another, each fires irregularly at an ordinary rate for a while, and
 * they drop out sputtering.
 *
 * The rates are those of single units (6 to 25 a second); what an electrode sees of all of them together is several
 * times as much. A stretch ends the cramp at once; a nerve block leaves a short, faster remainder.
 */
import type { Random } from "../../signal/random.ts";
import type { MotorUnit } from "../motor-unit.ts";
import { renewalTimes } from "../renewal.ts";
import {
  type Discharge,
  EMPTY_SCENE,
  episodesOf,
  type Scene,
  type SceneContext,
  type Source,
  together,
} from "../scene.ts";
import { type SimulatedMuscle, unitsInReach } from "../simulated-muscle.ts";
import { unitSource } from "./pool-activity.ts";

interface Cramp {
  readonly fromS: number;
  readonly toS: number;
  /** The cramp as long as it is here, over the cramp as long as it was drawn. */
  readonly scale: number;
}

const PAUSE_S = 2;
/** Intervals of the slow rise and fall of a unit's rate add about this to the square of the interval variation. */
const TREND_VARIANCE = 0.04;

export function crampDischarge(context: SceneContext): Scene {
  const muscle = context.muscles[0];
  const cramp = crampSpan(context);
  const count = Math.floor(context.parameters.ofRecording("cramp-discharge", "unitCount"));
  const units = unitsInReach(muscle, count, context.random.branch("which units"));
  const focus = { x: context.random.between(-4, 4), y: context.random.between(-4, 4) };
  const nearestFirst = [...units].sort((a, b) => distance(a, focus) - distance(b, focus));
  const sources = nearestFirst
    .map((unit, place) =>
      withDischarges(
        muscle,
        unit,
        unitDischarges(context, cramp, unit, place / Math.max(1, nearestFirst.length - 1)),
      ),
    )
    .filter((source) => source.discharges.length > 0);
  const episodes = episodesOf("cramp-discharge", sources, PAUSE_S);
  return together({ ...EMPTY_SCENE, sources, episodes }, twitches(context, muscle, cramp, units));
}

function withDischarges(muscle: SimulatedMuscle, unit: MotorUnit, discharges: readonly Discharge[]): Source {
  const times = discharges.map(({ timeS }) => timeS);
  return { ...unitSource(muscle, unit, times), discharges };
}

/** When it begins, and when it ends by itself, by stretch or with the recording. */
function crampSpan(context: SceneContext): Cramp {
  const fromS = context.random.branch("start").between(0.05, 0.12) * context.durationS;
  const drawnS = context.parameters.ofRecording("cramp-discharge", "durationS");
  const lengthS = Math.min(drawnS, 0.92 * context.durationS - fromS);
  return { fromS, toS: fromS + lengthS, scale: lengthS / drawnS };
}

function distance(unit: MotorUnit, focus: { readonly x: number; readonly y: number }): number {
  return Math.hypot(unit.centre.xMm - focus.x, unit.centre.yMm - focus.y);
}

/** `place`: 0 for the unit nearest the cramp's focus, 1 for the farthest. */
function unitDischarges(context: SceneContext, cramp: Cramp, unit: MotorUnit, place: number): Discharge[] {
  const random = context.random.branch(`cramp ${unit.order}`);
  const value = (name: "buildUpShare" | "thinOutShare") =>
    context.parameters.ofRecording("cramp-discharge", name);
  const lengthS = cramp.toS - cramp.fromS;
  const joins = Math.min(1, Math.max(0, place + random.normal(0, 0.12)));
  const fromS = cramp.fromS + lengthS * value("buildUpShare") * joins;
  const activeS =
    context.parameters.fresh("cramp-discharge", "unitActiveS", random) * Math.max(cramp.scale, 0.25);
  const latestS = cramp.toS - lengthS * value("thinOutShare") * random.uniform() ** 1.2;
  const endsLast = place === 0 || random.chance(0.25);
  const toS = endsLast ? latestS : Math.min(latestS, fromS + activeS);
  const { stretchAtS, nerveBlockAtS } = context.interventions;
  const times = fire(context, fromS, toS, random).map((timeS): Discharge => ({ timeS }));
  if (stretchAtS !== undefined && stretchAtS < toS)
    return times.filter(({ timeS }) => timeS < stretchAtS + 0.1 * random.uniform());
  if (nerveBlockAtS !== undefined && nerveBlockAtS < toS)
    return [
      ...times.filter(({ timeS }) => timeS < nerveBlockAtS),
      ...remainder(context, nerveBlockAtS, fromS, random),
    ];
  return times;
}

function fire(context: SceneContext, fromS: number, toS: number, random: Random): number[] {
  const value = (name: "unitRateHz" | "lowestRateHz" | "highestRateHz" | "intervalCv" | "doubletShare") =>
    context.parameters.fresh("cramp-discharge", name, random);
  const meanHz = value("unitRateHz");
  const lowestHz = Math.min(value("lowestRateHz"), meanHz);
  const highestHz = Math.max(value("highestRateHz"), meanHz);
  const doubletShare = value("doubletShare");
  const variance = value("intervalCv") ** 2 - TREND_VARIANCE - doubletShare;
  const cv = Math.sqrt(Math.max(0.02, variance));
  const sputterFactor = context.parameters.ofRecording("cramp-discharge", "sputterFactor");
  const lengthS = Math.max(0.1, toS - fromS);
  const progress = (timeS: number) => Math.min(1, Math.max(0, (timeS - fromS) / lengthS));
  const times = renewalTimes(
    {
      fromS,
      toS,
      rateHz: (timeS) => Math.min(highestHz, Math.max(lowestHz, meanHz * riseAndFall(progress(timeS)))),
      intervalCv: (timeS) => (progress(timeS) > 0.85 ? sputterFactor * cv : cv),
      shortestS: 0.015,
    },
    random,
  );
  return times.flatMap((timeS) =>
    random.chance(doubletShare)
      ? [timeS, timeS + context.parameters.fresh("cramp-discharge", "doubletMs", random) / 1000]
      : [timeS],
  );
}

/** Of the mean rate, along a unit's activity: quick rise, long fall. */
function riseAndFall(progress: number): number {
  return progress < 0.2 ? 0.8 + 2 * progress : 1.2 - 0.65 * (progress - 0.2);
}

/** What a blocked nerve leaves beyond the block. */
function remainder(context: SceneContext, blockS: number, activeFromS: number, random: Random): Discharge[] {
  if (activeFromS > blockS) return [];
  const lastsS = context.parameters.ofRecording("cramp-discharge", "blockedDurationS");
  const rateHz = context.parameters.fresh("cramp-discharge", "blockedRateHz", random);
  const toS = Math.min(context.durationS, blockS + lastsS * random.between(0.6, 1));
  const intervalCv = context.parameters.ofRecording("cramp-discharge", "blockedCv");
  const law = { fromS: blockS, toS, rateHz: () => rateHz, intervalCv, shortestS: 0.01 };
  return renewalTimes(law, random).map((timeS) => ({ timeS, beyondBlock: true }));
}

/** Single twitches before the cramp and after it, of units that cramp as well. */
function twitches(
  context: SceneContext,
  muscle: SimulatedMuscle,
  cramp: Cramp,
  units: readonly MotorUnit[],
): Scene {
  const random = context.random.branch("twitches");
  if (!random.chance(context.parameters.ofRecording("cramp-discharge", "twitchChance"))) return EMPTY_SCENE;
  const others = unitsInReach(muscle, units.length + 3, random).filter((unit) => !units.includes(unit));
  const ratePerS = context.parameters.ofRecording("cramp-discharge", "twitchRatePerS");
  const free: readonly (readonly [number, number])[] = [
    [0, cramp.fromS - 0.3],
    [cramp.toS + 0.3, context.durationS],
  ];
  const times = free.flatMap(([fromS, toS]) =>
    toS > fromS ? renewalTimes({ fromS, toS, rateHz: () => ratePerS, intervalCv: 1 }, random) : [],
  );
  const sources: Source[] = others.slice(0, 2).flatMap((unit, index, chosen) => {
    const own = times.filter((_, order) => order % chosen.length === index);
    return own.length > 0 ? [unitSource(muscle, unit, own, "axon")] : [];
  });
  return { ...EMPTY_SCENE, sources, episodes: episodesOf("fasciculation", sources, 0.05) };
}
