/**
 * Complex repetitive discharge: a circuit of fibres that excite each other directly, so that the same complex
 * returns like clockwork, begins and ends abruptly, and may jump to another rate and shape when the circuit
 * changes.
 */

import type { Random } from "../../signal/random.ts";
import type { MuscleFibre } from "../fibre-potential.ts";
import { once } from "../once.ts";
import { alternatingSpans } from "../renewal.ts";
import {
  type Discharge,
  EMPTY_SCENE,
  episodesOf,
  type Scene,
  type SceneContext,
  type Source,
} from "../scene.ts";
import { fibreAtElectrode, fibreGroupPotential, type SimulatedMuscle } from "../simulated-muscle.ts";

interface Circuit {
  readonly periodS: number;
  readonly fibres: readonly MuscleFibre[];
}

/** The complex fills at most this part of the period, and is never longer than a potential can be. */
const FULLEST = 0.7;
const LONGEST_MS = 26;
const FEWEST_FIBRES = 3;

export function complexRepetitiveDischarge(context: SceneContext): Scene {
  const muscle = context.muscles[0];
  const random = context.random.branch("circuits");
  const spells = Math.max(
    1,
    Math.floor(context.parameters.ofRecording("complex-repetitive-discharge", "spells")),
  );
  const fresh = (name: "spellS") => context.parameters.fresh("complex-repetitive-discharge", name, random);
  const room = (0.9 * context.durationS) / spells;
  const spans = alternatingSpans(
    context.durationS,
    () => Math.min(room, Math.max(0.4 * room, fresh("spellS"))),
    () => random.between(0.05, 0.1) * context.durationS,
  ).slice(0, spells);
  const circuits = circuitAndJump(context, muscle, random);
  const discharges = spans.flatMap((span) => spell(context, span, circuits, random));
  const source: Source = {
    id: `muscle-${muscle.index + 1}-circuit-1`,
    kind: "fibre-circuit",
    origin: "muscle-fibre",
    muscle: muscle.index,
    potentials: circuits.map(({ fibres }) => once(() => fibreGroupPotential(muscle, fibres))),
    discharges,
    jitterMs: context.parameters.ofRecording("complex-repetitive-discharge", "jitterMs"),
  };
  const episodes = episodesOf(
    "complex-repetitive-discharge",
    [source],
    2.2 * Math.max(...circuits.map(({ periodS }) => periodS)),
  );
  return { ...EMPTY_SCENE, sources: [source], episodes, bursts: [] };
}

/** The circuit, and, when the discharge is to jump, what remains of it once it takes a shorter way. */
function circuitAndJump(context: SceneContext, muscle: SimulatedMuscle, random: Random): Circuit[] {
  const value = (
    name: Parameters<typeof context.parameters.ofRecording<"complex-repetitive-discharge">>[1],
  ) => context.parameters.ofRecording("complex-repetitive-discharge", name);
  const usual = random.chance(value("usualShare"));
  const periodS = 1 / value(usual ? "usualRateHz" : "otherRateHz");
  const fibres = circuitFibres(context, muscle, Math.floor(value("fibres")), periodS, random);
  const whole: Circuit = { periodS, fibres };
  if (!random.chance(value("jumpChance"))) return [whole];
  const ratio = context.parameters.fresh("complex-repetitive-discharge", "jumpRatio", random);
  const kept = fibres.filter((fibre) => fibre.delayMs <= (FULLEST * 1000 * periodS) / ratio);
  const shorter: Circuit = { periodS: periodS / ratio, fibres: kept.length >= 2 ? kept : fibres.slice(0, 2) };
  return random.chance(0.5) ? [whole, shorter] : [shorter, whole];
}

function circuitFibres(
  context: SceneContext,
  muscle: SimulatedMuscle,
  wanted: number,
  periodS: number,
  random: Random,
): MuscleFibre[] {
  const longestMs = Math.min(LONGEST_MS, FULLEST * 1000 * periodS);
  const fibres: MuscleFibre[] = [];
  let delayMs = 0;
  while (fibres.length < wanted && (delayMs < longestMs || fibres.length < FEWEST_FIBRES)) {
    const startMm = -random.between(3, 7);
    const reachMm = fibres.length === 0 ? random.between(0.05, 0.15) : random.between(0.05, 0.6);
    fibres.push(
      fibreAtElectrode(muscle, reachMm, { startMm, delayMs: Math.min(delayMs, longestMs) }, random),
    );
    delayMs += context.parameters.fresh("complex-repetitive-discharge", "stepMs", random);
  }
  return fibres;
}

/** Complexes at a steady pace; with two circuits it jumps from the first to the second once, somewhere inside. */
function spell(
  context: SceneContext,
  { fromS, toS }: { readonly fromS: number; readonly toS: number },
  circuits: readonly Circuit[],
  random: Random,
): Discharge[] {
  const cv = context.parameters.ofRecording("complex-repetitive-discharge", "periodCv");
  const jumpS =
    circuits.length > 1 ? fromS + random.between(0.3, 0.7) * (toS - fromS) : Number.POSITIVE_INFINITY;
  const discharges: Discharge[] = [];
  let timeS = fromS;
  while (timeS < toS) {
    const variant = timeS < jumpS ? 0 : 1;
    discharges.push({ timeS, variant });
    timeS += circuits[variant].periodS * Math.max(0.9, random.normal(1, cv));
  }
  return discharges;
}
