/** When an entry of a record was true, and whether that is still recent enough for a finding. */
import type { RecordRule } from "../knowledge/knowledge.ts";
import { isMap, type Json, map, text } from "./json-access.ts";

/** An ISO date or date and time, possibly only a year or a month; undefined if there is none or it is no date. */
export function dateIn(resource: Json, ...keys: readonly string[]): string | undefined {
  for (const key of keys) {
    const plain = text(resource, key);
    const period = map(resource, key);
    const found = plain ?? (period && (text(period, "end") ?? text(period, "start")));
    if (found !== undefined && isFhirDate(found)) return found.includes("T") ? withSoundTime(found) : found;
  }
  return undefined;
}

/** The dates of a resource that name no day, each with its key; birth dates are judged where ages are. */
export function impossibleDates(resource: Json, type: string): typeof NO_DATES {
  let impossible = NO_DATES;
  for (const key of DATES_OF[type] ?? []) {
    const value = resource[key];
    if (value === undefined || (typeof value === "string" && (value === "" || isFhirDate(value)))) continue;
    for (const written of isMap(value) ? [text(value, "start"), text(value, "end")] : [text(resource, key)])
      if (written !== undefined && !isFhirDate(written)) impossible = [...impossible, { key, written }];
  }
  return impossible;
}

const NO_DATES: readonly { readonly key: string; readonly written: string }[] = [];

/** The elements that hold dates in R4, of the types that are read. */
const DATES_OF: Readonly<Record<string, readonly string[]>> = {
  Patient: ["deceasedDateTime"],
  Observation: [
    "effectiveDateTime",
    "effectiveInstant",
    "effectivePeriod",
    "issued",
    "valueDateTime",
    "valuePeriod",
  ],
  Condition: ["onsetDateTime", "onsetPeriod", "abatementDateTime", "abatementPeriod", "recordedDate"],
  Procedure: ["performedDateTime", "performedPeriod"],
  Encounter: ["period"],
  AllergyIntolerance: ["onsetDateTime", "onsetPeriod", "recordedDate"],
  MedicationRequest: ["authoredOn"],
  MedicationStatement: ["effectiveDateTime", "effectivePeriod", "dateAsserted"],
  MedicationAdministration: ["effectiveDateTime", "effectivePeriod"],
};

/**
 * Whether this names a day (or month, or year) that exists: not 2026-02-30, which `Date` takes for the second of March. Of what stands
 * behind the day only that it is a time is asked. A record has several dates in each entry, so they are read digit by digit.
 */
export function isFhirDate(written: string): boolean {
  const { length } = written;
  const hasMonth = length > 4;
  const hasDay = length > 7;
  if (length !== 4 && length !== 7 && length !== 10 && !(length > 11 && written[10] === "T")) return false;
  if ((hasMonth && written[4] !== "-") || (hasDay && written[7] !== "-")) return false;
  const year = digitsIn(written, 0, 4);
  const month = hasMonth ? digitsIn(written, 5, 7) : 1;
  const day = hasDay ? digitsIn(written, 8, 10) : 1;
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysOf(month, year);
}

/** The number that these digits write; -1 if one of them is none. */
function digitsIn(written: string, from: number, to: number): number {
  let number = 0;
  for (let i = from; i < to; i++) {
    const digit = written.charCodeAt(i) - 0x30;
    if (!(digit >= 0 && digit <= 9)) return -1;
    number = number * 10 + digit;
  }
  return number;
}

/** Of a month, 1 to 12, in the Gregorian calendar. */
function daysOf(month: number, year: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** The time only as FHIR R4 writes it (2.24.0.1, dateTime: seconds and time zone); otherwise the day alone. */
function withSoundTime(written: string): string {
  return isSoundTime(written) ? written : written.slice(0, 10);
}

/** Read digit by digit like the day; the tenth character is the `T`. */
function isSoundTime(written: string): boolean {
  if (written[13] !== ":" || written[16] !== ":") return false;
  if (!isUpTo(23, written, 11) || !isUpTo(59, written, 14) || !isUpTo(60, written, 17)) return false;
  let zone = 19;
  if (written[zone] === ".") {
    zone++;
    while (digitsIn(written, zone, zone + 1) >= 0) zone++;
    if (zone === 20) return false;
  }
  if (written[zone] === "Z") return written.length === zone + 1;
  if ((written[zone] !== "+" && written[zone] !== "-") || written.length !== zone + 6) return false;
  if (written[zone + 3] !== ":") return false;
  if (isUpTo(13, written, zone + 1)) return isUpTo(59, written, zone + 4);
  return written.endsWith("14:00");
}

/** Whether the two digits from here write a number that is no larger. */
function isUpTo(largest: number, written: string, from: number): boolean {
  const number = digitsIn(written, from, from + 2);
  return number >= 0 && number <= largest;
}

/** The last day that a date can mean: `2020` may be as late as 2020-12-31. */
export function latestDay(date: string): string {
  if (date.length === 4) return `${date}-12-31`;
  if (date.length === 7) {
    const end = new Date(`${date}-01T00:00:00Z`);
    end.setUTCMonth(end.getUTCMonth() + 1, 0);
    return end.toISOString().slice(0, 10);
  }
  return date.slice(0, 10);
}

/** The first day that a date can mean. */
export function earliestDay(date: string): string {
  return date.length === 4 ? `${date}-01-01` : date.length === 7 ? `${date}-01` : date.slice(0, 10);
}

export function isFuture(date: string, today: string): boolean {
  return earliestDay(date) > today;
}

/** Whether an entry of this date lies within the finding's look-back window. Without a window every age counts. */
export function isRecentEnough(date: string | undefined, { lookBack }: RecordRule, today: string): boolean {
  if (!lookBack) return true;
  if (date === undefined) return false;
  return latestDay(date) >= windowStart(lookBack, today);
}

type LookBack = NonNullable<RecordRule["lookBack"]>;

/** Where each window began when it was last asked for: many entries are held against it on the same day. */
const lastStarts = new WeakMap<LookBack, { readonly today: string; readonly start: string }>();

function windowStart(lookBack: LookBack, today: string): string {
  const last = lastStarts.get(lookBack);
  if (last?.today === today) return last.start;
  const start = earlier(today, lookBack);
  lastStarts.set(lookBack, { today, start });
  return start;
}

function earlier(today: string, { value, unit }: LookBack): string {
  const date = new Date(`${today}T00:00:00Z`);
  if (unit === "a") date.setUTCFullYear(date.getUTCFullYear() - value);
  else if (unit === "mo") date.setUTCMonth(date.getUTCMonth() - value);
  else date.setUTCDate(date.getUTCDate() - value * (unit === "wk" ? 7 : 1));
  return date.toISOString().slice(0, 10);
}

/** Whole years from birth to today. */
export function ageInYears(birthDate: string, today: string): number {
  const years = Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4));
  if (birthDate.length < 10) return years;
  return today.slice(5) < birthDate.slice(5, 10) ? years - 1 : years;
}
