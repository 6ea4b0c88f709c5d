/**
 * Event files that SpikeRecorder (Backyard Brains) writes beside a sound file: `name-events.txt`.
 *
 * Lines `marker,<tab>seconds` below a comment that calls them marker ids.
 */
import { stem } from "./byte-view.ts";
import type { Companions } from "./companions.ts";
import { decodeText } from "./decode-text.ts";
import type { Annotation, ByteSource } from "./recording.ts";

const LARGEST_BYTES = 2 ** 22;

export function looksLikeSpikerBoxEvents(text: string): boolean {
  return /^#.*marker ids?\b/im.test(text.slice(0, 1000));
}

/** Events of the sound file, claimed from its companions. */
export async function spikerBoxEvents(sound: ByteSource, others: Companions): Promise<Annotation[]> {
  const wanted = `${stem(sound.name)}-events.txt`.toLowerCase();
  const source = others.sources.find(
    (other) => other.name.toLowerCase().endsWith(wanted) && other.size <= LARGEST_BYTES,
  );
  if (!source) return [];
  const { text } = decodeText(await source.read(0, source.size));
  if (!looksLikeSpikerBoxEvents(text)) return [];
  others.claimed.add(source);
  const events = text.split(/\r\n|\n|\r/).flatMap((line): Annotation[] => {
    const match = /^\s*([^#,][^,]*),\s*(\d+(?:\.\d+)?)\s*$/.exec(line);
    return match ? [{ atS: Number(match[2]), text: match[1].trim() }] : [];
  });
  return events.sort((a, b) => a.atS - b.atS);
}
