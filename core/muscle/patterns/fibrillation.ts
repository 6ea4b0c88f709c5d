/**
 * Fibrillation: denervated fibres fire by themselves, each very regularly, slow down and stop. Some are seen as
 * positive sharp waves.
 */

import type { Random } from "../../signal/random.ts";
import { once } from "../once.ts";
import { renewalTimes } from "../renewal.ts";
import { EMPTY_SCENE, episodesOf, type Scene, type SceneContext, type Source } from "../scene.ts";
import { fibreGroupPotential, type SimulatedMuscle, spontaneousFibre } from "../simulated-muscle.ts";

const PAUSE_S = 2.5;

export function fibrillation(context: SceneContext): Scene {
  const count = Math.floor(context.parameters.ofRecording("fibrillation", "fibres"));
  return fibrillationOf(context, context.muscles[0], count);
}

export function fibrillationOf(context: SceneContext, muscle: SimulatedMuscle, count: number): Scene {
  const random = context.random.branch(`fibrillation ${muscle.index}`);
  const sources = Array.from({ length: count }, (_, index) =>
    fibrillatingFibre(context, muscle, index, random.branch(`fibre ${index}`)),
  ).filter(({ discharges }) => discharges.length > 0);
  const episodes = sources.flatMap((source) => episodesOf("fibrillation", [source], PAUSE_S));
  return { ...EMPTY_SCENE, sources, episodes };
}

function fibrillatingFibre(
  context: SceneContext,
  muscle: SimulatedMuscle,
  index: number,
  random: Random,
): Source {
  const fresh = (name: Parameters<typeof context.parameters.fresh<"fibrillation">>[1]) =>
    context.parameters.fresh("fibrillation", name, random);
  const fast = random.chance(fresh("fastShare"));
  const startHz = fresh(fast ? "fastRateHz" : "rateHz");
  const slowing = fresh("slowing");
  const lengthS = fresh("runS");
  // the first fibre is there from the start, as after an insertion; it may have begun before the recording did
  const fromS =
    index === 0 ? -random.uniform() * 0.3 * lengthS : random.between(-0.3 * lengthS, 0.4 * context.durationS);
  const toS = Math.max(fromS + lengthS, index === 0 ? 0.5 * context.durationS : fromS);
  const rateHz = (timeS: number) => startHz * (1 - (slowing * (timeS - fromS)) / (toS - fromS));
  const irregular = random.chance(fresh("irregularShare"));
  const intervalCv = fresh(irregular ? "irregularCv" : "intervalCv");
  const times = renewalTimes({ fromS, toS, rateHz, intervalCv, shortestS: 0.02 }, random).filter(
    (timeS) => timeS >= 0 && timeS < context.durationS,
  );
  const positive = random.chance(fresh("positiveWaveShare"));
  const fibre = spontaneousFibre(muscle, fresh("reachMm"), positive, random);
  return {
    id: `muscle-${muscle.index + 1}-fibre-${index + 1}`,
    kind: "muscle-fibre",
    origin: "muscle-fibre",
    muscle: muscle.index,
    potentials: [once(() => fibreGroupPotential(muscle, [fibre]))],
    discharges: times.map((timeS) => ({ timeS })),
    jitterMs: 0,
  };
}
