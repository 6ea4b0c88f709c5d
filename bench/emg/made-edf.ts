/** A plain EDF or BDF file of noise, written straight to disk: what all readers in the bench can read. */
import { closeSync, ftruncateSync, openSync, writeSync } from "node:fs";

export interface MadeEdf {
  readonly path: string;
  readonly channels: number;
  readonly samplingFrequencyHz: number;
  readonly seconds: number;
  readonly sampleBytes: 2 | 3;
}

/** Records of one second. `filled: false` leaves the samples zero and the file sparse. */
export function makeEdf(made: MadeEdf, filled = true): void {
  const { channels, samplingFrequencyHz, seconds, sampleBytes } = made;
  const file = openSync(made.path, "w");
  const header = headerOf(made);
  writeSync(file, header);
  const recordBytes = channels * samplingFrequencyHz * sampleBytes;
  if (!filled) ftruncateSync(file, header.length + recordBytes * seconds);
  const record = new Uint8Array(recordBytes);
  let state = 1;
  for (let second = 0; filled && second < seconds; second++) {
    for (let at = 0; at < recordBytes; at++) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      record[at] = state >>> 24;
    }
    writeSync(file, record);
  }
  closeSync(file);
}

function headerOf({ channels, samplingFrequencyHz, seconds, sampleBytes }: MadeEdf): Uint8Array {
  const limit = 2 ** (8 * sampleBytes - 1);
  const column = (width: number, text: (channel: number) => string) =>
    Array.from({ length: channels }, (_, channel) => text(channel).padEnd(width)).join("");
  const text = [
    "0".padEnd(8),
    "X".padEnd(80),
    "X".padEnd(80),
    "01.01.20",
    "00.00.00",
    String(256 * (channels + 1)).padEnd(8),
    (sampleBytes === 3 ? "24BIT" : "").padEnd(44),
    String(seconds).padEnd(8),
    "1".padEnd(8),
    String(channels).padEnd(4),
    column(16, (channel) => `EMG ${channel + 1}`),
    column(80, () => "surface electrode"),
    column(8, () => "uV"),
    column(8, () => "-5000"),
    column(8, () => "5000"),
    column(8, () => String(-limit)),
    column(8, () => String(limit - 1)),
    column(80, () => ""),
    column(8, () => String(samplingFrequencyHz)),
    column(32, () => ""),
  ].join("");
  const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
  if (sampleBytes === 3) bytes.set([0xff, 0x42, 0x49, 0x4f, 0x53, 0x45, 0x4d, 0x49]);
  return bytes;
}
