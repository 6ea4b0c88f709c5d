/**
 * Writes EDF+ and BDF+.
 *
 * Samples are spread over all 16 or 24 bits of the channel's range. Stretches where no channel has samples become
 * pauses between records (EDF+D). What the format cannot hold is told: samples missing in some channels only, a last
 * record that had to be filled up, labels beyond ASCII.
 *
 * Source: Kemp and Olivan 2003 (EDF+); BioSemi (BDF).
 */
import { failure, type Issue, type Result, success } from "../issue/issue.ts";
import { countMissing, rangeOf, type ValueRange } from "./quantisation.ts";
import { caution, remark } from "./recording-issue.ts";
import type { SampledChannel, SampledRecording } from "./sampled-recording.ts";
import { annotationCapacity, packAnnotations } from "./write-edf-annotations.ts";
import { edfDecimal, edfRange, recordDurationFor } from "./write-edf-fields.ts";

export function writeEdfPlus(recording: SampledRecording, name = "recording.edf"): Result<Uint8Array> {
  return write(recording, name, 2);
}

export function writeBdfPlus(recording: SampledRecording, name = "recording.bdf"): Result<Uint8Array> {
  return write(recording, name, 3);
}

interface Signal {
  readonly channel: SampledChannel;
  readonly samplesPerRecord: number;
  readonly range: ValueRange;
}

function write(recording: SampledRecording, name: string, sampleBytes: 2 | 3): Result<Uint8Array> {
  const { channels } = recording;
  if (channels.length === 0 || channels.length > 9998)
    return failure(channelCountImpossible(name, channels.length));
  const duration = recordDurationFor(channels.map((channel) => channel.samplingFrequencyHz));
  if (duration === undefined) return failure(frequenciesImpossible(name));
  const issues: Issue[] = [];
  const signals = channels.map((channel): Signal => {
    const samplesPerRecord = Math.round(channel.samplingFrequencyHz * duration.seconds);
    return { channel, samplesPerRecord, range: edfRange(rangeOf(channel)) };
  });
  const needed = signals.map(({ channel, samplesPerRecord }) =>
    Math.ceil(channel.samples.length / samplesPerRecord),
  );
  const allRecords = Math.max(1, ...needed);
  const kept = keptRecords(signals, allRecords);
  const isDiscontinuous = kept.length < allRecords;
  const padded = signals.some(
    ({ channel, samplesPerRecord }) => channel.samples.length < allRecords * samplesPerRecord,
  );
  if (padded) issues.push(lastRecordFilled(name));
  const lost = missingInRecords(signals, kept);
  if (lost > 0) issues.push(samplesNotStorable(name, lost));

  const start = startOf(recording.startTime);
  const onsets = kept.map((record) => start.fraction + record * duration.seconds);
  const annotations = (recording.annotations ?? []).map((one) => ({ ...one, atS: one.atS + start.fraction }));
  const capacity = annotationCapacity(annotations, onsets, sampleBytes);
  const packed = packAnnotations(annotations, onsets, capacity);
  const dataBytes = signals.reduce((sum, signal) => sum + signal.samplesPerRecord * sampleBytes, 0);
  const headerBytes = 256 * (signals.length + 2);
  const bytes = new Uint8Array(headerBytes + kept.length * (dataBytes + capacity));
  const kind = `${sampleBytes === 3 ? "BDF" : "EDF"}+${isDiscontinuous ? "D" : "C"}`;
  writeHeader(bytes, {
    signals,
    kind,
    headerBytes,
    records: kept.length,
    duration: duration.text,
    start,
    capacity,
    sampleBytes,
    issues,
    name,
  });
  let at = headerBytes;
  kept.forEach((record, index) => {
    for (const signal of signals) at = writeSamples(bytes, at, signal, record, sampleBytes);
    bytes.set(packed[index], at);
    at += capacity;
  });
  return success(bytes, issues);
}

/** Records in which any channel has a sample. The first is kept in any case: times count from it. */
function keptRecords(signals: readonly Signal[], records: number): number[] {
  const kept: number[] = [];
  for (let record = 0; record < records; record++) {
    const hasSample = signals.some(({ channel, samplesPerRecord }) => {
      const from = record * samplesPerRecord;
      const part = channel.samples.subarray(from, from + samplesPerRecord);
      return part.some((value) => !Number.isNaN(value));
    });
    if (hasSample || record === 0) kept.push(record);
  }
  return kept;
}

function missingInRecords(signals: readonly Signal[], kept: readonly number[]): number {
  return signals.reduce((sum, { channel, samplesPerRecord }) => {
    if (countMissing(channel.samples) === 0) return sum;
    const inRecord = (record: number) =>
      channel.samples.subarray(record * samplesPerRecord, (record + 1) * samplesPerRecord);
    return sum + kept.reduce((missing, record) => missing + countMissing(inRecord(record)), 0);
  }, 0);
}

/** The last value is repeated to fill a record; a missing sample becomes the smallest value, which shows as clipping. */
function writeSamples(
  bytes: Uint8Array,
  start: number,
  signal: Signal,
  record: number,
  sampleBytes: 2 | 3,
): number {
  const { channel, samplesPerRecord, range } = signal;
  const { samples } = channel;
  const digitalMinimum = -(2 ** (8 * sampleBytes - 1));
  const steps = 2 ** (8 * sampleBytes) - 1;
  const scale = steps / (range.maximum - range.minimum);
  const last = samples.length > 0 ? samples[samples.length - 1] : 0;
  let at = start;
  for (let i = record * samplesPerRecord; i < (record + 1) * samplesPerRecord; i++) {
    const value = i < samples.length ? samples[i] : last;
    const step = Number.isNaN(value) ? 0 : Math.round((value - range.minimum) * scale);
    const digital = digitalMinimum + Math.min(steps, Math.max(0, step));
    bytes[at++] = digital & 0xff;
    bytes[at++] = (digital >> 8) & 0xff;
    if (sampleBytes === 3) bytes[at++] = (digital >> 16) & 0xff;
  }
  return at;
}

