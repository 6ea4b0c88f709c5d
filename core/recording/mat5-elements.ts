/**
 * The variables of a MATLAB 5 MAT-file, with the place of their numbers but without reading them.
 *
 * Source: MathWorks, MAT-File Format (level 5).
 */
import { latin1, slicedSource, viewOf } from "./byte-view.ts";
import { decodeText } from "./decode-text.ts";
import { BlockCache, inflatedSource, LARGEST_EXPANSION } from "./inflated-source.ts";
import type { ByteSource } from "./recording.ts";
import { bytesPerSample, type SampleEncoding } from "./sample-encoding.ts";

export interface MatNumbers {
  readonly kind: "numbers";
  /** With the names of the structures around it: `signals.emg`. */
  readonly name: string;
  /** First index runs fastest. */
  readonly dims: readonly number[];
  readonly source: ByteSource;
  readonly offset: number;
  readonly encoding: SampleEncoding;
}

export interface MatText {
  readonly kind: "text";
  readonly name: string;
  readonly text: string;
}

export type MatVariable = MatNumbers | MatText;

export interface MatVariables {
  readonly variables: readonly MatVariable[];
  /** The file ended, or made no sense, before its last variable. */
  readonly damaged: boolean;
}

const INT8 = 1;
const UINT8 = 2;
const ENCODINGS: Readonly<Record<number, SampleEncoding>> = {
  [INT8]: "int8",
  [UINT8]: "uint8",
  3: "int16",
  4: "uint16",
  5: "int32",
  6: "uint32",
  7: "float32",
  9: "float64",
  12: "int64",
  13: "uint64",
};
const MATRIX = 14;
const COMPRESSED = 15;
const CELL = 1;
const STRUCT = 2;
const OBJECT = 3;
const CHARACTERS = 4;
const MOST_VARIABLES = 20_000;
/** 64 MB: channels lie one after the other, so reading them side by side would otherwise inflate again and again. */
const BLOCKS_KEPT = 1024;
const DEEPEST = 8;

export async function readMatVariables(source: ByteSource, littleEndian: boolean): Promise<MatVariables> {
  const variables: MatVariable[] = [];
  const cache = new BlockCache(BLOCKS_KEPT);
  let at = 128;
  while (at + 8 <= source.size && variables.length < MOST_VARIABLES) {
    const tag = await readTag(source, at, littleEndian);
    if (!tag) return { variables, damaged: true };
    const end = tag.dataOffset + tag.bytes;
    if (tag.type === COMPRESSED) {
      const packed = slicedSource(
        source,
        source.name,
        tag.dataOffset,
        Math.min(tag.bytes, source.size - tag.dataOffset),
      );
      const inflated = inflatedSource(source.name, packed, packed.size * LARGEST_EXPANSION, "zlib", cache);
      const inner = await readTag(inflated, 0, littleEndian);
      const cut = !inner || inner.type !== MATRIX;
      if (cut || !(await readMatrix(inflated, inner, littleEndian, "", variables, 0))) {
        return { variables, damaged: true };
      }
    } else if (tag.type === MATRIX && !(await readMatrix(source, tag, littleEndian, "", variables, 0))) {
      return { variables, damaged: true };
    }
    if (end > source.size) return { variables, damaged: true };
    // Only elements that are not compressed are padded to eight bytes.
    at = tag.type === COMPRESSED ? end : Math.ceil(end / 8) * 8;
  }
  return { variables, damaged: false };
}

interface Tag {
  readonly type: number;
  readonly bytes: number;
  readonly dataOffset: number;
  /** Where the next element starts. */
  readonly next: number;
}

/** Small elements keep their data, up to four bytes, in the tag. */
async function readTag(source: ByteSource, at: number, littleEndian: boolean): Promise<Tag | undefined> {
  const bytes = await source.read(at, 8);
  if (bytes.length < 8) return undefined;
  const view = viewOf(bytes);
  const word = view.getUint32(0, littleEndian);
  const small = word >>> 16;
  if (small > 0)
    return small > 4 ? undefined : { type: word & 0xffff, bytes: small, dataOffset: at + 4, next: at + 8 };
  const length = view.getUint32(4, littleEndian);
  return { type: word, bytes: length, dataOffset: at + 8, next: at + 8 + Math.ceil(length / 8) * 8 };
}

