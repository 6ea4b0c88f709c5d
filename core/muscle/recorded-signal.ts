/** What the electrode and the amplifier make of the muscle's activity: samples, noise and artefacts. */
import type { Random } from "../signal/random.ts";
import {
  ARTEFACT_KINDS,
  type ArtefactKind,
  type ArtefactSetting,
  type ArtefactSpan,
  addMovement,
  addVoltage,
} from "./artefacts.ts";
import { amplifierNoise, convert, type Instrument, throughBand } from "./instrument.ts";
import type { MuscleActivity } from "./muscle-activity.ts";
import { levelDuringDischarges, muscleVoltages } from "./render.ts";
import type { Scene } from "./scene.ts";
import type { SimulatedMuscle } from "./simulated-muscle.ts";

export interface RecordedSignal {
  readonly samples: Float32Array[];
  readonly noiseRmsUv: number;
  readonly snrDb: number | null;
  readonly artefacts: ArtefactSpan[];
  readonly instrument: Instrument;
}

export function recordedSignal({
  request: wanted,
  muscles,
  scene,
  parameters,
  random,
}: MuscleActivity): RecordedSignal {
  const { samplingFrequencyHz } = wanted;
  const onSkin = muscles[0].electrode.onSkin;
  const sampleCount = Math.round(wanted.durationS * samplingFrequencyHz);
  const recovery = {
    loss: parameters.ofRecording("muscle", "recoveryLoss"),
    timeConstantMs: parameters.ofRecording("muscle", "recoveryMs"),
  };
  const voltages = muscleVoltages(muscles, scene.sources, sampleCount, recovery, random.branch("jitter"));
  if (onSkin && muscles.length === 2) crossTalk(voltages, parameters.ofRecording("muscle", "crossTalk"));
  const samples = voltages.flat().map((channel) => Float32Array.from(channel));
  const { instrument } = muscles[0];
  for (const channel of samples) throughBand(channel, instrument, samplingFrequencyHz);
  const level = signalLevel(samples, muscles, scene, samplingFrequencyHz);
  const noiseRmsUv =
    wanted.snrDb === undefined || level === 0 ? instrument.noiseUv : level / 10 ** (wanted.snrDb / 20);
  const kinds =
    wanted.pattern === "artefact" && wanted.artefacts.length === 0 ? someArtefacts(random) : wanted.artefacts;
  const disturbance = samples.map(() => new Float32Array(sampleCount));
  const setting = { onSkin, samplingFrequencyHz, parameters, random: random.branch("artefacts") };
  const artefacts = kinds.flatMap((kind) => addVoltage(kind, disturbance, setting));
  artefacts.push(...needleMovements(scene, disturbance, setting));
  samples.forEach((channel, index) => {
    throughBand(disturbance[index], instrument, samplingFrequencyHz);
    const noise = amplifierNoise(
      sampleCount,
      noiseRmsUv,
      instrument,
      samplingFrequencyHz,
      random.branch(`noise ${index}`),
    );
    for (let k = 0; k < sampleCount; k++) channel[k] += noise[k] + disturbance[index][k];
  });
  const converted = convert(samples, instrument, {
    kinds,
    samplingFrequencyHz,
    parameters,
    random: random.branch("converter"),
  });
  return {
    samples,
    noiseRmsUv,
    snrDb: level > 0 ? Math.round(200 * Math.log10(level / noiseRmsUv)) / 10 : null,
    artefacts: [...artefacts, ...converted.artefacts].sort((a, b) => a.fromS - b.fromS),
    instrument: { ...instrument, rangeUv: converted.rangeUv, stepUv: converted.stepUv },
  };
}

/** Each muscle's electrode sees a little of the other muscle. */
function crossTalk([first, second]: readonly Float64Array[][], share: number): void {
  first.forEach((channel, index) => {
    const other = second[index];
    for (let k = 0; k < channel.length; k++) {
      const own = channel[k];
      channel[k] += share * other[k];
      other[k] += share * own;
    }
  });
}

/** Of the first muscle that does anything, in its best channel. */
function signalLevel(
  samples: readonly Float32Array[],
  muscles: readonly SimulatedMuscle[],
  scene: Scene,
  samplingFrequencyHz: number,
): number {
  const perMuscle = samples.length / muscles.length;
  for (const { index } of muscles) {
    const sources = scene.sources.filter(({ muscle }) => muscle === index);
    if (sources.length === 0) continue;
    const own = samples.slice(index * perMuscle, (index + 1) * perMuscle);
    return Math.max(...own.map((channel) => levelDuringDischarges(channel, samplingFrequencyHz, sources)));
  }
  return 0;
}

/** A recording of artefacts holds two to four kinds. */
function someArtefacts(random: Random): ArtefactKind[] {
  const stream = random.branch("which artefacts");
  const mains: ArtefactKind = stream.chance(0.8) ? "mains-50" : "mains-60";
  const others = ARTEFACT_KINDS.filter((kind) => !kind.startsWith("mains") && kind !== "coarse-steps");
  return stream.shuffle<ArtefactKind>([mains, ...others]).slice(0, 2 + stream.integer(3));
}

/** Moving the needle leaves its own mark. */
function needleMovements(
  scene: Scene,
  channels: readonly Float32Array[],
  setting: ArtefactSetting,
): ArtefactSpan[] {
  if (setting.onSkin) return [];
  const random = setting.random.branch("needle");
  return scene.events
    .filter(({ kind }) => kind === "needle-movement")
    .map(({ atS, durationS = 0.1 }) =>
      addMovement(channels, atS, durationS, random.between(60, 300), setting, random),
    );
}
