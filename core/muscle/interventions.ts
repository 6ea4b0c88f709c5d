/**
 * What a nerve block or curare takes away from what happens in the muscle.
 *
 * Beyond a nerve block nothing central arrives, while axon, end-plate and muscle fibre go on. When the junction is
 * blocked, only muscle fibres act by themselves. The stretch that ends a cramp belongs to the cramp
 * (patterns/cramp-discharge.ts).
 */
import type { Interventions } from "./request.ts";
import type { Discharge, Episode, Scene, SceneBurst, SceneEvent, Source } from "./scene.ts";

export function underInterventions(scene: Scene, interventions: Interventions): Scene {
  const { nerveBlockAtS = Number.POSITIVE_INFINITY, junctionBlockAtS = Number.POSITIVE_INFINITY } =
    interventions;
  const passes = (source: Source, { timeS, beyondBlock }: Discharge) => {
    if (timeS >= junctionBlockAtS && source.origin !== "muscle-fibre") return false;
    return timeS < nerveBlockAtS || source.origin !== "central" || beyondBlock === true;
  };
  const sources = scene.sources
    .map((source) => ({ ...source, discharges: source.discharges.filter((one) => passes(source, one)) }))
    .filter(({ discharges }) => discharges.length > 0);
  return {
    sources,
    episodes: scene.episodes.flatMap((episode) => whatIsLeft(episode, sources)),
    bursts: scene.bursts.filter((burst) => someFire(burst, sources)),
    events: [...scene.events, ...noted(interventions)].sort((a, b) => a.atS - b.atS),
  };
}

const MARGIN_S = 0.006;

function whatIsLeft(episode: Episode, sources: readonly Source[]): Episode[] {
  let lastS = Number.NEGATIVE_INFINITY;
  const ids: string[] = [];
  for (const { id, muscle, discharges } of sources) {
    if (muscle !== episode.muscle || !episode.sourceIds.includes(id)) continue;
    const within = discharges.filter(({ timeS }) => timeS >= episode.fromS && timeS <= episode.toS);
    if (within.length === 0) continue;
    ids.push(id);
    lastS = Math.max(lastS, within[within.length - 1].timeS);
  }
  return ids.length > 0 ? [{ ...episode, toS: Math.min(episode.toS, lastS + MARGIN_S), sourceIds: ids }] : [];
}

function someFire(burst: SceneBurst, sources: readonly Source[]): boolean {
  return sources.some(
    ({ id, muscle, discharges }) =>
      muscle === burst.muscle &&
      (burst.sourceId === undefined || burst.sourceId === id) &&
      discharges.some(({ timeS }) => timeS >= burst.fromS - MARGIN_S && timeS <= burst.toS + MARGIN_S),
  );
}

function noted({ stretchAtS, nerveBlockAtS, junctionBlockAtS }: Interventions): SceneEvent[] {
  const done: [SceneEvent["kind"], number | undefined][] = [
    ["stretch", stretchAtS],
    ["nerve-block", nerveBlockAtS],
    ["junction-block", junctionBlockAtS],
  ];
  return done.flatMap(([kind, atS]) => (atS === undefined ? [] : [{ kind, atS }]));
}