/** False if it is damaged. */
async function readMatrix(
  source: ByteSource,
  tag: Tag,
  littleEndian: boolean,
  prefix: string,
  variables: MatVariable[],
  depth: number,
): Promise<boolean> {
  if (tag.bytes === 0) return true;
  if (depth > DEEPEST || variables.length >= MOST_VARIABLES) return true;
  const end = tag.dataOffset + tag.bytes;
  const flags = await readTag(source, tag.dataOffset, littleEndian);
  const dimsTag = flags && (await readTag(source, flags.next, littleEndian));
  const nameTag = dimsTag && (await readTag(source, dimsTag.next, littleEndian));
  if (!nameTag || flags.bytes !== 8 || dimsTag.bytes > 128 || nameTag.bytes > 4096) return false;
  const flagBytes = await source.read(flags.dataOffset, 8);
  const dimBytes = await source.read(dimsTag.dataOffset, dimsTag.bytes);
  if (flagBytes.length < 8 || dimBytes.length < dimsTag.bytes) return false;
  const arrayClass = viewOf(flagBytes).getUint32(0, littleEndian) & 0xff;
  const dims = Array.from({ length: dimsTag.bytes / 4 }, (_, i) =>
    viewOf(dimBytes).getInt32(4 * i, littleEndian),
  );
  if (dims.some((dim) => dim < 0)) return false;
  const count = dims.reduce((product, dim) => product * dim, 1);
  const own = latin1(await source.read(nameTag.dataOffset, nameTag.bytes));
  const name = own === "" ? prefix : prefix === "" ? own : `${prefix}.${own}`;
  if (arrayClass === CELL) return readCells(source, nameTag.next, end, littleEndian, name, variables, depth);
  if (arrayClass === STRUCT)
    return readFields(source, nameTag.next, end, littleEndian, name, variables, depth);
  if (arrayClass === OBJECT || arrayClass > 15 || arrayClass === 5) return true;
  const data = await readTag(source, nameTag.next, littleEndian);
  if (!data) return count === 0;
  if (arrayClass === CHARACTERS) {
    variables.push({ kind: "text", name, text: await readCharacters(source, data, littleEndian) });
    return true;
  }
  const encoding = ENCODINGS[data.type];
  if (encoding === undefined) return false;
  const needed = count * bytesPerSample(encoding);
  if (needed > data.bytes || data.dataOffset + needed > source.size) return false;
  const placed = littleEndian || encoding.endsWith("8") ? encoding : (`${encoding}be` as SampleEncoding);
  variables.push({ kind: "numbers", name, dims, source, offset: data.dataOffset, encoding: placed });
  return true;
}

async function readCells(
  source: ByteSource,
  from: number,
  end: number,
  littleEndian: boolean,
  name: string,
  variables: MatVariable[],
  depth: number,
): Promise<boolean> {
  for (let at = from, index = 1; at + 8 <= end && variables.length < MOST_VARIABLES; index++) {
    const tag = await readTag(source, at, littleEndian);
    if (!tag || tag.type !== MATRIX) return false;
    if (!(await readMatrix(source, tag, littleEndian, `${name}{${index}}`, variables, depth + 1)))
      return false;
    at = tag.next;
  }
  return true;
}

async function readFields(
  source: ByteSource,
  from: number,
  end: number,
  littleEndian: boolean,
  name: string,
  variables: MatVariable[],
  depth: number,
): Promise<boolean> {
  const widthTag = await readTag(source, from, littleEndian);
  const namesTag = widthTag && (await readTag(source, widthTag.next, littleEndian));
  if (!namesTag || namesTag.bytes > 2 ** 20) return false;
  const widthBytes = await source.read(widthTag.dataOffset, 4);
  const width = widthBytes.length === 4 ? viewOf(widthBytes).getInt32(0, littleEndian) : 0;
  if (width < 1 || width > 256) return false;
  const names = await source.read(namesTag.dataOffset, namesTag.bytes);
  const fields: string[] = [];
  for (let at = 0; at + width <= names.length; at += width)
    fields.push(latin1(names, at, at + width).replace(/\0.*$/s, ""));
  if (fields.length === 0) return true;
  for (let at = namesTag.next, index = 0; at + 8 <= end && variables.length < MOST_VARIABLES; index++) {
    const tag = await readTag(source, at, littleEndian);
    if (!tag || tag.type !== MATRIX) return false;
    // An array of structures repeats its fields; the second and later ones get a number.
    const element = Math.floor(index / fields.length);
    const owner = element === 0 ? name : `${name}(${element + 1})`;
    const path = `${owner}.${fields[index % fields.length]}`;
    if (!(await readMatrix(source, tag, littleEndian, path, variables, depth + 1))) return false;
    at = tag.next;
  }
  return true;
}

async function readCharacters(source: ByteSource, data: Tag, littleEndian: boolean): Promise<string> {
  const bytes = await source.read(data.dataOffset, Math.min(data.bytes, 65536));
  if (data.type !== 4 && data.type !== 17) return decodeText(bytes).text;
  const view = viewOf(bytes);
  return Array.from({ length: bytes.length >> 1 }, (_, i) =>
    String.fromCharCode(view.getUint16(2 * i, littleEndian)),
  ).join("");
}
