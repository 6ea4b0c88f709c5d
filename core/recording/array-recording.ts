/**
 * A recording from named arrays: what MATLAB files and free HDF5 files hold.
 *
 * Such files have no agreed structure. The longest dimension of the largest array is taken for time; every array with
 * a dimension of that length gives channels. Names, units, sampling frequency and a time vector are found by the names
 * that laboratories use. What was left out is told.
 */

import { failure, type Issue, type Result, success } from "../issue/issue.ts";
import { channelIds } from "./channel-id.ts";
import { isCredibleFrequency } from "./credible-frequency.ts";
import type { Channel, OpenOptions, OpenRecording, RecordingFormat } from "./recording.ts";
import { duplicateLabels, fault, remark, unitUnknown } from "./recording-issue.ts";
import { sampleRange } from "./sample-range.ts";
import { type Clock, ClockObserver } from "./text-clock.ts";
import { textTiming } from "./text-timing.ts";
import { ucumUnit } from "./ucum-unit.ts";

export interface NamedArray {
  /** Path of names: `signals.emg`. */
  readonly name: string;
  readonly dims: readonly number[];
  /**
   * `count` numbers along dimension `axis` from index `from`, where the other dimension longer than one has index
   * `other`. NaN where they cannot be read.
   */
  readAlong(axis: number, other: number, from: number, count: number): Promise<Float64Array>;
}

export interface ArrayFile {
  readonly name: string;
  readonly format: RecordingFormat;
  readonly arrays: readonly NamedArray[];
  /** Texts by path; those in a cell array end in `{1}`, `{2}` … */
  readonly texts: ReadonlyMap<string, string>;
  /** Single numbers by path. */
  readonly numbers: ReadonlyMap<string, number>;
  readonly issues: readonly Issue[];
}

/** One channel-to-be: a line through an array. */
interface Line {
  readonly array: NamedArray;
  readonly axis: number;
  readonly other: number;
  readonly label: string;
}

const FEWEST_SAMPLES = 16;
const MOST_CHANNELS = 8192;

export async function openArrays(file: ArrayFile, options: OpenOptions): Promise<Result<OpenRecording>> {
  const usable = file.arrays.filter((array) => timeAxis(array) !== undefined);
  const largest = usable.reduce<NamedArray | undefined>(
    (best, array) => (!best || sizeOf(array) > sizeOf(best) ? array : best),
    undefined,
  );
  const length = largest ? Math.max(...largest.dims) : 0;
  if (!largest || length < FEWEST_SAMPLES) return failure(...file.issues, noSignals(file.name));
  const chosen = usable.filter((array) => array.dims.includes(length));
  const lines = chosen.flatMap((array) => linesOf(array, length, file));
  if (lines.length > MOST_CHANNELS) return failure(...file.issues, tooManyChannels(file.name, lines.length));
  const timed = await findClock(lines, length);
  const signals = lines.filter((line) => line !== timed?.line);
  if (signals.length === 0) return failure(...file.issues, noSignals(file.name));
  const timing = textTiming({
    name: file.name,
    rowCount: length,
    statedHz: statedFrequency(file),
    clock: timed?.clock,
    hasTimeColumn: false,
    secondsPerUnit: undefined,
    options,
  });
  const issues: Issue[] = [...file.issues, ...timing.issues];
  const left = file.arrays.filter((array) => sizeOf(array) >= FEWEST_SAMPLES && !chosen.includes(array));
  if (left.length > 0) issues.push(arraysLeftOut(file.name, left));
  const labels = signals.map((line) => line.label);
  issues.push(...duplicateLabels(file.name, labels));
  const ids = channelIds(labels);
  const channels = signals.map((line, index): Channel => {
    const unit = unitOf(file, line, issues);
    return {
      id: ids[index],
      label: line.label,
      unit,
      samplingFrequencyHz: timing.samplingFrequencyHz,
      ...(timing.clock && { clock: timing.clock }),
      sampleCount: length,
      startS: 0,
    };
  });
  return success({
    header: {
      format: file.format,
      name: file.name,
      channels,
      durationS: length / timing.samplingFrequencyHz,
      annotations: [],
      gaps: [],
    },
    issues,
    readSamples: async (channelIndex, fromSample, count) => {
      const { from, to } = sampleRange(length, fromSample, count);
      const { array, axis, other } = signals[channelIndex];
      return Float32Array.from(await array.readAlong(axis, other, from, to - from));
    },
  });
}

function sizeOf(array: NamedArray): number {
  return array.dims.reduce((product, dim) => product * dim, 1);
}

/** The longest dimension, if at most one other is longer than one. */
function timeAxis(array: NamedArray): number | undefined {
  if (sizeOf(array) < FEWEST_SAMPLES || array.dims.filter((dim) => dim > 1).length > 2) return undefined;
  return array.dims.indexOf(Math.max(...array.dims));
}

function linesOf(array: NamedArray, length: number, file: ArrayFile): Line[] {
  const axis = array.dims.indexOf(length);
  const count = sizeOf(array) / length;
  const labels = labelsFor(file, array, count);
  return Array.from({ length: Math.min(count, MOST_CHANNELS + 1) }, (_, other) => ({
    array,
    axis,
    other,
    label: labels?.[other] ?? (count === 1 ? array.name : `${array.name} ${other + 1}`),
  }));
}

const LABEL_NAME =
  /(?:^|[._])(?:labels?|channel_?(?:names?|labels?)|ch_?names?|names?|muscles?|description)$/i;
