/** Finding the files that belong to a header: by the name it gives, else by the header's own name. */
import { baseName, stem } from "./byte-view.ts";
import type { ByteSource } from "./recording.ts";

export interface Companions {
  /** Everything that was given together, the header included. */
  readonly sources: readonly ByteSource[];
  /** Sources that a header has claimed; they are not recordings of their own. */
  readonly claimed: Set<ByteSource>;
}

export function companionsOf(sources: readonly ByteSource[]): Companions {
  return { sources, claimed: new Set() };
}

/**
 * The source called `wanted` (the capitals and the folder may differ; the same folder is preferred). When set files
 * were renamed together, the one with the header's own name and one of `extensions` is taken.
 */
export function companion(
  companions: Companions,
  header: string,
  wanted: string,
  extensions: readonly string[] = [],
): ByteSource | undefined {
  const found =
    nearest(companions, header, (name) => name === baseName(wanted).toLowerCase()) ??
    nearest(companions, header, (name) =>
      extensions.some((extension) => name === `${stem(header)}.${extension}`.toLowerCase()),
    );
  if (found) companions.claimed.add(found);
  return found;
}

function nearest(
  { sources }: Companions,
  header: string,
  matches: (name: string) => boolean,
): ByteSource | undefined {
  const candidates = sources.filter((source) => matches(baseName(source.name).toLowerCase()));
  const folder = folderOf(header);
  return candidates.find((source) => folderOf(source.name) === folder) ?? candidates[0];
}

function folderOf(path: string): string {
  return path.slice(0, path.length - baseName(path).length);
}
