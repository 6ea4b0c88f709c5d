/**
 * A UTF-16 text as a source of single bytes, so that tables in it are read like any other.
 *
 * Numbers and separators are ASCII; a character beyond ISO 8859-1 becomes `?`.
 */
import type { ByteSource } from "./recording.ts";

export function narrowUtf16(source: ByteSource, lowByteAt: 0 | 1): ByteSource {
  const size = Math.floor((source.size - 2) / 2);
  return {
    name: source.name,
    size,
    read: async (offset, length) => {
      const from = Math.min(size, Math.max(0, offset));
      const count = Math.max(0, Math.min(size - from, length));
      const wide = await source.read(2 + from * 2, count * 2);
      const narrow = new Uint8Array(wide.length >> 1);
      for (let at = 0; at < narrow.length; at++) {
        narrow[at] = wide[2 * at + 1 - lowByteAt] === 0 ? wide[2 * at + lowByteAt] : 63;
      }
      return narrow;
    },
  };
}
