/**
 * The recording on the bench: what is known of it, what is shown of it, and the workers behind it.
 *
 * It lives as long as the page does, so that a look into the handbook does not close a recording. Nothing is kept or sent.
 */
import type { Issue } from "@krampe/core/issue/issue.ts";
import type { ChannelCorrection } from "@krampe/core/measurement/correction/correction.ts";
import type { ReaderFile } from "@krampe/core/measurement/correction/reader-file.ts";
import type { PairedMuscle } from "@krampe/core/measurement/paired-muscle.ts";
import type { ChannelMeasurement } from "@krampe/core/measurement/types/channel.ts";
import type { PairMeasurement, RecordingMeasurement } from "@krampe/core/measurement/types/recording.ts";
import { contextOfSimulation } from "@krampe/core/pattern/context-of-simulation.ts";
import type { PatternContext } from "@krampe/core/pattern/pattern-context.ts";
import { PeakPyramid } from "@krampe/core/recording/peaks.ts";
import type { RecordingHeader, Span } from "@krampe/core/recording/recording.ts";
import type { PointedAt } from "../patterns/point-at.ts";
import type { DrawnEnd } from "../traces/drawn-end.ts";
import { firstSpanS, type View } from "../traces/time-window.ts";
import {
  type DisplayFilter,
  type EmgReply,
  type EmgSource,
  type MeasuringStage,
  NO_FILTER,
} from "../worker/emg-messages.ts";
import { EmgWorker } from "./emg-worker.ts";
import { firstShown } from "./first-shown.ts";
import { SampleCache } from "./sample-cache.ts";
import { Store } from "./store.ts";

export type ChannelMeasuring =
  | {
      readonly state: "running";
      readonly stage: MeasuringStage;
      readonly share: number;
      /** Without units, while they are told apart. */
      readonly measurement: RecordingMeasurement | undefined;
    }
  | {
      readonly state: "done";
      readonly measurement: RecordingMeasurement;
      /** Whether units were looked for to the end. */
      readonly units: "done" | "stopped";
    }
  | { readonly state: "stopped" }
  | { readonly state: "failed"; readonly issues: readonly Issue[] };

/** Two muscles that are compared, by the indices of their channels. */
export interface BenchPair {
  readonly agonist: number;
  readonly antagonist: number;
  readonly result:
    | { readonly state: "running" }
    | {
        readonly state: "done";
        /** As measured; `pairMeasurementOf` works the corrections in. */
        readonly pair: PairMeasurement | undefined;
        readonly channels: readonly ChannelMeasurement[];
        readonly muscles: readonly PairedMuscle[];
        readonly issues: readonly Issue[];
      };
}

