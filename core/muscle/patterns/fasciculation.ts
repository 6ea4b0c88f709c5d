/**
 * Fasciculations: single discharges of whole units at random times, each unit with a potential of its own.
 */
import { renewalTimes } from "../renewal.ts";
import { EMPTY_SCENE, episodesOf, type Scene, type SceneContext } from "../scene.ts";
import { reinnervatedUnit, type SimulatedMuscle, unitsInReach } from "../simulated-muscle.ts";
import { unitSource } from "./pool-activity.ts";

/** Shorter than most pauses: each twitch is an episode of its own. */
const PAUSE_S = 0.05;
const FEWEST = 2;

export function fasciculation(context: SceneContext): Scene {
  const sites = Math.floor(context.parameters.ofRecording("fasciculation", "sites"));
  return fasciculationsOf(
    context,
    context.muscles[0],
    sites,
    context.parameters.ofRecording("fasciculation", "ratePerS"),
  );
}

export function fasciculationsOf(
  context: SceneContext,
  muscle: SimulatedMuscle,
  sites: number,
  ratePerS: number,
): Scene {
  const random = context.random.branch(`fasciculation ${muscle.index}`);
  const shortestS = context.parameters.ofRecording("fasciculation", "shortestIntervalMs") / 1000;
  const complexShare = context.parameters.ofRecording("fasciculation", "complexShare");
  const doubletShare = context.parameters.ofRecording("fasciculation", "doubletShare");
  const weights = Array.from({ length: sites }, () => random.exponential(1) + 0.2);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const sources = unitsInReach(muscle, sites, random).map((unit, index) => {
    const stream = random.branch(`site ${index}`);
    const rateHz = (ratePerS * weights[index]) / total;
    const intervalCv = context.parameters.fresh("fasciculation", "intervalCv", stream);
    const law = { fromS: 0, toS: context.durationS, rateHz: () => rateHz, intervalCv, shortestS };
    const singles = atLeast(
      index === 0 ? FEWEST : 0,
      renewalTimes(law, stream),
      context.durationS,
      (low, high) => stream.between(low, high),
    );
    const times = singles.flatMap((timeS) =>
      stream.chance(doubletShare)
        ? [timeS, timeS + context.parameters.fresh("fasciculation", "doubletMs", stream) / 1000]
        : [timeS],
    );
    if (!stream.chance(complexShare)) return unitSource(muscle, unit, times, "axon");
    const changed = unitSource(muscle, reinnervatedUnit(muscle, unit, stream), times, "axon");
    return { ...changed, id: `${changed.id}-reinnervated` };
  });
  const firing = sources.filter((source) => source.discharges.length > 0);
  return { ...EMPTY_SCENE, sources: firing, episodes: episodesOf("fasciculation", firing, PAUSE_S) };
}

/** A recording of fasciculations holds some, however short it is. */
function atLeast(
  fewest: number,
  times: readonly number[],
  durationS: number,
  between: (low: number, high: number) => number,
): number[] {
  if (times.length >= fewest) return [...times];
  return Array.from({ length: fewest }, (_, index) => ((index + between(0.15, 0.85)) * durationS) / fewest);
}
