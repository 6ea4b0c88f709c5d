/**
 * How a table of numbers in a text file is laid out: what separates the columns, whether the decimal mark is a
 * comma, where the header ends, which columns hold words or clock times.
 *
 * Every separator and mark is tried on the beginning of the file; the pair that makes the longest stretch of lines
 * with equally many columns of numbers is taken. Lines before that stretch are the header.
 */
import { decodeText } from "./decode-text.ts";
import { numberInText, secondsOfClock } from "./text-number.ts";

export type Separator = "\t" | ";" | "," | "|" | " ";
export type ColumnKind = "number" | "clock" | "words";

export interface TextLayout {
  /** A blank stands for any run of blanks and tabs. */
  readonly separator: Separator;
  readonly decimalComma: boolean;
  readonly columns: readonly ColumnKind[];
  /** Byte where the first row of numbers starts. */
  readonly dataOffset: number;
  /** Line number of that row, from 1. */
  readonly dataLine: number;
  readonly headerLines: readonly string[];
}

export interface TextLine {
  readonly text: string;
  /** First byte. */
  readonly from: number;
}

const CR = 13;
const LF = 10;
/** So many lines are enough to recognise a layout. */
const LINES_TRIED = 150;

/** Lines ending in LF, CR LF or CR alone. The last one is left out if `isWhole` is false: it may be cut. */
export function linesOf(bytes: Uint8Array, isWhole: boolean): TextLine[] {
  const lines: TextLine[] = [];
  let from = 0;
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at] !== LF && bytes[at] !== CR) continue;
    lines.push({ text: decodeText(bytes.subarray(from, at)).text, from });
    if (bytes[at] === CR && bytes[at + 1] === LF) at++;
    from = at + 1;
  }
  if (isWhole && from < bytes.length) lines.push({ text: decodeText(bytes.subarray(from)).text, from });
  return lines;
}

const CANDIDATES: readonly (readonly [Separator, boolean])[] = [
  ["\t", false],
  [";", false],
  [",", false],
  ["|", false],
  [" ", false],
  ["\t", true],
  [";", true],
  [" ", true],
];

export function findLayout(lines: readonly TextLine[]): TextLayout | undefined {
  let best: { run: Run; separator: Separator; decimalComma: boolean } | undefined;
  // The header can be longer than what is tried, the table is what fills the file: look at the end of the head too.
  const tried =
    lines.length <= 2 * LINES_TRIED ? lines : [...lines.slice(0, LINES_TRIED), ...lines.slice(-LINES_TRIED)];
  for (const [separator, decimalComma] of CANDIDATES) {
    const run = longestRun(tried, separator, decimalComma);
    if (run && (!best || isBetter(run, best.run))) best = { run, separator, decimalComma };
  }
  if (!best) return undefined;
  if (best.separator === "," && commaIsDecimalMark(tried, best.run)) {
    best = { run: { ...best.run, columns: ["number"] }, separator: ";", decimalComma: true };
  }
  const { run, separator, decimalComma } = best;
  const first = lines.indexOf(tried[run.firstLine]);
  return {
    separator,
    decimalComma,
    columns: run.columns,
    dataOffset: lines[first].from,
    dataLine: first + 1,
    headerLines: lines.slice(0, first).map((line) => line.text),
  };
}

interface Run {
  readonly firstLine: number;
  readonly length: number;
  readonly columns: readonly ColumnKind[];
}

/** A field may also be empty, or say that its value is missing. */
type FieldKind = ColumnKind | "missing";

/** Longer, or as long with more columns of numbers; columns of words count against it. */
function isBetter(run: Run, than: Run): boolean {
  const weight = ({ columns }: Run) => columns.reduce((sum, kind) => sum + (kind === "words" ? -1 : 1), 0);
  return run.length > than.length || (run.length === than.length && weight(run) > weight(than));
}

/** The longest stretch of data lines with one column count; blank lines do not end it. */
function longestRun(
  lines: readonly TextLine[],
  separator: Separator,
  decimalComma: boolean,
): Run | undefined {
  let best: { firstLine: number; kinds: FieldKind[][] } | undefined;
  let current: { firstLine: number; kinds: FieldKind[][] } | undefined;
  lines.forEach((line, index) => {
    if (line.text.trim() === "") return;
    const kinds = fieldKinds(splitLine(line.text, separator), decimalComma);
    if (!kinds || (current && kinds.length !== current.kinds[0].length)) current = undefined;
    if (!kinds) return;
    current ??= { firstLine: index, kinds: [] };
    current.kinds.push(kinds);
    if (!best || current.kinds.length > best.kinds.length) best = current;
  });
  const run = best && withoutHeaderLines(best, lines);
  return run && withEarlierRows(run, lines, separator, decimalComma);
}

