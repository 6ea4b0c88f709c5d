/**
 * Myotonic discharges: after the needle has moved, single fibres run off; rate and amplitude both wax and wane.
 *
 * Rate and amplitude follow the same swell, the amplitude a little later; a small part of the runs only wanes. Each
 * fibre is seen as a brief spike or as a positive wave, and keeps its shape.
 */

import type { Random } from "../../signal/random.ts";
import { once } from "../once.ts";
import { alternatingSpans, renewalTimes } from "../renewal.ts";
import {
  type Discharge,
  EMPTY_SCENE,
  type Episode,
  type Scene,
  type SceneContext,
  type SceneEvent,
  type Source,
} from "../scene.ts";
import { fibreGroupPotential, type SimulatedMuscle, spontaneousFibre } from "../simulated-muscle.ts";

interface Run {
  readonly fromS: number;
  readonly toS: number;
  readonly discharges: readonly Discharge[];
}

export function myotonicDischarge(context: SceneContext): Scene {
  const random = context.random.branch("runs");
  const spans = alternatingSpans(
    context.durationS,
    () => context.parameters.fresh("myotonic-discharge", "runS", random),
    () => context.parameters.fresh("myotonic-discharge", "gapS", random),
  );
  const fibres = Math.floor(context.parameters.ofRecording("myotonic-discharge", "fibres"));
  return myotoniaOf(context, context.muscles[0], spans, fibres);
}

/** In each span one fibre runs off, sometimes a second one with it. */
export function myotoniaOf(
  context: SceneContext,
  muscle: SimulatedMuscle,
  spans: readonly { readonly fromS: number; readonly toS: number }[],
  fibres: number,
): Scene {
  const random = context.random.branch(`myotonia ${muscle.index}`);
  const runs: Run[][] = Array.from({ length: fibres }, () => []);
  spans.forEach((span, index) => {
    const first = index % fibres;
    runs[first].push(fibreRun(context, span, random.branch(`run ${index}`)));
    const second = context.parameters.fresh("myotonic-discharge", "secondFibreChance", random);
    if (fibres > 1 && random.chance(second)) {
      const delayed = { fromS: span.fromS + 0.2 * (span.toS - span.fromS), toS: span.toS };
      if (delayed.toS - delayed.fromS > 0.5)
        runs[(first + 1) % fibres].push(fibreRun(context, delayed, random.branch(`second run ${index}`)));
    }
  });
  const sources = runs.flatMap((own, index) => {
    const discharges = own.flatMap((run) => run.discharges);
    return discharges.length === 0 ? [] : [fibreSource(context, muscle, index, discharges, random)];
  });
  const idOf = (index: number) => `muscle-${muscle.index + 1}-fibre-${index + 1}`;
  const episodes = runs.flatMap((own, index) =>
    own.map(
      ({ fromS, toS }): Episode => ({
        pattern: "myotonic-discharge",
        muscle: muscle.index,
        fromS,
        toS,
        sourceIds: [idOf(index)],
      }),
    ),
  );
  const events = spans.map(
    ({ fromS }): SceneEvent => ({ kind: "needle-movement", atS: Math.max(0, fromS - 0.12), durationS: 0.1 }),
  );
  return { ...EMPTY_SCENE, sources, episodes, events };
}

function fibreSource(
  context: SceneContext,
  muscle: SimulatedMuscle,
  index: number,
  discharges: readonly Discharge[],
  random: Random,
): Source {
  const stream = random.branch(`fibre ${index}`);
  const reachMm = context.parameters.fresh("myotonic-discharge", "reachMm", stream);
  const positive = stream.chance(context.parameters.fresh("myotonic-discharge", "positiveWaveShare", stream));
  const fibre = spontaneousFibre(muscle, reachMm, positive, stream);
  return {
    id: `muscle-${muscle.index + 1}-fibre-${index + 1}`,
    kind: "muscle-fibre",
    origin: "muscle-fibre",
    muscle: muscle.index,
    potentials: [once(() => fibreGroupPotential(muscle, [fibre]))],
    discharges,
    jitterMs: 0,
  };
}

function fibreRun(
  context: SceneContext,
  span: { readonly fromS: number; readonly toS: number },
  random: Random,
): Run {
  const fresh = (name: Parameters<typeof context.parameters.fresh<"myotonic-discharge">>[1]) =>
    context.parameters.fresh("myotonic-discharge", name, random);
  const lowHz = fresh("lowRateHz");
  const highHz = Math.max(lowHz, fresh("highRateHz"));
  const amplitudeRatio = fresh("amplitudeRatio");
  const waves = Math.floor(fresh("wavesPerRun"));
  const heightAt = Math.min(0.95, Math.max(0.05, fresh("heightAt")));
  const wanes = random.chance(context.parameters.ofRecording("myotonic-discharge", "waningOnlyShare"));
  const heights = Array.from({ length: wanes ? 0 : waves }, (_, wave) =>
    wave === 0 ? 1 : fresh("laterWaveHeight"),
  );
  const between = context.parameters.ofRecording("myotonic-discharge", "betweenWaves");
  const shape = wanes ? (x: number) => 1 - x : swelling(heights, heightAt, between);
  const lengthS = span.toS - span.fromS;
  const progress = (timeS: number) => Math.min(1, Math.max(0, (timeS - span.fromS) / lengthS));
  const rateHz = (timeS: number) => lowHz * (highHz / lowHz) ** shape(progress(timeS));
  const times = renewalTimes(
    { ...span, rateHz, intervalCv: fresh("intervalCv"), startsAtOnce: true },
    random,
  );
  const lag = fresh("amplitudeLag");
  const discharges = times.map((timeS) => ({
    timeS,
    gain: amplitudeRatio ** (shape(Math.max(0, progress(timeS) - lag)) - 1) * random.normal(1, 0.02),
  }));
  return { fromS: span.fromS, toS: (times.at(-1) ?? span.fromS) + 0.005, discharges };
}

/**
 * From 0 up to the height of each wave and back, once for each; between two waves it falls to `between`.
 */
function swelling(
  heights: readonly number[],
  heightAt: number,
  between: number,
): (progress: number) => number {
  const waves = heights.length;
  return (progress) => {
    const place = Math.min(waves - 1e-9, progress * waves);
    const wave = Math.floor(place);
    const within = place - wave;
    const hump = within < heightAt ? within / heightAt : (1 - within) / (1 - heightAt);
    const floorBefore = wave === 0 ? 0 : between;
    const floorAfter = wave === waves - 1 ? 0 : between;
    const floor = within < heightAt ? floorBefore : floorAfter;
    return floor + (heights[wave] - floor) * Math.sin((Math.PI / 2) * hump) ** 1.5;
  };
}
