/**
 * The extracellular potential of one muscle fibre's action potential.
 *
 * The action potential inside the fibre has Rosenfalck's shape, 96 z³ e^(−z) mV with z in mm behind its front. It
 * starts at the end-plate and runs both ways to the fibre's ends. The fibre is a line source in a medium that
 * conducts better along than across the fibres. Written with dipoles, start and end need no special care: a point
 * at distance s from the end-plate contributes the slope of the action potential there times the slope of the
 * electrode's weight, so an action potential that reaches the end of its fibre fades as it runs out.
 *
 * The slope's convolution is a cascade of four one-pole filters (z³ e^(−z) is a gamma curve), so a fibre costs a
 * few operations a step. Positive means positive at the active contact; nothing is turned upside down for display.
 * A damaged fibre can repolarise slowly: where such a fibre ends at the needle, the positive sharp wave gets its
 * long shallow tail. Not modelled: tissue frequency dependence, boundaries (the skin doubles the potential).
 *
 * Sources: Rosenfalck 1969 (intracellular shape), Nandedkar and Stålberg 1983 (line source, conductivities,
 * velocity against diameter), Plonsey: recalled.
 */
import type { ContactPoint } from "./electrode.ts";

export interface MuscleFibre {
  /** Place in the muscle's cross-section. */
  readonly xMm: number;
  readonly yMm: number;
  /** Place of the end-plate along the fibre. */
  readonly endPlateMm: number;
  readonly leftEndMm: number;
  readonly rightEndMm: number;
  readonly diameterUm: number;
  readonly velocityMPerS: number;
  /** Time from the motor unit's discharge to this fibre's end-plate. */
  readonly delayMs: number;
  /** Slow repolarisation of a damaged fibre, as a share of the action potential's height. Absent: none. */
  readonly afterPotentialShare?: number;
}

/** Conductivity along over across the fibres: 0.330 / 0.063 S/m. */
const ANISOTROPY = 0.33 / 0.063;
/** Inside the fibre over four times across the fibres: 1.01 / (4 × 0.063). */
const CONDUCTIVITY_RATIO = 1.01 / (4 * 0.063);
/**
 * What the tissue around shunts away. Chosen (derived) so that a fibre of 55 µm is seen with about 0.2 mV peak to
 * peak from 0.3 mm, the distance at which single-fibre electromyography loses its fibres.
 */
const SHUNT = 0.5;
const ROSENFALCK_MV_PER_MM3 = 96;
/** Behind the front the slope has died away after this length. */
const TAIL_MM = 16;
/** Length over which a damaged fibre repolarises, and the action potential's height. */
const AFTER_POTENTIAL_MM = 6;
const ACTION_POTENTIAL_MV = 129;

export function fibreVelocityMPerS(diameterUm: number): number {
  return Math.max(1.2, 3.7 + 0.05 * (diameterUm - 55));
}

/**
 * Adds the fibre's potential in µV to `target`, whose sample k lies at `startMs` + k · `stepMs` after the unit's
 * discharge, times `gain`.
 */
export function addFibrePotential(
  target: Float64Array,
  startMs: number,
  stepMs: number,
  fibre: MuscleFibre,
  points: readonly ContactPoint[],
  gain: number,
): void {
  const nearestMm = nearestDistance(fibre, points);
  const stepMm = nearestMm < 0.5 ? 0.05 : nearestMm < 1.5 ? 0.1 : 0.25;
  const radiusMm = fibre.diameterUm / 2000;
  const scale = gain * SHUNT * 1000 * CONDUCTIVITY_RATIO * radiusMm * radiusMm;
  for (const direction of [-1, 1]) {
    const lengthMm = direction < 0 ? fibre.endPlateMm - fibre.leftEndMm : fibre.rightEndMm - fibre.endPlateMm;
    const share = fibre.afterPotentialShare ?? 0;
    const tailMm = share > 0 ? 6 * AFTER_POTENTIAL_MM : TAIL_MM;
    const slope = weightSlope(fibre, points, direction, lengthMm, stepMm, tailMm);
    const slow = share > 0 ? throughAfterPotential(slope, stepMm) : undefined;
    addInTime(target, startMs, stepMs, throughActionPotential(slope, stepMm), stepMm, fibre, scale);
    if (slow) addInTime(target, startMs, stepMs, slow, stepMm, fibre, scale * share);
  }
}

