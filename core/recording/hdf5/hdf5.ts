/**
 * Reads HDF5 files: OpenSignals recordings, MATLAB 7.3 files, and free ones by the names of their arrays.
 *
 * A subset of HDF5: groups of every kind, numbers and texts; compact, contiguous and chunked data with every chunk
 * index; deflate, shuffle and checksum filters. Anything else is named in an issue and left out.
 */
import { failure, type Issue, type Result } from "../../issue/issue.ts";
import { type NamedArray, openArrays } from "../array-recording.ts";
import { latin1 } from "../byte-view.ts";
import type { ByteSource, OpenOptions, OpenRecording } from "../recording.ts";
import { caution, fault } from "../recording-issue.ts";
import { tellingDamage } from "../telling-damage.ts";
import type { H5Dataset } from "./h5-dataset.ts";
import { type H5File, MalformedHdf5, openH5File } from "./h5-file.ts";
import { type H5Node, type H5Tree, readTree } from "./h5-tree.ts";
import { collectTexts } from "./matlab-texts.ts";
import { isOpenSignals, openOpenSignals } from "./open-signals.ts";

export { findSuperblock } from "./h5-file.ts";

export async function openHdf5(source: ByteSource, options: OpenOptions): Promise<Result<OpenRecording>> {
  const opened = await tree(source);
  if (!opened.ok) return failure(opened.issue);
  const { file, nodes, unreadable } = opened;
  const issues: Issue[] = unreadable.length > 0 ? [partsUnreadable(source.name, unreadable)] : [];
  const isDamaged = () => file.damage.chunks > 0;
  if (isOpenSignals(nodes)) return tellingDamage(openOpenSignals(source.name, nodes, issues), isDamaged);
  const isMatlab = /^MATLAB 7\.3/.test(latin1(await source.read(0, 10)));
  const visible = nodes.filter(({ path }) => !path[0]?.startsWith("#"));
  const arrays: NamedArray[] = [];
  const numbers = new Map<string, number>();
  for (const node of visible) {
    for (const [name, value] of node.attributes) {
      if (typeof value === "number") numbers.set([...node.path, name].join("."), value);
    }
    const { dataset } = node;
    if (dataset?.type.kind !== "number" || node.attributes.get("MATLAB_class") === "char") continue;
    if (dataset.elementCount === 1) {
      numbers.set(
        node.path.join("."),
        (
          await dataset.readAlong(
            0,
            dataset.dims.map(() => 0),
            0,
            1,
          )
        )[0],
      );
    } else if (dataset.elementCount > 1) arrays.push(namedArray(node, dataset));
  }
  const texts = await collectTexts(file, nodes);
  const format = isMatlab ? "MAT 7.3" : "HDF5";
  const contents = { name: source.name, format, arrays, texts, numbers, issues } as const;
  return tellingDamage(await openArrays(contents, options), isDamaged);
}

async function tree(
  source: ByteSource,
): Promise<
  ({ readonly ok: true; readonly file: H5File } & H5Tree) | { readonly ok: false; readonly issue: Issue }
> {
  try {
    const file = await openH5File(source);
    return { ok: true, file, ...(await readTree(file)) };
  } catch (error) {
    if (!(error instanceof MalformedHdf5)) throw error;
    return { ok: false, issue: malformed(source.name, error.message) };
  }
}

export function namedArray(node: H5Node, dataset: H5Dataset): NamedArray {
  const { dims } = dataset;
  return {
    name: node.path.join("."),
    dims,
    readAlong: (axis, other, from, count) => {
      const otherAxis = dims.findIndex((length, dim) => dim !== axis && length > 1);
      return dataset.readAlong(
        axis,
        dims.map((_, dim) => (dim === otherAxis ? other : 0)),
        from,
        count,
      );
    },
  };
}

function malformed(file: string, reason: string): Issue {
  return fault(
    "hdf5-unreadable",
    file,
    {
      en: `The structure of the HDF5 file cannot be followed (${reason}).`,
      nb: `Strukturen i HDF5-filen lar seg ikke følge (${reason}).`,
    },
    {
      en: "Copy the file once more, or export the recording as EDF+ or CSV.",
      nb: "Kopier filen på nytt, eller eksporter opptaket som EDF+ eller CSV.",
    },
  );
}

function partsUnreadable(file: string, parts: readonly string[]): Issue {
  const list = parts.slice(0, 5).join("; ");
  return caution(
    "hdf5-parts-unreadable",
    file,
    {
      en: `Parts of the file cannot be read and are left out (${parts.length}): ${list}.`,
      nb: `Deler av filen kan ikke leses og er utelatt (${parts.length}): ${list}.`,
    },
    {
      en: "Save them uncompressed or compressed by gzip (deflate).",
      nb: "Lagre dem ukomprimert eller komprimert med gzip (deflate).",
    },
  );
}
