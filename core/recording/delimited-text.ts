/**
 * Reads a table of numbers in a text file: CSV, TSV, OpenSignals, SpikerBox, LabChart, DataLOG and their like.
 *
 * A pass over the file finds the rows and judges the clock; samples are then parsed from the part of the file that
 * was asked for. Nothing is guessed in silence: an unknown rate, an uneven clock, odd lines are issues.
 */
import { failure, type Issue, type Result, success } from "../issue/issue.ts";
import { channelIds } from "./channel-id.ts";
import type { ByteSource, Channel, OpenOptions, OpenRecording, Span } from "./recording.ts";
import { caution, duplicateLabels, fault, remark, unitUnknown } from "./recording-issue.ts";
import { ClockObserver } from "./text-clock.ts";
import { classifyColumns, type TextColumns } from "./text-columns.ts";
import { CounterObserver } from "./text-counter.ts";
import { readTextHeader, type TextHeader } from "./text-header.ts";
import { eachRow, indexRows, parseRow, type TextIndex } from "./text-index.ts";
import { findLayout, linesOf, type TextLayout } from "./text-layout.ts";
import { rowReader } from "./text-rows.ts";
import { type RowGap, textTiming } from "./text-timing.ts";
import { openTransposedText } from "./transposed-text.ts";
import { ucumUnit } from "./ucum-unit.ts";
import { narrowUtf16 } from "./utf16-source.ts";

const HEAD_BYTES = 2 ** 17;
/** A line longer than this holds a whole channel. */
const LONG_LINE = 2 ** 15;
const FEWEST_ROWS = 3;
const WHITE_SPACE = [9, 10, 13, 32];
/** `{`, `[` and `<` */
const OPENING = [0x7b, 0x5b, 0x3c];

export async function openDelimitedText(
  source: ByteSource,
  options: OpenOptions = {},
): Promise<Result<OpenRecording>> {
  const start = await source.read(0, 2);
  const isUtf16 = (start[0] === 0xff && start[1] === 0xfe) || (start[0] === 0xfe && start[1] === 0xff);
  const text = isUtf16 ? narrowUtf16(source, start[0] === 0xff ? 0 : 1) : source;
  const head = await text.read(0, HEAD_BYTES);
  const bomBytes = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 3 : 0;
  const lines = linesOf(head, head.length >= text.size);
  if (bomBytes > 0 && lines.length > 0) lines[0] = { ...lines[0], from: bomBytes };
  if (isDocument(head.subarray(bomBytes))) return failure(noTable(source.name));
  if (lines.length === 0 || lines.some((line) => line.text.length > LONG_LINE))
    return openTransposedText(text, options);
  const layout = findLayout(lines);
  if (!layout) return failure(noTable(source.name));
  const header = readTextHeader(layout);
  const columns = classifyColumns(layout, header, firstRows(head, layout));
  if (columns.signals.length === 0) return failure(noTable(source.name));
  return openTable(text, layout, header, columns, options);
}

/** JSON, XML and HTML have numbers in columns now and then, but are no tables. */
function isDocument(head: Uint8Array): boolean {
  const first = head.find((byte) => !WHITE_SPACE.includes(byte));
  return first !== undefined && OPENING.includes(first);
}

/** The first 200 rows, to see what the columns are. */
function firstRows(head: Uint8Array, layout: TextLayout): Float64Array[] {
  const rows: Float64Array[] = [];
  const lastLineEnd = Math.max(head.lastIndexOf(10), head.lastIndexOf(13));
  const table = head.subarray(layout.dataOffset, lastLineEnd > layout.dataOffset ? lastLineEnd : head.length);
  eachRow(table, layout, (from, to) => {
    const row = new Float64Array(layout.columns.length);
    parseRow(table, from, to, layout, row);
    rows.push(row);
    return rows.length < 200;
  });
  return rows;
}

