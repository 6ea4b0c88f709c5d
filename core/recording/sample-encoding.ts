/**
 * How one sample is stored, and its decoding into physical values.
 *
 * value = stored number × gain + offset, computed in double precision and kept as float32. The loops below are the
 * hot path of every uncompressed format: one loop for each storage, no calls inside.
 */
import { viewOf } from "./byte-view.ts";

export type SampleEncoding =
  | "int8"
  | "uint8"
  | "int16"
  | "uint16"
  | "int24"
  | "int32"
  | "uint32"
  | "int64"
  | "uint64"
  | "float32"
  | "float64"
  | "int16be"
  | "uint16be"
  | "int24be"
  | "int32be"
  | "uint32be"
  | "int64be"
  | "uint64be"
  | "float32be"
  | "float64be";

/** `int24be` → 3. */
export function bytesPerSample(encoding: SampleEncoding): number {
  return Number(/\d+/.exec(encoding)?.[0]) / 8;
}

export interface StoredSamples {
  readonly bytes: Uint8Array;
  /** Byte of the first sample. */
  readonly at: number;
  /** From one sample to the next. */
  readonly strideBytes: number;
  readonly count: number;
  readonly encoding: SampleEncoding;
  readonly gain: number;
  readonly offset: number;
}

/** Writes `count` values to `target` from `targetAt` on. The bytes must be there: the caller has checked. */
export function decodeSamples(stored: StoredSamples, target: Float32Array, targetAt: number): void {
  const { bytes, at, strideBytes, count, gain, offset, encoding } = stored;
  switch (encoding) {
    case "int16":
      decodeInt16(stored, target, targetAt);
      return;
    case "int24":
      decodeInt24(stored, target, targetAt);
      return;
    case "uint8":
      for (let i = 0, p = at; i < count; i++, p += strideBytes)
        target[targetAt + i] = bytes[p] * gain + offset;
      return;
    case "int8":
      for (let i = 0, p = at; i < count; i++, p += strideBytes) {
        target[targetAt + i] = ((bytes[p] << 24) >> 24) * gain + offset;
      }
      return;
    default:
      decodeWith(storedNumberReader(bytes, encoding), stored, target, targetAt);
  }
}

/** Two numbers of 16 bits lie in one word of 32: fetching words is twice as quick as fetching halves. */
function decodeInt16(stored: StoredSamples, target: Float32Array, targetAt: number): void {
  const { bytes, at, strideBytes, count, gain, offset } = stored;
  const start = bytes.byteOffset + at;
  const inWords = IS_LITTLE_ENDIAN && strideBytes === 2 && start % 2 === 0;
  const before = inWords ? Math.min(count, (start % 4) / 2) : count;
  decodeInt16Bytes(bytes, at, strideBytes, before, gain, offset, target, targetAt);
  const pairs = (count - before) >> 1;
  if (pairs > 0) {
    const words = new Int32Array(bytes.buffer, start + 2 * before, pairs);
    for (let i = 0, to = targetAt + before; i < pairs; i++, to += 2) {
      const word = words[i];
      target[to] = ((word << 16) >> 16) * gain + offset;
      target[to + 1] = (word >> 16) * gain + offset;
    }
  }
  const done = before + 2 * pairs;
  decodeInt16Bytes(
    bytes,
    at + done * strideBytes,
    strideBytes,
    count - done,
    gain,
    offset,
    target,
    targetAt + done,
  );
}

function decodeInt16Bytes(
  bytes: Uint8Array,
  at: number,
  strideBytes: number,
  count: number,
  gain: number,
  offset: number,
  target: Float32Array,
  targetAt: number,
): void {
  for (let i = 0, p = at; i < count; i++, p += strideBytes) {
    target[targetAt + i] = (((bytes[p] << 16) | (bytes[p + 1] << 24)) >> 16) * gain + offset;
  }
}

/** Four numbers of 24 bits lie in three words of 32: fetched so where they follow one another. */
function decodeInt24(stored: StoredSamples, target: Float32Array, targetAt: number): void {
  const { bytes, at, strideBytes, count, gain, offset } = stored;
  const start = bytes.byteOffset + at;
  // Going on by three bytes reaches a word boundary after at most three numbers.
  const before = IS_LITTLE_ENDIAN && strideBytes === 3 ? Math.min(count, start % 4) : count;
  decodeInt24Bytes(bytes, at, strideBytes, before, gain, offset, target, targetAt);
  const packs = Math.floor((count - before) / 4);
  if (packs > 0) {
    const words = new Int32Array(bytes.buffer, start + 3 * before, 3 * packs);
    for (let word = 0, to = targetAt + before; word < words.length; word += 3, to += 4) {
      const a = words[word];
      const b = words[word + 1];
      const c = words[word + 2];
      target[to] = ((a << 8) >> 8) * gain + offset;
      target[to + 1] = ((((a >>> 24) | (b << 8)) << 8) >> 8) * gain + offset;
      target[to + 2] = ((((b >>> 16) | (c << 16)) << 8) >> 8) * gain + offset;
      target[to + 3] = (c >> 8) * gain + offset;
    }
  }
  const done = before + 4 * packs;
  decodeInt24Bytes(
    bytes,
    at + done * strideBytes,
    strideBytes,
    count - done,
    gain,
    offset,
    target,
    targetAt + done,
  );
}

function decodeInt24Bytes(
  bytes: Uint8Array,
  at: number,
  strideBytes: number,
  count: number,
  gain: number,
  offset: number,
  target: Float32Array,
  targetAt: number,
): void {
  for (let i = 0, p = at; i < count; i++, p += strideBytes) {
    const value = ((bytes[p] << 8) | (bytes[p + 1] << 16) | (bytes[p + 2] << 24)) >> 8;
    target[targetAt + i] = value * gain + offset;
  }
}

const IS_LITTLE_ENDIAN = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

function decodeWith(
  numberAt: (at: number) => number,
  stored: StoredSamples,
  target: Float32Array,
  targetAt: number,
): void {
  const { at, strideBytes, count, gain, offset } = stored;
  for (let i = 0, p = at; i < count; i++, p += strideBytes)
    target[targetAt + i] = numberAt(p) * gain + offset;
}

/** The number stored at a byte. */
export function storedNumberReader(bytes: Uint8Array, encoding: SampleEncoding): (at: number) => number {
  const view = viewOf(bytes);
  const little = !encoding.endsWith("be");
  switch (encoding) {
    case "int8":
      return (at) => view.getInt8(at);
    case "uint8":
      return (at) => view.getUint8(at);
    case "int16":
    case "int16be":
      return (at) => view.getInt16(at, little);
    case "uint16":
    case "uint16be":
      return (at) => view.getUint16(at, little);
    case "int24":
      return (at) => ((bytes[at] << 8) | (bytes[at + 1] << 16) | (bytes[at + 2] << 24)) >> 8;
    case "int24be":
      return (at) => ((bytes[at + 2] << 8) | (bytes[at + 1] << 16) | (bytes[at] << 24)) >> 8;
    case "int32":
    case "int32be":
      return (at) => view.getInt32(at, little);
    case "uint32":
    case "uint32be":
      return (at) => view.getUint32(at, little);
    case "int64":
    case "int64be":
      return (at) => Number(view.getBigInt64(at, little));
    case "uint64":
    case "uint64be":
      return (at) => Number(view.getBigUint64(at, little));
    case "float32":
    case "float32be":
      return (at) => view.getFloat32(at, little);
    case "float64":
    case "float64be":
      return (at) => view.getFloat64(at, little);
  }
}
