/**
 * A file on disk as a source of bytes: opened when first read, read piece by piece, never as a whole.
 */
import { type FileHandle, open, stat } from "node:fs/promises";
import type { ByteSource } from "@krampe/core/recording/recording.ts";

export interface FileSource extends ByteSource {
  close(): Promise<void>;
}

/** `name` is what the user is told; rejects if the file is not there or no file. */
export async function fileSource(path: string, name = path): Promise<FileSource> {
  const about = await stat(path);
  if (!about.isFile()) throw new Error(`${name} is not a file`);
  let handle: Promise<FileHandle> | undefined;
  return {
    name,
    size: about.size,
    async read(offset, length) {
      handle ??= open(path);
      const from = Math.max(0, offset);
      const bytes = new Uint8Array(Math.max(0, Math.min(about.size, offset + length) - from));
      let filled = 0;
      while (filled < bytes.length) {
        const { bytesRead } = await (await handle).read(bytes, filled, bytes.length - filled, from + filled);
        if (bytesRead === 0) return bytes.subarray(0, filled);
        filled += bytesRead;
      }
      return bytes;
    },
    async close() {
      await (await handle)?.close();
    },
  };
}
