/**
 * What nerve and muscle do when a part of them is more, or less, excitable than in health: the three places where a
 * cramp, or what looks like one, can arise.
 *
 * Above 1, a part fires by itself: the neuron goes on after its drive has ended (in pool-activity.ts), the axon
 * fasciculates, then groups, then runs in trains, the muscle fibre fibrillates and then runs off. Below 1, less
 * gets through it; at 0 nothing does, and a muscle that is short all the same is electrically silent (contracture).
 */
import { fasciculationsOf } from "./patterns/fasciculation.ts";
import { fibrillationOf } from "./patterns/fibrillation.ts";
import { myokymiaOf } from "./patterns/myokymic-discharge.ts";
import { myotoniaOf } from "./patterns/myotonic-discharge.ts";
import { neuromyotoniaOf } from "./patterns/neuromyotonic-discharge.ts";
import { alternatingSpans } from "./renewal.ts";
import {
  type Discharge,
  EMPTY_SCENE,
  type Scene,
  type SceneContext,
  type Source,
  together,
} from "./scene.ts";

/** What axons and muscle fibres add by themselves, in the first muscle. */
export function spontaneousActivity(context: SceneContext): Scene {
  return together(axonActivity(context), fibreActivity(context));
}

function axonActivity(context: SceneContext): Scene {
  const { axon } = context.excitability;
  if (axon <= 1) return EMPTY_SCENE;
  const [muscle] = context.muscles;
  const value = (name: "fasciculationPerS" | "groupedFrom" | "trainsFrom") =>
    context.parameters.ofRecording("excitability", name);
  return together(
    fasciculationsOf(context, muscle, Math.ceil(3 * axon), (axon - 1) * value("fasciculationPerS")),
    axon >= value("groupedFrom") ? myokymiaOf(context, muscle, 1) : EMPTY_SCENE,
    axon >= value("trainsFrom") ? neuromyotoniaOf(context, muscle, 1) : EMPTY_SCENE,
  );
}

function fibreActivity(context: SceneContext): Scene {
  const { muscleFibre } = context.excitability;
  const [muscle] = context.muscles;
  const value = (name: "fibrillationFrom" | "myotoniaFrom") =>
    context.parameters.ofRecording("excitability", name);
  if (muscleFibre < value("fibrillationFrom")) return EMPTY_SCENE;
  const fibres = Math.max(1, Math.ceil(2 * (muscleFibre - 1)));
  if (muscleFibre < value("myotoniaFrom")) return fibrillationOf(context, muscle, fibres);
  const random = context.random.branch("myotonic runs");
  const spans = alternatingSpans(
    context.durationS,
    () => context.parameters.fresh("myotonic-discharge", "runS", random),
    () => context.parameters.fresh("myotonic-discharge", "gapS", random),
  );
  return myotoniaOf(context, muscle, spans, fibres);
}

/** What is left of the sources when a part is less excitable than in health. */
export function whatGetsThrough(context: SceneContext, sources: readonly Source[]): Source[] {
  const { neuron, axon, muscleFibre } = context.excitability;
  const random = context.random.branch("what gets through");
  return sources
    .filter((source) => {
      const stream = random.branch(source.id);
      const neuronFires = source.origin !== "central" || stream.uniform() < neuron;
      const axonConducts = source.kind !== "motor-unit" || stream.uniform() < axon;
      return neuronFires && axonConducts && muscleFibre > 0;
    })
    .map((source) =>
      muscleFibre >= 1 || source.kind === "end-plate" ? source : weakened(source, muscleFibre),
    );
}

function weakened(source: Source, by: number): Source {
  const discharges = source.discharges.map(
    (discharge): Discharge => ({ ...discharge, gain: (discharge.gain ?? 1) * by }),
  );
  return { ...source, discharges };
}
