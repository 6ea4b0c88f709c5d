/**
 * Numbers of a dataset, read along one dimension: compact, contiguous or in chunks; deflated, shuffled, checksummed.
 *
 * Source: HDF5 File Format Specification 3.0, chapters IV.A.2.i and IV.A.2.l.
 */
import { unzlibSync } from "fflate";
import { keepingLatest } from "../keeping-latest.ts";
import { storedNumberReader } from "../sample-encoding.ts";
import {
  type ChunkGrid,
  chunkBytes,
  chunksAlong,
  type H5ChunkIndex,
  readNewChunkIndex,
  readOldChunkIndex,
} from "./h5-chunks.ts";
import { type H5Type, readDataspace, readDatatype } from "./h5-datatype.ts";
import { type H5Cursor, type H5File, MalformedHdf5, UnsupportedHdf5 } from "./h5-file.ts";
import { DATASPACE, DATATYPE, FILTERS, type H5Message, LAYOUT, messageBody } from "./h5-object.ts";

export interface H5Dataset {
  readonly type: H5Type;
  /** Last dimension fastest. */
  readonly dims: readonly number[];
  readonly elementCount: number;
  /** Bytes of all elements together, for small datasets of any type. */
  readAll(): Promise<Uint8Array>;
  /** Numbers along `axis`, the other dimensions fixed at `place`; NaN where a chunk is damaged. */
  readAlong(axis: number, place: readonly number[], from: number, count: number): Promise<Float64Array>;
}

/** Reads bytes of elements that lie next to each other along the last dimension. */
interface Storage {
  /** The bytes that hold the element, where it is among them, and up to which index along `axis` they go. */
  block(
    place: readonly number[],
    axis: number,
  ): Promise<{ bytes: Uint8Array; at: number; stride: number; end: number }>;
}

const LARGEST_CHUNK = 2 ** 27;
const CHUNK_BYTES_KEPT = 2 ** 24;
const PIECE_BYTES = 2 ** 18;

export async function openDataset(
  file: H5File,
  messages: readonly H5Message[],
): Promise<H5Dataset | undefined> {
  const find = (type: number) => messages.find((message) => message.type === type);
  const [space, type, layout] = [find(DATASPACE), find(DATATYPE), find(LAYOUT)];
  if (!space || !type || !layout) return undefined;
  const dims = readDataspace(await messageBody(file, space));
  const elementType = readDatatype(await messageBody(file, type));
  const elementCount = dims.reduce((product, length) => product * length, 1);
  const filterMessage = find(FILTERS);
  const filters = filterMessage ? readFilters(await messageBody(file, filterMessage)) : [];
  const storage = await openStorage(file, await messageBody(file, layout), dims, elementType.bytes, filters);
  const encoding = elementType.kind === "number" ? elementType.encoding : undefined;
  return {
    type: elementType,
    dims,
    elementCount,
    async readAll() {
      const axis = Math.max(0, dims.indexOf(Math.max(...dims)));
      const length = dims[axis] ?? 1;
      const width = elementType.bytes;
      if (elementCount * width > LARGEST_CHUNK || length !== elementCount) {
        throw new UnsupportedHdf5("large or wide dataset of no numbers");
      }
      const all = new Uint8Array(length * width);
      const place = dims.map(() => 0);
      for (let index = 0; index < length; ) {
        if (dims.length > 0) place[axis] = index;
        const { bytes, at, stride, end } = await storage.block(place, axis);
        const until = Math.min(end, length);
        for (let from = at; index < until; index++, from += stride) {
          all.set(bytes.subarray(from, from + width), index * width);
        }
      }
      return all;
    },
    async readAlong(axis, place, from, count) {
      const values = new Float64Array(count).fill(Number.NaN);
      if (encoding === undefined) return values;
      const here = [...place];
      for (let done = 0; done < count; ) {
        here[axis] = from + done;
        const { bytes, at, stride, end } = await storage.block(here, axis);
        const until = Math.min(count, end - from);
        if (until <= done) throw new MalformedHdf5("block without elements");
        const numberAt = storedNumberReader(bytes, encoding);
        for (let i = done, p = at; i < until; i++, p += stride) {
          if (p + elementType.bytes <= bytes.length) values[i] = numberAt(p);
        }
        done = until;
      }
      return values;
    },
  };
}

