/** Everything in an HDF5 file: its groups and datasets by path, with their attributes. */
import { type H5Value, readAttributes } from "./h5-attributes.ts";
import { type H5Dataset, openDataset } from "./h5-dataset.ts";
import { type H5File, MalformedHdf5 } from "./h5-file.ts";
import { readLinks } from "./h5-groups.ts";
import { type H5Message, readObject } from "./h5-object.ts";

export interface H5Node {
  /** Names from the root, without it: empty for the root itself. */
  readonly path: readonly string[];
  readonly address: number;
  readonly attributes: ReadonlyMap<string, H5Value>;
  /** Undefined: a group. */
  readonly dataset: H5Dataset | undefined;
}

export interface H5Tree {
  readonly nodes: readonly H5Node[];
  /** Paths of objects that could not be read, with the reason. */
  readonly unreadable: readonly string[];
}

const MOST_NODES = 20_000;
const DEEPEST = 32;

export async function readTree(file: H5File): Promise<H5Tree> {
  const nodes: H5Node[] = [];
  const unreadable: string[] = [];
  const seen = new Set<number>();
  async function visit(address: number, path: readonly string[]): Promise<void> {
    if (seen.has(address) || nodes.length >= MOST_NODES || path.length > DEEPEST) return;
    seen.add(address);
    const messages = await readObject(file, address);
    nodes.push({ path, address, ...(await contents(messages)) });
    for (const link of await readLinks(file, messages)) {
      await tolerated([...path, link.name], () => visit(link.address, [...path, link.name]));
    }
  }
  async function contents(messages: readonly H5Message[]) {
    return { attributes: await readAttributes(file, messages), dataset: await openDataset(file, messages) };
  }
  async function tolerated(path: readonly string[], step: () => Promise<void>): Promise<void> {
    try {
      await step();
    } catch (error) {
      if (!(error instanceof MalformedHdf5)) throw error;
      unreadable.push(`${path.join("/")}: ${error.message}`);
    }
  }
  await visit(file.root, []);
  return { nodes, unreadable };
}
