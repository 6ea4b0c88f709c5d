/**
 * Neuromyotonic discharges: a unit bursts into a very fast train that starts and stops abruptly while its potential
 * shrinks; between trains come doublets and multiplets at irregular times.
 */
import type { Random } from "../../signal/random.ts";
import { renewalTimes } from "../renewal.ts";
import {
  type Discharge,
  EMPTY_SCENE,
  type Episode,
  type Scene,
  type SceneBurst,
  type SceneContext,
  type Source,
} from "../scene.ts";
import { type SimulatedMuscle, unitsInReach } from "../simulated-muscle.ts";
import { unitSource } from "./pool-activity.ts";

interface Run {
  readonly discharges: readonly Discharge[];
}

const FEWEST_TRAINS = 2;
/** No multiplet this shortly before or after a train. */
const CLEAR_S = 0.12;

export function neuromyotonicDischarge(context: SceneContext): Scene {
  const count = Math.round(context.parameters.ofRecording("neuromyotonic-discharge", "unitCount"));
  return neuromyotoniaOf(context, context.muscles[0], count);
}

export function neuromyotoniaOf(context: SceneContext, muscle: SimulatedMuscle, count: number): Scene {
  const random = context.random.branch(`neuromyotonia ${muscle.index}`);
  const made = unitsInReach(muscle, count, random).map((unit, index) => {
    const runs = unitRuns(context, random.branch(`unit ${index}`));
    const source: Source = {
      ...unitSource(muscle, unit, [0], "axon"),
      discharges: runs.flatMap(({ discharges }) => discharges),
    };
    return { source, runs };
  });
  const firing = made.filter(({ source }) => source.discharges.length > 0);
  return {
    ...EMPTY_SCENE,
    sources: firing.map(({ source }) => source),
    episodes: firing.flatMap(({ source, runs }) => runs.map((run) => episode(source, run))),
    bursts: firing.flatMap(({ source, runs }) => runs.map((run) => burst(source, run))),
  };
}

function unitRuns(context: SceneContext, random: Random): Run[] {
  const trains = trainSpans(context, random).map((span) => train(context, span.fromS, span.toS, random));
  const rateHz = context.parameters.fresh("neuromyotonic-discharge", "multipletRate", random);
  const starts = renewalTimes(
    { fromS: 0, toS: context.durationS - 0.2, rateHz: () => rateHz, intervalCv: 1, shortestS: 0.2 },
    random,
  );
  const free = starts.filter((timeS) =>
    trains.every(
      ({ discharges }) =>
        timeS < discharges[0].timeS - CLEAR_S - 0.2 || timeS > (discharges.at(-1)?.timeS ?? 0) + CLEAR_S,
    ),
  );
  const multiplets = free.map((timeS) => multiplet(context, timeS, random));
  return [...trains, ...multiplets].sort((a, b) => a.discharges[0].timeS - b.discharges[0].timeS);
}

/** Trains with irregular pauses; a short recording has its share of them too. */
function trainSpans(context: SceneContext, random: Random): { fromS: number; toS: number }[] {
  const gapS = Math.min(
    context.parameters.fresh("neuromyotonic-discharge", "trainGapS", random),
    context.durationS / 4,
  );
  const spans: { fromS: number; toS: number }[] = [];
  let fromS = random.between(0.1, 0.8) * gapS;
  while (fromS < context.durationS - 0.1 || spans.length < FEWEST_TRAINS) {
    if (fromS >= context.durationS - 0.1) fromS = random.uniform() * 0.3 * context.durationS;
    const drawnS = context.parameters.fresh("neuromyotonic-discharge", "trainS", random);
    const toS = Math.min(context.durationS, fromS + Math.min(drawnS, context.durationS / 4));
    if (spans.every((span) => toS < span.fromS || fromS > span.toS)) spans.push({ fromS, toS });
    else if (spans.length < FEWEST_TRAINS) break;
    fromS = toS + Math.max(0.15, random.exponential(gapS));
  }
  return spans.sort((a, b) => a.fromS - b.fromS);
}

function train(context: SceneContext, fromS: number, toS: number, random: Random): Run {
  const fresh = (name: Parameters<typeof context.parameters.fresh<"neuromyotonic-discharge">>[1]) =>
    context.parameters.fresh("neuromyotonic-discharge", name, random);
  const startHz = fresh("trainRateHz");
  const rateLoss = fresh("rateLoss");
  const amplitudeLoss = fresh("amplitudeLoss");
  const decrementS = fresh("decrementS");
  const rateHz = (timeS: number) => startHz * (1 - (rateLoss * (timeS - fromS)) / (toS - fromS));
  const times = renewalTimes(
    { fromS, toS, rateHz, intervalCv: fresh("intervalCv"), startsAtOnce: true },
    random,
  );
  return {
    discharges: times.map((timeS) => ({
      timeS,
      gain: (1 - amplitudeLoss * (1 - Math.exp((fromS - timeS) / decrementS))) * random.normal(1, 0.015),
    })),
  };
}

function multiplet(context: SceneContext, fromS: number, random: Random): Run {
  const insideHz = context.parameters.fresh("neuromyotonic-discharge", "multipletInsideHz", random);
  const count = Math.floor(context.parameters.fresh("neuromyotonic-discharge", "multipletSpikes", random));
  const cv = context.parameters.ofRecording("neuromyotonic-discharge", "multipletCv");
  let timeS = fromS;
  const discharges: Discharge[] = [];
  for (let spike = 0; spike < count && timeS < context.durationS; spike++) {
    discharges.push({ timeS, gain: 1 - 0.04 * spike });
    timeS += Math.max(0.003, random.normal(1, cv) / insideHz);
  }
  return { discharges };
}

function span(run: Run): { readonly fromS: number; readonly toS: number } {
  return { fromS: run.discharges[0].timeS, toS: (run.discharges.at(-1)?.timeS ?? 0) + 0.005 };
}

function episode(source: Source, run: Run): Episode {
  return { pattern: "neuromyotonic-discharge", muscle: source.muscle, ...span(run), sourceIds: [source.id] };
}

function burst(source: Source, run: Run): SceneBurst {
  return { muscle: source.muscle, sourceId: source.id, ...span(run) };
}
