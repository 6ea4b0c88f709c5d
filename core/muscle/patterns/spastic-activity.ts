/**
 * Spasticity: silent at rest, active when the muscle is stretched, the more the faster; sometimes clonus follows.
 *
 * Units fire more slowly and more regularly than at will. A second muscle (the antagonist, shortened by the
 * stretch) may be active too.
 */
import type { NeuronPoolLaw } from "../motor-neuron-pool.ts";
import {
  episodesOf,
  mergeSources,
  type Scene,
  type SceneContext,
  type SceneEvent,
  type Source,
} from "../scene.ts";
import { nearestUnits, type SimulatedMuscle } from "../simulated-muscle.ts";
import { poolSources, unitSource } from "./pool-activity.ts";
import { burstTimes, rhythm, type SynchronousBurst } from "./synchronous-bursts.ts";

interface Stretch {
  readonly atS: number;
  readonly lengthS: number;
  readonly holdS: number;
  /** 1 for the fastest that is drawn, less for slower ones. */
  readonly speed: number;
  readonly clonus: readonly SynchronousBurst[];
}

const FASTEST_STRETCH_S = 0.25;
const PAUSE_S = 0.5;

export function spasticActivity(context: SceneContext): Scene {
  const stretches = plan(context);
  const sources = context.muscles.flatMap((muscle) => {
    const share =
      muscle.index === 0 ? 1 : context.parameters.ofRecording("spastic-activity", "coContraction");
    const reflex = poolSources(context, muscle, {
      effort: excitation(context, stretches, share),
      law: spasticLaw(context),
      intervalCv: (unit) =>
        context.parameters.fresh(
          "spastic-activity",
          "intervalCv",
          context.random.branch(`cv ${muscle.index} ${unit.order}`),
        ),
      name: "stretch reflex",
    });
    return muscle.index === 0 ? withClonus(context, muscle, reflex, stretches) : reflex;
  });
  const bursts = stretches.flatMap(({ clonus }) =>
    clonus.map(({ fromS, toS }) => ({ muscle: 0, fromS, toS })),
  );
  const events = stretches.map(
    ({ atS, lengthS, holdS }): SceneEvent => ({ kind: "stretch", atS, durationS: lengthS + holdS }),
  );
  return { sources, episodes: episodesOf("spastic-activity", sources, PAUSE_S), bursts, events };
}

function plan(context: SceneContext): Stretch[] {
  const random = context.random.branch("stretches");
  const fresh = (name: "stretchS" | "holdS" | "clonusChance") =>
    context.parameters.fresh("spastic-activity", name, random);
  const wanted = Math.floor(context.parameters.ofRecording("spastic-activity", "stretches"));
  const count = Math.max(1, Math.min(wanted, Math.floor(context.durationS / 2.5)));
  const slotS = context.durationS / count;
  return Array.from({ length: count }, (_, index) => {
    const atS = (index + random.between(0.08, 0.25)) * slotS;
    const room = (index + 1) * slotS - atS - 0.15 * slotS;
    const lengthS = Math.min(fresh("stretchS"), 0.5 * room);
    const holdS = Math.min(fresh("holdS"), room - lengthS);
    const speed = Math.min(1, FASTEST_STRETCH_S / lengthS) ** 0.6;
    const clonusHz = context.parameters.ofRecording("spastic-activity", "clonusHz");
    const beats =
      speed > 0.6 && random.chance(fresh("clonusChance"))
        ? rhythm(atS + lengthS, atS + lengthS + holdS, clonusHz, 0.05, random)
        : [];
    const beatS = context.parameters.ofRecording("spastic-activity", "clonusBurstMs") / 1000;
    const clonus = beats.map((timeS) => ({ fromS: timeS, toS: timeS + beatS, strength: 0.8 }));
    return { atS, lengthS, holdS, speed, clonus };
  });
}

function spasticLaw(context: SceneContext): Omit<NeuronPoolLaw, "intervalVariation"> {
  const peak = context.parameters.ofRecording("spastic-activity", "peakRateHz");
  return {
    minimumRateHz: context.parameters.ofRecording("spastic-activity", "startRateHz"),
    peakRateFirstHz: peak,
    peakRateLastHz: 0.85 * peak,
    gainHz: 1,
    doubletShare: 0,
    doubletIntervalMs: [5, 10],
  };
}

/** Rises with the stretch after the reflex's latency, falls to a part of it while the muscle is held long. */
function excitation(context: SceneContext, stretches: readonly Stretch[], share: number): Float32Array {
  const peak = share * context.parameters.ofRecording("spastic-activity", "excitation");
  const held = context.parameters.ofRecording("spastic-activity", "holdShare");
  const latencyS = context.parameters.ofRecording("spastic-activity", "latencyMs") / 1000;
  const effort = new Float32Array(Math.ceil(context.durationS * 1000));
  for (const { atS, lengthS, holdS, speed, clonus } of stretches) {
    const holding = clonus.length > 0 ? 0 : held;
    for (let step = 0; step < effort.length; step++) {
      const sinceS = step / 1000 - atS - latencyS;
      if (sinceS < 0 || sinceS > lengthS + holdS) continue;
      const shape =
        sinceS < lengthS
          ? Math.min(1, sinceS / (0.35 * lengthS))
          : holding + (1 - holding) * Math.exp(-(sinceS - lengthS) / 0.15);
      effort[step] = Math.max(effort[step], peak * speed * shape);
    }
  }
  return effort;
}

function withClonus(
  context: SceneContext,
  muscle: SimulatedMuscle,
  reflex: readonly Source[],
  stretches: readonly Stretch[],
): Source[] {
  const bursts = stretches.flatMap(({ clonus }) => clonus);
  if (bursts.length === 0) return [...reflex];
  const units = nearestUnits(muscle.units.slice(0, Math.ceil(0.6 * muscle.units.length)), 14);
  const beating = units.map((unit, index) => {
    const random = context.random.branch(`clonus ${unit.order}`);
    const times = burstTimes(bursts, { unit, participation: 0.85, rateHz: 25 }, index / units.length, random);
    return unitSource(
      muscle,
      unit,
      times.filter((timeS) => timeS < context.durationS),
    );
  });
  return mergeSources([...reflex, ...beating.filter(({ discharges }) => discharges.length > 0)]);
}
