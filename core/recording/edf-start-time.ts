/**
 * Start of an EDF or BDF recording, or undefined when it is not in the file or was anonymised.
 *
 * The main header has a year of two digits (85–99 is 19xx); EDF+ repeats the date with four in its recording field.
 * The fraction of a second comes from the onset of the first record.
 */
import type { EdfHeader } from "./edf-header.ts";

const MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

export function edfStartTime(header: EdfHeader, originS: number): string | undefined {
  const clock = /^(\d{1,2})[.:](\d{1,2})[.:](\d{1,2})$/.exec(header.startClock);
  const date = startDate(header);
  if (!clock || !date) return undefined;
  const [hour, minute, second] = clock.slice(1).map(Number);
  const startMs = Date.UTC(date[0], date[1] - 1, date[2], hour, minute, second) + Math.round(originS * 1000);
  if (!(Math.abs(startMs) < 8e15)) return undefined;
  return new Date(startMs).toISOString().replace(/(?:\.000)?Z$/, "");
}

function startDate(header: EdfHeader): [year: number, month: number, day: number] | undefined {
  const long = /^Startdate\s+(\S+)/i.exec(header.recordingField)?.[1];
  if (long?.toUpperCase() === "X") return undefined;
  const parts = /^(\d{1,2})-([A-Za-z]{3})-(\d{4})$/.exec(long ?? "");
  const month = parts ? MONTHS.indexOf(parts[2].toUpperCase()) : -1;
  if (parts && month >= 0) return [Number(parts[3]), month + 1, Number(parts[1])];
  const short = /^(\d{1,2})[./-](\d{1,2})[./-](\d{2})$/.exec(header.startDate);
  if (!short) return undefined;
  const [day, shortMonth, year] = short.slice(1).map(Number);
  if (day < 1 || day > 31 || shortMonth < 1 || shortMonth > 12) return undefined;
  return [year >= 85 ? 1900 + year : 2000 + year, shortMonth, day];
}
