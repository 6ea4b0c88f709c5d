/** The reader's corrections: made, undone, done again, and worked into what was measured. */
import type { Issue } from "@krampe/core/issue/issue.ts";
import {
  type CorrectedChannel,
  correctChannel,
} from "@krampe/core/measurement/correction/correct-channel.ts";
import { correctPairedMuscle } from "@krampe/core/measurement/correction/correct-paired-muscle.ts";
import type { ChannelCorrection, Correction } from "@krampe/core/measurement/correction/correction.ts";
import { musclePair } from "@krampe/core/measurement/muscle-pair.ts";
import type { ChannelMeasurement } from "@krampe/core/measurement/types/channel.ts";
import type { PairMeasurement, RecordingMeasurement } from "@krampe/core/measurement/types/recording.ts";
import type { UnitMeasurement } from "@krampe/core/measurement/types/unit.ts";
import { type Bench, type BenchPair, bench } from "./workbench.ts";

/** Of the selected channel. False: there is nothing that could be corrected so. */
export function makeCorrection(correction: Correction): boolean {
  const now = bench.get();
  const channel = now.header?.channels[now.selected];
  if (!channel) return false;
  const corrections = [...now.corrections, { channelId: channel.id, correction }];
  const isPossible =
    correctedIssues({ ...now, corrections }, now.selected).length ===
    correctedIssues(now, now.selected).length;
  if (isPossible) replaceCorrections(corrections);
  return isPossible;
}

export function replaceCorrections(corrections: readonly ChannelCorrection[]): void {
  const { corrections: before, correctionsBefore } = bench.get();
  bench.set({
    corrections,
    correctionsBefore: [...correctionsBefore, before],
    correctionsUndone: [],
    pointed: undefined,
  });
}

export function undoCorrection(): void {
  const { corrections, correctionsBefore, correctionsUndone } = bench.get();
  const before = correctionsBefore.at(-1);
  if (!before) return;
  bench.set({
    corrections: before,
    correctionsBefore: correctionsBefore.slice(0, -1),
    correctionsUndone: [corrections, ...correctionsUndone],
  });
}

export function redoCorrection(): void {
  const { corrections, correctionsBefore, correctionsUndone } = bench.get();
  const [next, ...later] = correctionsUndone;
  if (!next) return;
  bench.set({
    corrections: next,
    correctionsBefore: [...correctionsBefore, corrections],
    correctionsUndone: later,
  });
}

type Measured = Pick<Bench, "measuring" | "corrections" | "header">;

/** The channel with the corrections worked in; undefined while it is not measured. */
export function measurementOf(now: Measured, index: number): ChannelMeasurement | undefined {
  return corrected(now, index)?.measurement;
}

/** The recording of which only this channel was measured, corrected. */
export function recordingMeasurementOf(now: Measured, index: number): RecordingMeasurement | undefined {
  const measured = asMeasured(now, index);
  const channel = corrected(now, index);
  if (!measured || !channel) return measured;
  return {
    ...measured,
    channels: [channel.measurement],
    issues: [...measured.issues, ...channel.issues],
  };
}

/** What is said of corrections that found nothing to correct. */
export function correctedIssues(now: Measured, index: number): readonly Issue[] {
  return corrected(now, index)?.issues ?? [];
}

/** The two muscles compared anew with the bursts as the reader has corrected them; undefined until they are compared. */
export function pairMeasurementOf(
  now: Pick<Bench, "corrections" | "header" | "pair">,
): PairMeasurement | undefined {
  const { pair } = now;
  if (pair?.result.state !== "done" || !pair.result.pair) return undefined;
  const { channels, muscles } = pair.result;
  const [one, other] = [pair.agonist, pair.antagonist].map((index, position) => {
    const bursts = correctedOf(channels[position], index, now)?.measurement.bursts;
    return correctPairedMuscle(
      muscles[position],
      channels[position].bursts,
      bursts ?? channels[position].bursts,
    );
  });
  if (one === muscles[0] && other === muscles[1]) return pair.result.pair;
  const before = compared.get(pair);
  if (before?.corrections === now.corrections) return before.pair;
  const again = musclePair(one, other);
  compared.set(pair, { corrections: now.corrections, pair: again });
  return again;
}

const compared = new WeakMap<
  BenchPair,
  { readonly corrections: readonly ChannelCorrection[]; readonly pair: PairMeasurement }
>();

export function nameOfUnit({ id, dischargesS }: UnitMeasurement) {
  return { id, firstS: dischargesS[0] };
}

function asMeasured({ measuring }: Measured, index: number): RecordingMeasurement | undefined {
  const one = measuring.get(index);
  return one?.state === "done" || one?.state === "running" ? one.measurement : undefined;
}

interface Known {
  readonly corrections: readonly ChannelCorrection[];
  readonly corrected: CorrectedChannel;
}
const known = new WeakMap<ChannelMeasurement, Known>();

function corrected(now: Measured, index: number): CorrectedChannel | undefined {
  const measured = asMeasured(now, index)?.channels[0];
  return measured && correctedOf(measured, index, now);
}

function correctedOf(
  measured: ChannelMeasurement,
  index: number,
  now: Pick<Measured, "corrections" | "header">,
): CorrectedChannel | undefined {
  const channel = now.header?.channels[index];
  if (!channel || !now.header) return undefined;
  const before = known.get(measured);
  if (before && before.corrections === now.corrections) return before.corrected;
  const made = correctChannel(
    measured,
    now.corrections.flatMap(({ channelId, correction }) => (channelId === channel.id ? [correction] : [])),
    { startS: channel.startS, durationS: now.header.durationS },
  );
  known.set(measured, { corrections: now.corrections, corrected: made });
  return made;
}
