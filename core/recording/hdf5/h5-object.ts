/**
 * Object headers: the messages that describe a group or a dataset.
 *
 * Source: HDF5 File Format Specification 3.0, chapter IV.A.
 */
import { type H5Cursor, type H5File, MalformedHdf5 } from "./h5-file.ts";

export const DATASPACE = 0x01;
export const LINK_INFO = 0x02;
export const DATATYPE = 0x03;
export const LINK = 0x06;
export const LAYOUT = 0x08;
export const FILTERS = 0x0b;
export const ATTRIBUTE = 0x0c;
const CONTINUATION = 0x10;
export const SYMBOL_TABLE = 0x11;
export const ATTRIBUTE_INFO = 0x15;

export interface H5Message {
  readonly type: number;
  /** The body is stored elsewhere. */
  readonly shared: boolean;
  readonly body: H5Cursor;
}

const MOST_MESSAGES = 10_000;

export async function readObject(file: H5File, address: number): Promise<readonly H5Message[]> {
  const messages: H5Message[] = [];
  const start = await file.structure(address, 16);
  const isNew = start.bytes[0] === 0x4f;
  const blocks: { address: number; length: number }[] = [];
  let ordered = false;
  if (isNew) {
    start.expect("OHDR");
    start.skip(1);
    const flags = start.unsigned(1);
    ordered = (flags & 4) !== 0;
    const sizeAt = 6 + (flags & 0x20 ? 16 : 0) + (flags & 0x10 ? 4 : 0);
    const size = await file.structure(address + sizeAt, 8);
    const width = 2 ** (flags & 3);
    blocks.push({ address: address + sizeAt + width, length: size.unsigned(width) });
  } else {
    if (start.unsigned(1) !== 1) throw new MalformedHdf5("object header");
    start.skip(7);
    blocks.push({ address: address + 16, length: start.unsigned(4) });
  }
  for (let block = 0; block < blocks.length; block++) {
    if (blocks.length > 1000) throw new MalformedHdf5("object header goes on and on");
    const cursor = await file.structure(blocks[block].address, blocks[block].length);
    if (isNew && block > 0) cursor.expect("OCHK");
    const end = isNew && block > 0 ? 4 : 0;
    const headBytes = isNew ? (ordered ? 6 : 4) : 8;
    while (cursor.left - end >= headBytes && messages.length < MOST_MESSAGES) {
      const type = cursor.unsigned(isNew ? 1 : 2);
      const size = cursor.unsigned(2);
      const flags = cursor.unsigned(1);
      cursor.skip(headBytes - (isNew ? 4 : 5));
      const body = cursor.take(Math.min(size, cursor.left));
      if (type === CONTINUATION) blocks.push({ address: body.offset(), length: body.length() });
      else messages.push({ type, shared: (flags & 2) !== 0, body });
    }
  }
  return messages;
}

/** The body of a message, fetched from the object that holds it if it is shared. */
export async function messageBody(file: H5File, message: H5Message, depth = 0): Promise<H5Cursor> {
  if (!message.shared) {
    message.body.at = 0;
    return message.body;
  }
  const { body } = message;
  body.at = 0;
  const version = body.unsigned(1);
  body.skip(version === 1 ? 7 : 1);
  const owner = await readObject(file, body.offset());
  const original = owner.find((other) => other.type === message.type);
  if (!original || depth > 2) throw new MalformedHdf5("shared message");
  return messageBody(file, original, depth + 1);
}
