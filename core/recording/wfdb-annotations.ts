/**
 * Annotation files of WFDB records in the MIT format.
 *
 * Words of 16 bits: six bits of code, ten of time since the one before. A whole file either makes sense to its last
 * word or is not taken for annotations at all.
 *
 * Source: WFDB Applications Guide, annot(5).
 */
import { latin1 } from "./byte-view.ts";
import { decodeText } from "./decode-text.ts";
import type { Annotation } from "./recording.ts";

const SKIP = 59;
const NUMBER = 60;
const SUBTYPE = 61;
const CHANNEL = 62;
const AUXILIARY = 63;

/** Symbols of the codes, as WFDB prints them. */
const SYMBOLS: readonly string[] =
  ' |N|L|R|a|V|F|J|A|S|E|j|/|Q|~||||s|T|*|D|"|=|p|B|^|t|+|u|?|!|[|]|e|n|@|x|f|(|)|r'.split("|");

interface Pending {
  time: number;
  code: number;
  text: string;
  channel: number | undefined;
}

/** Undefined if the bytes are no annotations. `frequencyHz`: of the record, unless the file states its own. */
export function parseWfdbAnnotations(
  bytes: Uint8Array,
  frequencyHz: number,
  channelIds: readonly string[],
): Annotation[] | undefined {
  const found = parseWords(bytes);
  if (!found) return undefined;
  let resolutionHz = frequencyHz;
  const annotations: Annotation[] = [];
  for (const { time, code, text, channel } of found) {
    const stated = /^## time resolution: ([\d.]+)/.exec(text);
    if (time === 0 && code === 22 && text.startsWith("## ")) {
      if (stated && Number(stated[1]) > 0) resolutionHz = Number(stated[1]);
      continue;
    }
    const channelId = channel === undefined ? undefined : channelIds[channel];
    annotations.push({
      atS: time / resolutionHz,
      text: text || SYMBOLS[code] || `code ${code}`,
      ...(channelId !== undefined && { channelId }),
    });
  }
  return annotations.sort((a, b) => a.atS - b.atS);
}

function parseWords(bytes: Uint8Array): Pending[] | undefined {
  const found: Pending[] = [];
  let time = 0;
  for (let at = 0; at + 1 < bytes.length; ) {
    const word = bytes[at] | (bytes[at + 1] << 8);
    const code = word >> 10;
    const value = word & 0x3ff;
    at += 2;
    if (word === 0) return at >= bytes.length - 2 && found.length > 0 ? found : undefined;
    const last = found.at(-1);
    if (code === SKIP) {
      if (at + 4 > bytes.length) return undefined;
      // High half first, each half little-endian: as the PDP-11 stored it.
      time += (bytes[at + 1] << 24) | (bytes[at] << 16) | (bytes[at + 3] << 8) | bytes[at + 2];
      at += 4;
    } else if (code === AUXILIARY) {
      if (!last || at + value > bytes.length) return undefined;
      last.text = decodeText(bytes.subarray(at, at + value)).text.replace(/\0.*$/s, "");
      at += value + (value % 2);
    } else if (code === CHANNEL) {
      if (!last) return undefined;
      last.channel = value;
    } else if (code === NUMBER || code === SUBTYPE) {
      if (!last) return undefined;
    } else if (code < 50) {
      time += value;
      if (time < 0) return undefined;
      found.push({ time, code, text: "", channel: undefined });
    } else return undefined;
  }
  return undefined;
}

/** Cheap look at the beginning: annotation codes only, no text. */
export function mayBeWfdbAnnotations(head: Uint8Array): boolean {
  return (
    head.length >= 4 &&
    head[1] >> 2 < 64 &&
    !/^[\x20-\x7e\r\n\t]+$/.test(latin1(head, 0, Math.min(64, head.length)))
  );
}
