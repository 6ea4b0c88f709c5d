/**
 * Dystonia: agonist and antagonist are active together, sustained or in irregular bursts, with ordinary unit rates.
 */
import type { Random } from "../../signal/random.ts";
import { commonDrive } from "../motor-neuron-pool.ts";
import { alternatingSpans } from "../renewal.ts";
import { EMPTY_SCENE, episodesOf, type Scene, type SceneContext } from "../scene.ts";
import { poolSources, swell } from "./pool-activity.ts";
import { rhythm } from "./synchronous-bursts.ts";
import { voluntaryLaw } from "./voluntary.ts";

interface Spell {
  readonly fromS: number;
  readonly toS: number;
  readonly riseS: number;
  readonly height: number;
}

const PAUSE_S = 0.6;

export function dystonicCoContraction(context: SceneContext): Scene {
  const value = (name: Parameters<typeof context.parameters.ofRecording<"dystonic-co-contraction">>[1]) =>
    context.parameters.ofRecording("dystonic-co-contraction", name);
  const random = context.random.branch("dystonia");
  const phasic = random.chance(value("phasicChance"));
  const spells = phasic ? phasicBursts(context, random) : sustainedSpells(context, random);
  const common = commonDrive(context.durationS, 0.25, 0.8, random.branch("common"));
  const sources = context.muscles.flatMap((muscle) => {
    const stream = random.branch(`muscle ${muscle.index}`);
    const own = commonDrive(context.durationS, 0.25, 0.8, stream);
    const shared = value("sharedDrive");
    const share = muscle.index === 0 ? 1 : value("antagonistShare");
    const lagS = muscle.index === 0 ? 0 : value("lagMs") / 1000;
    const effort = common.map((drive, step) => {
      const height = heightAt(spells, step / 1000 - lagS);
      return value("excitation") * share * height * (shared * drive + (1 - shared) * own[step]);
    });
    return poolSources(context, muscle, {
      effort,
      law: voluntaryLaw(context),
      intervalCv: (unit) =>
        context.parameters.fresh("voluntary", "intervalCv", stream.branch(`cv ${unit.order}`)),
      name: "dystonia",
    });
  });
  return {
    ...EMPTY_SCENE,
    sources,
    episodes: episodesOf("dystonic-co-contraction", sources, PAUSE_S),
    bursts: phasic
      ? context.muscles.flatMap(({ index: muscle }) =>
          spells.map(({ fromS, toS }) => ({ muscle, fromS, toS })),
        )
      : [],
  };
}

function phasicBursts(context: SceneContext, random: Random): Spell[] {
  const rateHz = context.parameters.ofRecording("dystonic-co-contraction", "burstRateHz");
  const burstCv = context.parameters.ofRecording("dystonic-co-contraction", "burstCv");
  return rhythm(0, context.durationS, rateHz, burstCv, random).map((fromS) => {
    const drawnS = context.parameters.fresh("dystonic-co-contraction", "burstS", random);
    const lengthS = Math.min(drawnS, 0.6 / rateHz);
    return {
      fromS,
      toS: Math.min(context.durationS, fromS + lengthS),
      riseS: 0.3 * lengthS,
      height: random.between(0.6, 1.2),
    };
  });
}

function sustainedSpells(context: SceneContext, random: Random): Spell[] {
  const fresh = (name: "sustainedS" | "pauseS" | "riseS") =>
    context.parameters.fresh("dystonic-co-contraction", name, random);
  return alternatingSpans(
    context.durationS,
    () => fresh("sustainedS"),
    () => fresh("pauseS"),
  ).map(({ fromS, toS }) => ({
    fromS,
    toS,
    riseS: Math.min(fresh("riseS"), 0.4 * (toS - fromS)),
    height: random.between(0.7, 1.2),
  }));
}

function heightAt(spells: readonly Spell[], timeS: number): number {
  let height = 0;
  for (const spell of spells)
    height = Math.max(height, spell.height * swell(timeS, spell.fromS, spell.toS, spell.riseS, spell.riseS));
  return height;
}
