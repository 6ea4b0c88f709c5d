/**
 * Numbers in text, read straight from bytes.
 *
 * The result is the double nearest to the decimal number: up to 15 digits with a small power of ten are computed
 * exactly, anything else goes through the language's own parser. NaN stands for a missing or unreadable value.
 */
import { latin1 } from "./byte-view.ts";

const POWERS = Array.from({ length: 23 }, (_, exponent) => 10 ** exponent);
const SPACE = 32;
const QUOTE = 34;
const PLUS = 43;
const COMMA = 44;
const MINUS = 45;
const POINT = 46;
const ZERO = 48;
const LETTER_E = 101;
const LOWER_CASE = 32;

/** The number in `bytes[from, to)`; spaces and quotes around it are allowed. */
export function numberInBytes(bytes: Uint8Array, from: number, to: number, decimalComma: boolean): number {
  let at = from;
  let end = to;
  while (at < end && (bytes[at] <= SPACE || bytes[at] === QUOTE)) at++;
  while (end > at && (bytes[end - 1] <= SPACE || bytes[end - 1] === QUOTE)) end--;
  if (at >= end) return Number.NaN;
  const start = at;
  const mark = decimalComma ? COMMA : POINT;
  let negative = false;
  if (bytes[at] === MINUS || bytes[at] === PLUS) negative = bytes[at++] === MINUS;
  let mantissa = 0;
  let digits = 0;
  let decimals = 0;
  let afterMark = false;
  for (; at < end; at++) {
    const digit = bytes[at] - ZERO;
    if (digit >= 0 && digit <= 9) {
      mantissa = mantissa * 10 + digit;
      digits++;
      if (afterMark) decimals++;
    } else if (bytes[at] === mark && !afterMark) afterMark = true;
    else break;
  }
  let power = -decimals;
  if (at < end && (bytes[at] | LOWER_CASE) === LETTER_E) {
    const exponent = exponentInBytes(bytes, at + 1, end);
    if (!Number.isNaN(exponent)) {
      power += exponent;
      at = end;
    }
  }
  if (at === end && digits > 0 && digits <= 15 && power >= -22 && power <= 22) {
    const value = power < 0 ? mantissa / POWERS[-power] : mantissa * POWERS[power];
    return negative ? -value : value;
  }
  return slowNumber(bytes, start, end, decimalComma);
}

/** NaN unless it is a sign, perhaps, and one to three digits. */
function exponentInBytes(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  let negative = false;
  if (bytes[at] === MINUS || bytes[at] === PLUS) negative = bytes[at++] === MINUS;
  if (at >= to || to - at > 3) return Number.NaN;
  let value = 0;
  for (; at < to; at++) {
    const digit = bytes[at] - ZERO;
    if (digit < 0 || digit > 9) return Number.NaN;
    value = value * 10 + digit;
  }
  return negative ? -value : value;
}

const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eEdD][+-]?\d+)?$/;
const INFINITE = /^([+-]?)inf(?:inity)?$/i;

function slowNumber(bytes: Uint8Array, from: number, to: number, decimalComma: boolean): number {
  if (to - from > 60) return Number.NaN;
  return numberInText(latin1(bytes, from, to), decimalComma);
}

/** The number a text is, or NaN. */
export function numberInText(text: string, decimalComma = false): number {
  const trimmed = text
    .trim()
    .replace(/^"(.*)"$/, "$1")
    .trim();
  const pointed = decimalComma ? trimmed.replace(",", ".") : trimmed;
  if (decimalComma && /\.\d*\./.test(pointed)) return Number.NaN;
  if (DECIMAL.test(pointed)) return Number(pointed.replace(/[dD]/, "e"));
  const infinite = INFINITE.exec(pointed);
  if (infinite) return infinite[1] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return Number.NaN;
}

/** Seconds of a clock time (`12:03:04.5`, `03:04.5`) or of a date with time (ISO 8601); NaN if it is neither. */
export function secondsOfClock(text: string): number {
  const trimmed = text
    .trim()
    .replace(/^"(.*)"$/, "$1")
    .trim();
  const clock = /^(?:(\d{1,2}):)?(\d{1,3}):(\d{1,2}(?:[.,]\d+)?)$/.exec(trimmed);
  if (clock) {
    const [hours, minutes, seconds] = [clock[1] ?? "0", clock[2], clock[3].replace(",", ".")].map(Number);
    return hours * 3600 + minutes * 60 + seconds;
  }
  const dated =
    /^(\d{4})[-/](\d{2})[-/](\d{2})[T ](\d{2}):(\d{2}):(\d{2}(?:[.,]\d+)?)(?:Z|[+-]\d{2}:?\d{2})?$/.exec(
      trimmed,
    );
  if (!dated) return Number.NaN;
  const [year, month, day, hour, minute] = dated.slice(1, 6).map(Number);
  return Date.UTC(year, month - 1, day, hour, minute) / 1000 + Number(dated[6].replace(",", "."));
}
