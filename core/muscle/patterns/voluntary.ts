/**
 * Voluntary activity: units are recruited in order, fire faster with more effort, and stop when they are told to.
 *
 * With an effort asked for, it is held from beginning to end; otherwise there are contractions with rests. A second
 * muscle is the antagonist and works while the first one rests.
 */
import type { Random } from "../../signal/random.ts";
import { commonDrive, type NeuronPoolLaw } from "../motor-neuron-pool.ts";
import { EMPTY_SCENE, episodesOf, type Scene, type SceneContext, type Source, together } from "../scene.ts";
import type { SimulatedMuscle } from "../simulated-muscle.ts";
import { poolSources, swell } from "./pool-activity.ts";

interface Contraction {
  readonly fromS: number;
  readonly toS: number;
  readonly riseS: number;
  readonly fallS: number;
  readonly share: number;
}

const PAUSE_S = 0.4;

export function voluntary(context: SceneContext): Scene {
  const effort = context.effort ?? context.parameters.ofRecording("voluntary", "effort");
  const contractions = context.effort === undefined ? plan(context) : steady(context.durationS);
  return together(
    ...context.muscles.map((muscle) =>
      activity(
        context,
        muscle,
        muscle.index === 0 ? contractions : betweenThem(contractions, context),
        effort,
      ),
    ),
  );
}

function activity(
  context: SceneContext,
  muscle: SimulatedMuscle,
  contractions: readonly Contraction[],
  effort: number,
): Scene {
  if (effort <= 0) return EMPTY_SCENE;
  const stream = context.random.branch(`drive ${muscle.index}`);
  const drive = commonDrive(
    context.durationS,
    context.parameters.ofRecording("voluntary", "commonDriveCv"),
    2,
    stream,
  );
  const level = drive.map((share, step) => share * effort * levelAt(contractions, step / 1000));
  const sources = poolSources(context, muscle, {
    effort: level,
    law: voluntaryLaw(context),
    intervalCv: (unit) =>
      context.parameters.fresh("voluntary", "intervalCv", stream.branch(`cv ${unit.order}`)),
    name: "voluntary",
  });
  const levelOf = (timeS: number) => level[Math.min(level.length - 1, Math.max(0, Math.floor(timeS * 1000)))];
  const driven = (timeS: number) => levelOf(timeS) > 0 || levelOf(timeS - 0.15) > 0;
  return {
    ...EMPTY_SCENE,
    sources,
    episodes: [
      ...episodesOf("voluntary", onlyWhen(sources, driven), PAUSE_S),
      ...episodesOf(
        "cramp-discharge",
        onlyWhen(sources, (timeS) => !driven(timeS)),
        PAUSE_S,
      ),
    ],
  };
}

/** What goes on after the drive has ended is no longer voluntary. */
function onlyWhen(sources: readonly Source[], holds: (timeS: number) => boolean): Source[] {
  return sources
    .map((source) => ({
      ...source,
      discharges: source.discharges.filter(({ timeS }) => holds(timeS)),
    }))
    .filter(({ discharges }) => discharges.length > 0);
}

/** How the neurons of a healthy muscle fire; other patterns change what differs. */
export function voluntaryLaw(context: SceneContext): Omit<NeuronPoolLaw, "intervalVariation"> {
  const value = (
    name: "startRateHz" | "limbPeakRateHz" | "soleusPeakRateHz" | "soleusShare" | "rateGainHz",
  ) => context.parameters.ofRecording("voluntary", name);
  const slow = context.random.branch("slow muscle").chance(value("soleusShare"));
  const peakRateFirstHz = value(slow ? "soleusPeakRateHz" : "limbPeakRateHz");
  return {
    minimumRateHz: Math.min(value("startRateHz"), 0.75 * peakRateFirstHz),
    peakRateFirstHz,
    peakRateLastHz: 0.8 * peakRateFirstHz,
    gainHz: value("rateGainHz"),
    doubletShare: context.parameters.ofRecording("voluntary", "doubletShare"),
    doubletIntervalMs: [5, 10],
  };
}

function steady(durationS: number): Contraction[] {
  return [{ fromS: -1, toS: durationS + 1, riseS: 0, fallS: 0, share: 1 }];
}

/** Contractions of about equal length with rests before, between and after. */
function plan(context: SceneContext): Contraction[] {
  const random = context.random.branch("contractions");
  const count = Math.floor(context.parameters.ofRecording("voluntary", "contractions"));
  const restS = context.durationS * Math.min(0.9, context.parameters.ofRecording("voluntary", "restShare"));
  const rests = shares(count + 1, random).map((share) => share * restS);
  const works = shares(count, random).map((share) => share * (context.durationS - restS));
  let timeS = 0;
  return works.map((workS, index) => {
    const fromS = timeS + rests[index];
    timeS = fromS + workS;
    const ramp = () => Math.min(0.4 * workS, context.parameters.fresh("voluntary", "rampS", random));
    return { fromS, toS: timeS, riseS: ramp(), fallS: ramp(), share: random.between(0.6, 1) };
  });
}

/** Positive shares that add up to 1, none very small. */
function shares(count: number, random: Random): number[] {
  const raw = Array.from({ length: count }, () => random.between(0.5, 1.5));
  const sum = raw.reduce((total, value) => total + value, 0);
  return raw.map((value) => value / sum);
}

/** The antagonist's turn: while the first muscle rests. Its rests are short, so it works less. */
function betweenThem(contractions: readonly Contraction[], context: SceneContext): Contraction[] {
  if (context.effort !== undefined) return [];
  const edges = [0, ...contractions.flatMap(({ fromS, toS }) => [fromS, toS]), context.durationS];
  const free: Contraction[] = [];
  for (let index = 0; index < edges.length; index += 2) {
    const lengthS = edges[index + 1] - edges[index];
    if (lengthS > 0.3)
      free.push({
        fromS: edges[index],
        toS: edges[index + 1],
        riseS: 0.3 * lengthS,
        fallS: 0.3 * lengthS,
        share: 0.8,
      });
  }
  return free;
}

function levelAt(contractions: readonly Contraction[], timeS: number): number {
  let level = 0;
  for (const { fromS, toS, riseS, fallS, share } of contractions)
    level = Math.max(level, share * swell(timeS, fromS, toS, riseS, fallS));
  return level;
}
