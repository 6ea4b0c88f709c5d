/**
 * Random access to compressed bytes (deflate, zlib or gzip) without inflating them all into memory.
 *
 * A stream can only be inflated forwards. Blocks that were passed are kept for a while, and several cursors stay where
 * they are, so that reading a few columns side by side does not start over each time.
 */
import { Gunzip, Inflate, Unzlib } from "fflate";
import type { ByteSource } from "./recording.ts";

export type Compression = "deflate" | "zlib" | "gzip";

const BLOCK_BYTES = 2 ** 16;
const CURSORS_KEPT = 128;
/** Small, because a hostile stream can grow a thousandfold. */
const INPUT_BYTES = 2 ** 12;
/** Deflate cannot do better than this. */
export const LARGEST_EXPANSION = 1032;

/** Inflated blocks that are kept, 16 MB unless told otherwise; streams of one file share one. */
export class BlockCache {
  readonly #most: number;
  readonly #blocks = new Map<number, Uint8Array>();
  #owners = 0;

  constructor(mostBlocks = 256) {
    this.#most = mostBlocks;
  }

  /** A number for a new stream. */
  newOwner(): number {
    return this.#owners++;
  }

  get(owner: number, index: number): Uint8Array | undefined {
    const key = owner * 2 ** 32 + index;
    const block = this.#blocks.get(key);
    if (block) {
      this.#blocks.delete(key);
      this.#blocks.set(key, block);
    }
    return block;
  }

  set(owner: number, index: number, block: Uint8Array): void {
    const key = owner * 2 ** 32 + index;
    this.#blocks.set(key, block);
    if (this.#blocks.size > this.#most) this.#blocks.delete(this.#blocks.keys().next().value ?? key);
  }
}

/** `size`: as stated elsewhere in the file; the source ends earlier if the stream does. */
export function inflatedSource(
  name: string,
  compressed: ByteSource,
  size: number,
  compression: Compression,
  cache = new BlockCache(),
): ByteSource {
  const limit = Math.min(size, compressed.size * LARGEST_EXPANSION + BLOCK_BYTES);
  const blocks = new InflatedBlocks(compressed, compression, cache);
  let waiting: Promise<unknown> = Promise.resolve();
  const read = async (offset: number, length: number): Promise<Uint8Array> => {
    const from = Math.min(limit, Math.max(0, offset));
    const to = Math.min(limit, from + Math.max(0, length));
    const first = Math.floor(from / BLOCK_BYTES);
    if (to <= (first + 1) * BLOCK_BYTES) {
      const block = await blocks.at(first);
      return block.subarray(from - first * BLOCK_BYTES, to - first * BLOCK_BYTES);
    }
    const parts: Uint8Array[] = [];
    let total = 0;
    for (let index = first; index * BLOCK_BYTES < to; index++) {
      const start = index * BLOCK_BYTES;
      const block = await blocks.at(index);
      const part = block.subarray(Math.max(0, from - start), Math.max(0, to - start));
      parts.push(part);
      total += part.length;
      if (block.length < BLOCK_BYTES) break;
    }
    const joined = new Uint8Array(total);
    let at = 0;
    for (const part of parts) {
      joined.set(part, at);
      at += part.length;
    }
    return joined;
  };
  return {
    name,
    size: limit,
    read: (offset, length) => {
      const next = waiting.then(() => read(offset, length));
      waiting = next.catch(() => undefined);
      return next;
    },
  };
}

const NOTHING = new Uint8Array(0);

class InflatedBlocks {
  readonly #compressed: ByteSource;
  readonly #compression: Compression;
  readonly #cache: BlockCache;
  readonly #owner: number;
  #cursors: InflateCursor[] = [];
  /** The last block, once the end was seen. */
  #lastBlock = Number.POSITIVE_INFINITY;

  constructor(compressed: ByteSource, compression: Compression, cache: BlockCache) {
    this.#compressed = compressed;
    this.#compression = compression;
    this.#cache = cache;
    this.#owner = cache.newOwner();
  }

  /** Shorter than a block, or empty, at and after the end. */
  async at(index: number): Promise<Uint8Array> {
    const kept = this.#cache.get(this.#owner, index);
    if (kept) return kept;
    if (index > this.#lastBlock) return NOTHING;
    const cursor = this.#cursorFor(index);
    for (;;) {
      const block = await cursor.nextBlock();
      const at = cursor.block - 1;
      this.#cache.set(this.#owner, at, block);
      if (block.length < BLOCK_BYTES) this.#lastBlock = at;
      if (at === index) return block;
      if (block.length < BLOCK_BYTES) return NOTHING;
    }
  }

  /** The one that is nearest before the block, else a new one; moved to the end of the queue. */
  #cursorFor(index: number): InflateCursor {
    let best: InflateCursor | undefined;
    for (const cursor of this.#cursors) {
      if (cursor.block <= index && (!best || cursor.block > best.block)) best = cursor;
    }
    const chosen = best ?? new InflateCursor(this.#compressed, this.#compression);
    this.#cursors = [...this.#cursors.filter((cursor) => cursor !== chosen), chosen].slice(-CURSORS_KEPT);
    return chosen;
  }
}

class InflateCursor {
  /** Number of the block that comes next. */
  block = 0;
  readonly #compressed: ByteSource;
  readonly #stream: { push(data: Uint8Array, final?: boolean): void };
  #input = 0;
  #pending: Uint8Array[] = [];
  #pendingBytes = 0;
  #ended = false;

  constructor(compressed: ByteSource, compression: Compression) {
    this.#compressed = compressed;
    const receive = (data: Uint8Array) => {
      if (data.length === 0) return;
      this.#pending.push(data);
      this.#pendingBytes += data.length;
    };
    const Stream = { deflate: Inflate, zlib: Unzlib, gzip: Gunzip }[compression];
    this.#stream = new Stream(receive);
  }

  async nextBlock(): Promise<Uint8Array> {
    while (this.#pendingBytes < BLOCK_BYTES && !this.#ended) await this.#feed();
    const length = Math.min(BLOCK_BYTES, this.#pendingBytes);
    const block = new Uint8Array(length);
    let filled = 0;
    let used = 0;
    while (filled < length) {
      const part = this.#pending[used];
      const taken = Math.min(part.length, length - filled);
      block.set(part.subarray(0, taken), filled);
      filled += taken;
      if (taken < part.length) this.#pending[used] = part.subarray(taken);
      else used++;
    }
    this.#pending.splice(0, used);
    this.#pendingBytes -= length;
    this.block++;
    return block;
  }

  async #feed(): Promise<void> {
    const bytes = await this.#compressed.read(this.#input, INPUT_BYTES);
    this.#input += bytes.length;
    const final = bytes.length === 0 || this.#input >= this.#compressed.size;
    try {
      // fflate keeps what it is given, and sources may hand out views.
      this.#stream.push(bytes.slice(), final);
    } catch {
      // A damaged stream ends where the damage is.
      this.#ended = true;
    }
    if (final) this.#ended = true;
  }
}
