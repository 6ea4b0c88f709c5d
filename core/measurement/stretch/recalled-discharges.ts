/**
 * Discharges of a known shape that stood too little above the noise to be seen by their height.
 *
 * Once a shape is known, the signal is searched for it (matched filter): noise that is unlike the shape counts for less, so that about
 * half the height is enough. What is found is only believed if it makes the train more regular: overlooked discharges leave holes in
 * a train, and noise does not fill them by chance. Large potentials are left as they are.
 */
import { noiseLevel } from "../../signal/noise-level.ts";
import { median } from "../../signal/order-statistics.ts";
import { detectDischarges, matchedFilter } from "../discharge-detection.ts";
import type { Discharge } from "../types/discharge.ts";
import type { PotentialShape, ShapePart } from "./potential-shapes.ts";
import { typicalStep } from "./typical-step.ts";

export interface Recall {
  readonly samplingFrequencyHz: number;
  readonly noise: number;
}

/** Shapes whose peak is lower than this, in standard deviations of the noise, are searched for. */
const FAINT = 10;
const FEWEST = 12;
const MOST_SHAPES = 2;
const BEFORE_S = 0.0025;
const AFTER_S = 0.0035;
/** Least size, as a share of the shape's own, and in standard deviations of the filter's noise. */
const LEAST_SIZE = 0.55;
const OVER_NOISE = 4;
/** The typical change from one interval to the next must fall to this share. */
const MORE_REGULAR = 0.8;

export function withRecalled(
  shapes: readonly PotentialShape[],
  parts: readonly ShapePart[],
  recall: Recall,
): PotentialShape[] {
  return shapes.map((shape, index) => {
    if (index >= MOST_SHAPES || shape.discharges.length < FEWEST) return shape;
    const peak = shape.template.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    if (peak > FAINT * recall.noise) return shape;
    const discharges = parts.flatMap((part) => foundIn(part, shape, recall));
    return isMoreRegular(discharges, shape.discharges) ? { ...shape, discharges } : shape;
  });
}

function foundIn(part: ShapePart, shape: PotentialShape, { samplingFrequencyHz: fs }: Recall): Discharge[] {
  const before = Math.min(shape.originIndex, Math.round(BEFORE_S * fs));
  const after = Math.round(AFTER_S * fs);
  const template = shape.template.slice(shape.originIndex - before, shape.originIndex + after + 1);
  const fit = matchedFilter(part.samples, template, before);
  const noise = noiseLevel(fit);
  if (!(noise > 0)) return [];
  const size = median(shape.discharges.map(({ amplitude }) => amplitude));
  return detectDischarges(fit, fs, {
    noise,
    startS: part.startS,
    thresholdOverNoise: Math.max(OVER_NOISE, LEAST_SIZE / noise),
  }).flatMap(({ timeS, signalToNoise }) => {
    const gain = fit[Math.min(fit.length - 1, Math.max(0, Math.round((timeS - part.startS) * fs)))];
    return gain > 0 ? [{ timeS, amplitude: gain * size, signalToNoise }] : [];
  });
}

function isMoreRegular(found: readonly Discharge[], before: readonly Discharge[]): boolean {
  return found.length >= FEWEST && typicalStep(found) <= MORE_REGULAR * typicalStep(before);
}
