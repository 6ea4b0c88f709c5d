/**
 * End-plate activity: the needle stands where nerve and muscle meet. Noise is the sum of miniature end-plate
 * potentials; spikes are single fibres that the irritated nerve twig fires, seen where they begin and therefore
 * negative first.
 */

import type { Random } from "../../signal/random.ts";
import { once } from "../once.ts";
import { alternatingSpans, renewalTimes } from "../renewal.ts";
import {
  type Discharge,
  EMPTY_SCENE,
  episodesOf,
  type Scene,
  type SceneContext,
  type Source,
} from "../scene.ts";
import {
  fibreAtElectrode,
  fibreGroupPotential,
  miniaturePotential,
  type SimulatedMuscle,
} from "../simulated-muscle.ts";

const PAUSE_S = 0.6;

export function endPlateActivity(context: SceneContext): Scene {
  const muscle = context.muscles[0];
  const random = context.random.branch("end-plate");
  const value = (name: Parameters<typeof context.parameters.ofRecording<"end-plate-activity">>[1]) =>
    context.parameters.ofRecording("end-plate-activity", name);
  const spikes = random.chance(value("spikeChance"));
  const noise = !spikes || random.chance(value("noiseChance"));
  const noisy = noise
    ? Array.from({ length: Math.floor(value("endPlates")) }, (_, index) =>
        noiseSource(context, muscle, index, random),
      )
    : [];
  const spiking = spikes
    ? Array.from({ length: Math.floor(value("spikeFibres")) }, (_, index) =>
        spikeSource(context, muscle, index, random),
      )
    : [];
  const sources = [...noisy, ...spiking].filter(({ discharges }) => discharges.length > 0);
  return { ...EMPTY_SCENE, sources, episodes: episodesOf("end-plate-activity", sources, PAUSE_S) };
}

function noiseSource(context: SceneContext, muscle: SimulatedMuscle, index: number, random: Random): Source {
  const stream = random.branch(`noise ${index}`);
  const fresh = (name: "noiseRateHz" | "noiseUv" | "noiseMs") =>
    context.parameters.fresh("end-plate-activity", name, stream);
  const rateHz = fresh("noiseRateHz");
  const sizeUv = fresh("noiseUv");
  const lengthMs = fresh("noiseMs");
  const sizeCv = context.parameters.ofRecording("end-plate-activity", "noiseSizeCv");
  const times = renewalTimes(
    { fromS: 0, toS: context.durationS, rateHz: () => rateHz, intervalCv: 1, shortestS: 0 },
    stream,
  );
  return {
    id: `muscle-${muscle.index + 1}-end-plate-${index + 1}`,
    kind: "end-plate",
    origin: "end-plate",
    muscle: muscle.index,
    potentials: [once(() => miniaturePotential(muscle, sizeUv, lengthMs))],
    discharges: times.map((timeS): Discharge => ({ timeS, gain: stream.gamma(1, sizeCv) })),
    jitterMs: 0,
  };
}

function spikeSource(context: SceneContext, muscle: SimulatedMuscle, index: number, random: Random): Source {
  const stream = random.branch(`spikes ${index}`);
  const fresh = (name: "spikeRateHz" | "spikeCv" | "runS" | "gapS") =>
    context.parameters.fresh("end-plate-activity", name, stream);
  const rateHz = fresh("spikeRateHz");
  const intervalCv = fresh("spikeCv");
  const shortestS = context.parameters.ofRecording("end-plate-activity", "shortestSpikeMs") / 1000;
  const times = alternatingSpans(
    context.durationS,
    () => fresh("runS"),
    () => fresh("gapS"),
  ).flatMap(({ fromS, toS }) =>
    renewalTimes({ fromS, toS, rateHz: () => rateHz, intervalCv, shortestS }, stream),
  );
  const fibre = fibreAtElectrode(
    muscle,
    stream.between(0.05, 0.3),
    { startMm: stream.normal(0, 0.08) },
    stream,
  );
  return {
    id: `muscle-${muscle.index + 1}-fibre-${index + 1}`,
    kind: "muscle-fibre",
    origin: "end-plate",
    muscle: muscle.index,
    potentials: [once(() => fibreGroupPotential(muscle, [fibre]))],
    discharges: times.map((timeS) => ({ timeS })),
    jitterMs: 0.02,
  };
}
