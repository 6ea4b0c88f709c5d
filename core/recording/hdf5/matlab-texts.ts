/**
 * Texts in an HDF5 file: plain text datasets, MATLAB character arrays (numbers marked as `char`) and cell arrays of
 * them (references to other objects).
 */
import { storedNumberReader } from "../sample-encoding.ts";
import { readValues } from "./h5-attributes.ts";
import { H5Cursor, type H5File, MalformedHdf5 } from "./h5-file.ts";
import type { H5Node } from "./h5-tree.ts";

const LONGEST = 4096;

/** By path; members of a cell array end in `{1}`, `{2}` … */
export async function collectTexts(
  file: H5File,
  nodes: readonly H5Node[],
): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  const byAddress = new Map(nodes.map((node) => [node.address, node]));
  for (const node of nodes) {
    if (node.path[0]?.startsWith("#")) continue;
    const path = node.path.join(".");
    for (const [name, value] of node.attributes) {
      if (typeof value === "string") texts.set(path === "" ? name : `${path}.${name}`, value);
    }
    try {
      await addDataset(file, node, path, byAddress, texts);
    } catch (error) {
      // A text that cannot be read leaves a channel without its name, no more.
      if (!(error instanceof MalformedHdf5)) throw error;
    }
  }
  return texts;
}

async function addDataset(
  file: H5File,
  node: H5Node,
  path: string,
  byAddress: ReadonlyMap<number, H5Node>,
  texts: Map<string, string>,
): Promise<void> {
  const { dataset } = node;
  if (!dataset || dataset.elementCount === 0 || dataset.elementCount > LONGEST) return;
  const { kind } = dataset.type;
  if (kind === "number" && node.attributes.get("MATLAB_class") === "char") {
    texts.set(path, await characters(node));
  } else if (kind === "text" || kind === "variable text") {
    const body = new H5Cursor(await dataset.readAll(), file.offsetBytes, file.lengthBytes);
    const values = await readValues(file, body, dataset.type, dataset.elementCount);
    if (dataset.elementCount === 1) texts.set(path, String(values?.[0]));
    else
      values?.forEach((value, index) => {
        texts.set(`${path}{${index + 1}}`, String(value));
      });
  } else if (kind === "object reference") {
    const addresses = await referenced(node);
    for (const [index, address] of addresses.entries()) {
      const target = byAddress.get(address);
      if (target?.attributes.get("MATLAB_class") === "char")
        texts.set(`${path}{${index + 1}}`, await characters(target));
    }
  }
}

/** The longest line through the array, one character for each number. */
async function characters(node: H5Node): Promise<string> {
  const { dataset } = node;
  if (!dataset || dataset.elementCount > LONGEST) return "";
  const axis = dataset.dims.indexOf(Math.max(...dataset.dims));
  const codes = await dataset.readAlong(
    axis,
    dataset.dims.map(() => 0),
    0,
    dataset.dims[axis],
  );
  return String.fromCharCode(...codes);
}

async function referenced(node: H5Node): Promise<number[]> {
  const { dataset } = node;
  if (!dataset) return [];
  const width = dataset.type.bytes;
  const axis = dataset.dims.indexOf(Math.max(...dataset.dims));
  if (width !== 8 || dataset.dims.some((length, dim) => dim !== axis && length > 1)) return [];
  const bytes = await dataset.readAll();
  const addressAt = storedNumberReader(bytes, "uint64");
  return Array.from({ length: dataset.elementCount }, (_, index) => addressAt(index * width));
}
