/** Bytes in memory as a source for the readers. */
import type { ByteSource } from "./recording.ts";

/** The array is not copied: it must not change while the source is in use. */
export function memorySource(name: string, bytes: Uint8Array): ByteSource {
  return {
    name,
    size: bytes.length,
    read: async (offset, length) => bytes.subarray(Math.max(0, offset), Math.max(0, offset + length)),
  };
}
