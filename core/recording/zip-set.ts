/**
 * Opens archives (zip, tar, gzip and gzipped tar) so that what lies in them is read like files of their own.
 *
 * Entries are inflated piece by piece when they are read. Archives inside archives are left closed.
 *
 * Source: PKWARE APPNOTE 6.3, POSIX.1-1988 (ustar), RFC 1952.
 */
import type { Issue } from "../issue/issue.ts";
import { baseName, latin1, slicedSource, uint64At, viewOf } from "./byte-view.ts";
import { decodeText } from "./decode-text.ts";
import { BlockCache, inflatedSource, LARGEST_EXPANSION } from "./inflated-source.ts";
import type { ByteSource } from "./recording.ts";
import { caution, fault } from "./recording-issue.ts";

export interface Unpacked {
  readonly sources: readonly ByteSource[];
  readonly issues: readonly Issue[];
}

const MOST_ENTRIES = 20_000;

/** Each archive replaced by its entries, named `archive/entry`; anything else as it is. */
export async function unpackArchives(sources: readonly ByteSource[]): Promise<Unpacked> {
  const unpacked: ByteSource[] = [];
  const issues: Issue[] = [];
  for (const source of sources) {
    const one = await unpackOne(source);
    unpacked.push(...one.sources);
    issues.push(...one.issues);
  }
  return { sources: unpacked, issues };
}

async function unpackOne(source: ByteSource): Promise<Unpacked> {
  const head = await source.read(0, 512);
  if (isZip(head)) return unzip(source);
  if (isTar(head)) return untar(source);
  if (head[0] === 0x1f && head[1] === 0x8b && head[2] === 8) {
    const inner = await gunzipped(source);
    return isTar(await inner.read(0, 512)) ? untar(inner) : { sources: [inner], issues: [] };
  }
  return { sources: [source], issues: [] };
}

/** Starts with an entry, or with the end of a list without entries. */
function isZip(head: Uint8Array): boolean {
  const [p, k, first, second] = head;
  return p === 0x50 && k === 0x4b && ((first === 3 && second === 4) || (first === 5 && second === 6));
}

/** The last four bytes hold the length modulo 2^32; a longer stream is read to its real end anyway. */
async function gunzipped(source: ByteSource): Promise<ByteSource> {
  const tail = await source.read(source.size - 4, 4);
  const stated = tail.length === 4 ? viewOf(tail).getUint32(0, true) : 0;
  const name = source.name.replace(/\.t?gz$/i, "");
  return inflatedSource(name, source, Math.min(stated, source.size * LARGEST_EXPANSION), "gzip");
}

async function unzip(source: ByteSource): Promise<Unpacked> {
  const directory = await centralDirectory(source);
  if (!directory) return { sources: [], issues: [archiveDamaged(source.name)] };
  const sources: ByteSource[] = [];
  const issues: Issue[] = [];
  const cache = new BlockCache();
  const view = viewOf(directory);
  for (let at = 0, count = 0; at + 46 <= directory.length && count < MOST_ENTRIES; count++) {
    if (view.getUint32(at, true) !== 0x02014b50) break;
    const nameLength = view.getUint16(at + 28, true);
    const extraLength = view.getUint16(at + 30, true);
    const entry = {
      name: decodeText(directory.subarray(at + 46, at + 46 + nameLength)).text,
      encrypted: (view.getUint16(at + 8, true) & 1) === 1,
      method: view.getUint16(at + 10, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    };
    const extra = directory.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength);
    at += 46 + nameLength + extraLength + view.getUint16(at + 32, true);
    if (
      entry.name.endsWith("/") ||
      entry.name.startsWith("__MACOSX/") ||
      baseName(entry.name).startsWith("._")
    )
      continue;
    const opened = await zipEntry(source, { ...entry, ...longSizes(entry, extra) }, cache);
    if (opened) sources.push(opened);
    else issues.push(entryUnreadable(source.name, entry.name, entry.encrypted));
  }
  return { sources, issues };
}

interface ZipEntry {
  readonly name: string;
  readonly encrypted: boolean;
  readonly method: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
}

async function zipEntry(
  source: ByteSource,
  entry: ZipEntry,
  cache: BlockCache,
): Promise<ByteSource | undefined> {
  if (entry.encrypted || (entry.method !== 0 && entry.method !== 8)) return undefined;
  const local = await source.read(entry.offset, 30);
  if (local.length < 30 || viewOf(local).getUint32(0, true) !== 0x04034b50) return undefined;
  const start = entry.offset + 30 + viewOf(local).getUint16(26, true) + viewOf(local).getUint16(28, true);
  const packed = Math.max(0, Math.min(entry.packed, source.size - start));
  const name = `${source.name}/${entry.name}`;
  const stored = slicedSource(source, name, start, packed);
  return entry.method === 0 ? stored : inflatedSource(name, stored, entry.size, "deflate", cache);
}