function nearestDistance(fibre: MuscleFibre, points: readonly ContactPoint[]): number {
  let nearest = Number.POSITIVE_INFINITY;
  for (const point of points)
    if (point.weight > 0)
      nearest = Math.min(nearest, Math.hypot(fibre.xMm - point.xMm, fibre.yMm - point.yMm));
  return nearest;
}

/** How the electrode's weight grows per step as a source moves away from the end-plate; ends with a silent tail. */
function weightSlope(
  fibre: MuscleFibre,
  points: readonly ContactPoint[],
  direction: number,
  lengthMm: number,
  stepMm: number,
  tailMm: number,
): Float64Array {
  const steps = Math.max(0, Math.floor(lengthMm / stepMm));
  const slope = new Float64Array(steps + Math.ceil(tailMm / stepMm));
  for (const point of points) {
    const across = (fibre.xMm - point.xMm) ** 2 + (fibre.yMm - point.yMm) ** 2;
    const squared = ANISOTROPY * Math.max(across, 1e-4);
    let along = fibre.endPlateMm - point.zMm;
    let before = point.weight / Math.sqrt(squared + along * along);
    for (let step = 0; step < steps; step++) {
      along += direction * stepMm;
      const now = point.weight / Math.sqrt(squared + along * along);
      slope[step] += now - before;
      before = now;
    }
  }
  return slope;
}

/** The convolution of `slope` with Rosenfalck's slope 96 (3z² − z³) e^(−z), in place. */
function throughActionPotential(slope: Float64Array, stepMm: number): Float64Array {
  const decay = Math.exp(-stepMm);
  const square = ROSENFALCK_MV_PER_MM3 * 3 * stepMm * stepMm;
  const cube = ROSENFALCK_MV_PER_MM3 * stepMm * stepMm * stepMm;
  let first = 0;
  let second = 0;
  let third = 0;
  let fourth = 0;
  let third1 = 0;
  let third2 = 0;
  let fourth1 = 0;
  let fourth2 = 0;
  let fourth3 = 0;
  for (let step = 0; step < slope.length; step++) {
    const value =
      square * decay * (third1 + decay * third2) -
      cube * decay * (fourth1 + 4 * decay * fourth2 + decay * decay * fourth3);
    first = slope[step] + decay * first;
    second = first + decay * second;
    third = second + decay * third;
    fourth = third + decay * fourth;
    third2 = third1;
    third1 = third;
    fourth3 = fourth2;
    fourth2 = fourth1;
    fourth1 = fourth;
    slope[step] = value;
  }
  return slope;
}

/** The convolution of `slope` with the slope of (z/λ) e^(1−z/λ), a slow hump as high as the action potential. */
function throughAfterPotential(slope: Float64Array, stepMm: number): Float64Array {
  const decay = Math.exp(-stepMm / AFTER_POTENTIAL_MM);
  const scale = (ACTION_POTENTIAL_MV * Math.E) / AFTER_POTENTIAL_MM;
  const result = new Float64Array(slope.length);
  let first = 0;
  let second = 0;
  for (let step = 0; step < slope.length; step++) {
    const ramp = decay * (second + first) * (stepMm / AFTER_POTENTIAL_MM);
    second = decay * (second + first);
    first = slope[step] + decay * first;
    result[step] = scale * (first - ramp);
  }
  return result;
}

/** From places behind the front to moments in time; linear between the steps. */
function addInTime(
  target: Float64Array,
  startMs: number,
  stepMs: number,
  potential: Float64Array,
  stepMm: number,
  fibre: MuscleFibre,
  scale: number,
): void {
  const placesPerSample = (stepMs * fibre.velocityMPerS) / stepMm;
  const firstSample = Math.max(0, Math.ceil((fibre.delayMs - startMs) / stepMs));
  let place = ((startMs + firstSample * stepMs - fibre.delayMs) * fibre.velocityMPerS) / stepMm;
  for (let sample = firstSample; sample < target.length; sample++) {
    const below = Math.floor(place);
    if (below + 1 >= potential.length) return;
    const share = place - below;
    target[sample] += scale * (potential[below] * (1 - share) + potential[below + 1] * share);
    place += placesPerSample;
  }
}
