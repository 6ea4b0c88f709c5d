/**
 * The recording on the bench: what is known of it, what is shown of it, and the workers behind it.
 *
 * It lives as long as the page does, so that a look into the handbook does not close a recording. Nothing is kept or sent.
 */
import type { Issue } from "@krampe/core/issue/issue.ts";
import type { RecordingMeasurement } from "@krampe/core/measurement/types/recording.ts";
import { PeakPyramid } from "@krampe/core/recording/peaks.ts";
import type { RecordingHeader, Span } from "@krampe/core/recording/recording.ts";
import { firstSpanS, type View } from "../traces/time-window.ts";
import { type DisplayFilter, type EmgReply, type EmgSource, NO_FILTER } from "../worker/emg-messages.ts";
import { EmgWorker } from "./emg-worker.ts";
import { firstShown } from "./first-shown.ts";
import { SampleCache } from "./sample-cache.ts";
import { Store } from "./store.ts";

export type ChannelMeasuring =
  | { readonly state: "running"; readonly share: number }
  | { readonly state: "done"; readonly measurement: RecordingMeasurement }
  | { readonly state: "failed"; readonly issues: readonly Issue[] };

export interface Bench {
  readonly state: "empty" | "opening" | "open" | "refused";
  readonly source: EmgSource | undefined;
  readonly names: readonly string[];
  readonly index: number;
  readonly header: RecordingHeader | undefined;
  readonly issues: readonly Issue[];
  /** Share of the recording whose peaks are known. */
  readonly drawable: number;
  readonly peaks: readonly PeakPyramid[];
  readonly marks: ReadonlyMap<number, readonly Span[]>;
  /** Indices of the channels on the screen, in order. */
  readonly shown: readonly number[];
  readonly selected: number;
  /** Units of the channel a division; absent: fitted to what is seen. */
  readonly sensitivity: ReadonlyMap<number, number>;
  readonly filter: DisplayFilter;
  readonly measuring: ReadonlyMap<number, ChannelMeasuring>;
  readonly showsEnvelope: boolean;
  readonly showsBursts: boolean;
  /** As on many EMG machines; otherwise positive is up. */
  readonly isNegativeUp: boolean;
}

const EMPTY: Bench = {
  state: "empty",
  source: undefined,
  names: [],
  index: 0,
  header: undefined,
  issues: [],
  drawable: 0,
  peaks: [],
  marks: new Map(),
  shown: [],
  selected: 0,
  sensitivity: new Map(),
  filter: NO_FILTER,
  measuring: new Map(),
  showsEnvelope: false,
  showsBursts: true,
  isNegativeUp: false,
};

export const bench = new Store<Bench>(EMPTY);
export const view = new Store<View>({ fromS: 0, spanS: 1, cursorS: 0, durationS: 1 });

let run = 0;
let openRun = 0;
const viewer = new EmgWorker(takeReply, crashed);
let measurer: EmgWorker | undefined;

export const samples = new SampleCache((channel, fromSample, count) =>
  viewer.ask(run, { kind: "samples", channel, fromSample, count }),
);

export function openSource(source: EmgSource, index = 0): void {
  openRun = ++run;
  measurer?.end();
  measurer = undefined;
  samples.clear();
  viewer.forgetQuestions();
  bench.set({ ...EMPTY, state: "opening", source, index });
  viewer.send({ kind: "open", run, source, index });
}

export function closeSource(): void {
  openRun = ++run;
  measurer?.end();
  measurer = undefined;
  viewer.end();
  samples.clear();
  bench.set(EMPTY);
}

export function setFilter(filter: DisplayFilter): void {
  const { header } = bench.get();
  if (!header) return;
  run++;
  viewer.forgetQuestions();
  samples.clear();
  // First of all: whoever sees the change asks at once for what is behind it.
  viewer.send({ kind: "filter", run, filter });
  bench.set({ filter, drawable: 0, peaks: freshPeaks(header) });
}

export function askViewer(question: Parameters<EmgWorker["ask"]>[1]) {
  return viewer.ask(run, question);
}

/** Measures a channel once; the measurement is that of the file, not of the filters on the screen. */
export function measure(channel: number): void {
  const { source, index, measuring } = bench.get();
  if (!source || measuring.has(channel)) return;
  measurer ??= new EmgWorker(takeReply, () => failMeasuring([]));
  setMeasuring(channel, { state: "running", share: 0 });
  measurer.send({ kind: "measure", run: openRun, source, index, channel });
}

function setMeasuring(channel: number, now: ChannelMeasuring): void {
  bench.set({ measuring: new Map(bench.get().measuring).set(channel, now) });
}

function failMeasuring(issues: readonly Issue[]): void {
  measurer?.end();
  measurer = undefined;
  for (const [channel, one] of bench.get().measuring)
    if (one.state === "running") setMeasuring(channel, { state: "failed", issues });
}

function takeReply(reply: EmgReply, from: EmgWorker): void {
  if (from === measurer) takeMeasured(reply);
  else if (from === viewer) takeShown(reply);
}

function takeMeasured(reply: EmgReply): void {
  if (reply.run !== openRun) return;
  if (reply.kind === "measuring") setMeasuring(reply.channel, { state: "running", share: reply.share });
  if (reply.kind === "measured")
    setMeasuring(reply.channel, { state: "done", measurement: reply.measurement });
  if (reply.kind === "refused") failMeasuring(reply.issues);
}

function takeShown(reply: EmgReply): void {
  const now = bench.get();
  if (reply.kind === "marks" && reply.run === openRun)
    bench.set({ marks: new Map(now.marks).set(reply.channel, reply.spans) });
  if (reply.kind === "issues" && reply.run === openRun) bench.set({ issues: reply.issues });
  if (reply.run !== run) return;
  if (reply.kind === "opened") takeOpened(reply);
  if (reply.kind === "refused") {
    if (now.state === "opening") bench.set({ state: "refused", issues: reply.issues });
    else bench.set({ issues: [...now.issues, ...reply.issues] });
  }
  if (reply.kind === "peaks") now.peaks[reply.channel]?.add(reply.minimum, reply.maximum);
  if (reply.kind === "drawable") bench.set({ drawable: reply.share });
}

function takeOpened({ names, index, header, issues }: EmgReply & { kind: "opened" }): void {
  const shown = firstShown(header.channels);
  bench.set({
    state: "open",
    names,
    index,
    header,
    issues,
    peaks: freshPeaks(header),
    shown,
    selected: shown[0] ?? 0,
  });
  const { durationS } = header;
  view.set({ fromS: 0, spanS: firstSpanS(header), cursorS: 0, durationS });
}

function freshPeaks(header: RecordingHeader): PeakPyramid[] {
  return header.channels.map(({ sampleCount }) => new PeakPyramid(sampleCount));
}

function crashed(reason: string): void {
  viewer.end();
  bench.set({
    ...EMPTY,
    state: "refused",
    issues: [
      {
        code: "reading-failed",
        severity: "error",
        message: { en: `The reader stopped: ${reason}`, nb: `Leseren stoppet: ${reason}` },
      },
    ],
  });
}
