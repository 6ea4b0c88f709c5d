/** Time-stamped annotation lists for the records of an EDF+ file. */
import { strToU8 } from "fflate";
import type { Annotation } from "./recording.ts";

/** Bytes for each record so that all lists fit, a multiple of the sample size. */
export function annotationCapacity(
  annotations: readonly Annotation[],
  onsetsS: readonly number[],
  sampleBytes: number,
): number {
  const lists = annotations.map((annotation) => annotationList(annotation).length);
  const clock = Math.max(...onsetsS.map((onset) => clockList(onset).length));
  const longest = Math.max(0, ...lists);
  const total = lists.reduce((sum, length) => sum + length, 0);
  // Lists are not cut, so a record can stay almost one list short of full.
  const share = Math.ceil(total / onsetsS.length) + longest;
  return Math.ceil(Math.max(30, clock + share) / (2 * sampleBytes)) * 2 * sampleBytes;
}

/** One array for each record: its own time first, then annotations in order. */
export function packAnnotations(
  annotations: readonly Annotation[],
  onsetsS: readonly number[],
  capacity: number,
): Uint8Array[] {
  let next = 0;
  return onsetsS.map((onset) => {
    const bytes = new Uint8Array(capacity);
    const clock = clockList(onset);
    bytes.set(clock);
    let at = clock.length;
    while (next < annotations.length) {
      const list = annotationList(annotations[next]);
      if (at + list.length > capacity) break;
      bytes.set(list, at);
      at += list.length;
      next++;
    }
    return bytes;
  });
}

function clockList(onsetS: number): Uint8Array {
  return strToU8(`${signed(onsetS)}\x14\x14\0`);
}

function annotationList({ atS, durationS, text }: Annotation): Uint8Array {
  const duration = durationS === undefined ? "" : `\x15${plain(durationS)}`;
  const clean = [...text].filter((c) => c >= " " || c === "\t" || c === "\n").join("");
  return strToU8(`${signed(atS)}${duration}\x14${clean}\x14\0`);
}

function signed(seconds: number): string {
  return seconds < 0 ? `-${plain(-seconds)}` : `+${plain(seconds)}`;
}

/** To the nanosecond, without an exponent and without zeros at the end. */
function plain(seconds: number): string {
  return seconds.toFixed(9).replace(/\.?0+$/, "");
}
