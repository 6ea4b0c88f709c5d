/**
 * The header of a WFDB record: a line for the record, then a line for each signal or each segment.
 *
 * Source: WFDB Applications Guide, header(5).
 */
import { isCredibleFrequency } from "./credible-frequency.ts";

export interface WfdbSignal {
  readonly fileName: string;
  /** 0, 8, 16, 24, 32, 61, 80, 160, 212, 310, 311, 508, 516 or 524. */
  readonly storageFormat: number;
  readonly samplesPerFrame: number;
  /** Frames by which the file lags behind. */
  readonly skewFrames: number;
  readonly byteOffset: number;
  /** Steps for each unit; 0: not calibrated. */
  readonly gain: number;
  readonly baseline: number;
  readonly unitAsWritten: string;
  readonly converterBits: number;
  readonly converterZero: number;
  readonly initialValue: number | undefined;
  readonly label: string;
}

export interface WfdbSegment {
  /** `~`: a gap. */
  readonly record: string;
  readonly frameCount: number;
}

export interface WfdbHeader {
  readonly record: string;
  readonly signalCount: number;
  readonly frameFrequencyHz: number;
  /** Absent: as many as the signal file holds. */
  readonly frameCount: number | undefined;
  readonly startTime: string | undefined;
  readonly signals: readonly WfdbSignal[];
  /** Not empty: this is the list of a record in several segments. */
  readonly segments: readonly WfdbSegment[];
}

export const WFDB_FORMATS: readonly number[] = [0, 8, 16, 24, 32, 61, 80, 160, 212, 310, 311, 508, 516, 524];

const RECORD_LINE =
  /^(\S+?)(?:\/(\d+))?[ \t]+(\d+)(?:[ \t]+([\d.eE+-]+)(?:\/[^\s(]+)?(?:\([^)]*\))?)?(?:[ \t]+(\d+))?(?:[ \t]+([\d:.]+))?(?:[ \t]+(\d+\/\d+\/\d+))?[ \t]*$/;
const SIGNAL_START = /^(\S+)[ \t]+(\d+)(?:x(\d+))?(?::(\d+))?(?:\+(\d+))?(?:[ \t]+(.*))?$/;
/** Gain, baseline and unit: `200(1024)/mV`. */
const GAIN = /^([\d.eE+-]+)(?:\((-?\d+)\))?(?:\/(\S+))?$/;

/** Undefined if the text is no WFDB header. `hasHeaderName`: the file is called `.hea`, which settles doubtful cases. */
export function parseWfdbHeader(text: string, hasHeaderName: boolean): WfdbHeader | undefined {
  const lines = text
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== "" && !line.trimStart().startsWith("#"));
  const record = RECORD_LINE.exec(lines[0] ?? "");
  if (!record) return undefined;
  const [, name, segmentCount, signals, frequency, frames, time, date] = record;
  const signalCount = Number(signals);
  const frameFrequencyHz = frequency === undefined ? 250 : Number(frequency);
  if (!isCredibleFrequency(frameFrequencyHz)) return undefined;
  const common = {
    record: name,
    signalCount,
    frameFrequencyHz,
    frameCount: Number(frames) > 0 ? Number(frames) : undefined,
    startTime: startTime(time, date),
  };
  const rest = lines.slice(1);
  if (segmentCount !== undefined) {
    const segments = rest.slice(0, Number(segmentCount)).map(parseSegment);
    const isWhole =
      segments.length > 0 && segments.length === Number(segmentCount) && !segments.includes(undefined);
    return isWhole
      ? { ...common, signals: [], segments: segments.filter((one) => one !== undefined) }
      : undefined;
  }
  if (signalCount === 0 || rest.length < signalCount) return undefined;
  const parsed = rest.slice(0, signalCount).map(parseSignal);
  const found = parsed.filter((signal) => signal !== undefined);
  if (found.length < signalCount) return undefined;
  if (!hasHeaderName && found.every((signal) => /^[\d.+-]+$/.test(signal.fileName))) return undefined;
  return { ...common, signals: found, segments: [] };
}

function parseSignal(line: string): WfdbSignal | undefined {
  const start = SIGNAL_START.exec(line);
  if (!start || !WFDB_FORMATS.includes(Number(start[2]))) return undefined;
  const samplesPerFrame = start[3] === undefined ? 1 : Number(start[3]);
  if (!(samplesPerFrame >= 1 && samplesPerFrame <= 65536)) return undefined;
  const fields = (start[6] ?? "").split(/[ \t]+/).filter((field) => field !== "");
  const gain = GAIN.exec(fields[0] ?? "");
  const number = (index: number) => (/^-?\d+$/.test(fields[index] ?? "") ? Number(fields[index]) : undefined);
  const converterZero = number(2) ?? 0;
  return {
    fileName: start[1],
    storageFormat: Number(start[2]),
    samplesPerFrame,
    skewFrames: Number(start[4] ?? 0),
    byteOffset: Number(start[5] ?? 0),
    gain: gain && Number.isFinite(Number(gain[1])) ? Number(gain[1]) : 0,
    baseline: gain?.[2] === undefined ? converterZero : Number(gain[2]),
    unitAsWritten: gain?.[3] ?? "mV",
    converterBits: number(1) ?? 0,
    converterZero,
    initialValue: number(3),
    label: fields.slice(6).join(" "),
  };
}

function parseSegment(line: string): WfdbSegment | undefined {
  const match = /^(\S+)[ \t]+(\d+)[ \t]*$/.exec(line);
  return match ? { record: match[1], frameCount: Number(match[2]) } : undefined;
}

/** `12:03:04.5` and `24/04/1989`; without a date there is no start time. */
function startTime(time: string | undefined, date: string | undefined): string | undefined {
  const day = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(date ?? "");
  const clock = /^(?:(?:(\d{1,2}):)?(\d{1,2}):)?(\d{1,2})(\.\d+)?$/.exec(time ?? "");
  if (!day || !clock) return undefined;
  const two = (text: string | undefined) => (text ?? "0").padStart(2, "0");
  return `${day[3]}-${two(day[2])}-${two(day[1])}T${two(clock[1])}:${two(clock[2])}:${two(clock[3])}${clock[4] ?? ""}`;
}
