/**
 * One muscle of a simulation: its units, the electrode in or on it, and what its sources look like from there.
 */
import type { Random } from "../signal/random.ts";
import type { DrawnParameters } from "./drawn-parameters.ts";
import { type Electrode, type ElectrodeKind, electrode } from "./electrode.ts";
import type { MuscleFibre } from "./fibre-potential.ts";
import { type Instrument, instrumentFor } from "./instrument.ts";
import { type MotorUnit, type MuscleAnatomy, motorUnit, muscleFibre } from "./motor-unit.ts";
import { assembled, fibresPotential, oversampling, type SourcePotential } from "./motor-unit-potential.ts";

export interface SimulatedMuscle {
  readonly index: number;
  readonly label: string;
  readonly anatomy: MuscleAnatomy;
  readonly electrode: Electrode;
  readonly instrument: Instrument;
  readonly samplingFrequencyHz: number;
  /** In order of recruitment. */
  readonly units: readonly MotorUnit[];
  readonly jitterMs: number;
}

export function simulatedMuscle(
  index: number,
  label: string,
  electrodeKind: ElectrodeKind,
  samplingFrequencyHz: number,
  parameters: DrawnParameters,
  random: Random,
): SimulatedMuscle {
  const value = (name: Parameters<typeof parameters.ofRecording<"muscle">>[1]) =>
    parameters.ofRecording("muscle", name);
  const anatomy: MuscleAnatomy = {
    unitCount: Math.round(value("unitCount")),
    radiusMm: value("radiusMm"),
    fibresSmallest: value("fibresSmallest"),
    fibresLargest: value("fibresLargest"),
    recruitmentRange: value("recruitmentRange"),
    fibreDensityPerMm2: value("fibreDensityPerMm2"),
    endPlateDistanceMm: value("endPlateDistanceMm"),
    endPlateScatterMm: value("endPlateScatterMm"),
    halfLengthMm: value("halfLengthMm"),
    diameterUm: value("diameterUm"),
    diameterScatterUm: value("diameterScatterUm"),
    terminalDelayScatterMs: value("terminalDelayScatterMs"),
    polyphasicShare: value("polyphasicShare"),
    satelliteShare: value("satelliteShare"),
    satelliteDelayMs: (stream) => parameters.fresh("muscle", "satelliteDelayMs", stream),
    reinnervation: {
      fibres: value("reinnervatedFibres"),
      density: value("reinnervatedDensity"),
      delayScatter: value("reinnervatedScatter"),
    },
  };
  const picked = electrode(electrodeKind, { skinDepthMm: value("skinDepthMm") });
  const units = Array.from({ length: anatomy.unitCount }, (_, order) =>
    motorUnit(order, anatomy, picked, random.branch(`unit ${order}`)),
  );
  return {
    index,
    label,
    anatomy,
    electrode: picked,
    instrument: instrumentFor(picked.onSkin, samplingFrequencyHz, parameters),
    samplingFrequencyHz,
    units,
    jitterMs: value("jitterMs"),
  };
}

export function unitPotential(muscle: SimulatedMuscle, unit: MotorUnit): SourcePotential {
  const { electrode: picked, samplingFrequencyHz, instrument } = muscle;
  return fibresPotential(unit.fibres(), unit.fibreWeight, picked, samplingFrequencyHz, instrument);
}

/** Fibres that fire together without being a motor unit; each keeps its own jitter. */
export function fibreGroupPotential(
  muscle: SimulatedMuscle,
  fibres: readonly MuscleFibre[],
): SourcePotential {
  const { electrode: picked, samplingFrequencyHz, instrument } = muscle;
  return fibresPotential(fibres, 1, picked, samplingFrequencyHz, instrument, fibres.length);
}

/** How large a unit looks from the electrode, roughly: near fibres count most. */
export function pickUp(unit: MotorUnit): number {
  let sum = 0;
  for (const { xMm, yMm } of unit.places()) sum += 1 / (0.05 + (xMm - 0.2) ** 2 + yMm ** 2);
  return sum * unit.fibreWeight;
}

/** The units nearest the electrode, nearest first. */
export function nearestUnits(units: readonly MotorUnit[], count: number): MotorUnit[] {
  return [...units]
    .map((unit) => ({ unit, seen: pickUp(unit) }))
    .sort((a, b) => b.seen - a.seen)
    .slice(0, count)
    .map(({ unit }) => unit);
}

