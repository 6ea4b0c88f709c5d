/**
 * One simulated muscle, recorded at several ratios of signal to noise, clean and with artefacts, measured and named.
 *
 * The sampling frequency and the length vary from muscle to muscle, by other numbers than the tuning ever used.
 */
import type { Knowledge } from "../../core/knowledge/knowledge.ts";
import { measureRecording } from "../../core/measurement/measure-recording.ts";
import type { ArtefactKind } from "../../core/muscle/artefacts.ts";
import { muscleActivity } from "../../core/muscle/muscle-activity.ts";
import type { SimulatedPattern } from "../../core/muscle/pattern-names.ts";
import { USUAL_DURATION_S, USUAL_SETTING } from "../../core/muscle/patterns/usual-setting.ts";
import { recordedSignal } from "../../core/muscle/recorded-signal.ts";
import { contextOfSimulation } from "../../core/pattern/context-of-simulation.ts";
import { namePatterns } from "../../core/pattern/name-patterns.ts";
import { openSampled } from "../../core/recording/sampled-recording.ts";
import { seededRandom } from "../../core/signal/random.ts";

export interface NamingTask {
  readonly pattern: SimulatedPattern;
  readonly seed: number;
}

export interface NamedRecording {
  readonly pattern: SimulatedPattern;
  readonly seed: number;
  readonly snrDb: number;
  readonly artefacts: readonly ArtefactKind[];
  /** With what a clinician would tell of such a recording, and with nothing told. */
  readonly named: string;
  readonly namedWithoutContext: string;
  readonly seconds: number;
  readonly measuredMs: number;
}

export const SNRS_DB = [20, 12, 6];
export const ARTEFACT_SETS: readonly (readonly ArtefactKind[])[] = [
  ["mains-50", "movement"],
  ["ecg", "drift"],
  ["electrode-pop", "coarse-steps"],
  ["mains-60", "drop-out"],
];

const NEEDLE_HZ = [8000, 10_000, 12_500, 20_000];
const SURFACE_HZ = [1000, 2000, 4000];

export async function runNamingTask(
  { pattern, seed }: NamingTask,
  knowledge: Pick<Knowledge, "patterns" | "features">,
): Promise<NamedRecording[]> {
  const random = seededRandom(seed).branch(`setting ${pattern}`);
  const rates = USUAL_SETTING[pattern].needle ? NEEDLE_HZ : SURFACE_HZ;
  const activity = muscleActivity({
    pattern,
    seed,
    samplingFrequencyHz: random.pick(rates),
    durationS: Math.round(USUAL_DURATION_S[pattern] * random.between(0.6, 1.1)),
  });
  const results: NamedRecording[] = [];
  for (const withArtefacts of [false, true])
    for (const [index, snrDb] of SNRS_DB.entries()) {
      // silence with artefacts is what the pattern artefact is; that pattern has its own kinds drawn
      if (withArtefacts && pattern === "silence") continue;
      const artefacts =
        withArtefacts && pattern !== "artefact" ? ARTEFACT_SETS[(seed + index) % ARTEFACT_SETS.length] : [];
      const request = { ...activity.request, snrDb, artefacts };
      const signal = recordedSignal({ ...activity, request });
      const recording = openSampled({
        channels: signal.samples.map((samples, channel) => ({
          label: activity.muscles[channel]?.label ?? `${channel + 1}`,
          unit: "uV",
          samplingFrequencyHz: request.samplingFrequencyHz,
          samples,
          limits: { minimum: -signal.instrument.rangeUv, maximum: signal.instrument.rangeUv },
        })),
      });
      const before = performance.now();
      const measurement = await measureRecording(recording);
      const measuredMs = performance.now() - before;
      results.push({
        pattern,
        seed,
        snrDb,
        artefacts: withArtefacts ? (artefacts.length > 0 ? artefacts : ["movement"]) : [],
        named: namePatterns(measurement, contextOfSimulation({ pattern }), knowledge).summary.id,
        namedWithoutContext: namePatterns(measurement, {}, knowledge).summary.id,
        seconds: request.durationS,
        measuredMs,
      });
    }
  return results;
}
