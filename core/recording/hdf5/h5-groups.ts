/**
 * Links of a group: the names of its members and where they are.
 *
 * Source: HDF5 File Format Specification 3.0, chapters III.A.1, III.B, III.C and IV.A.2.
 */
import { decodeText } from "../decode-text.ts";
import { readBtree2 } from "./h5-btree2.ts";
import { type H5Cursor, type H5File, MalformedHdf5 } from "./h5-file.ts";
import { openFractalHeap, readLocalHeap } from "./h5-heaps.ts";
import { type H5Message, LINK, LINK_INFO, SYMBOL_TABLE } from "./h5-object.ts";

export interface H5Link {
  readonly name: string;
  readonly address: number;
}

const MOST_LINKS = 100_000;

/** Hard links only: soft and external ones lead elsewhere. */
export async function readLinks(file: H5File, messages: readonly H5Message[]): Promise<readonly H5Link[]> {
  const links: H5Link[] = [];
  for (const { type, body } of messages) {
    body.at = 0;
    if (type === LINK) addLink(body, links);
    else if (type === SYMBOL_TABLE) await addSymbolTable(file, body.offset(), body.offset(), links);
    else if (type === LINK_INFO) await addDense(file, body, links);
  }
  return links;
}

function addLink(body: H5Cursor, links: H5Link[]): void {
  body.skip(1);
  const flags = body.unsigned(1);
  const kind = flags & 8 ? body.unsigned(1) : 0;
  body.skip((flags & 4 ? 8 : 0) + (flags & 0x10 ? 1 : 0));
  const name = decodeText(body.take(body.unsigned(2 ** (flags & 3))).bytes).text;
  if (kind === 0) links.push({ name, address: body.offset() });
}

async function addDense(file: H5File, body: H5Cursor, links: H5Link[]): Promise<void> {
  body.skip(1);
  const flags = body.unsigned(1);
  body.skip(flags & 1 ? 8 : 0);
  const heapAddress = body.offset();
  const indexAddress = body.offset();
  if (!Number.isFinite(heapAddress) || !Number.isFinite(indexAddress)) return;
  const object = await openFractalHeap(file, heapAddress);
  const { records } = await readBtree2(file, indexAddress);
  for (const record of records.slice(0, MOST_LINKS)) {
    record.skip(4);
    addLink(await object(record.take(record.left)), links);
  }
}

async function addSymbolTable(file: H5File, tree: number, heap: number, links: H5Link[]): Promise<void> {
  const nameAt = await readLocalHeap(file, heap);
  const { offsetBytes: o, lengthBytes: l } = file;
  async function visit(address: number, depth: number): Promise<void> {
    if (depth > 16 || links.length > MOST_LINKS) throw new MalformedHdf5("group tree");
    const head = await file.structure(address, 8 + 2 * o);
    head.expect("TREE");
    if (head.unsigned(1) !== 0) throw new MalformedHdf5("group tree");
    const level = head.unsigned(1);
    const count = head.unsigned(2);
    const node = await file.structure(address + 8 + 2 * o, count * (o + l));
    for (let child = 0; child < count; child++) {
      node.skip(l);
      const next = node.offset();
      if (level > 0) await visit(next, depth + 1);
      else await addSymbols(next);
    }
  }
  async function addSymbols(address: number): Promise<void> {
    const head = await file.structure(address, 8);
    head.expect("SNOD");
    head.skip(2);
    const count = head.unsigned(2);
    const entries = await file.structure(address + 8, count * (2 * o + 24));
    for (let entry = 0; entry < count; entry++) {
      const name = nameAt(entries.offset());
      const header = entries.offset();
      const isSoft = entries.unsigned(4) === 2;
      entries.skip(20);
      if (!isSoft) links.push({ name, address: header });
    }
  }
  if (Number.isFinite(tree)) await visit(tree, 0);
}
