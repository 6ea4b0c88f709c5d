/**
 * The truth beside a simulated recording: who discharged when, and what was done to the signal.
 *
 * It can be written as JSON as it is. Times are seconds from the first sample; a discharge's time is that of the
 * largest deflection of its potential as recorded, in the channel that sees it best (noise, overlap and jitter
 * aside).
 */
import type { Seed } from "../signal/random.ts";
import type { ArtefactSpan } from "./artefacts.ts";
import type { ElectrodeKind } from "./electrode.ts";
import type { SourcePotential } from "./motor-unit-potential.ts";
import type { MuscleActivity } from "./muscle-activity.ts";
import type { SimulatedPattern } from "./pattern-names.ts";
import type { Excitability, Interventions } from "./request.ts";
import type { Origin, Scene, SceneEvent, Source } from "./scene.ts";

export interface SimulationTruth {
  readonly format: "krampe-simulation-truth";
  readonly version: 1;
  /** What was asked for. The episodes tell what there is, which can be more (twitches around a cramp). */
  readonly pattern: SimulatedPattern;
  readonly seed: Seed;
  readonly durationS: number;
  readonly samplingFrequencyHz: number;
  readonly electrode: ElectrodeKind;
  readonly muscles: readonly { readonly label: string; readonly channels: readonly number[] }[];
  readonly excitability: Excitability;
  readonly interventions: Interventions;
  /** RMS of the amplifier's noise within its band, in every channel. */
  readonly noiseRmsUv: number;
  /**
   * Signal while potentials are there over noise, in the first active muscle's best channel; null when nothing is.
   */
  readonly snrDb: number | null;
  /** What was drawn for the whole recording, by `group.name` of the parameter tables. */
  readonly parameters: Readonly<Record<string, number>>;
  readonly units: readonly SimulatedUnit[];
  readonly episodes: readonly TrueEpisode[];
  /** Groups, trains and bursts. */
  readonly bursts: readonly TrueBurst[];
  readonly events: readonly SceneEvent[];
  readonly artefacts: readonly ArtefactSpan[];
}

/** What one motor unit, fibre, circuit of fibres or end-plate does. */
export interface TrueFiring {
  readonly id: string;
  readonly kind: Source["kind"];
  readonly origin: Origin;
  readonly muscle: number;
  readonly dischargeTimesS: readonly number[];
  /** Size of each discharge over that of `peakToPeakUv`; absent when all are 1. */
  readonly gains?: readonly number[];
  /** Which potential each discharge has, when there are several. */
  readonly variants?: readonly number[];
}

/** … and how it looks from the electrode. */
export interface SimulatedUnit extends TrueFiring {
  /** One value per channel of its muscle, of the first potential at gain 1. */
  readonly peakToPeakUv: readonly number[];
  /** Peak to peak over six times the noise's RMS, in dB, in its best channel: below 0 hardly anybody can see it. */
  readonly visibilityDb: number;
  /** Sign of the first deflection of at least a tenth of the largest, as the recording has it. */
  readonly firstPhase: "positive" | "negative";
  /** From the first to the last deflection of at least a tenth of the largest. */
  readonly durationMs: number;
}

export interface TrueEpisode {
  readonly pattern: SimulatedPattern;
  readonly muscle: number;
  readonly fromS: number;
  readonly toS: number;
  readonly unitIds: readonly string[];
}

export interface TrueBurst {
  readonly muscle: number;
  readonly fromS: number;
  readonly toS: number;
  readonly unitId?: string;
}

/** What happens in the muscle, whatever records it. */
export interface TrueActivity {
  readonly units: readonly TrueFiring[];
  readonly episodes: readonly TrueEpisode[];
  readonly bursts: readonly TrueBurst[];
  readonly events: readonly SceneEvent[];
}

export interface TruthOfSignal {
  readonly noiseRmsUv: number;
  readonly snrDb: number | null;
  readonly artefacts: readonly ArtefactSpan[];
}

export function trueActivity(scene: Scene, durationS: number): TrueActivity {
  const ending = (toS: number) => rounded(Math.min(toS, durationS));
  return {
    units: scene.sources.map(trueFiring),
    episodes: scene.episodes.map(({ pattern, muscle, fromS, toS, sourceIds }) => ({
      pattern,
      muscle,
      fromS: rounded(fromS),
      toS: ending(toS),
      unitIds: sourceIds,
    })),
    bursts: scene.bursts.map(({ muscle, fromS, toS, sourceId }) => ({
      muscle,
      fromS: rounded(fromS),
      toS: ending(toS),
      ...(sourceId !== undefined && { unitId: sourceId }),
    })),
    events: scene.events,
  };
}

export function simulationTruth(
  { request, muscles, scene, parameters }: MuscleActivity,
  signal: TruthOfSignal,
): SimulationTruth {
  const perMuscle = muscles[0].electrode.channels.length;
  const activity = trueActivity(scene, request.durationS);
  return {
    format: "krampe-simulation-truth",
    version: 1,
    pattern: request.pattern,
    seed: request.seed,
    durationS: request.durationS,
    samplingFrequencyHz: request.samplingFrequencyHz,
    electrode: request.electrode,
    muscles: muscles.map(({ label, index }) => ({
      label,
      channels: Array.from({ length: perMuscle }, (_, channel) => index * perMuscle + channel),
    })),
    excitability: request.excitability,
    interventions: request.interventions,
    noiseRmsUv: signal.noiseRmsUv,
    snrDb: signal.snrDb,
    parameters: Object.fromEntries([...parameters.drawn].sort(([a], [b]) => (a < b ? -1 : 1))),
    ...activity,
    units: scene.sources.map((source, index) => ({
      ...activity.units[index],
      ...appearance(source.potentials[0](), signal.noiseRmsUv),
    })),
    artefacts: signal.artefacts,
  };
}

function trueFiring({ id, kind, origin, muscle, discharges, potentials }: Source): TrueFiring {
  return {
    id,
    kind,
    origin,
    muscle,
    dischargeTimesS: discharges.map(({ timeS }) => rounded(timeS)),
    ...(discharges.some(({ gain }) => gain !== undefined) && {
      gains: discharges.map(({ gain }) => Math.round((gain ?? 1) * 1000) / 1000),
    }),
    ...(potentials.length > 1 && { variants: discharges.map(({ variant }) => variant ?? 0) }),
  };
}

function appearance(potential: SourcePotential, noiseRmsUv: number): Omit<SimulatedUnit, keyof TrueFiring> {
  const largest = Math.max(...potential.peakToPeakUv);
  const curve = potential.recorded[potential.peakToPeakUv.indexOf(largest)];
  const size = Math.abs(curve[potential.peakIndex]);
  const matters = (value: number) => Math.abs(value) >= 0.1 * size;
  const first = curve.findIndex(matters);
  return {
    peakToPeakUv: potential.peakToPeakUv.map((value) => Math.round(value * 10) / 10),
    visibilityDb: Math.round(200 * Math.log10(largest / (6 * noiseRmsUv))) / 10,
    firstPhase: curve[first] > 0 ? "positive" : "negative",
    durationMs: Math.round((curve.findLastIndex(matters) - first) * potential.stepMs * 100) / 100,
  };
}

/** To the microsecond. */
function rounded(timeS: number): number {
  return Math.round(timeS * 1e6) / 1e6;
}
