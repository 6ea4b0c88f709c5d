/**
 * What each column of a table is: the time, a row counter, words, or a signal.
 *
 * A column is the time if its label says so; without labels, if it is the first and rises in nearly equal steps. It is
 * a counter if its label says so, or if it is the first, unlabelled, and counts 1, 2, 3.
 */
import type { TextHeader } from "./text-header.ts";
import type { TextLayout } from "./text-layout.ts";

export interface TextColumns {
  readonly time: number | undefined;
  /** Seconds in one unit of the time column, if label or kind tells. */
  readonly secondsPerUnit: number | undefined;
  readonly counter: number | undefined;
  readonly signals: readonly number[];
}

const TIME_LABEL =
  /^(?:(?:.*[\s_])?(?:time|times|timestamps?|datetime|tid|zeit|tempo|tiempo|temps|unix|epoch)(?:[\s_].*)?|t|sec|seconds?|sekunder|ms|millis|milliseconds?|us|micros|microseconds?)$/i;
const COUNTER_LABEL =
  /^(?:#|n|nr|no\.?|index|idx|samples?|sample[\s_]?(?:nr|no|number|index)|frames?|nseq|seq\w*|row|unnamed: 0)$/i;

/** `rows[i][column]`: the first rows of the table. */
export function classifyColumns(
  layout: TextLayout,
  header: TextHeader,
  rows: readonly Float64Array[],
): TextColumns {
  const labels = header.labels;
  const labelled = labels.some((label) => label !== "");
  const isNumber = (column: number) => layout.columns[column] === "number";
  const firstRises = layout.columns.length > 1 && isNumber(0) ? steps(rows, 0) : undefined;
  const looksLikeCounter = (column: number) => steps(rows, column)?.every((step) => step === 1) ?? false;
  let counter = labels.findIndex(
    (label, column) => COUNTER_LABEL.test(label) && isNumber(column) && risesOrWraps(rows, column),
  );
  let time = layout.columns.indexOf("clock");
  if (time < 0)
    time = labels.findIndex(
      (label, column) => TIME_LABEL.test(label) && isNumber(column) && rises(rows, column),
    );
  if (time < 0 && firstRises && !labels[0] && counter !== 0) {
    if (looksLikeCounter(0)) counter = Math.max(counter, 0);
    else if (!labelled && nearlyEqual(firstRises)) time = 0;
  }
  const signals = layout.columns.flatMap((kind, column) =>
    kind === "number" && column !== time && column !== counter ? [column] : [],
  );
  return {
    time: time < 0 ? undefined : time,
    secondsPerUnit: time < 0 ? undefined : secondsPerUnit(layout, header, time),
    counter: counter < 0 ? undefined : counter,
    signals,
  };
}

function secondsPerUnit(layout: TextLayout, header: TextHeader, time: number): number | undefined {
  if (layout.columns[time] === "clock") return 1;
  const unit = header.units[time] ?? /[\s_([/]([munµμ]?s(?:ec\w*)?)[)\]]?$/i.exec(header.labels[time])?.[1];
  if (unit === undefined) return secondsByName(header.labels[time]);
  if (/^s/i.test(unit)) return 1;
  return { m: 1e-3, u: 1e-6, µ: 1e-6, μ: 1e-6, n: 1e-9 }[unit[0].toLowerCase()];
}

/** A column that is called after its unit, as boards and scripts write it. */
function secondsByName(label: string): number | undefined {
  if (/^sec/i.test(label)) return 1;
  if (/^(?:ms|milli.*)$/i.test(label)) return 1e-3;
  return /^(?:us|micro.*)$/i.test(label) ? 1e-6 : undefined;
}

/** Differences between neighbouring rows, or undefined if there are too few or one is missing. */
function steps(rows: readonly Float64Array[], column: number): number[] | undefined {
  if (rows.length < 3) return undefined;
  const differences = rows.slice(1).map((row, index) => row[column] - rows[index][column]);
  return differences.some(Number.isNaN) ? undefined : differences;
}

/** Mostly forwards: time stamps may repeat, and now and then a row comes late. */
function rises(rows: readonly Float64Array[], column: number): boolean {
  const differences = rows.slice(1).map((row, index) => row[column] - rows[index][column]);
  const back = differences.filter((step) => step < 0).length;
  const forward = differences.filter((step) => step > 0).length;
  return forward > 0 && back <= differences.length / 50;
}

function risesOrWraps(rows: readonly Float64Array[], column: number): boolean {
  const differences = steps(rows, column);
  return (
    differences !== undefined && differences.filter((step) => step === 1).length >= differences.length * 0.8
  );
}

function nearlyEqual(differences: readonly number[]): boolean {
  const sorted = differences.toSorted((a, b) => a - b);
  const median = sorted[sorted.length >> 1];
  if (!(median > 0) || sorted[0] < 0) return false;
  return (
    differences.filter((step) => Math.abs(step - median) <= 0.05 * median).length >= 0.9 * differences.length
  );
}
