/**
 * A recording of a muscle that never was, with the truth beside the signal.
 *
 * Nobody has published recordings of most pathological discharges, so Krampe makes them: what the motor neurons, axons, end-plates
 * and fibres do (`patterns/`, by the numbers in `parameters/`), what the electrode sees of it, and what the amplifier
 * makes of that. The same request gives the same bytes. It says nothing about a patient, and a method that was judged on it alone
 * has been judged on this model of a muscle.
 */
import { failure, type Issue, type Result, success } from "../issue/issue.ts";
import type { SampledRecording } from "../recording/sampled-recording.ts";
import { type Random, seededRandom } from "../signal/random.ts";
import {
  ARTEFACT_KINDS,
  type ArtefactKind,
  type ArtefactSpan,
  addMovement,
  addVoltage,
} from "./artefacts.ts";
import { requestIssues } from "./check-request.ts";
import { type DrawnParameters, drawnParameters } from "./drawn-parameters.ts";
import { spontaneousActivity, whatGetsThrough } from "./excitability.ts";
import { amplifierNoise, convert, type Instrument, instrumentFor, throughBand } from "./instrument.ts";
import { underInterventions } from "./interventions.ts";
import { PATTERN_LAWS } from "./patterns/pattern-laws.ts";
import { levelDuringDischarges, muscleVoltages } from "./render.ts";
import { type ResolvedRequest, resolved, type SimulationRequest } from "./request.ts";
import { mergeSources, type Scene, type SceneContext, together } from "./scene.ts";
import { type SimulatedMuscle, simulatedMuscle } from "./simulated-muscle.ts";
import { simulatedRecording } from "./simulated-recording.ts";
import { type SimulationTruth, simulationTruth } from "./truth.ts";

export interface Simulation {
  /** µV, `samples[channel][index]`; positive where the active contact is positive. All channels of a muscle together. */
  readonly samples: readonly Float32Array[];
  readonly samplingFrequencyHz: number;
  /** The same samples with labels, unit, full scale and notes, ready for a writer. */
  readonly recording: SampledRecording;
  readonly truth: SimulationTruth;
}

export function simulate(request: SimulationRequest): Result<Simulation> {
  const issues = requestIssues(request);
  if (issues.length > 0) return failure(...issues);
  const wanted = resolved(request);
  const random = seededRandom(wanted.seed).branch(wanted.pattern);
  const parameters = drawnParameters(wanted.overrides, random.branch("parameters"));
  const muscles = musclesOf(wanted, parameters, random);
  const scene = whatHappens(wanted, muscles, parameters, random.branch("scene"));
  const signal = recorded(wanted, muscles, scene, parameters, random);
  const truth = simulationTruth(wanted, muscles, scene, { ...signal, drawn: parameters.drawn });
  return success(
    {
      samples: signal.samples,
      samplingFrequencyHz: wanted.samplingFrequencyHz,
      recording: simulatedRecording(signal, muscles, truth, signal.instrument),
      truth,
    },
    worthKnowing(wanted, scene),
  );
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
  const sources = whatGetsThrough(context, mergeSources(scene.sources));
  return underInterventions({ ...scene, sources }, wanted.interventions);
}

interface Recorded {
  readonly samples: Float32Array[];
  readonly noiseRmsUv: number;
  readonly snrDb: number | null;
  readonly artefacts: ArtefactSpan[];
  readonly instrument: Instrument;
}

function recorded(
  wanted: ResolvedRequest,
  muscles: readonly SimulatedMuscle[],
  scene: Scene,
  parameters: DrawnParameters,
  random: Random,
): Recorded {
  const { samplingFrequencyHz } = wanted;
  const onSkin = muscles[0].electrode.onSkin;
  const sampleCount = Math.round(wanted.durationS * samplingFrequencyHz);
  const loss = parameters.ofRecording("muscle", "recoveryLoss");
  const voltages = muscleVoltages(muscles, scene.sources, sampleCount, loss, random.branch("jitter"));
  if (onSkin && muscles.length === 2) crossTalk(voltages, parameters.ofRecording("muscle", "crossTalk"));
  const samples = voltages.flat().map((channel) => Float32Array.from(channel));
  const instrument = instrumentFor(onSkin, samplingFrequencyHz, parameters);
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
  setting: Parameters<typeof addVoltage>[2],
): ArtefactSpan[] {
  if (setting.onSkin) return [];
  const random = setting.random.branch("needle");
  return scene.events
    .filter(({ kind }) => kind === "needle-movement")
    .map(({ atS, durationS = 0.1 }) =>
      addMovement(channels, atS, durationS, random.between(60, 300), setting, random),
    );
}

function worthKnowing(wanted: ResolvedRequest, scene: Scene): Issue[] {
  const issues: Issue[] = [];
  const onSkin = wanted.electrode.startsWith("surface");
  if (onSkin && scene.sources.some(({ kind }) => kind !== "motor-unit"))
    issues.push({
      code: "simulation-not-seen-from-skin",
      severity: "warning",
      message: {
        en: "Single muscle fibres and end-plates fire in this recording, but a surface electrode does not see them.",
        nb: "Enkeltfibre og endeplater fyrer i dette opptaket, men en overflateelektrode ser dem ikke.",
      },
      suggestion: { en: "Choose a needle electrode.", nb: "Velg en nålelektrode." },
      place: { path: "electrode" },
    });
  if (!onSkin && wanted.samplingFrequencyHz < 4000)
    issues.push({
      code: "simulation-rate-too-low-for-needle",
      severity: "warning",
      message: {
        en: `At ${wanted.samplingFrequencyHz} Hz the spikes of needle potentials are lost.`,
        nb: `Ved ${wanted.samplingFrequencyHz} Hz går spissene i nålepotensialene tapt.`,
      },
      suggestion: { en: "Ask for 10000 Hz or more.", nb: "Be om 10000 Hz eller mer." },
      place: { path: "samplingFrequencyHz" },
    });
  if (
    wanted.activeUnits !== undefined &&
    scene.sources.length > 0 &&
    scene.sources.length < wanted.activeUnits
  )
    issues.push({
      code: "simulation-fewer-units-recruited",
      severity: "warning",
      message: {
        en: `Only ${scene.sources.length} units are recruited, ${wanted.activeUnits} were asked for.`,
        nb: `Bare ${scene.sources.length} enheter rekrutteres, det ble bedt om ${wanted.activeUnits}.`,
      },
      suggestion: {
        en: "Ask for more effort or for fewer units.",
        nb: "Be om mer innsats eller færre enheter.",
      },
      place: { path: "activeUnits" },
    });
  return issues;
}