/** Some units within reach: `count` of the nearest `3 × count` (at least 36), at random. */
export function unitsInReach(muscle: SimulatedMuscle, count: number, random: Random): MotorUnit[] {
  const near = nearestUnits(muscle.units, Math.max(36, 3 * count));
  return random.shuffle(near).slice(0, count);
}

/**
 * A unit after denervation and sprouting of its neighbours: more fibres, closer together, their end-plates and
 * delays more scattered. Its potential is larger, longer and has more phases.
 */
export function reinnervatedUnit(muscle: SimulatedMuscle, like: MotorUnit, random: Random): MotorUnit {
  const { anatomy } = muscle;
  const { fibres, density, delayScatter } = anatomy.reinnervation;
  const altered: MuscleAnatomy = {
    ...anatomy,
    radiusMm: Math.min(anatomy.radiusMm, like.territoryMm * 0.75),
    fibresSmallest: anatomy.fibresSmallest * fibres,
    fibresLargest: anatomy.fibresLargest * fibres,
    fibreDensityPerMm2: anatomy.fibreDensityPerMm2 * density,
    endPlateScatterMm: anatomy.endPlateScatterMm * 1.8,
    terminalDelayScatterMs: anatomy.terminalDelayScatterMs * delayScatter,
    diameterScatterUm: anatomy.diameterScatterUm * 1.5,
  };
  return motorUnit(like.order, altered, muscle.electrode, random);
}

/** Where a fibre starts its action potential and where it ends, along the fibre, the electrode at 0. */
export interface FibreCourse {
  readonly startMm: number;
  readonly leftEndMm?: number;
  readonly rightEndMm?: number;
  readonly afterPotentialShare?: number;
  readonly delayMs?: number;
}

/** A single fibre `reachMm` from the electrode's recording surface. */
export function fibreAtElectrode(
  muscle: SimulatedMuscle,
  reachMm: number,
  course: FibreCourse,
  random: Random,
): MuscleFibre {
  const yMm = random.between(-0.25, 0.25);
  const at = muscle.electrode.onSkin
    ? { xMm: random.between(-2, 2), yMm: -0.2 - reachMm }
    : { xMm: Math.max(muscle.electrode.shaftRadiusMm, 0.2) + reachMm, yMm };
  const fibre = muscleFibre(at, muscle.anatomy, random);
  return {
    ...fibre,
    endPlateMm: course.startMm,
    leftEndMm: course.leftEndMm ?? course.startMm - muscle.anatomy.halfLengthMm,
    rightEndMm: course.rightEndMm ?? Math.max(course.startMm, 0) + muscle.anatomy.halfLengthMm,
    delayMs: course.delayMs ?? 0,
    ...(course.afterPotentialShare !== undefined && { afterPotentialShare: course.afterPotentialShare }),
  };
}

/**
 * A fibre that fires by itself at a distance from the needle: seen as a brief spike, or, where the needle has
 * damaged it and its action potential ends, as a positive wave with a long tail.
 */
export function spontaneousFibre(
  muscle: SimulatedMuscle,
  reachMm: number,
  positiveWave: boolean,
  random: Random,
): MuscleFibre {
  const startMm = -random.between(8, 30);
  const course: FibreCourse = positiveWave
    ? { startMm, rightEndMm: random.between(-0.3, 0.15), afterPotentialShare: random.between(0.7, 1.5) }
    : { startMm };
  return fibreAtElectrode(muscle, reachMm, course, random);
}

/** A miniature end-plate potential: one negative hump, seen only where it arises. */
export function miniaturePotential(
  muscle: SimulatedMuscle,
  amplitudeUv: number,
  durationMs: number,
): SourcePotential {
  const stepMs = 1000 / (muscle.samplingFrequencyHz * oversampling(muscle.samplingFrequencyHz));
  const riseMs = durationMs / 5;
  const curve = Float64Array.from({ length: Math.ceil((4 + 3 * durationMs) / stepMs) }, (_, k) => {
    const timeMs = k * stepMs - 2;
    return timeMs <= 0 ? 0 : -amplitudeUv * (timeMs / riseMs) * Math.exp(1 - timeMs / riseMs);
  });
  const curves = muscle.electrode.channels.map((_, channel) =>
    channel === 0 ? curve : new Float64Array(curve.length),
  );
  return assembled([{ curves, jitters: false }], stepMs, muscle.samplingFrequencyHz, muscle.instrument);
}
