/**
 * Where the chunks of a dataset are, whatever index the file uses: version 1 B-tree, single chunk, implicit, fixed
 * array, extensible array, version 2 B-tree.
 *
 * Source: HDF5 File Format Specification 3.0, chapters III.A, IV.A.2.i, VII.
 */
import { readBtree2 } from "./h5-btree2.ts";
import { readExtensibleArray, readFixedArray } from "./h5-chunk-arrays.ts";
import { type H5Cursor, type H5File, MalformedHdf5, UnsupportedHdf5 } from "./h5-file.ts";

export interface H5Chunk {
  readonly address: number;
  /** As stored. */
  readonly bytes: number;
  /** Filters that were left out for this chunk, a bit each. */
  readonly filterMask: number;
}

/** By the chunk's place in the grid of chunks, last dimension fastest. Chunks that were never written are missing. */
export type H5ChunkIndex = ReadonlyMap<number, H5Chunk>;

export interface ChunkGrid {
  readonly dims: readonly number[];
  readonly chunkDims: readonly number[];
  /** Of one element. */
  readonly elementBytes: number;
  readonly filtered: boolean;
}

const MOST_CHUNKS = 4_000_000;

export function chunksAlong(grid: ChunkGrid): number[] {
  return grid.dims.map((length, dim) => Math.ceil(length / grid.chunkDims[dim]));
}

export function chunkBytes(grid: ChunkGrid): number {
  return grid.chunkDims.reduce((product, length) => product * length, grid.elementBytes);
}

/** Index of layout message version 3 (and older): always a B-tree. */
export async function readOldChunkIndex(
  file: H5File,
  address: number,
  grid: ChunkGrid,
): Promise<H5ChunkIndex> {
  const chunks = new Map<number, H5Chunk>();
  const rank = grid.dims.length;
  const keyBytes = 8 + 8 * (rank + 1);
  const counts = chunksAlong(grid);
  async function visit(node: number, depth: number): Promise<void> {
    if (depth > 16) throw new MalformedHdf5("chunk tree");
    const head = await file.structure(node, 8 + 2 * file.offsetBytes);
    head.expect("TREE");
    if (head.unsigned(1) !== 1) throw new MalformedHdf5("chunk tree");
    const level = head.unsigned(1);
    const count = head.unsigned(2);
    const body = await file.structure(node + 8 + 2 * file.offsetBytes, count * (keyBytes + file.offsetBytes));
    for (let child = 0; child < count; child++) {
      const bytes = body.unsigned(4);
      const filterMask = body.unsigned(4);
      const place = Array.from({ length: rank }, (_, dim) => body.unsigned(8) / grid.chunkDims[dim]);
      body.skip(8);
      const address = body.offset();
      if (level > 0) await visit(address, depth + 1);
      else addChunk(chunks, counts, place, { address, bytes, filterMask });
    }
  }
  if (Number.isFinite(address)) await visit(address, 0);
  return chunks;
}

/** Index of layout message versions 4 and 5; the cursor stands behind the chunk's dimensions. */
export async function readNewChunkIndex(
  file: H5File,
  layout: H5Cursor,
  version: number,
  flags: number,
  grid: ChunkGrid,
): Promise<H5ChunkIndex> {
  const chunks = new Map<number, H5Chunk>();
  const counts = chunksAlong(grid);
  const bytes = chunkBytes(grid);
  const total = counts.reduce((product, count) => product * count, 1);
  const kind = layout.unsigned(1);
  if (kind === 1) {
    const stored = flags & 2 ? layout.length() : bytes;
    const filterMask = flags & 2 ? layout.unsigned(4) : 0;
    addLinear(chunks, 0, { address: layout.offset(), bytes: stored, filterMask });
  } else if (kind === 2) {
    const address = layout.offset();
    if (total > MOST_CHUNKS) throw new MalformedHdf5("too many chunks");
    for (let i = 0; i < total; i++)
      addLinear(chunks, i, { address: address + i * bytes, bytes, filterMask: 0 });
  } else if (kind === 3) {
    layout.skip(1);
    await readFixedArray(
      file,
      layout.offset(),
      bytes,
      (i, chunk) => i < total && addLinear(chunks, i, chunk),
    );
  } else if (kind === 4) {
    layout.skip(5);
    await readExtensibleArray(
      file,
      layout.offset(),
      bytes,
      (i, chunk) => i < total && addLinear(chunks, i, chunk),
    );
  } else if (kind === 5) {
    layout.skip(6);
    // Version 4 gives a stored size just the bytes it may need, version 5 always the full width.
    const needed = Math.min(8, 1 + Math.floor((Math.floor(Math.log2(bytes)) + 8) / 8));
    const sizeBytes = version > 4 ? file.lengthBytes : needed;
    await readTreeIndex(file, layout.offset(), counts, bytes, sizeBytes, chunks);
  } else throw new UnsupportedHdf5(`chunk index ${kind}`);
  return chunks;
}

async function readTreeIndex(
  file: H5File,
  address: number,
  counts: readonly number[],
  bytes: number,
  sizeBytes: number,
  chunks: Map<number, H5Chunk>,
): Promise<void> {
  if (!Number.isFinite(address)) return;
  const { type, records } = await readBtree2(file, address);
  for (const record of records) {
    const chunkAddress = record.offset();
    const stored = type === 11 ? record.unsigned(sizeBytes) : bytes;
    const filterMask = type === 11 ? record.unsigned(4) : 0;
    const place = counts.map(() => record.unsigned(8));
    addChunk(chunks, counts, place, { address: chunkAddress, bytes: stored, filterMask });
  }
}

function addChunk(
  chunks: Map<number, H5Chunk>,
  counts: readonly number[],
  place: readonly number[],
  chunk: H5Chunk,
): void {
  if (place.some((at, dim) => !Number.isInteger(at) || at >= counts[dim])) return;
  addLinear(
    chunks,
    place.reduce((linear, at, dim) => linear * counts[dim] + at, 0),
    chunk,
  );
}

function addLinear(chunks: Map<number, H5Chunk>, index: number, chunk: H5Chunk): void {
  if (chunks.size > MOST_CHUNKS) throw new MalformedHdf5("too many chunks");
  if (Number.isFinite(chunk.address)) chunks.set(index, chunk);
}