const UNIT_NAME = /(?:^|[._])(?:units?|channel_?units?|unit_?labels?)$/i;

/** A list of as many words as the array has lines; those in the same structure come first. */
function labelsFor(file: ArrayFile, array: NamedArray, count: number): readonly string[] | undefined {
  return wordLists(file, LABEL_NAME, array).find((list) => list.length === count && count > 1);
}

/** Lists of texts whose name matches: cell arrays of text, or texts with several lines. */
function wordLists(file: ArrayFile, pattern: RegExp, array: NamedArray): string[][] {
  const lists = new Map<string, string[]>();
  for (const [path, text] of file.texts) {
    const cell = /^(.*)\{(\d+)\}$/.exec(path);
    const name = cell?.[1] ?? path;
    if (!pattern.test(name)) continue;
    const list = lists.get(name) ?? [];
    if (cell) list[Number(cell[2]) - 1] = text.trim();
    else list.push(...text.split(/\r?\n/).map((line) => line.trim()));
    lists.set(name, list);
  }
  const owner = array.name.replace(/[^.]*$/, "");
  const isNear = (name: string) => (name.startsWith(owner) ? 0 : 1);
  return [...lists]
    .sort(([a], [b]) => isNear(a) - isNear(b))
    .map(([, list]) => Array.from(list, (word) => word ?? ""));
}

function unitOf(file: ArrayFile, line: Line, issues: Issue[]): string {
  const lists = wordLists(file, UNIT_NAME, line.array);
  const count = sizeOf(line.array) / Math.max(...line.array.dims);
  const list = lists.find((words) => words.length === count) ?? lists.find((words) => words.length === 1);
  const asWritten = list?.[list.length === 1 ? 0 : line.other];
  if (asWritten === undefined) return "1";
  const unit = ucumUnit(asWritten);
  if (unit === undefined && !issues.some((issue) => issue.code === "unit-unknown")) {
    issues.push(unitUnknown(file.name, line.label, asWritten));
  }
  return unit ?? "1";
}

const FREQUENCY_NAME =
  /(?:^|[._\s])(?:fs|f_s|fsamp|fsample|fsampling|sf|sr|srate|sfreq|freq|frequency|sampl\w*[\s_]?(?:rate|freq\w*)(?:[\s_]?hz)?|rate)$/i;
const INTERVAL_NAME = /(?:^|[._])(?:isi|dt|ts|sampl\w*_?(?:interval|period))$/i;

function statedFrequency(file: ArrayFile): number | undefined {
  for (const [path, value] of file.numbers) {
    if (FREQUENCY_NAME.test(path) && isCredibleFrequency(value)) return value;
  }
  for (const [path, value] of file.numbers) {
    if (!INTERVAL_NAME.test(path) || !(value > 0)) continue;
    const unit = file.texts.get(`${path}_units`)?.trim() ?? "s";
    const frequency = (unit === "ms" ? 1000 : /^(?:us|µs)$/.test(unit) ? 1e6 : 1) / value;
    if (isCredibleFrequency(frequency)) return Number(frequency.toPrecision(12));
  }
  return undefined;
}

const TIME_NAME = /(?:^|[._\s])(?:t|time|times|timestamps?|tid|tt|time_?vector|zeit)$/i;

/** The line that is called like a time and behaves like one. */
async function findClock(
  lines: readonly Line[],
  length: number,
): Promise<{ line: Line; clock: Clock } | undefined> {
  const line = lines.find(({ array, label }) => TIME_NAME.test(label) && sizeOf(array) === length);
  if (!line || lines.length < 2) return undefined;
  const observer = new ClockObserver();
  const step = 65536;
  for (let from = 0; from < length; from += step) {
    const stamps = await line.array.readAlong(line.axis, line.other, from, Math.min(step, length - from));
    for (const stamp of stamps) observer.observe(stamp);
  }
  const clock = observer.verdict();
  // Gaps in a time vector cannot be filled here: indices of the arrays are the samples.
  return clock && clock.pauses.length === 0 ? { line, clock } : undefined;
}

function noSignals(file: string): Issue {
  return fault(
    "arrays-without-signals",
    file,
    {
      en: "The file holds no array of at least 16 numbers that could be a signal.",
      nb: "Filen har ingen tabell på minst 16 tall som kan være et signal.",
    },
    {
      en: "Save the samples as a matrix with one column for each channel, and the sampling frequency as `fs`.",
      nb: "Lagre punktprøvene som en matrise med en kolonne for hver kanal, og punktprøvingsfrekvensen som `fs`.",
    },
  );
}

function tooManyChannels(file: string, count: number): Issue {
  return fault("too-many-channels", file, {
    en: `The arrays would give ${count} channels; at most ${MOST_CHANNELS} are read.`,
    nb: `Tabellene ville gitt ${count} kanaler; høyst ${MOST_CHANNELS} leses.`,
  });
}

function arraysLeftOut(file: string, arrays: readonly NamedArray[]): Issue {
  const names = arrays.slice(0, 8).map((array) => `${array.name} (${array.dims.join("×")})`);
  const list = `${names.join(", ")}${arrays.length > 8 ? ", …" : ""}`;
  return remark("arrays-left-out", file, {
    en: `Arrays of another length are left out: ${list}.`,
    nb: `Tabeller med en annen lengde er utelatt: ${list}.`,
  });
}
