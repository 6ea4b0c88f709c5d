/**
 * Myokymic discharges: one unit (or a few, each in its own rhythm) fires in groups that keep coming back.
 */
import type { Random } from "../../signal/random.ts";
import {
  EMPTY_SCENE,
  episodesOf,
  type Scene,
  type SceneBurst,
  type SceneContext,
  type Source,
} from "../scene.ts";
import { type SimulatedMuscle, unitsInReach } from "../simulated-muscle.ts";
import { unitSource } from "./pool-activity.ts";

interface Group {
  readonly timesS: readonly number[];
}

/** A group fills at most this part of the time from group to group. */
const FULLEST = 0.6;

export function myokymicDischarge(context: SceneContext): Scene {
  const count = Math.round(context.parameters.ofRecording("myokymic-discharge", "unitCount"));
  return myokymiaOf(context, context.muscles[0], count);
}

export function myokymiaOf(context: SceneContext, muscle: SimulatedMuscle, count: number): Scene {
  const random = context.random.branch(`myokymia ${muscle.index}`);
  const made = unitsInReach(muscle, count, random).map((unit, index) => {
    const groups = unitGroups(context, random.branch(`unit ${index}`));
    const source = unitSource(
      muscle,
      unit,
      groups.flatMap(({ timesS }) => timesS),
      "axon",
    );
    return {
      source,
      bursts: groups.map((group) => groupBurst(group, source)),
      longestPauseS: longestPause(groups),
    };
  });
  const firing = made.filter(({ source }) => source.discharges.length > 0);
  return {
    ...EMPTY_SCENE,
    sources: firing.map(({ source }) => source),
    episodes: firing.flatMap(({ source, longestPauseS }) =>
      episodesOf("myokymic-discharge", [source], longestPauseS + 0.01),
    ),
    bursts: firing.flatMap(({ bursts }) => bursts),
  };
}

function unitGroups(context: SceneContext, random: Random): Group[] {
  const fresh = (name: Parameters<typeof context.parameters.fresh<"myokymic-discharge">>[1]) =>
    context.parameters.fresh("myokymic-discharge", name, random);
  const insideHz = fresh("insideRateHz");
  const insideCv = fresh("insideCv");
  const spikes = fresh("spikes");
  const spikesSd = fresh("spikesSd");
  const groupCv = fresh("groupCv");
  const lengthS = (spikes - 1) / insideHz;
  const periodS = Math.max(1 / fresh("groupRateHz"), lengthS / FULLEST);
  const groups: Group[] = [];
  let startS = random.uniform() * Math.min(periodS, 0.2 * context.durationS);
  while (startS < context.durationS) {
    const count = Math.max(2, Math.min(15, Math.round(random.normal(spikes, spikesSd))));
    const timesS: number[] = [];
    let timeS = startS;
    for (let spike = 0; spike < count && timeS < context.durationS; spike++) {
      timesS.push(timeS);
      timeS += Math.max(0.004, random.normal(1, insideCv) / insideHz);
    }
    if (timesS.length >= 2) groups.push({ timesS });
    startS = Math.max(startS + Math.max(0.3, random.normal(1, groupCv)) * periodS, timeS + 2 / insideHz);
  }
  return groups;
}

function groupBurst({ timesS }: Group, source: Source): SceneBurst {
  return { muscle: source.muscle, sourceId: source.id, fromS: timesS[0], toS: timesS[timesS.length - 1] };
}

function longestPause(groups: readonly Group[]): number {
  let longest = 0;
  for (let index = 1; index < groups.length; index++)
    longest = Math.max(longest, groups[index].timesS[0] - (groups[index - 1].timesS.at(-1) ?? 0));
  return longest;
}
