/**
 * Writes a WFDB record: header, one signal file in format 16, 24 or 32, and annotations if there are any.
 *
 * Missing samples keep their own value in the format, so gaps survive. Channels of different frequencies go into one
 * file if all are whole multiples of the slowest.
 *
 * Source: WFDB Applications Guide, header(5), signal(5), annot(5).
 */
import { strToU8 } from "fflate";
import { failure, type Issue, type Result, success } from "../issue/issue.ts";
import { viewOf } from "./byte-view.ts";
import { rangeOf } from "./quantisation.ts";
import type { Annotation } from "./recording.ts";
import { fault, remark } from "./recording-issue.ts";
import type { SampledChannel, SampledRecording } from "./sampled-recording.ts";

export interface WrittenFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** `record`: letters, digits, hyphens and underscores. */
export function writeWfdb(
  recording: SampledRecording,
  record = "recording",
  storageFormat: 16 | 24 | 32 = 16,
): Result<readonly WrittenFile[]> {
  const { channels } = recording;
  if (!/^[\w-]+$/.test(record)) return failure(recordNameImpossible(record));
  if (channels.length === 0) return failure(noChannels(record));
  const frameHz = Math.min(...channels.map((channel) => channel.samplingFrequencyHz));
  const perFrame = channels.map((channel) => Math.round(channel.samplingFrequencyHz / frameHz));
  const fits = channels.every(
    ({ samplingFrequencyHz }, i) => Math.abs(samplingFrequencyHz / frameHz - perFrame[i]) < 1e-9,
  );
  if (!fits || !(frameHz > 0)) return failure(frequenciesImpossible(record));
  const frames = Math.max(...channels.map(({ samples }, i) => Math.ceil(samples.length / perFrame[i])));
  const stored = channels.map((channel, i) => quantised(channel, frames * perFrame[i], storageFormat));
  const files: WrittenFile[] = [
    {
      name: `${record}.hea`,
      bytes: strToU8(headerText(recording, record, storageFormat, frameHz, perFrame, frames, stored)),
    },
    {
      name: `${record}.dat`,
      bytes: interleaved(
        stored.map(({ values }) => values),
        perFrame,
        frames,
        storageFormat / 8,
      ),
    },
  ];
  const annotations = recording.annotations ?? [];
  if (annotations.length > 0)
    files.push({ name: `${record}.atr`, bytes: annotationBytes(annotations, frameHz) });
  const losesLength = annotations.some((annotation) => annotation.durationS !== undefined);
  return success(files, losesLength ? [durationsLost(record)] : []);
}

interface Quantised {
  readonly values: Int32Array;
  readonly gain: number;
  readonly baseline: number;
}

/** The smallest number of the format means a missing sample, so the range starts one above it. */
function quantised(channel: SampledChannel, length: number, bits: number): Quantised {
  const { minimum, maximum } = rangeOf(channel);
  const most = 2 ** (bits - 1) - 1;
  let gain = Number(((2 * most - 2) / (maximum - minimum)).toPrecision(12));
  // The baseline is a 32-bit number; a channel far from zero gives up steps for it.
  const largest = Math.max(Math.abs(minimum), Math.abs(maximum));
  if (gain * largest > 2 ** 30) gain = Math.max(1e-30, 2 ** 30 / largest);
  const baseline = Math.round(-(gain * (minimum + maximum)) / 2);
  const values = new Int32Array(length).fill(-most - 1);
  channel.samples.forEach((value, i) => {
    if (!Number.isNaN(value))
      values[i] = Math.min(most, Math.max(-most, Math.round(value * gain + baseline)));
  });
  return { values, gain, baseline };
}