async function openStorage(
  file: H5File,
  layout: H5Cursor,
  dims: readonly number[],
  elementBytes: number,
  filters: readonly Filter[],
): Promise<Storage> {
  const version = layout.unsigned(1);
  if (version < 3) return openOldLayout(file, layout, dims, elementBytes, filters);
  const kind = layout.unsigned(1);
  const total = dims.reduce((product, length) => product * length, elementBytes);
  if (kind === 0) {
    const bytes = layout.take(layout.unsigned(2)).bytes;
    if (bytes.length < total) throw new MalformedHdf5("compact data");
    return contiguous(dims, elementBytes, async (at, length) => bytes.subarray(at, at + length));
  }
  if (kind === 1) return openContiguous(file, layout.offset(), dims, elementBytes);
  if (kind !== 2) throw new UnsupportedHdf5(`layout ${kind}`);
  const flags = version >= 4 ? layout.unsigned(1) : 0;
  const rank = layout.unsigned(1) - 1;
  const width = version >= 4 ? layout.unsigned(1) : 4;
  const treeAddress = version >= 4 ? 0 : layout.offset();
  const chunkDims = Array.from({ length: rank }, () => layout.unsigned(width));
  layout.skip(width);
  const grid = checkedGrid({ dims, chunkDims, elementBytes, filtered: filters.length > 0 });
  const index =
    version >= 4
      ? await readNewChunkIndex(file, layout, version, flags, grid)
      : await readOldChunkIndex(file, treeAddress, grid);
  return chunked(file, grid, index, filters);
}

/** Versions 1 and 2: class and rank stand the other way round. */
async function openOldLayout(
  file: H5File,
  layout: H5Cursor,
  dims: readonly number[],
  elementBytes: number,
  filters: readonly Filter[],
): Promise<Storage> {
  const rank = layout.unsigned(1);
  const kind = layout.unsigned(1);
  layout.skip(5);
  if (kind === 0) throw new UnsupportedHdf5("compact data of an old file");
  const address = layout.offset();
  if (kind === 1) return openContiguous(file, address, dims, elementBytes);
  const chunkDims = Array.from({ length: rank - 1 }, () => layout.unsigned(4));
  const grid = checkedGrid({ dims, chunkDims, elementBytes, filtered: filters.length > 0 });
  return chunked(file, grid, await readOldChunkIndex(file, address, grid), filters);
}

function checkedGrid(grid: ChunkGrid): ChunkGrid {
  const bad = grid.chunkDims.length !== grid.dims.length || grid.chunkDims.some((length) => length < 1);
  if (bad || chunkBytes(grid) > LARGEST_CHUNK) throw new MalformedHdf5("chunk dimensions");
  return grid;
}

function openContiguous(
  file: H5File,
  address: number,
  dims: readonly number[],
  elementBytes: number,
): Storage {
  const total = dims.reduce((product, length) => product * length, elementBytes);
  const start = file.base + address;
  if (!Number.isFinite(address) && total > LARGEST_CHUNK)
    throw new MalformedHdf5("dimensions beyond the data");
  if (!Number.isFinite(address))
    return contiguous(dims, elementBytes, async (_, length) => new Uint8Array(length));
  if (start + total > file.source.size) throw new MalformedHdf5("data beyond the end of the file");
  return contiguous(dims, elementBytes, (at, length) => file.source.read(start + at, length));
}

function strides(dims: readonly number[], elementBytes: number): number[] {
  const result = dims.map(() => elementBytes);
  for (let dim = dims.length - 2; dim >= 0; dim--) result[dim] = result[dim + 1] * dims[dim + 1];
  return result;
}

function contiguous(
  dims: readonly number[],
  elementBytes: number,
  read: (at: number, length: number) => Promise<Uint8Array>,
): Storage {
  const steps = strides(dims, elementBytes);
  return {
    async block(place, axis) {
      const at = place.reduce((sum, index, dim) => sum + index * steps[dim], 0);
      const stride = steps[axis] ?? elementBytes;
      const left = (dims[axis] ?? 1) - (place[axis] ?? 0);
      const elements = Math.max(1, Math.min(left, Math.floor(PIECE_BYTES / stride)));
      const bytes = await read(at, (elements - 1) * stride + elementBytes);
      return { bytes, at: 0, stride, end: (place[axis] ?? 0) + elements };
    },
  };
}

