/**
 * Where the rows of a table in a text file are.
 *
 * One pass over the file notes the place of every 1024th row and hands the time stamps (or row counter) to an
 * observer, so that later any row is found by reading a small piece of the file.
 */
import { latin1 } from "./byte-view.ts";
import type { ByteSource } from "./recording.ts";
import type { Separator, TextLayout } from "./text-layout.ts";
import { numberInBytes, secondsOfClock } from "./text-number.ts";

export const ROWS_PER_BLOCK = 1024;

export interface TextIndex {
  readonly rowCount: number;
  /** First byte of every 1024th row. */
  readonly blockOffsets: readonly number[];
  /** Byte after the last row. */
  readonly end: number;
  /** Lines between the rows that are neither rows nor blank nor comments. */
  readonly foreignLines: number;
  /** Line number of the first of them, from 1. */
  readonly firstForeignLine: number;
}

const BLOCK_BYTES = 2 ** 20;
const CR = 13;
const LF = 10;

/** Undefined if a line is longer than a mebibyte: then it is no table of rows. */
export async function indexRows(
  source: ByteSource,
  layout: TextLayout,
  observedColumn: number | undefined,
  observe: (value: number) => void,
): Promise<TextIndex | undefined> {
  const blockOffsets: number[] = [];
  const wordsFirst = layout.columns[0] !== "number";
  const readObserved = observedColumn === undefined ? undefined : fieldReader(layout, observedColumn);
  let rowCount = 0;
  let line = layout.dataLine;
  let foreignLines = 0;
  let firstForeignLine = 0;
  let end = layout.dataOffset;
  for (let offset = layout.dataOffset; offset < source.size; ) {
    const bytes = await source.read(offset, BLOCK_BYTES);
    const isLast = offset + bytes.length >= source.size;
    if (bytes.length === 0) break;
    let from = 0;
    while (from < bytes.length) {
      let to = from;
      while (to < bytes.length && bytes[to] !== LF && bytes[to] !== CR) to++;
      if (to === bytes.length && !isLast) break;
      const kind = lineKind(bytes, from, to, wordsFirst);
      if (kind === "row") {
        if (rowCount % ROWS_PER_BLOCK === 0) blockOffsets.push(offset + from);
        rowCount++;
        end = offset + to;
        if (readObserved) observe(readObserved(bytes, from, to));
      } else if (kind === "foreign" && foreignLines++ === 0) firstForeignLine = line;
      line++;
      from = to + 1;
      if (bytes[to] === CR && bytes[from] === LF) from++;
    }
    if (from === 0) return undefined;
    offset += from;
  }
  return { rowCount, blockOffsets, end, foreignLines, firstForeignLine };
}

/** The rows in bytes that start at a row: calls `visit` with the bounds of each, until it returns false. */
export function eachRow(
  bytes: Uint8Array,
  layout: TextLayout,
  visit: (from: number, to: number) => boolean,
): void {
  const wordsFirst = layout.columns[0] !== "number";
  for (let from = 0; from < bytes.length; ) {
    let to = from;
    while (to < bytes.length && bytes[to] !== LF && bytes[to] !== CR) to++;
    if (lineKind(bytes, from, to, wordsFirst) === "row" && !visit(from, to)) return;
    from = to + 1;
  }
}

/** A row starts like a number (or like anything, if the first column holds words); `#` and `%` start comments. */
function lineKind(
  bytes: Uint8Array,
  from: number,
  to: number,
  wordsFirst: boolean,
): "row" | "blank" | "foreign" {
  let at = from;
  while (at < to && (bytes[at] <= 32 || bytes[at] === 34)) at++;
  if (at === to) return "blank";
  const first = bytes[at];
  if ((first >= 48 && first <= 57) || first === 45 || first === 43 || first === 46) return "row";
  if (first === 35 || first === 37) return "blank";
  // An empty first field, and NaN, NA, null, inf.
  if (first === 44 || first === 59 || first === 124) return "row";
  if (/^(?:nan|na|null|none|inf|infinity)?["\s,;|]/i.test(`${latin1(bytes, at, Math.min(to, at + 9))} `))
    return "row";
  return wordsFirst ? "row" : "foreign";
}

/** Reads one column of a row. */
function fieldReader(
  layout: TextLayout,
  column: number,
): (bytes: Uint8Array, from: number, to: number) => number {
  const { decimalComma } = layout;
  const isClock = layout.columns[column] === "clock";
  return (bytes, from, to) => {
    let value = Number.NaN;
    let index = 0;
    eachField(bytes, from, to, layout.separator, (start, stop) => {
      if (index++ < column) return true;
      value = isClock
        ? secondsOfClock(latin1(bytes, start, stop))
        : numberInBytes(bytes, start, stop, decimalComma);
      return false;
    });
    return value;
  };
}

/** Number columns of one row into `values`; NaN where the row has no such field. Returns how many fields it has. */
export function parseRow(
  bytes: Uint8Array,
  from: number,
  to: number,
  layout: TextLayout,
  values: Float64Array,
): number {
  const { separator, decimalComma } = layout;
  let column = 0;
  eachField(bytes, from, to, separator, (start, stop) => {
    if (column < values.length) values[column] = numberInBytes(bytes, start, stop, decimalComma);
    column++;
    return true;
  });
  for (let rest = column; rest < values.length; rest++) values[rest] = Number.NaN;
  return column;
}

function eachField(
  bytes: Uint8Array,
  from: number,
  to: number,
  separator: Separator,
  visit: (from: number, to: number) => boolean,
): void {
  if (separator === " ") {
    for (let at = from; at < to; ) {
      while (at < to && bytes[at] <= 32) at++;
      if (at === to) return;
      const start = at;
      while (at < to && bytes[at] > 32) at++;
      if (!visit(start, at)) return;
    }
    return;
  }
  const code = separator.charCodeAt(0);
  let start = from;
  for (let at = from; at < to; at++) {
    if (bytes[at] !== code) continue;
    if (!visit(start, at)) return;
    start = at + 1;
  }
  if (start < to) visit(start, to);
}
