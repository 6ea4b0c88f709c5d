/**
 * Fixed and extensible arrays: the chunk indices of newer files.
 *
 * Source: HDF5 File Format Specification 3.0, chapters VII.C and VII.D.
 */
import type { H5Chunk } from "./h5-chunks.ts";
import { type H5Cursor, type H5File, MalformedHdf5 } from "./h5-file.ts";

type Visit = (index: number, chunk: H5Chunk) => void;

/** An element is an address, and for filtered chunks also the stored size and the filter mask. */
function elementReader(file: H5File, elementBytes: number, isFiltered: boolean, chunkBytes: number) {
  return (cursor: H5Cursor): H5Chunk => {
    const address = cursor.offset();
    if (!isFiltered) return { address, bytes: chunkBytes, filterMask: 0 };
    const bytes = cursor.unsigned(elementBytes - file.offsetBytes - 4);
    return { address, bytes, filterMask: cursor.unsigned(4) };
  };
}

const MOST_ELEMENTS = 4_000_000;

export async function readFixedArray(
  file: H5File,
  address: number,
  chunkBytes: number,
  visit: Visit,
): Promise<void> {
  if (!Number.isFinite(address)) return;
  const { offsetBytes: o } = file;
  const head = await file.structure(address, 12 + file.lengthBytes + o);
  head.expect("FAHD");
  head.skip(1);
  const isFiltered = head.unsigned(1) === 1;
  const elementBytes = head.unsigned(1);
  const pageElements = 2 ** head.unsigned(1);
  const count = head.length();
  const block = head.offset();
  if (count > MOST_ELEMENTS || elementBytes === 0) throw new MalformedHdf5("fixed array");
  if (!Number.isFinite(block)) return;
  const element = elementReader(file, elementBytes, isFiltered, chunkBytes);
  const start = 6 + o;
  if (count <= pageElements) {
    const body = await file.structure(block + start, count * elementBytes);
    for (let index = 0; index < count; index++) visit(index, element(body));
    return;
  }
  const pages = Math.ceil(count / pageElements);
  const bitmap = await file.structure(block + start, Math.ceil(pages / 8));
  let at = block + start + Math.ceil(pages / 8) + 4;
  for (let page = 0; page < pages; page++) {
    const elements = Math.min(pageElements, count - page * pageElements);
    if (bitmap.bytes[page >> 3] & (0x80 >> (page & 7))) {
      const body = await file.structure(at, elements * elementBytes);
      for (let index = 0; index < elements; index++) visit(page * pageElements + index, element(body));
    }
    at += pageElements * elementBytes + 4;
  }
}

export async function readExtensibleArray(
  file: H5File,
  address: number,
  chunkBytes: number,
  visit: Visit,
): Promise<void> {
  if (!Number.isFinite(address)) return;
  const { offsetBytes: o, lengthBytes: l } = file;
  const head = await file.structure(address, 16 + 6 * l + o);
  head.expect("EAHD");
  head.skip(1);
  const isFiltered = head.unsigned(1) === 1;
  const elementBytes = head.unsigned(1);
  const countBits = head.unsigned(1);
  const inIndexBlock = head.unsigned(1);
  const smallestBlock = head.unsigned(1);
  const smallestPointers = head.unsigned(1);
  const pageElements = 2 ** head.unsigned(1);
  head.skip(4 * l);
  // The number of elements that were ever set.
  const count = head.length();
  head.skip(l);
  const indexBlock = head.offset();
  if (count > MOST_ELEMENTS || elementBytes === 0 || smallestBlock === 0)
    throw new MalformedHdf5("extensible array");
  if (!Number.isFinite(indexBlock) || count === 0) return;
  const element = elementReader(file, elementBytes, isFiltered, chunkBytes);
  const offsetWidth = Math.ceil(countBits / 8);

  // Super block s has 2^(s/2) data blocks of 2^((s+1)/2) times the smallest size, rounded down.
  const blocksIn = (s: number) => 2 ** Math.floor(s / 2);
  const elementsIn = (s: number) => 2 ** Math.floor((s + 1) / 2) * smallestBlock;
  const firstSuper = 2 * Math.floor(Math.log2(Math.max(1, smallestPointers)));
  const superBlocks = 1 + countBits - Math.floor(Math.log2(smallestBlock));
  let directBlocks = 0;
  for (let s = 0; s < firstSuper; s++) directBlocks += blocksIn(s);
  const pointers = directBlocks + Math.max(0, superBlocks - firstSuper);
  const body = await file.structure(indexBlock + 6 + o, inIndexBlock * elementBytes + pointers * o);
  let next = 0;
  for (; next < inIndexBlock; next++) {
    const chunk = element(body);
    if (next < count) visit(next, chunk);
  }

  async function readBlock(
    block: number,
    elements: number,
    first: number,
    pageMap?: Uint8Array,
  ): Promise<void> {
    if (!Number.isFinite(block) || first >= count) return;
    const start = block + 6 + o + offsetWidth;
    if (elements <= pageElements) {
      const values = await file.structure(start, elements * elementBytes);
      for (let i = 0; i < elements && first + i < count; i++) visit(first + i, element(values));
      return;
    }
    const pages = elements / pageElements;
    for (let page = 0; page < pages && first + page * pageElements < count; page++) {
      if (pageMap && !(pageMap[page >> 3] & (0x80 >> (page & 7)))) continue;
      const at = start + 4 + page * (pageElements * elementBytes + 4);
      const values = await file.structure(at, pageElements * elementBytes);
      for (let i = 0; i < pageElements; i++) {
        const index = first + page * pageElements + i;
        const chunk = element(values);
        if (index < count) visit(index, chunk);
      }
    }
  }

  for (let s = 0; s < superBlocks && next < count; s++) {
    const elements = elementsIn(s);
    if (s < firstSuper) {
      for (let block = 0; block < blocksIn(s); block++, next += elements) {
        await readBlock(body.offset(), elements, next);
      }
      continue;
    }
    const superBlock = body.offset();
    if (!Number.isFinite(superBlock)) {
      next += blocksIn(s) * elements;
      continue;
    }
    const pages = elements > pageElements ? elements / pageElements : 0;
    const mapBytes = Math.ceil(pages / 8);
    const start = 6 + o + offsetWidth;
    const contents = await file.structure(superBlock + start, blocksIn(s) * (mapBytes + o));
    const maps = Array.from({ length: blocksIn(s) }, () => contents.take(mapBytes).bytes);
    for (let block = 0; block < blocksIn(s); block++, next += elements) {
      await readBlock(contents.offset(), elements, next, pages > 0 ? maps[block] : undefined);
    }
  }
}
