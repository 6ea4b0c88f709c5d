/** Numbers and names inside bytes. */
import type { ByteSource } from "./recording.ts";

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Bytes as ISO 8859-1 characters, one for each byte. */
export function latin1(bytes: Uint8Array, from = 0, to = bytes.length): string {
  let text = "";
  for (let at = from; at < to; at += 8192) {
    text += String.fromCharCode(...bytes.subarray(at, Math.min(to, at + 8192)));
  }
  return text;
}

/** A fixed-width field up to its first NUL. */
export function fieldText(bytes: Uint8Array, from: number, length: number): string {
  const text = latin1(bytes, from, Math.min(bytes.length, from + length));
  const end = text.indexOf("\0");
  return end < 0 ? text : text.slice(0, end);
}

/** An unsigned 64-bit number; beyond 2^53 it is only approximate, which is larger than any file. */
export function uint64At(view: DataView, at: number, littleEndian = true): number {
  const low = view.getUint32(at + (littleEndian ? 0 : 4), littleEndian);
  const high = view.getUint32(at + (littleEndian ? 4 : 0), littleEndian);
  return high * 2 ** 32 + low;
}

/** A window onto part of a source, as a source of its own. */
export function slicedSource(source: ByteSource, name: string, from: number, size: number): ByteSource {
  return {
    name,
    size,
    read: (offset, length) => {
      const start = Math.min(size, Math.max(0, offset));
      return source.read(from + start, Math.max(0, Math.min(size - start, length)));
    },
  };
}

/** The last part of a path. */
export function baseName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);
}

/** File name without its folder and last extension. */
export function stem(path: string): string {
  const base = baseName(path);
  const dot = base.lastIndexOf(".");
  return dot > 0 ? base.slice(0, dot) : base;
}
