/**
 * What happens in the muscle: the pattern asked for, what else is excitable, and what an intervention takes away.
 */
import { type Random, seededRandom } from "../signal/random.ts";
import { type DrawnParameters, drawnParameters } from "./drawn-parameters.ts";
import { spontaneousActivity, whatGetsThrough } from "./excitability.ts";
import { underInterventions } from "./interventions.ts";
import { PATTERN_LAWS } from "./patterns/pattern-laws.ts";
import { type ResolvedRequest, resolved, type SimulationRequest } from "./request.ts";
import { inOrder, mergeSources, type Scene, type SceneContext, together } from "./scene.ts";
import { type SimulatedMuscle, simulatedMuscle } from "./simulated-muscle.ts";

export interface MuscleActivity {
  readonly request: ResolvedRequest;
  readonly muscles: readonly SimulatedMuscle[];
  readonly scene: Scene;
  readonly parameters: DrawnParameters;
  /** For what comes after: electrode, amplifier, artefacts. */
  readonly random: Random;
}

/** The request must be sound (`requestIssues`). Same request, same activity. */
export function muscleActivity(request: SimulationRequest): MuscleActivity {
  const wanted = resolved(request);
  const random = seededRandom(wanted.seed).branch(wanted.pattern);
  const parameters = drawnParameters(wanted.overrides, random.branch("parameters"));
  const muscles = musclesOf(wanted, parameters, random);
  const scene = whatHappens(wanted, muscles, parameters, random.branch("scene"));
  return { request: wanted, muscles, scene, parameters, random };
}

function musclesOf(wanted: ResolvedRequest, parameters: DrawnParameters, random: Random): SimulatedMuscle[] {
  const labels = wanted.muscles === 1 ? ["Muscle"] : ["Agonist", "Antagonist"];
  return labels.map((label, index) =>
    simulatedMuscle(
      index,
      label,
      wanted.electrode,
      wanted.samplingFrequencyHz,
      parameters,
      random.branch(`muscle ${index}`),
    ),
  );
}

function whatHappens(
  wanted: ResolvedRequest,
  muscles: readonly SimulatedMuscle[],
  parameters: DrawnParameters,
  random: Random,
): Scene {
  const context: SceneContext = {
    durationS: wanted.durationS,
    muscles,
    parameters,
    random,
    excitability: wanted.excitability,
    interventions: wanted.interventions,
    ...(wanted.effort !== undefined && { effort: wanted.effort }),
    ...(wanted.activeUnits !== undefined && { activeUnits: wanted.activeUnits }),
  };
  const scene = together(PATTERN_LAWS[wanted.pattern](context), spontaneousActivity(context));
  const sources = whatGetsThrough(context, mergeSources(scene.sources)).map((source) => ({
    ...source,
    discharges: inOrder(source, wanted.durationS),
  }));
  return underInterventions({ ...scene, sources }, wanted.interventions);
}
