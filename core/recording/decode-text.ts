/**
 * Bytes to text, whatever wrote them.
 *
 * UTF-8 when the bytes are valid UTF-8 (with or without byte-order mark), UTF-16 when its mark stands first, else
 * ISO 8859-1, in which every byte is a character and which older recorders use for µ and °.
 */
import { latin1 } from "./byte-view.ts";

export type TextEncodingName = "ascii" | "utf-8" | "utf-16le" | "utf-16be" | "latin-1";

export interface DecodedText {
  readonly text: string;
  readonly encoding: TextEncodingName;
}

export function decodeText(bytes: Uint8Array): DecodedText {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { text: utf16(bytes, 0), encoding: "utf-16le" };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { text: utf16(bytes, 1), encoding: "utf-16be" };
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  if (isAscii(bytes, start)) {
    return { text: latin1(bytes, start), encoding: start > 0 ? "utf-8" : "ascii" };
  }
  const text = utf8(bytes, start);
  return text === undefined
    ? { text: latin1(bytes, start), encoding: "latin-1" }
    : { text, encoding: "utf-8" };
}

function isAscii(bytes: Uint8Array, from: number): boolean {
  for (let at = from; at < bytes.length; at++) if (bytes[at] > 127) return false;
  return true;
}

/** Text of valid UTF-8, else undefined. A character cut at the very end is dropped. */
function utf8(bytes: Uint8Array, from: number): string | undefined {
  const parts: string[] = [];
  let units: number[] = [];
  for (let at = from; at < bytes.length; ) {
    const first = bytes[at];
    const length =
      first < 0x80
        ? 1
        : first >= 0xc2 && first < 0xe0
          ? 2
          : first >> 4 === 0xe
            ? 3
            : first >> 3 === 0x1e
              ? 4
              : 0;
    if (length === 0) return undefined;
    let point = length === 1 ? first : first & (0xff >> (length + 1));
    for (let next = 1; next < length; next++) {
      if (at + next >= bytes.length) return parts.join("") + String.fromCodePoint(...units);
      if (bytes[at + next] >> 6 !== 2) return undefined;
      point = (point << 6) | (bytes[at + next] & 0x3f);
    }
    if (point > 0x10ffff) return undefined;
    units.push(point);
    if (units.length >= 4096) {
      parts.push(String.fromCodePoint(...units));
      units = [];
    }
    at += length;
  }
  return parts.join("") + String.fromCodePoint(...units);
}

function utf16(bytes: Uint8Array, highByteAt: 0 | 1): string {
  const parts: string[] = [];
  for (let at = 2; at + 1 < bytes.length; at += 8192) {
    const units: number[] = [];
    for (let unit = at; unit < Math.min(at + 8192, bytes.length - 1); unit += 2) {
      units.push(
        highByteAt === 1 ? (bytes[unit] << 8) | bytes[unit + 1] : bytes[unit] | (bytes[unit + 1] << 8),
      );
    }
    parts.push(String.fromCharCode(...units));
  }
  return parts.join("");
}
