/**
 * A measurement as a table of one number a row, for spreadsheets and statistics programs.
 *
 * Every row names the recording, the channel, what the number is of (quality, activity, burst, silence, stretch, unit, pair, masked) and which
 * one, the measure, and either value with interval or the reason for abstaining. RFC 4180: commas, decimal points, quotes
 * doubled, CRLF.
 */
import type { Estimate } from "../types/estimate.ts";
import type { RecordingMeasurement } from "../types/recording.ts";

const COLUMNS = [
  "recording",
  "channel",
  "of",
  "id",
  "measure",
  "value",
  "low",
  "high",
  "unit",
  "count",
  "abstains",
] as const;

export type Cell = string | number | undefined;

export function csvHead(): string {
  return `${COLUMNS.join(",")}\r\n`;
}

/** Without the head. */
export function measurementCsv(measurement: RecordingMeasurement): string {
  const rows: Cell[][] = [];
  const { name } = measurement.recording;
  for (const channel of measurement.channels) {
    const add = (of: string, id: string, measures: object) =>
      rows.push(...measureRows([name, channel.label, of, id], measures));
    add("quality", "", {
      ...channel.quality,
      ...channel.quality.mains,
      heart: channel.quality.heart.present,
    });
    add("activity", "", { ...channel.activity, compositeRateHz: channel.compositeRateHz });
    add("activity", "", named("envelopeRhythm", channel.activity.envelopeRhythm));
    add("bursts", "", { count: channel.bursts.length, ...channel.burstRhythm });
    for (const [index, burst] of channel.bursts.entries()) add("burst", `b${index + 1}`, burst);
    for (const [index, silence] of channel.activity.silences.entries())
      add("silence", `s${index + 1}`, silence);
    for (const [index, span] of channel.quality.masked.entries()) add("masked", `m${index + 1}`, span);
    for (const [index, stretch] of channel.stretches.entries())
      add("stretch", `t${index + 1}`, {
        fromS: stretch.fromS,
        toS: stretch.toS,
        kind: stretch.kind,
        ...Object.fromEntries(
          Object.entries(stretch.features).map(([id, { value }]) => [
            id,
            "option" in value ? value.option : value,
          ]),
        ),
      });
    for (const unit of channel.units) {
      add("unit", unit.id, { ...unit, ...unit.potential, ...unit.abruptness });
      add("unit", unit.id, named("rateTrend", unit.rateTrend));
      add("unit", unit.id, named("amplitudeTrend", unit.amplitudeTrend));
      add("unit", unit.id, named("grouped", unit.grouped));
      add("unit", unit.id, named("validity", unit.validity));
    }
  }
  for (const pair of measurement.pairs)
    rows.push(...measureRows([name, "", "pair", `${pair.agonist}/${pair.antagonist}`], pair));
  return rows.map(csvRow).join("");
}

/** One row, ended. */
export function csvRow(row: readonly Cell[]): string {
  return `${row.map(quoted).join(",")}\r\n`;
}

function named(prefix: string, measures: object): object {
  return Object.fromEntries(Object.entries(measures).map(([key, value]) => [`${prefix}.${key}`, value]));
}

/** Estimates, numbers, words and truths; lists and nested objects have rows of their own or none. */
function measureRows(place: readonly string[], measures: object): Cell[][] {
  const rows: Cell[][] = [];
  for (const [measure, value] of Object.entries(measures)) {
    if (isEstimate(value)) rows.push([...place, measure, ...estimateCells(value)]);
    else if (typeof value === "number" || typeof value === "string")
      rows.push([...place, measure, value, undefined, undefined, undefined, undefined, undefined]);
    else if (typeof value === "boolean")
      rows.push([...place, measure, String(value), undefined, undefined, undefined, undefined, undefined]);
  }
  return rows;
}

function isEstimate(value: unknown): value is Estimate {
  return typeof value === "object" && value !== null && ("abstains" in value || "confidence" in value);
}

function estimateCells(estimate: Estimate): Cell[] {
  if ("abstains" in estimate)
    return [undefined, undefined, undefined, undefined, estimate.count, estimate.abstains];
  const { value, low, high, unit, count } = estimate;
  return [value, low, high, unit, count, undefined];
}

function quoted(cell: Cell): string {
  if (cell === undefined) return "";
  const text =
    typeof cell === "number" ? (Number.isFinite(cell) ? String(Number(cell.toPrecision(9))) : "") : cell;
  // a text that a spreadsheet would take for a formula is made a text
  const safe = typeof cell === "string" && /^[=+\-@\t]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
