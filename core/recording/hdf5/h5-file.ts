/**
 * An HDF5 file as far as its superblock: sizes of addresses and lengths, where the root group is.
 *
 * Inside this folder a file that makes no sense throws MalformedHdf5, which is caught where the folder is entered
 * and becomes an issue there: in a format of nested structures every step can fail.
 *
 * Source: HDF5 File Format Specification 3.0, chapter II.
 */
import { latin1, uint64At, viewOf } from "../byte-view.ts";
import type { ByteSource } from "../recording.ts";

export class MalformedHdf5 extends Error {}

/** The file uses a part of HDF5 that is not read here. */
export class UnsupportedHdf5 extends MalformedHdf5 {}

const SIGNATURE = "\x89HDF\r\n\x1a\n";
const PAGE_BYTES = 2 ** 14;
const PAGES_KEPT = 256;
/** No structure of the file's own, apart from data, is longer. */
const LONGEST_STRUCTURE = 2 ** 24;

export interface H5File {
  readonly source: ByteSource;
  /** Address 0 is at this byte. */
  readonly base: number;
  readonly offsetBytes: number;
  readonly lengthBytes: number;
  /** Address of the root group's object header. */
  readonly root: number;
  /** Chunks of data that could not be read so far. */
  readonly damage: { chunks: number };
  /** A part of the file's structure, small and often read again. */
  structure(address: number, length: number): Promise<H5Cursor>;
}

/** Where the superblock is: at 0, or at 512, 1024, … after a user block. */
export async function findSuperblock(source: ByteSource): Promise<number | undefined> {
  for (let at = 0; at + 32 <= source.size && at <= 2 ** 20; at = at === 0 ? 512 : at * 2) {
    if (latin1(await source.read(at, 8)) === SIGNATURE) return at;
  }
  return undefined;
}

export async function openH5File(source: ByteSource): Promise<H5File> {
  const at = await findSuperblock(source);
  if (at === undefined) throw new MalformedHdf5("no superblock");
  const head = await source.read(at, 128);
  const version = head[8];
  const isOld = version === 0 || version === 1;
  if (!isOld && version !== 2 && version !== 3) throw new UnsupportedHdf5(`superblock ${version}`);
  const [offsetBytes, lengthBytes] = isOld ? [head[13], head[14]] : [head[9], head[10]];
  if (![4, 8].includes(offsetBytes) || ![4, 8].includes(lengthBytes)) throw new MalformedHdf5("sizes");
  const cursor = new H5Cursor(head, offsetBytes, lengthBytes);
  cursor.skip(isOld ? (version === 0 ? 24 : 28) : 12);
  const base = cursor.offset();
  cursor.skip(isOld ? offsetBytes * 3 + offsetBytes : offsetBytes * 2);
  const root = cursor.offset();
  const pages = new Pages(source);
  // Files are sometimes put behind a user block without their base being told.
  const start = base === at || at === 0 ? base : at;
  return {
    source,
    base: start,
    offsetBytes,
    lengthBytes,
    root,
    damage: { chunks: 0 },
    structure: async (address, length) => {
      if (length > LONGEST_STRUCTURE) throw new MalformedHdf5(`structure of ${length} bytes`);
      const bytes = await pages.read(start + address, length);
      if (bytes.length < length) throw new MalformedHdf5(`file ends at ${start + address}`);
      return new H5Cursor(bytes, offsetBytes, lengthBytes);
    },
  };
}

/** Reads one number after the other. */
export class H5Cursor {
  readonly bytes: Uint8Array;
  readonly #view: DataView;
  readonly #offsetBytes: number;
  readonly #lengthBytes: number;
  at = 0;

  constructor(bytes: Uint8Array, offsetBytes: number, lengthBytes: number) {
    this.bytes = bytes;
    this.#view = viewOf(bytes);
    this.#offsetBytes = offsetBytes;
    this.#lengthBytes = lengthBytes;
  }

  get left(): number {
    return this.bytes.length - this.at;
  }

  skip(count: number): void {
    this.at += count;
  }

  /** An unsigned number of 1 to 8 bytes. */
  unsigned(count: number): number {
    if (count > this.left || count < 0 || count > 8) throw new MalformedHdf5("number beyond its structure");
    let value = 0;
    for (let i = count - 1; i >= 0; i--) value = value * 256 + this.bytes[this.at + i];
    this.at += count;
    return value;
  }

  /** An address; the undefined address, all ones, is Infinity. */
  offset(): number {
    const start = this.at;
    const value = this.unsigned(this.#offsetBytes);
    for (let i = start; i < this.at; i++) if (this.bytes[i] !== 0xff) return value;
    return Number.POSITIVE_INFINITY;
  }

  length(): number {
    if (this.#lengthBytes === 8 && this.left >= 8) {
      this.at += 8;
      return uint64At(this.#view, this.at - 8);
    }
    return this.unsigned(this.#lengthBytes);
  }

  take(count: number): H5Cursor {
    if (count > this.left || count < 0) throw new MalformedHdf5("part beyond its structure");
    const part = this.bytes.subarray(this.at, this.at + count);
    this.at += count;
    return new H5Cursor(part, this.#offsetBytes, this.#lengthBytes);
  }

  /** Goes past a four-letter signature. */
  expect(signature: string): void {
    if (latin1(this.take(signature.length).bytes) !== signature) throw new MalformedHdf5(`no ${signature}`);
  }

  /** Text up to a NUL, which is passed. */
  text(): string {
    let end = this.at;
    while (end < this.bytes.length && this.bytes[end] !== 0) end++;
    const text = latin1(this.bytes, this.at, end);
    this.at = end + 1;
    return text;
  }
}

class Pages {
  readonly #source: ByteSource;
  readonly #kept = new Map<number, Uint8Array>();

  constructor(source: ByteSource) {
    this.#source = source;
  }

  async read(offset: number, length: number): Promise<Uint8Array> {
    if (!(offset >= 0) || offset + length > this.#source.size) return new Uint8Array(0);
    const first = Math.floor(offset / PAGE_BYTES);
    const last = Math.floor((offset + Math.max(1, length) - 1) / PAGE_BYTES);
    if (last > first + 1) return this.#source.read(offset, length);
    const page = await this.#page(first);
    const start = offset - first * PAGE_BYTES;
    if (last === first) return page.subarray(start, start + length);
    const joined = new Uint8Array(length);
    joined.set(page.subarray(start));
    joined.set((await this.#page(last)).subarray(0, length - (PAGE_BYTES - start)), PAGE_BYTES - start);
    return joined;
  }

  async #page(index: number): Promise<Uint8Array> {
    const kept = this.#kept.get(index);
    if (kept) return kept;
    const page = await this.#source.read(index * PAGE_BYTES, PAGE_BYTES);
    this.#kept.set(index, page);
    if (this.#kept.size > PAGES_KEPT) this.#kept.delete(this.#kept.keys().next().value ?? index);
    return page;
  }
}