function headerText(
  recording: SampledRecording,
  record: string,
  storageFormat: number,
  frameHz: number,
  perFrame: readonly number[],
  frames: number,
  stored: readonly Quantised[],
): string {
  const start = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}:\d{2}:\d{2}(?:\.\d+)?)/.exec(recording.startTime ?? "");
  const when = start ? ` ${start[4]} ${start[3]}/${start[2]}/${start[1]}` : "";
  const lines = recording.channels.map(({ label, unit }, i) => {
    const { values, gain, baseline } = stored[i];
    const format = perFrame[i] === 1 ? `${storageFormat}` : `${storageFormat}x${perFrame[i]}`;
    const scale = `${gain}(${baseline})/${unit === "1" ? "NU" : unit}`;
    const name = label.replaceAll(/[\r\n]+/g, " ");
    return `${record}.dat ${format} ${scale} ${storageFormat} 0 ${values[0] ?? 0} ${checksum(values)} 0 ${name}`;
  });
  return `${[`${record} ${lines.length} ${frameHz} ${frames}${when}`, ...lines].join("\n")}\n`;
}

function checksum(values: Int32Array): number {
  let sum = 0;
  for (const value of values) sum = (sum + value) | 0;
  return (sum << 16) >> 16;
}

function interleaved(
  channels: readonly Int32Array[],
  perFrame: readonly number[],
  frames: number,
  width: number,
): Uint8Array {
  const frameSamples = perFrame.reduce((sum, count) => sum + count, 0);
  const bytes = new Uint8Array(frames * frameSamples * width);
  let at = 0;
  for (let frame = 0; frame < frames; frame++) {
    for (const [index, values] of channels.entries()) {
      for (let k = 0; k < perFrame[index]; k++) {
        const value = values[frame * perFrame[index] + k];
        for (let byte = 0; byte < width; byte++) bytes[at++] = (value >> (8 * byte)) & 0xff;
      }
    }
  }
  return bytes;
}

const NOTE = 22;
const SKIP = 59;
const AUXILIARY = 63;
const LONGEST_TEXT = 1000;

/** Notes with their text, at the nearest frame. */
function annotationBytes(annotations: readonly Annotation[], frameHz: number): Uint8Array {
  const bytes: number[] = [];
  const word = (code: number, value: number) => bytes.push(value & 0xff, (code << 2) | (value >> 8));
  let last = 0;
  for (const { atS, text } of annotations.toSorted((a, b) => a.atS - b.atS)) {
    const time = Math.max(0, Math.round(atS * frameHz));
    const since = time - last;
    last = time;
    if (since > 1023) {
      word(SKIP, 0);
      const long = new Uint8Array(4);
      viewOf(long).setUint16(0, since >>> 16, true);
      viewOf(long).setUint16(2, since & 0xffff, true);
      bytes.push(...long);
    }
    word(NOTE, since > 1023 ? 0 : since);
    const auxiliary = strToU8(text).subarray(0, LONGEST_TEXT);
    word(AUXILIARY, auxiliary.length);
    bytes.push(...auxiliary, ...(auxiliary.length % 2 === 1 ? [0] : []));
  }
  return Uint8Array.from([...bytes, 0, 0]);
}

function recordNameImpossible(record: string): Issue {
  return fault("wfdb-record-name", record, {
    en: `"${record}" cannot be the name of a WFDB record: letters, digits, hyphens and underscores can.`,
    nb: `«${record}» kan ikke være navn på et WFDB-opptak: bokstaver, sifre, bindestrek og understrek kan.`,
  });
}

function noChannels(record: string): Issue {
  return fault("recording-empty", record, {
    en: "There is no channel to write.",
    nb: "Det er ingen kanal å skrive.",
  });
}

function frequenciesImpossible(record: string): Issue {
  return fault("wfdb-frequencies-incompatible", record, {
    en: "The sampling frequencies are not whole multiples of the lowest one.",
    nb: "Punktprøvingsfrekvensene er ikke hele multipler av den laveste.",
  });
}

function durationsLost(record: string): Issue {
  return remark("wfdb-annotation-durations", record, {
    en: "Annotations in WFDB are moments: their durations are left out.",
    nb: "Merknader i WFDB er øyeblikk: varigheten er utelatt.",
  });
}