async function openTable(
  source: ByteSource,
  layout: TextLayout,
  header: TextHeader,
  columns: TextColumns,
  options: OpenOptions,
): Promise<Result<OpenRecording>> {
  const { name } = source;
  const clockObserver = columns.time === undefined ? undefined : new ClockObserver();
  const counterObserver = !clockObserver && columns.counter !== undefined ? new CounterObserver() : undefined;
  const observer = clockObserver ?? counterObserver;
  const index = await indexRows(source, layout, columns.time ?? columns.counter, (value) =>
    observer?.observe(value),
  );
  if (!index || index.rowCount < FEWEST_ROWS || index.rowCount < index.foreignLines)
    return failure(noTable(name));
  const timing = textTiming({
    name,
    rowCount: index.rowCount,
    statedHz: header.samplingFrequencyHz,
    clock: clockObserver?.verdict(),
    hasTimeColumn: clockObserver !== undefined,
    secondsPerUnit: columns.secondsPerUnit,
    options,
  });
  const gaps = counterObserver ? counterObserver.gaps() : timing.gaps;
  const issues: Issue[] = [
    ...timing.issues,
    ...(index.foreignLines > 0 ? [foreignLines(name, index)] : []),
    ...(gaps.length > 0 ? [rowsMissing(name, gaps)] : []),
    ...(layout.columns.includes("words") ? [wordsLeftOut(name, layout, header)] : []),
  ];
  const frequency = timing.samplingFrequencyHz;
  const sampleCount = index.rowCount + gaps.reduce((sum, gap) => sum + gap.missingSamples, 0);
  const labels = columns.signals.map((column) => header.labels[column] || `column ${column + 1}`);
  const ids = channelIds(labels);
  issues.push(...duplicateLabels(name, labels));
  const channels = columns.signals.map((column, at): Channel => {
    const bits = header.converterBits[column];
    return {
      id: ids[at],
      label: labels[at],
      unit: unitOf(header.units[column], labels[at], name, issues),
      samplingFrequencyHz: frequency,
      ...(timing.clock && { clock: timing.clock }),
      sampleCount,
      startS: 0,
      ...(bits !== undefined && { limits: { minimum: 0, maximum: 2 ** bits - 1 }, resolution: 1 }),
    };
  });
  return success({
    header: {
      format: "text",
      name,
      channels,
      ...(header.startTime !== undefined && { startTime: header.startTime }),
      durationS: sampleCount / frequency,
      annotations: [],
      gaps: spansOf(gaps, frequency),
    },
    issues,
    readSamples: rowReader(source, layout, columns.signals, index, gaps, issues),
  });
}

function unitOf(asWritten: string | undefined, label: string, name: string, issues: Issue[]): string {
  if (asWritten === undefined) return "1";
  const unit = ucumUnit(asWritten);
  if (unit === undefined) issues.push(unitUnknown(name, label, asWritten));
  return unit ?? "1";
}

function spansOf(gaps: readonly RowGap[], frequencyHz: number): Span[] {
  let filled = 0;
  return gaps.map((gap) => {
    const fromS = (gap.row + filled) / frequencyHz;
    filled += gap.missingSamples;
    return { kind: "gap", fromS, toS: (gap.row + filled) / frequencyHz };
  });
}

function noTable(file: string): Issue {
  return fault(
    "text-without-table",
    file,
    {
      en: "The text holds no table of numbers with at least three rows.",
      nb: "Teksten har ingen tabell med tall på minst tre rader.",
    },
    {
      en: "Export the recording with one column for each channel, separated by tabs, commas or semicolons.",
      nb: "Eksporter opptaket med en kolonne for hver kanal, skilt med tabulator, komma eller semikolon.",
    },
  );
}

function foreignLines(file: string, index: TextIndex): Issue {
  return caution(
    "text-lines-skipped",
    { file, line: index.firstForeignLine },
    {
      en: `${index.foreignLines} lines among the numbers are not rows and are left out.`,
      nb: `${index.foreignLines} linjer mellom tallene er ikke rader og er utelatt.`,
    },
  );
}

function rowsMissing(file: string, gaps: readonly RowGap[]): Issue {
  const missing = gaps.reduce((sum, gap) => sum + gap.missingSamples, 0);
  return caution("samples-missing", file, {
    en: `${missing} samples are missing in ${gaps.length} places; they are kept as gaps.`,
    nb: `${missing} punktprøver mangler på ${gaps.length} steder; de er beholdt som hull.`,
  });
}

function wordsLeftOut(file: string, layout: TextLayout, header: TextHeader): Issue {
  const names = layout.columns.flatMap((kind, column) =>
    kind === "words" ? [header.labels[column] || `column ${column + 1}`] : [],
  );
  return remark("text-columns-of-words", file, {
    en: `Columns with words are left out: ${names.join(", ")}.`,
    nb: `Kolonner med ord er utelatt: ${names.join(", ")}.`,
  });
}
