/**
 * A recording of a muscle that never was, with the truth beside the signal.
 *
 * First version: voluntary activity. The fixed list of patterns follows.
 */
import type { Result } from "../issue/issue.ts";
import { success } from "../issue/issue.ts";
import { type Seed, seededRandom } from "../signal/random.ts";
import { type ElectrodeKind, electrode } from "./electrode.ts";
import { commonDrive, largestExcitation, type NeuronPoolLaw, neuronDischarges } from "./motor-neuron-pool.ts";
import { type MuscleAnatomy, motorUnits } from "./motor-unit.ts";
import { fibresPotential, layDischarge } from "./motor-unit-potential.ts";

export interface SimulationRequest {
  readonly pattern: "voluntary";
  readonly seed?: Seed;
  readonly durationS?: number;
  readonly samplingFrequencyHz?: number;
  /** RMS of the signal while potentials are there, over RMS of the noise. */
  readonly snrDb?: number;
  readonly electrode?: ElectrodeKind;
  /** Share of the largest excitation, 0 to 1. */
  readonly effort?: number;
  /** Only this many of the recruited units, those nearest the electrode, fire. */
  readonly activeUnits?: number;
}

export interface SimulatedUnit {
  readonly id: string;
  /** Moments of the largest deflection, in seconds from the start. */
  readonly dischargeTimesS: readonly number[];
  /** One value per channel. */
  readonly peakToPeakUv: readonly number[];
  /** Peak to peak over six times the noise's RMS, in dB, in the best channel: below 0 nobody can see it. */
  readonly visibilityDb: number;
}

export interface Simulation {
  /** µV, `samples[channel][index]`; positive where the active contact is positive. */
  readonly samples: readonly Float32Array[];
  readonly samplingFrequencyHz: number;
  readonly truth: { readonly units: readonly SimulatedUnit[]; readonly noiseRmsUv: number };
}

const ANATOMY: MuscleAnatomy = {
  unitCount: 120,
  radiusMm: 8,
  fibresSmallest: 60,
  fibresLargest: 500,
  recruitmentRange: 30,
  fibreDensityPerMm2: 5,
  endPlateDistanceMm: 20,
  endPlateScatterMm: 2,
  halfLengthMm: 50,
  diameterUm: 55,
  diameterScatterUm: 5,
  terminalDelayScatterMs: 0.3,
};
const LAW: NeuronPoolLaw = {
  minimumRateHz: 8,
  peakRateFirstHz: 35,
  peakRateLastHz: 25,
  gainHz: 1,
  intervalVariation: 0.15,
  doubletShare: 0,
  doubletIntervalMs: [3, 10],
};
const JITTER_MS = 0.02;

export function simulate(request: SimulationRequest): Result<Simulation> {
  const random = seededRandom(request.seed ?? 1);
  const durationS = request.durationS ?? 10;
  const samplingFrequencyHz = request.samplingFrequencyHz ?? 10_000;
  const effort = request.effort ?? 0.1;
  const picked = electrode(request.electrode ?? "concentric-needle");
  const units = motorUnits(ANATOMY, picked, random.branch("anatomy"));
  const drive = commonDrive(durationS, 0.05, 2, random.branch("common drive"));
  const peak = effort * largestExcitation(ANATOMY.recruitmentRange, LAW);
  const excitation = drive.map((share) => share * peak);
  const recruited = units
    .filter((unit) => unit.recruitmentThreshold < peak * 0.95)
    .sort((a, b) => a.nearestFibreMm - b.nearestFibreMm)
    .slice(0, request.activeUnits ?? units.length);
  const channels = picked.channels.map(() => new Float64Array(Math.round(durationS * samplingFrequencyHz)));
  const active = recruited.map((unit) => {
    const stream = random.branch(`discharges ${unit.order}`);
    const neuron = {
      recruitmentThreshold: unit.recruitmentThreshold,
      largestThreshold: ANATOMY.recruitmentRange,
    };
    const dischargeTimesS = neuronDischarges(excitation, neuron, LAW, stream);
    const potential = fibresPotential(unit.fibres, unit.fibreWeight, picked, samplingFrequencyHz);
    for (const timeS of dischargeTimesS)
      layDischarge(
        channels,
        samplingFrequencyHz,
        potential,
        timeS,
        () => 1,
        (part) => (potential.parts[part].jitters ? stream.normal(0, JITTER_MS) : 0),
      );
    return { unit, dischargeTimesS, potential };
  });
  const signalRms = Math.max(...channels.map(rms));
  const noiseRmsUv = request.snrDb === undefined ? 3 : signalRms / 10 ** (request.snrDb / 20);
  const noise = random.branch("noise");
  const samples = channels.map((channel) =>
    Float32Array.from(channel, (value) => value + noise.normal(0, noiseRmsUv)),
  );
  const truthUnits = active.map(({ unit, dischargeTimesS, potential }) => ({
    id: `unit-${unit.order}`,
    dischargeTimesS,
    peakToPeakUv: potential.peakToPeakUv,
    visibilityDb: 20 * Math.log10(Math.max(...potential.peakToPeakUv) / (6 * noiseRmsUv)),
  }));
  return success({ samples, samplingFrequencyHz, truth: { units: truthUnits, noiseRmsUv } });
}

function rms(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value * value;
  return Math.sqrt(sum / Math.max(1, values.length));
}