function chunked(file: H5File, grid: ChunkGrid, index: H5ChunkIndex, filters: readonly Filter[]): Storage {
  const counts = chunksAlong(grid);
  const total = counts.reduce((product, count) => product * count, 1);
  // Chunks may never have been written, but dimensions of which next to nothing was written are a mistake.
  if (total > 1000 && index.size < total / 100) throw new MalformedHdf5("dimensions beyond the data");
  const steps = strides(grid.chunkDims, grid.elementBytes);
  const size = chunkBytes(grid);
  const chunkAt = keepingLatest(Math.max(2, Math.floor(CHUNK_BYTES_KEPT / size)), readChunk);
  async function readChunk(linear: number): Promise<Uint8Array> {
    const chunk = index.get(linear);
    // A chunk that was never written holds the fill value, which is zero unless set.
    if (!chunk) return new Uint8Array(size);
    const stored = await file.source.read(file.base + chunk.address, Math.min(chunk.bytes, LARGEST_CHUNK));
    const whole =
      stored.length < chunk.bytes ? NOTHING : undoFilters(stored, filters, chunk.filterMask, size);
    if (whole.length < size) file.damage.chunks++;
    return whole;
  }
  return {
    async block(place, axis) {
      const inGrid = place.map((at, dim) => Math.floor(at / grid.chunkDims[dim]));
      const bytes = await chunkAt(inGrid.reduce((linear, at, dim) => linear * counts[dim] + at, 0));
      const at = place.reduce((sum, index, dim) => sum + (index % grid.chunkDims[dim]) * steps[dim], 0);
      return { bytes, at, stride: steps[axis], end: (inGrid[axis] + 1) * grid.chunkDims[axis] };
    },
  };
}

const NOTHING = new Uint8Array(0);

interface Filter {
  readonly id: number;
  readonly values: readonly number[];
}

const DEFLATE = 1;
const SHUFFLE = 2;
const FLETCHER32 = 3;

/** Compressions that are met and not undone here, by their registered number. */
const NAMES_OF_OTHER_FILTERS: Readonly<Record<number, string>> = {
  4: "SZIP",
  32000: "LZF",
  32001: "Blosc",
  32004: "LZ4",
  32015: "Zstandard",
};

function readFilters(cursor: H5Cursor): readonly Filter[] {
  const version = cursor.unsigned(1);
  const count = cursor.unsigned(1);
  if (version === 1) cursor.skip(6);
  const filters = Array.from({ length: count }, (): Filter => {
    const id = cursor.unsigned(2);
    const nameBytes = version === 1 || id >= 256 ? cursor.unsigned(2) : 0;
    cursor.skip(2);
    const valueCount = cursor.unsigned(2);
    cursor.skip(version === 1 ? Math.ceil(nameBytes / 8) * 8 : nameBytes);
    const values = Array.from({ length: valueCount }, () => cursor.unsigned(4));
    if (version === 1 && valueCount % 2 === 1) cursor.skip(4);
    return { id, values };
  });
  const unknown = filters.find(({ id }) => ![DEFLATE, SHUFFLE, FLETCHER32].includes(id));
  if (unknown) {
    const name = NAMES_OF_OTHER_FILTERS[unknown.id];
    throw new UnsupportedHdf5(name ? `compressed by ${name}` : `filter ${unknown.id}`);
  }
  return filters;
}

/** Empty if the chunk is damaged. */
function undoFilters(stored: Uint8Array, filters: readonly Filter[], mask: number, size: number): Uint8Array {
  let bytes = stored;
  for (let at = filters.length - 1; at >= 0; at--) {
    if ((mask >> at) & 1) continue;
    const { id, values } = filters[at];
    if (id === FLETCHER32) bytes = bytes.subarray(0, bytes.length - 4);
    else if (id === SHUFFLE) bytes = unshuffled(bytes, values[0] ?? 1);
    else {
      const inflated = inflatedChunk(bytes, size);
      if (!inflated) return NOTHING;
      bytes = inflated;
    }
  }
  return bytes;
}

/** Into a buffer of the chunk's size (and a check sum), so that a hostile stream cannot grow further. */
function inflatedChunk(bytes: Uint8Array, size: number): Uint8Array | undefined {
  try {
    return unzlibSync(bytes, { out: new Uint8Array(size + 4) });
  } catch {
    return undefined;
  }
}

/** Shuffled bytes stand sorted by their place in the element. */
function unshuffled(bytes: Uint8Array, elementBytes: number): Uint8Array {
  if (elementBytes < 2) return bytes;
  const count = Math.floor(bytes.length / elementBytes);
  const plain = new Uint8Array(bytes.length);
  for (let byte = 0; byte < elementBytes; byte++) {
    const from = byte * count;
    for (let i = 0, to = byte; i < count; i++, to += elementBytes) plain[to] = bytes[from + i];
  }
  plain.set(bytes.subarray(count * elementBytes), count * elementBytes);
  return plain;
}
