/**
 * What an EDF+ file writes between its samples: when each record was taken, and the annotations.
 *
 * A time-stamped annotation list is `+onset[\x15duration]\x14text\x14…\x14\0`. The first one of each record carries
 * the time of the record itself and no text.
 *
 * Source: Kemp and Olivan 2003, EDF+ specification 2.2.2 to 2.2.4.
 */
import { decodeText } from "./decode-text.ts";
import type { EdfHeader, EdfSignal } from "./edf-header.ts";
import type { Annotation, ByteSource } from "./recording.ts";

export interface EdfTimes {
  /** For each record, its onset on the file's clock; NaN where it says nothing readable. Empty: no record has one. */
  readonly onsetsS: Float64Array;
  /** On the file's clock, in the order of the file. */
  readonly annotations: readonly Annotation[];
  /** Lists that could not be read. */
  readonly unreadable: number;
  /** Annotations beyond the limit that were left out. */
  readonly leftOut: number;
}

const CHUNK_BYTES = 2 ** 22;
/** Records longer than this are not fetched whole for the sake of their annotations. */
const LONG_RECORD_BYTES = 2 ** 16;
const MAXIMUM_ANNOTATIONS = 1_000_000;

export async function readEdfTimes(source: ByteSource, header: EdfHeader): Promise<EdfTimes> {
  const signals = header.signals.filter((signal) => signal.isAnnotations);
  if (signals.length === 0)
    return { onsetsS: new Float64Array(0), annotations: [], unreadable: 0, leftOut: 0 };
  const onsetsS = new Float64Array(header.recordCount).fill(Number.NaN);
  const annotations: Annotation[] = [];
  let unreadable = 0;
  let leftOut = 0;
  await eachRecord(source, header, signals, (record, lists) => {
    lists.forEach((bytes, signalIndex) => {
      for (const list of timeStampedLists(bytes)) {
        if (list === undefined) {
          unreadable++;
          continue;
        }
        if (signalIndex === 0 && Number.isNaN(onsetsS[record]) && list.texts.every((text) => text === "")) {
          onsetsS[record] = list.onsetS;
        }
        for (const text of list.texts) {
          if (text === "") continue;
          if (annotations.length >= MAXIMUM_ANNOTATIONS) leftOut++;
          else {
            const { onsetS, durationS } = list;
            annotations.push({ atS: onsetS, text, ...(durationS !== undefined && { durationS }) });
          }
        }
      }
    });
  });
  return { onsetsS, annotations, unreadable, leftOut };
}

async function eachRecord(
  source: ByteSource,
  header: EdfHeader,
  signals: readonly EdfSignal[],
  visit: (record: number, lists: readonly Uint8Array[]) => void,
): Promise<void> {
  const { recordBytes, recordCount, headerBytes, sampleBytes } = header;
  const length = (signal: EdfSignal) => signal.samplesPerRecord * sampleBytes;
  if (recordBytes > LONG_RECORD_BYTES) {
    for (let record = 0; record < recordCount; record++) {
      const start = headerBytes + record * recordBytes;
      const lists = signals.map((signal) => source.read(start + signal.firstByte, length(signal)));
      visit(record, await Promise.all(lists));
    }
    return;
  }
  const perChunk = Math.max(1, Math.floor(CHUNK_BYTES / recordBytes));
  for (let first = 0; first < recordCount; first += perChunk) {
    const count = Math.min(perChunk, recordCount - first);
    const bytes = await source.read(headerBytes + first * recordBytes, count * recordBytes);
    for (let record = 0; record < count; record++) {
      const start = record * recordBytes;
      const lists = signals.map((signal) => {
        const at = start + signal.firstByte;
        return bytes.subarray(at, at + length(signal));
      });
      visit(first + record, lists);
    }
  }
}

interface TimeStampedList {
  readonly onsetS: number;
  readonly durationS: number | undefined;
  readonly texts: readonly string[];
}

/** The lists in one record's bytes; undefined stands for one that cannot be read. */
function timeStampedLists(bytes: Uint8Array): (TimeStampedList | undefined)[] {
  const lists: (TimeStampedList | undefined)[] = [];
  for (let at = 0; at < bytes.length; ) {
    if (bytes[at] === 0) {
      at++;
      continue;
    }
    let end = at;
    while (end < bytes.length && bytes[end] !== 0) end++;
    lists.push(timeStampedList(bytes.subarray(at, end)));
    at = end;
  }
  return lists;
}

function timeStampedList(bytes: Uint8Array): TimeStampedList | undefined {
  const parts = decodeText(bytes).text.split("\x14");
  const [onset, duration] = parts[0].split("\x15");
  if (parts.length < 2 || !/^[+-]\d+(?:\.\d*)?$/.test(onset)) return undefined;
  if (duration !== undefined && !/^\d+(?:\.\d*)?$/.test(duration)) return undefined;
  // What follows the last separator is empty in a complete list, cut text in an incomplete one.
  const texts = parts.slice(1, -1);
  return {
    onsetS: Number(onset),
    durationS: duration === undefined ? undefined : Number(duration),
    texts: texts.length === 0 ? [""] : texts,
  };
}