/** A short row breaks the stretch: rows above it belong to the table too, as long as they look like it. */
function withEarlierRows(
  run: Run,
  lines: readonly TextLine[],
  separator: Separator,
  decimalComma: boolean,
): Run {
  let firstLine = run.firstLine;
  let length = run.length;
  let passed = 0;
  for (let at = run.firstLine - 1; at >= 0; at--) {
    if (lines[at].text.trim() === "") continue;
    const kinds = fieldKinds(splitLine(lines[at].text, separator), decimalComma);
    const fits = kinds && kinds.length <= run.columns.length + 1;
    if (!fits || kinds.some((kind, i) => kind === "words" && run.columns[i] !== "words")) break;
    passed++;
    if (kinds.length < run.columns.length) continue;
    firstLine = at;
    length += passed;
    passed = 0;
  }
  return { ...run, firstLine, length };
}

/** A line like "Rate,1000" has as many columns as the table below it: drop it where the table has numbers. */
function withoutHeaderLines(
  run: { firstLine: number; kinds: FieldKind[][] },
  lines: readonly TextLine[],
): Run | undefined {
  const columns = run.kinds[0].map((_, column): ColumnKind => {
    const count = (kind: FieldKind) => run.kinds.filter((kinds) => kinds[column] === kind).length;
    if (count("words") * 2 > run.kinds.length) return "words";
    return count("clock") * 2 > run.kinds.length ? "clock" : "number";
  });
  let dropped = 0;
  while (
    dropped < run.kinds.length &&
    run.kinds[dropped].some((kind, i) => kind !== columns[i] && kind === "words")
  ) {
    dropped++;
  }
  if (dropped === run.kinds.length || !columns.includes("number")) return undefined;
  // Lines that end in a separator make a last column of nothing.
  const endsInSeparator =
    columns.length > 1 && run.kinds.slice(dropped).every((kinds) => kinds.at(-1) === "missing");
  if (endsInSeparator) columns.pop();
  let firstLine = run.firstLine;
  for (let skip = dropped; skip > 0; firstLine++) if (lines[firstLine].text.trim() !== "") skip--;
  while (lines[firstLine].text.trim() === "") firstLine++;
  return { firstLine, length: run.kinds.length - dropped, columns };
}

/** Kinds of the fields of a data line; undefined if it is none: at least one number, at most half of it words. */
function fieldKinds(fields: readonly string[], decimalComma: boolean): FieldKind[] | undefined {
  if (fields.length > 100_000) return undefined;
  let numbers = 0;
  let words = 0;
  const kinds = fields.map((field): FieldKind => {
    if (field === "" || MISSING.test(field)) return "missing";
    if (!Number.isNaN(numberInText(field, decimalComma))) {
      numbers++;
      return "number";
    }
    if (!Number.isNaN(secondsOfClock(field))) return "clock";
    words++;
    return "words";
  });
  return numbers === 0 || words * 2 > fields.length ? undefined : kinds;
}

const MISSING = /^"?(?:nan|na|n\/a|null|none|-)"?$/i;

/** Fields of a line, trimmed and without quotes. A separator at the very end makes an empty last field. */
export function splitLine(text: string, separator: Separator): string[] {
  const fields = separator === " " ? text.trim().split(/[ \t]+/) : splitOutsideQuotes(text, separator);
  return fields.map((field) =>
    field
      .trim()
      .replace(/^"(.*)"$/, "$1")
      .trim(),
  );
}

function splitOutsideQuotes(text: string, separator: string): string[] {
  if (!text.includes('"')) return text.split(separator);
  const fields = [""];
  let quoted = false;
  for (const character of text) {
    if (character === '"') quoted = !quoted;
    if (character === separator && !quoted) fields.push("");
    else fields[fields.length - 1] += character;
  }
  return fields;
}

/** "0,012" and "-0,5" on a line of their own are one number with a decimal comma, not two integers. */
function commaIsDecimalMark(lines: readonly TextLine[], run: Run): boolean {
  if (run.columns.length !== 2) return false;
  const rows = lines.slice(run.firstLine, run.firstLine + run.length).map((line) => line.text.trim());
  if (!rows.every((row) => row === "" || /^[+-]?\d+,\d+$/.test(row))) return false;
  return rows.some((row) => /^[+-]?\d+,0\d+$/.test(row) || /^-0,/.test(row));
}
