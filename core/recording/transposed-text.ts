/**
 * Reads a text file whose rows are channels: a few lines of very many numbers.
 *
 * A first row that rises evenly is the time. The whole file is parsed into memory, so there is a limit to its size.
 */
import { failure, type Issue, type Result, success } from "../issue/issue.ts";
import { channelIds } from "./channel-id.ts";
import type { ByteSource, OpenOptions, OpenRecording } from "./recording.ts";
import { fault } from "./recording-issue.ts";
import { sampleRange } from "./sample-range.ts";
import { ClockObserver } from "./text-clock.ts";
import type { Separator } from "./text-layout.ts";
import { numberInBytes } from "./text-number.ts";
import { textTiming } from "./text-timing.ts";

const LARGEST_BYTES = 2 ** 26;
const FEWEST_SAMPLES = 1000;
const MOST_ROWS = 1024;

export async function openTransposedText(
  source: ByteSource,
  options: OpenOptions,
): Promise<Result<OpenRecording>> {
  const { name } = source;
  if (source.size > LARGEST_BYTES) return failure(tooLarge(name, source.size));
  const bytes = await source.read(0, source.size);
  const rows = numberRows(bytes);
  if (!rows) return failure(noRows(name));
  const observer = new ClockObserver();
  const isTime = rows.length > 1 && risesEvenly(rows[0]);
  if (isTime) for (const stamp of rows[0]) observer.observe(stamp);
  const timing = textTiming({
    name,
    rowCount: rows[0].length,
    statedHz: undefined,
    clock: isTime ? observer.verdict() : undefined,
    hasTimeColumn: isTime,
    secondsPerUnit: undefined,
    options,
  });
  const signals = (isTime ? rows.slice(1) : rows).map((row) => Float32Array.from(row));
  const labels = signals.map((_, index) => `row ${index + (isTime ? 2 : 1)}`);
  const ids = channelIds(labels);
  const frequency = timing.samplingFrequencyHz;
  const channels = signals.map((samples, index) => ({
    id: ids[index],
    label: labels[index],
    unit: "1",
    samplingFrequencyHz: frequency,
    ...(timing.clock && { clock: timing.clock }),
    sampleCount: samples.length,
    startS: 0,
  }));
  return success({
    header: {
      format: "text",
      name,
      channels,
      durationS: signals[0].length / frequency,
      annotations: [],
      gaps: [],
    },
    issues: [...timing.issues],
    readSamples: async (channelIndex, fromSample, count) => {
      const { from, to } = sampleRange(signals[channelIndex].length, fromSample, count);
      return signals[channelIndex].slice(from, to);
    },
  });
}

/** Lines of equally many numbers; undefined if the text is anything else. */
function numberRows(bytes: Uint8Array): Float64Array[] | undefined {
  const rows: Float64Array[] = [];
  for (let from = 0; from < bytes.length; ) {
    let to = from;
    while (to < bytes.length && bytes[to] !== 10 && bytes[to] !== 13) to++;
    if (!isBlank(bytes, from, to)) {
      const row = numberRow(bytes, from, to);
      if (!row || row.length < FEWEST_SAMPLES || row.length !== (rows[0] ?? row).length) return undefined;
      rows.push(row);
      if (rows.length > MOST_ROWS) return undefined;
    }
    from = to + 1;
  }
  return rows.length > 0 ? rows : undefined;
}

function isBlank(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (bytes[at] > 32) return false;
  return true;
}

function numberRow(bytes: Uint8Array, from: number, to: number): Float64Array | undefined {
  const separator = separatorOf(bytes, from, Math.min(to, from + 4096));
  const isSeparator = (byte: number) => (separator === " " ? byte <= 32 : byte === separator.charCodeAt(0));
  let count = 0;
  for (let at = from; at < to; at++) if (isSeparator(bytes[at])) count++;
  const row = new Float64Array(count + 1);
  let found = 0;
  let unreadable = 0;
  for (let at = from; at < to; ) {
    let end = at;
    while (end < to && !isSeparator(bytes[end])) end++;
    if (end > at || separator !== " ") {
      const value = numberInBytes(bytes, at, end, false);
      if (Number.isNaN(value)) unreadable++;
      row[found++] = value;
    }
    at = end + 1;
  }
  return unreadable * 2 > found ? undefined : row.subarray(0, found);
}

function separatorOf(bytes: Uint8Array, from: number, to: number): Separator {
  const separators: readonly Separator[] = [";", ",", "\t"];
  const part = bytes.subarray(from, to);
  return separators.find((separator) => part.includes(separator.charCodeAt(0))) ?? " ";
}

function risesEvenly(row: Float64Array): boolean {
  const step = (row[row.length - 1] - row[0]) / (row.length - 1);
  if (!(step > 0)) return false;
  return row.every((value, index) => Math.abs(value - row[0] - index * step) < step * 0.5);
}

function tooLarge(file: string, size: number): Issue {
  return fault(
    "text-transposed-too-large",
    file,
    {
      en: `The text has its channels in rows and is ${Math.round(size / 1e6)} MB long; up to 67 MB can be read that way.`,
      nb: `Teksten har kanalene i rader og er ${Math.round(size / 1e6)} MB lang; inntil 67 MB kan leses slik.`,
    },
    {
      en: "Export it with one column for each channel.",
      nb: "Eksporter den med en kolonne for hver kanal.",
    },
  );
}

function noRows(file: string): Issue {
  return fault("text-without-table", file, {
    en: "The text has very long lines that are not rows of equally many numbers.",
    nb: "Teksten har svært lange linjer som ikke er rader med like mange tall.",
  });
}