export interface Bench {
  readonly state: "empty" | "opening" | "open" | "refused";
  readonly source: EmgSource | undefined;
  readonly names: readonly string[];
  readonly index: number;
  readonly header: RecordingHeader | undefined;
  readonly issues: readonly Issue[];
  /** What a saved report says of the recording that is being opened. */
  readonly decided: ReaderFile | undefined;
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
  readonly pair: BenchPair | undefined;
  /** The reader's, in the order in which they were made. */
  readonly corrections: readonly ChannelCorrection[];
  readonly correctionsBefore: readonly (readonly ChannelCorrection[])[];
  readonly correctionsUndone: readonly (readonly ChannelCorrection[])[];
  /** Of the selected channel: the burst (by its onset) and the unit (by its id) that a correction would change. */
  readonly chosenBurstS: number | undefined;
  readonly chosenUnit: string | undefined;
  /** What the signal cannot know. */
  readonly context: PatternContext;
  /** Of the timeline: the measured channel and the beginning of the stretch whose reasons are shown. */
  readonly chosenPattern: { readonly channelIndex: number; readonly fromS: number } | undefined;
  /** The part of the signal that an argument rests on, marked on the screen. */
  readonly pointed: PointedAt | undefined;
  /** An end of a burst under the pointer that draws it, before it is let go. */
  readonly drawn: DrawnEnd | undefined;
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
  decided: undefined,
  drawable: 0,
  peaks: [],
  marks: new Map(),
  shown: [],
  selected: 0,
  sensitivity: new Map(),
  filter: NO_FILTER,
  measuring: new Map(),
  pair: undefined,
  corrections: [],
  correctionsBefore: [],
  correctionsUndone: [],
  chosenBurstS: undefined,
  chosenUnit: undefined,
  context: {},
  chosenPattern: undefined,
  pointed: undefined,
  drawn: undefined,
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

/** `decided`: laid over the recording once it is open. */
export function openSource(source: EmgSource, index = 0, decided?: ReaderFile): void {
  openRun = ++run;
  measurer?.end();
  measurer = undefined;
  samples.clear();
  viewer.forgetQuestions();
  bench.set({ ...EMPTY, state: "opening", source, index, decided, context: toldOf(source) });
  viewer.send({ kind: "open", run, source, index });
}

/** Of an example it is known how it was recorded; of a file the reader has to say. */
function toldOf(source: EmgSource): PatternContext {
  if (source.kind === "files") return {};
  const { pattern, seed, settings } = source;
  return contextOfSimulation({ ...settings, pattern, seed });
}

/** Opening takes too long: nothing lies on the bench. */
export function stopOpening(): void {
  if (bench.get().state === "opening") closeSource();
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

/** So many seconds of activity are told apart into units unless the reader wants more. */
export const SEPARATED_S = 10;

/** Measures a channel; the measurement is that of the file, not of the filters on the screen. */
export function measure(channel: number, separatedS = SEPARATED_S): void {
  const { source, index, measuring } = bench.get();
  const before = measuring.get(channel);
  if (!source || before?.state === "running") return;
  const measurement = before?.state === "done" ? before.measurement : undefined;
  setMeasuring(channel, { state: "running", stage: "signal", share: 0, measurement });
  theMeasurer().send({ kind: "measure", run: openRun, source, index, channel, separatedS });
}

/** Once, without being asked again for a channel that was stopped or failed. */
export function measureAtFirst(channel: number): void {
  if (!bench.get().measuring.has(channel)) measure(channel);
}

/** What is known by then is kept. */
export function stopMeasuring(): void {
  measurer?.end();
  measurer = undefined;
  const { measuring, pair } = bench.get();
  for (const [channel, one] of measuring)
    if (one.state === "running")
      setMeasuring(
        channel,
        one.measurement
          ? { state: "done", measurement: one.measurement, units: "stopped" }
          : { state: "stopped" },
      );
  if (pair?.result.state === "running") bench.set({ pair: undefined });
}

export function comparePair(agonist: number, antagonist: number): void {
  const { source, index } = bench.get();
  if (!source || agonist === antagonist) return;
  bench.set({ pair: { agonist, antagonist, result: { state: "running" } } });
  theMeasurer().send({ kind: "measure-pair", run: openRun, source, index, agonist, antagonist });
}

function theMeasurer(): EmgWorker {
  measurer ??= new EmgWorker(takeReply, () => failMeasuring([]));
  return measurer;
}

function setMeasuring(channel: number, now: ChannelMeasuring): void {
  bench.set({ measuring: new Map(bench.get().measuring).set(channel, now) });
}

function failMeasuring(issues: readonly Issue[]): void {
  measurer?.end();
  measurer = undefined;
  const { measuring, pair } = bench.get();
  for (const [channel, one] of measuring)
    if (one.state === "running") setMeasuring(channel, { state: "failed", issues });
  if (pair?.result.state === "running")
    bench.set({
      pair: { ...pair, result: { state: "done", pair: undefined, channels: [], muscles: [], issues } },
    });
}

function takeReply(reply: EmgReply, from: EmgWorker): void {
  if (from === measurer) takeMeasured(reply);
  else if (from === viewer) takeShown(reply);
}

function takeMeasured(reply: EmgReply): void {
  if (reply.run !== openRun) return;
  if (reply.kind === "measuring") {
    const before = bench.get().measuring.get(reply.channel);
    const measurement = before?.state === "running" ? before.measurement : undefined;
    const { stage, share } = reply;
    setMeasuring(reply.channel, { state: "running", stage, share, measurement });
  }
  if (reply.kind === "measured") takeMeasurement(reply);
  if (reply.kind === "pair-measured") {
    const { agonist, antagonist, pair, channels, muscles, issues } = reply;
    bench.set({ pair: { agonist, antagonist, result: { state: "done", pair, channels, muscles, issues } } });
  }
  if (reply.kind === "refused") failMeasuring(reply.issues);
}

function takeMeasurement({ channel, goesOn, measurement }: EmgReply & { kind: "measured" }): void {
  const before = bench.get().measuring.get(channel);
  const known = before?.state === "running" ? before.measurement : undefined;
  // Measured once more for more units: what is known stays until they are there.
  if (goesOn)
    setMeasuring(channel, {
      state: "running",
      stage: "units",
      share: 0,
      measurement: known ?? measurement,
    });
  else setMeasuring(channel, { state: "done", measurement, units: "done" });
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

/** Of files that could not be used; what is open stays open. */
export function refuse(issues: readonly Issue[]): void {
  const now = bench.get();
  if (now.state === "open") bench.set({ issues: [...now.issues, ...issues] });
  else bench.set({ ...EMPTY, state: "refused", issues });
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
