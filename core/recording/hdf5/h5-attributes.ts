/**
 * Attributes of a group or dataset, as far as they are numbers or texts.
 *
 * Source: HDF5 File Format Specification 3.0, chapters IV.A.2.m and IV.A.2.v.
 */
import { decodeText } from "../decode-text.ts";
import { storedNumberReader } from "../sample-encoding.ts";
import { readBtree2 } from "./h5-btree2.ts";
import { type H5Type, readDataspace, readDatatype } from "./h5-datatype.ts";
import { type H5Cursor, type H5File, MalformedHdf5 } from "./h5-file.ts";
import { openFractalHeap, readVariableText } from "./h5-heaps.ts";
import { ATTRIBUTE, ATTRIBUTE_INFO, type H5Message } from "./h5-object.ts";

/** One value, or several. */
export type H5Value = string | number | readonly string[] | readonly number[];

export async function readAttributes(
  file: H5File,
  messages: readonly H5Message[],
): Promise<ReadonlyMap<string, H5Value>> {
  const attributes = new Map<string, H5Value>();
  const add = async (body: H5Cursor) => {
    const attribute = await readAttribute(file, body);
    if (attribute) attributes.set(...attribute);
  };
  for (const { type, body } of messages) {
    body.at = 0;
    if (type === ATTRIBUTE) await add(body);
    if (type !== ATTRIBUTE_INFO) continue;
    body.skip(1);
    body.skip(body.unsigned(1) & 1 ? 2 : 0);
    const heapAddress = body.offset();
    const indexAddress = body.offset();
    if (!Number.isFinite(heapAddress) || !Number.isFinite(indexAddress)) continue;
    const object = await openFractalHeap(file, heapAddress);
    for (const record of (await readBtree2(file, indexAddress)).records) {
      // A record starts with the heap id, which is eight bytes here.
      await add(await object(record.take(8)));
    }
  }
  return attributes;
}

async function readAttribute(file: H5File, body: H5Cursor): Promise<[string, H5Value] | undefined> {
  const version = body.unsigned(1);
  const flags = body.unsigned(1);
  const sizes = [body.unsigned(2), body.unsigned(2), body.unsigned(2)];
  if (version > 3 || version < 1) throw new MalformedHdf5("attribute");
  if (version === 3) body.skip(1);
  // Version 1 pads each part to eight bytes.
  const part = (size: number) => {
    const cursor = body.take(size);
    if (version === 1) body.skip((8 - (size % 8)) % 8);
    return cursor;
  };
  const name = decodeText(part(sizes[0]).bytes).text.replace(/\0.*$/s, "");
  const typePart = part(sizes[1]);
  const spacePart = part(sizes[2]);
  if (version > 1 && flags !== 0) return undefined;
  const type = readDatatype(typePart);
  const dims = readDataspace(spacePart);
  const count = dims.reduce((product, dim) => product * dim, 1);
  if (count * type.bytes > body.left || count > 65536) return undefined;
  const values = await readValues(file, body, type, count);
  if (values === undefined) return undefined;
  return [name, dims.length === 0 || count === 1 ? values[0] : (values as readonly string[])];
}

/** Numbers or texts; undefined for other types. */
export async function readValues(
  file: H5File,
  body: H5Cursor,
  type: H5Type,
  count: number,
): Promise<readonly number[] | readonly string[] | undefined> {
  if (type.kind === "number") {
    const start = body.at;
    const numberAt = storedNumberReader(body.bytes, type.encoding);
    return Array.from({ length: count }, (_, index) => numberAt(start + index * type.bytes));
  }
  if (type.kind === "text") {
    return Array.from({ length: count }, () =>
      decodeText(body.take(type.bytes).bytes).text.replace(/\0.*$/s, ""),
    );
  }
  if (type.kind !== "variable text") return undefined;
  const texts: string[] = [];
  for (let index = 0; index < count; index++) texts.push(await readVariableText(file, body.take(type.bytes)));
  return texts;
}
