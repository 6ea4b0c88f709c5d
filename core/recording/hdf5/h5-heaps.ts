/**
 * Heaps: where HDF5 keeps names, long texts and densely stored messages.
 *
 * Source: HDF5 File Format Specification 3.0, chapters III.D to III.G.
 */
import { decodeText } from "../decode-text.ts";
import { type H5Cursor, type H5File, MalformedHdf5, UnsupportedHdf5 } from "./h5-file.ts";

const LONGEST_TEXT = 2 ** 20;

/** Names in the local heap of a group, by their offset. */
export async function readLocalHeap(file: H5File, address: number): Promise<(offset: number) => string> {
  const head = await file.structure(address, 8 + 2 * file.lengthBytes + file.offsetBytes);
  head.expect("HEAP");
  head.skip(4);
  const size = head.length();
  head.length();
  const data = await file.structure(head.offset(), size);
  return (offset) => {
    const end = data.bytes.indexOf(0, offset);
    return decodeText(data.bytes.subarray(offset, end < 0 ? data.bytes.length : end)).text;
  };
}

/** A text of variable length: its length, the heap it lies in and its number there. */
export async function readVariableText(file: H5File, cursor: H5Cursor): Promise<string> {
  const length = cursor.unsigned(4);
  const heap = cursor.offset();
  const wanted = cursor.unsigned(4);
  if (length === 0 || heap === 0 || !Number.isFinite(heap)) return "";
  const head = await file.structure(heap, 8 + file.lengthBytes);
  head.expect("GCOL");
  head.skip(4);
  const collection = await file.structure(heap, head.length());
  collection.skip(8 + file.lengthBytes);
  while (collection.left >= 8 + file.lengthBytes) {
    const index = collection.unsigned(2);
    collection.skip(6);
    const size = collection.length();
    if (index === 0) break;
    const body = collection.take(Math.min(size, collection.left));
    if (index === wanted) return decodeText(body.bytes.subarray(0, Math.min(length, LONGEST_TEXT))).text;
    collection.skip((8 - (size % 8)) % 8);
  }
  throw new MalformedHdf5("text not in its heap");
}

/** Objects of a fractal heap by their heap id. */
export async function openFractalHeap(
  file: H5File,
  address: number,
): Promise<(id: H5Cursor) => Promise<H5Cursor>> {
  const { offsetBytes: o, lengthBytes: l } = file;
  const head = await file.structure(address, 26 + 12 * l + 3 * o);
  head.expect("FRHP");
  head.skip(1 + 2);
  const filterBytes = head.unsigned(2);
  head.skip(1);
  const largestManaged = head.unsigned(4);
  head.skip(l + o + l + o + 8 * l);
  const width = head.unsigned(2);
  const startBytes = head.length();
  const largestDirect = head.length();
  const offsetBits = head.unsigned(2);
  head.skip(2);
  const root = head.offset();
  const rootRows = head.unsigned(2);
  if (filterBytes > 0) throw new UnsupportedHdf5("compressed heap");
  if (width === 0 || startBytes === 0) throw new MalformedHdf5("heap");
  const offsetWidth = Math.ceil(offsetBits / 8);
  const lengthWidth = Math.floor(Math.log2(Math.min(largestDirect, largestManaged)) / 8) + 1;
  const rowBytes = (row: number) => startBytes * (row === 0 ? 1 : 2 ** (row - 1));
  const directRows = Math.log2(largestDirect / startBytes) + 2;

  /** Address of the byte at a heap offset, looking in an indirect block that starts at heap offset `start`. */
  async function locate(
    block: number,
    rows: number,
    start: number,
    offset: number,
    depth: number,
  ): Promise<number> {
    if (depth > 8 || !Number.isFinite(block)) throw new MalformedHdf5("heap block");
    if (rows === 0) return block + offset - start;
    const head = 5 + o + offsetWidth;
    let childStart = start;
    for (let row = 0; row < rows; row++) {
      const size = rowBytes(row);
      if (offset >= childStart + width * size) {
        childStart += width * size;
        continue;
      }
      const column = Math.floor((offset - childStart) / size);
      const pointer = await file.structure(block + head + (row * width + column) * o, o);
      const childRows = row < directRows ? 0 : Math.log2(size / (startBytes * width)) + 1;
      return locate(pointer.offset(), childRows, childStart + column * size, offset, depth + 1);
    }
    throw new MalformedHdf5("heap offset");
  }

  return async (id) => {
    id.at = 0;
    const kind = (id.unsigned(1) >> 4) & 3;
    if (kind === 2) {
      const length = (id.bytes[0] & 15) + 1;
      return id.take(Math.min(length, id.left));
    }
    if (kind !== 0) throw new UnsupportedHdf5("huge heap object");
    const offset = id.unsigned(offsetWidth);
    const length = id.unsigned(lengthWidth);
    return file.structure(await locate(root, rootRows, 0, offset, 0), length);
  };
}
