/**
 * The worker behind the EMG page: reads files, makes examples, draws up peaks, answers questions about samples, and measures.
 *
 * The page runs two of them: one to show and one to measure, so that a long measurement does not stop the scrolling.
 */
import type { Issue } from "@krampe/core/issue/issue.ts";
import { measureRecording } from "@krampe/core/measurement/measure-recording.ts";
import type { PairedMuscle } from "@krampe/core/measurement/paired-muscle.ts";
import { separateForMeasurement } from "@krampe/core/measurement/separation/separate-for-measurement.ts";
import type { OpenRecording } from "@krampe/core/recording/recording.ts";
import {
  type EmgQuestion,
  type EmgReply,
  type EmgRequest,
  type EmgSource,
  type MeasuringStage,
  NO_FILTER,
} from "./emg-messages.ts";
import { filteredRecording } from "./filtered-recording.ts";
import { channelsAlone, openedSource } from "./opened-source.ts";
import { potentialsOf } from "./potentials-of.ts";
import { soundOf } from "./sound-of.ts";
import { spectrogramOf } from "./spectrogram-of.ts";
import { marksOfAll, peaksOfAll } from "./whole-recording.ts";

let run = 0;
let recording: OpenRecording | undefined;
let shown: OpenRecording | undefined;

self.addEventListener("message", async ({ data }: MessageEvent<EmgRequest>) => {
  try {
    if (data.kind === "open") await open(data.run, data.source, data.index);
    else if (data.kind === "filter") await show(data.run, data.filter);
    else if (data.kind === "ask") await answer(data.run, data.question);
    else if (data.kind === "measure") await measure(data);
    else await measurePair(data);
  } catch (error) {
    tell({ kind: "refused", run: data.run, issues: [failed(error)] });
  }
});

function tell(reply: EmgReply, transfer: Transferable[] = []): void {
  self.postMessage(reply, { transfer });
}

async function open(asked: number, source: EmgSource, index: number): Promise<void> {
  run = asked;
  recording = undefined;
  shown = undefined;
  const opened = await openedSource(source);
  if (run !== asked) return;
  if (!opened.ok) {
    tell({ kind: "refused", run, issues: opened.issues });
    return;
  }
  const chosen = opened.value[Math.min(index, opened.value.length - 1)];
  recording = chosen;
  tell({
    kind: "opened",
    run,
    names: opened.value.map(({ header }) => header.name),
    index: opened.value.indexOf(chosen),
    header: chosen.header,
    issues: [...opened.issues, ...chosen.issues],
  });
  const before = chosen.issues.length;
  await show(asked, NO_FILTER);
  const isWanted = () => recording === chosen;
  await marksOfAll(chosen, isWanted, (channel, spans) => tell({ kind: "marks", run: asked, channel, spans }));
  if (isWanted() && chosen.issues.length > before)
    tell({ kind: "issues", run: asked, issues: [...opened.issues, ...chosen.issues] });
}

async function show(asked: number, filter: typeof NO_FILTER): Promise<void> {
  if (recording === undefined) return;
  run = asked;
  shown = filteredRecording(recording, filter);
  await peaksOfAll(shown, {
    wanted: () => run === asked,
    peaks: (channel, minimum, maximum) =>
      tell({ kind: "peaks", run: asked, channel, minimum, maximum }, [
        minimum.buffer,
        maximum.buffer,
      ] as ArrayBuffer[]),
    share: (share) => tell({ kind: "drawable", run: asked, share }),
  });
}

async function answer(asked: number, question: EmgQuestion): Promise<void> {
  const asWanted = shown;
  if (asWanted === undefined || asked !== run) return;
  const { id, channel } = question;
  if (question.kind === "spectrogram") {
    const spectrogram = await spectrogramOf(asWanted, channel, question);
    tell({ kind: "spectrogram", run: asked, id, spectrogram });
    return;
  }
  const samples =
    question.kind === "sound"
      ? await soundOf(asWanted, channel, question)
      : question.kind === "potentials"
        ? await potentialsOf(asWanted, channel, question)
        : Float32Array.from(await asWanted.readSamples(channel, question.fromSample, question.count));
  tell({ kind: "samples", run: asked, id, samples }, [samples.buffer]);
}

/** A worker measures one source only: the page ends it when another is opened. */
let toMeasure: Promise<readonly OpenRecording[] | undefined> | undefined;

function recordingsToMeasure(
  asked: number,
  source: EmgSource,
): Promise<readonly OpenRecording[] | undefined> {
  toMeasure ??= openedSource(source).then((opened) => {
    if (opened.ok) return opened.value;
    tell({ kind: "refused", run: asked, issues: opened.issues });
    return undefined;
  });
  return toMeasure;
}

async function measure(request: EmgRequest & { kind: "measure" }): Promise<void> {
  const { run: asked, source, index, channel, separatedS } = request;
  const recordings = await recordingsToMeasure(asked, source);
  if (!recordings) return;
  const alone = channelsAlone(recordings[index], [channel]);
  const stages: readonly MeasuringStage[] = separatedS > 0 ? ["signal", "units"] : ["signal"];
  for (const stage of stages) {
    let told = 0;
    const measurement = await measureRecording(alone, {
      ...(stage === "units" && { separate: separateForMeasurement, separatedS }),
      onProgress: (share) => {
        if (share - told < 0.01) return;
        told = share;
        tell({ kind: "measuring", run: asked, channel, stage, share });
      },
    });
    const goesOn = stage !== stages.at(-1);
    tell({ kind: "measured", run: asked, channel, stage, goesOn, measurement });
    const isActive = measurement.channels[0]?.activity.activeShare ?? 0;
    if (goesOn && isActive === 0) {
      tell({ kind: "measured", run: asked, channel, stage: "units", goesOn: false, measurement });
      return;
    }
  }
}

async function measurePair(request: EmgRequest & { kind: "measure-pair" }): Promise<void> {
  const { run: asked, source, index, agonist, antagonist } = request;
  const recordings = await recordingsToMeasure(asked, source);
  if (!recordings) return;
  const both = channelsAlone(recordings[index], [agonist, antagonist]);
  const [one, other] = both.header.channels.map(({ id }) => id);
  const muscles: PairedMuscle[] = [];
  const { pairs, channels, issues } = await measureRecording(both, {
    pairs: [{ agonist: one, antagonist: other }],
    onPair: (...measured) => muscles.push(...measured),
  });
  tell({ kind: "pair-measured", run: asked, agonist, antagonist, pair: pairs[0], channels, muscles, issues });
}

function failed(error: unknown): Issue {
  const reason = error instanceof Error ? error.message : String(error);
  return {
    code: "reading-failed",
    severity: "error",
    message: { en: `It could not be read: ${reason}`, nb: `Det lot seg ikke lese: ${reason}` },
  };
}
