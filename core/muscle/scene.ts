/**
 * What happens in the muscle during a recording, before any electrode sees it: sources that discharge, and the
 * episodes they make up.
 */
import type { Random } from "../signal/random.ts";
import type { DrawnParameters } from "./drawn-parameters.ts";
import type { SourcePotential } from "./motor-unit-potential.ts";
import type { SimulatedPattern } from "./pattern-names.ts";
import type { Excitability, Interventions } from "./request.ts";
import type { SimulatedMuscle } from "./simulated-muscle.ts";

export interface Discharge {
  readonly timeS: number;
  /** Multiplies the potential; absent: 1. */
  readonly gain?: number;
  /** Which of the source's potentials; absent: the first. */
  readonly variant?: number;
  /** Arises beyond a nerve block although the source is otherwise central. */
  readonly beyondBlock?: boolean;
}

/**
 * Where the impulse arises: in the motor neuron or above, in the motor axon, at the end-plate, in the muscle fibre.
 */
export type Origin = "central" | "axon" | "end-plate" | "muscle-fibre";

export interface Source {
  readonly id: string;
  readonly kind: "motor-unit" | "muscle-fibre" | "fibre-circuit" | "end-plate";
  readonly origin: Origin;
  /** Index of the muscle. */
  readonly muscle: number;
  /** Reckoned when first asked for, and then kept. */
  readonly potentials: readonly (() => SourcePotential)[];
  /** In order of time. */
  readonly discharges: readonly Discharge[];
  /** Standard deviation of each near fibre's own delay. */
  readonly jitterMs: number;
}

export interface Episode {
  readonly pattern: SimulatedPattern;
  readonly muscle: number;
  readonly fromS: number;
  readonly toS: number;
  readonly sourceIds: readonly string[];
}

/** A group, train or burst within an episode. */
export interface SceneBurst {
  readonly muscle: number;
  readonly fromS: number;
  readonly toS: number;
  /** Absent: many sources together. */
  readonly sourceId?: string;
}

/** Something that was done, as an examiner would note it. */
export interface SceneEvent {
  readonly kind: "stretch" | "stimulus" | "needle-movement" | "nerve-block" | "junction-block";
  readonly atS: number;
  readonly durationS?: number;
}

export interface Scene {
  readonly sources: readonly Source[];
  readonly episodes: readonly Episode[];
  readonly bursts: readonly SceneBurst[];
  readonly events: readonly SceneEvent[];
}

export interface SceneContext {
  readonly durationS: number;
  readonly muscles: readonly SimulatedMuscle[];
  readonly parameters: DrawnParameters;
  readonly random: Random;
  /** Share of the largest excitation, held throughout; absent: drawn, with rests. */
  readonly effort?: number;
  /** Only so many recruited units, those nearest the electrode, fire. */
  readonly activeUnits?: number;
  readonly excitability: Excitability;
  readonly interventions: Interventions;
}

export type SceneLaw = (context: SceneContext) => Scene;

export const EMPTY_SCENE: Scene = { sources: [], episodes: [], bursts: [], events: [] };

export function together(...scenes: readonly Scene[]): Scene {
  return {
    sources: scenes.flatMap((scene) => scene.sources),
    episodes: scenes.flatMap((scene) => scene.episodes).sort((a, b) => a.fromS - b.fromS),
    bursts: scenes.flatMap((scene) => scene.bursts).sort((a, b) => a.fromS - b.fromS),
    events: scenes.flatMap((scene) => scene.events).sort((a, b) => a.atS - b.atS),
  };
}

/** One neuron or axon does not fire again sooner. */
const NERVE_RECOVERY_S = 0.002;

/** A unit that takes part in two things is still one unit: sources of the same name become one. */
export function mergeSources(sources: readonly Source[]): Source[] {
  const byId = new Map<string, Source>();
  for (const source of sources) {
    const known = byId.get(source.id);
    const discharges = known ? [...known.discharges, ...source.discharges] : source.discharges;
    byId.set(source.id, { ...(known ?? source), discharges });
  }
  return [...byId.values()];
}

/** Discharges in order, inside the recording, none sooner after another than a nerve can. */
export function inOrder({ discharges, kind }: Source, durationS: number): Discharge[] {
  const kept: Discharge[] = [];
  const recoveryS = kind === "motor-unit" ? NERVE_RECOVERY_S : 0;
  for (const discharge of [...discharges].sort((a, b) => a.timeS - b.timeS)) {
    if (discharge.timeS < 0 || discharge.timeS >= durationS) continue;
    const before = kept.at(-1)?.timeS ?? Number.NEGATIVE_INFINITY;
    if (discharge.timeS - before >= recoveryS) kept.push(discharge);
  }
  return kept;
}

/** Half the length of a potential, so that an episode of one discharge has a length. */
const MARGIN_S = 0.005;

/** Episodes of one pattern: discharges of the sources of each muscle, joined over pauses up to `pauseS`. */
export function episodesOf(pattern: SimulatedPattern, sources: readonly Source[], pauseS: number): Episode[] {
  const muscles = [...new Set(sources.map((source) => source.muscle))];
  return muscles.flatMap((muscle) => {
    const firings = sources
      .filter((source) => source.muscle === muscle)
      .flatMap(({ id, discharges }) => discharges.map(({ timeS }) => ({ id, timeS })))
      .sort((a, b) => a.timeS - b.timeS);
    const episodes: { fromS: number; toS: number; ids: Set<string> }[] = [];
    for (const { id, timeS } of firings) {
      const current = episodes.at(-1);
      if (current && timeS - current.toS <= pauseS + MARGIN_S) {
        current.toS = timeS + MARGIN_S;
        current.ids.add(id);
      } else
        episodes.push({ fromS: Math.max(0, timeS - MARGIN_S), toS: timeS + MARGIN_S, ids: new Set([id]) });
    }
    return episodes.map(({ fromS, toS, ids }) => ({ pattern, muscle, fromS, toS, sourceIds: [...ids] }));
  });
}
