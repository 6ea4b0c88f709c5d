/**
 * Records of a version 2 B-tree, in order.
 *
 * Source: HDF5 File Format Specification 3.0, chapter III.A.2.
 */
import { type H5Cursor, type H5File, MalformedHdf5 } from "./h5-file.ts";

const MOST_RECORDS = 5_000_000;

export interface H5Records {
  readonly type: number;
  readonly records: readonly H5Cursor[];
}

export async function readBtree2(file: H5File, address: number): Promise<H5Records> {
  const head = await file.structure(address, 22 + file.offsetBytes + file.lengthBytes);
  head.expect("BTHD");
  head.skip(1);
  const type = head.unsigned(1);
  const nodeBytes = head.unsigned(4);
  const recordBytes = head.unsigned(2);
  const depth = head.unsigned(2);
  head.skip(2);
  const root = head.offset();
  const rootRecords = head.unsigned(2);
  const records: H5Cursor[] = [];
  if (!Number.isFinite(root) || rootRecords === 0) return { type, records };
  if (recordBytes === 0 || depth > 16) throw new MalformedHdf5("B-tree");

  // How wide the counts in inner nodes are follows from how much a node can hold.
  const most = [Math.floor((nodeBytes - 10) / recordBytes)];
  const total = [most[0]];
  const countBytes = bytesFor(most[0]);
  const pointerBytes = (level: number) =>
    file.offsetBytes + countBytes + (level > 1 ? bytesFor(total[level - 1]) : 0);
  for (let level = 1; level <= depth; level++) {
    most[level] = Math.floor((nodeBytes - 10 - pointerBytes(level)) / (recordBytes + pointerBytes(level)));
    total[level] = (most[level] + 1) * total[level - 1] + most[level];
  }

  async function visit(nodeAddress: number, count: number, level: number): Promise<void> {
    const node = await file.structure(nodeAddress, nodeBytes);
    node.expect(level === 0 ? "BTLF" : "BTIN");
    node.skip(2);
    const own = Array.from({ length: count }, () => node.take(recordBytes));
    for (let child = 0; child <= count; child++) {
      if (level > 0) {
        const childAddress = node.offset();
        const childCount = node.unsigned(countBytes);
        if (level > 1) node.skip(bytesFor(total[level - 1]));
        await visit(childAddress, childCount, level - 1);
      }
      if (child < count) records.push(own[child]);
      if (records.length > MOST_RECORDS) throw new MalformedHdf5("B-tree goes on and on");
    }
  }
  await visit(root, rootRecords, depth);
  return { type, records };
}

function bytesFor(largest: number): number {
  return Math.floor(Math.log2(Math.max(1, largest)) / 8) + 1;
}