/** Sizes beyond 4 GB stand in an extra field, in this order, only those that do not fit. */
function longSizes(entry: ZipEntry, extra: Uint8Array): Partial<ZipEntry> {
  const long: { size?: number; packed?: number; offset?: number } = {};
  const view = viewOf(extra);
  for (let at = 0; at + 4 <= extra.length; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== 1) continue;
    let next = at + 4;
    for (const field of ["size", "packed", "offset"] as const) {
      if (entry[field] !== 0xffffffff || next + 8 > extra.length) continue;
      long[field] = uint64At(view, next);
      next += 8;
    }
  }
  return long;
}

async function centralDirectory(source: ByteSource): Promise<Uint8Array | undefined> {
  const tailOffset = Math.max(0, source.size - 65557);
  const tail = await source.read(tailOffset, source.size - tailOffset);
  const view = viewOf(tail);
  for (let at = tail.length - 22; at >= 0; at--) {
    if (view.getUint32(at, true) !== 0x06054b50) continue;
    let size = view.getUint32(at + 12, true);
    let offset = view.getUint32(at + 16, true);
    if (offset === 0xffffffff && at >= 20 && view.getUint32(at - 20, true) === 0x07064b50) {
      const record = await source.read(uint64At(view, at - 12), 56);
      if (record.length < 56) return undefined;
      size = uint64At(viewOf(record), 40);
      offset = uint64At(viewOf(record), 48);
    }
    return size <= source.size && offset <= source.size ? source.read(offset, size) : undefined;
  }
  return undefined;
}

export function isTar(head: Uint8Array): boolean {
  return head.length >= 512 && latin1(head, 257, 262) === "ustar" && tarChecksumHolds(head);
}

function tarChecksumHolds(head: Uint8Array): boolean {
  let sum = 8 * 32;
  for (let at = 0; at < 512; at++) if (at < 148 || at >= 156) sum += head[at];
  return Number.parseInt(latin1(head, 148, 156), 8) === sum;
}

async function untar(source: ByteSource): Promise<Unpacked> {
  const sources: ByteSource[] = [];
  let longName: string | undefined;
  for (let at = 0, count = 0; at + 512 <= source.size && count < MOST_ENTRIES; count++) {
    const head = await source.read(at, 512);
    if (head.length < 512 || head[0] === 0) break;
    if (!tarChecksumHolds(head)) return { sources, issues: [archiveDamaged(source.name)] };
    const stated = Number.parseInt(latin1(head, 124, 136), 8);
    const size = Math.min(
      Number.isNaN(stated) || head[124] > 127 ? uint64At(viewOf(head), 128, false) : stated,
      source.size,
    );
    const kind = String.fromCharCode(head[156]);
    const field = (from: number, length: number) =>
      decodeText(head.subarray(from, from + length)).text.replace(/\0.*$/s, "");
    if (kind === "L" || kind === "x") {
      const text = decodeText(await source.read(at + 512, Math.min(size, 65536))).text;
      longName = kind === "L" ? text.replace(/\0.*$/s, "") : (/^\d+ path=(.*)$/m.exec(text)?.[1] ?? longName);
    } else {
      const name = longName ?? [field(345, 155), field(0, 100)].filter((part) => part !== "").join("/");
      const isFile = kind === "0" || kind === "\0" || kind === "7";
      const there = Math.min(size, source.size - at - 512);
      if (isFile && !name.endsWith("/"))
        sources.push(slicedSource(source, `${source.name}/${name}`, at + 512, there));
      longName = undefined;
    }
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return { sources, issues: [] };
}

function archiveDamaged(file: string): Issue {
  return fault(
    "archive-damaged",
    file,
    {
      en: "The archive is damaged: its list of contents cannot be read to the end.",
      nb: "Arkivet er skadet: innholdslisten kan ikke leses til slutten.",
    },
    { en: "Make the archive once more.", nb: "Lag arkivet på nytt." },
  );
}

function entryUnreadable(file: string, entry: string, encrypted: boolean): Issue {
  return caution(
    "archive-entry-unreadable",
    { file, path: entry },
    {
      en: `"${entry}" in the archive ${encrypted ? "is encrypted" : "is compressed in a way that cannot be read"}.`,
      nb: `«${entry}» i arkivet ${encrypted ? "er kryptert" : "er komprimert på en måte som ikke kan leses"}.`,
    },
  );
}