interface HeaderParts {
  readonly signals: readonly Signal[];
  readonly kind: string;
  readonly headerBytes: number;
  readonly records: number;
  readonly duration: string;
  readonly start: StartFields;
  readonly capacity: number;
  readonly sampleBytes: 2 | 3;
  readonly issues: Issue[];
  readonly name: string;
}

function writeHeader(bytes: Uint8Array, parts: HeaderParts): void {
  const { signals, kind, sampleBytes, start, issues, name } = parts;
  let at = 0;
  const field = (text: string, width: number) => {
    const ascii = asAscii(text).slice(0, width).padEnd(width);
    for (let i = 0; i < width; i++) bytes[at++] = ascii.charCodeAt(i);
  };
  field("0", 8);
  if (sampleBytes === 3) bytes.set([0xff, 0x42, 0x49, 0x4f, 0x53, 0x45, 0x4d, 0x49]);
  field("X X X X", 80);
  field(start.recordingField, 80);
  field(start.date, 8);
  field(start.clock, 8);
  field(String(parts.headerBytes), 8);
  field(kind, 44);
  field(String(parts.records), 8);
  field(parts.duration, 8);
  field(String(signals.length + 1), 4);
  const changed = signals.some(
    ({ channel }) => asAscii(channel.label) !== channel.label || channel.label.length > 16,
  );
  if (changed) issues.push(labelsChanged(name));
  const digital = [-(2 ** (8 * sampleBytes - 1)), 2 ** (8 * sampleBytes - 1) - 1].map(String);
  const column = (width: number, of: (signal: Signal) => string, ofAnnotations: string) => {
    for (const signal of signals) field(of(signal), width);
    field(ofAnnotations, width);
  };
  column(16, ({ channel }) => channel.label, `${sampleBytes === 3 ? "BDF" : "EDF"} Annotations`);
  column(80, () => "", "");
  column(8, ({ channel }) => (channel.unit === "1" ? "" : edfUnit(channel.unit)), "");
  column(8, ({ range }) => edfDecimal(range.minimum), "-1");
  column(8, ({ range }) => edfDecimal(range.maximum), "1");
  column(8, () => digital[0], digital[0]);
  column(8, () => digital[1], digital[1]);
  column(80, ({ channel }) => channel.filters ?? "", "");
  column(8, ({ samplesPerRecord }) => String(samplesPerRecord), String(parts.capacity / sampleBytes));
  column(32, () => "", "");
}

/** EDF has names of its own for two units. */
function edfUnit(unit: string): string {
  return { Cel: "degC", "mm[Hg]": "mmHg" }[unit] ?? unit;
}

function asAscii(text: string): string {
  return text
    .replaceAll(/[µμ]/g, "u")
    .normalize("NFKD")
    .replaceAll(/[\u0300-\u036f]/g, "")
    .replaceAll(/[^\x20-\x7e]/g, "?");
}

interface StartFields {
  readonly date: string;
  readonly clock: string;
  readonly recordingField: string;
  /** Of a second, which the header cannot hold. */
  readonly fraction: number;
}

const MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

function startOf(startTime: string | undefined): StartFields {
  const match = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(\.\d+)?/.exec(startTime ?? "");
  if (!match)
    return { date: "01.01.85", clock: "00.00.00", recordingField: "Startdate X X X X", fraction: 0 };
  const [, year, month, day, hour, minute, second, fraction] = match;
  const isShort = Number(year) >= 1985 && Number(year) <= 2084;
  return {
    date: `${day}.${month}.${isShort ? year.slice(2) : "yy"}`,
    clock: `${hour}.${minute}.${second}`,
    recordingField: `Startdate ${day}-${MONTHS[Number(month) - 1]}-${year} X X X`,
    fraction: fraction === undefined ? 0 : Number(`0${fraction}`),
  };
}

function channelCountImpossible(file: string, count: number): Issue {
  return {
    ...caution("edf-channel-count", file, {
      en: `EDF holds 1 to 9998 channels; there are ${count}.`,
      nb: `EDF har plass til 1 til 9998 kanaler; det er ${count}.`,
    }),
    severity: "error",
  };
}

function frequenciesImpossible(file: string): Issue {
  return {
    ...caution("edf-frequencies-incompatible", file, {
      en: "The sampling frequencies have no common record length that EDF can write.",
      nb: "Punktprøvingsfrekvensene har ingen felles postlengde som EDF kan skrive.",
    }),
    severity: "error",
  };
}

function lastRecordFilled(file: string): Issue {
  return remark("edf-last-record-filled", file, {
    en: "EDF writes whole records: the last one is filled up by repeating the last sample.",
    nb: "EDF skriver hele poster: den siste er fylt opp ved å gjenta siste punktprøve.",
  });
}

function samplesNotStorable(file: string, count: number): Issue {
  return caution("samples-not-storable", file, {
    en: `${count} missing samples lie beside samples of other channels or inside a record, which EDF cannot leave out; they are written as the smallest value.`,
    nb: `${count} manglende punktprøver ligger ved siden av andre kanalers eller inne i en post, og kan ikke utelates i EDF; de er skrevet som minste verdi.`,
  });
}

function labelsChanged(file: string): Issue {
  return remark("edf-labels-changed", file, {
    en: "Labels were cut to 16 characters or put into ASCII, which is all that EDF holds.",
    nb: "Navn er kortet til 16 tegn eller skrevet om til ASCII, som er alt EDF har plass til.",
  });
}
