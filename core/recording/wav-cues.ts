/** Cue points of a WAV file, with their labels and lengths, as annotations. */
import { latin1, viewOf } from "./byte-view.ts";
import { decodeText } from "./decode-text.ts";
import type { Annotation } from "./recording.ts";

export interface CueChunks {
  cues: Uint8Array | undefined;
  readonly lists: Uint8Array[];
}

export const MAXIMUM_CUE_BYTES = 2 ** 22;

export function cueAnnotations(
  chunks: CueChunks,
  samplingFrequencyHz: number,
  littleEndian: boolean,
): Annotation[] {
  const { cues } = chunks;
  if (!cues || cues.length < 4) return [];
  const { labels, lengths } = labelsOf(chunks.lists, littleEndian);
  const view = viewOf(cues);
  const count = Math.min(view.getUint32(0, littleEndian), Math.floor((cues.length - 4) / 24));
  const annotations = Array.from({ length: count }, (_, index): Annotation => {
    const at = 4 + index * 24;
    const id = view.getUint32(at, littleEndian);
    const length = lengths.get(id) ?? 0;
    return {
      atS: view.getUint32(at + 20, littleEndian) / samplingFrequencyHz,
      ...(length > 0 && { durationS: length / samplingFrequencyHz }),
      text: labels.get(id) ?? `cue ${id}`,
    };
  });
  return annotations.sort((a, b) => a.atS - b.atS);
}

function labelsOf(lists: readonly Uint8Array[], littleEndian: boolean) {
  const labels = new Map<number, string>();
  const lengths = new Map<number, number>();
  for (const list of lists) {
    if (latin1(list, 0, 4) !== "adtl") continue;
    const view = viewOf(list);
    for (let at = 4; at + 12 <= list.length; ) {
      const kind = latin1(list, at, at + 4);
      const size = view.getUint32(at + 4, littleEndian);
      const end = Math.min(list.length, at + 8 + size);
      const id = view.getUint32(at + 8, littleEndian);
      if (kind === "labl") labels.set(id, decodeText(list.subarray(at + 12, end)).text.replace(/\0.*$/s, ""));
      if (kind === "ltxt" && end >= at + 16) lengths.set(id, view.getUint32(at + 12, littleEndian));
      at += 8 + size + (size % 2);
    }
  }
  return { labels, lengths };
}
