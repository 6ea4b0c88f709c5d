/**
 * Which files make one recording?
 *
 * Files given by name and all files of given folders (and the folders in them) are put into sets: a header with every file
 * it names, then files of one folder with the same name before the extension, then each file alone. What the files really are
 * is found out when they are opened.
 */
import { open, readdir, stat } from "node:fs/promises";
import { basename, dirname, extname, join, relative } from "node:path";

export interface RecordingSet {
  /** Name for messages and output files: path relative to the folder given, or the file as given. */
  readonly name: string;
  readonly paths: readonly string[];
}

export interface FoundSets {
  readonly sets: readonly RecordingSet[];
  /** Paths that are not there or cannot be read, with the reason. */
  readonly missing: readonly { readonly path: string; readonly reason: string }[];
}

/** Text headers that name their data files. */
const HEADERS = new Set([".hea", ".vhdr"]);
const MOST_HEADER_BYTES = 65_536;

export async function recordingSets(given: readonly string[]): Promise<FoundSets> {
  const missing: { path: string; reason: string }[] = [];
  const sets: RecordingSet[] = [];
  const files: string[] = [];
  for (const path of given) {
    try {
      const about = await stat(path);
      if (about.isDirectory()) {
        const inside = await filesIn(path);
        sets.push(...(await grouped(inside, (file) => relative(path, file))));
      } else files.push(path);
    } catch (error) {
      missing.push({ path, reason: (error as NodeJS.ErrnoException).code ?? String(error) });
    }
  }
  return { sets: [...(await groupedFiles(files)), ...sets], missing };
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith("."))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** Files given by name; a header brings the files beside it that it names. */
async function groupedFiles(files: readonly string[]): Promise<RecordingSet[]> {
  const all = new Set(files);
  for (const file of files) {
    if (!HEADERS.has(extname(file).toLowerCase())) continue;
    for (const named of await namedBy(file, await readdir(dirname(file))))
      all.add(join(dirname(file), named));
  }
  return grouped([...all], (file) => file);
}

async function grouped(files: readonly string[], nameOf: (file: string) => string): Promise<RecordingSet[]> {
  const claimed = new Map<string, string>();
  for (const file of files) {
    if (!HEADERS.has(extname(file).toLowerCase())) continue;
    const beside = files.filter((other) => dirname(other) === dirname(file)).map((other) => basename(other));
    for (const named of await namedBy(file, beside)) claimed.set(join(dirname(file), named), file);
  }
  const groups = new Map<string, string[]>();
  for (const file of files) {
    const owner = claimed.get(file) ?? file;
    const key = join(dirname(owner), basename(owner, extname(owner)));
    groups.set(key, [...(groups.get(key) ?? []), file]);
  }
  return [...groups.values()].flatMap((paths) =>
    belongTogether(paths)
      ? [{ name: nameOf(headFirst(paths)[0]), paths: headFirst(paths) }]
      : alone(paths, nameOf),
  );
}

/** Same name, other extension: one recording only if one of them is a header. */
function belongTogether(paths: readonly string[]): boolean {
  return paths.length === 1 || paths.some((path) => HEADERS.has(extname(path).toLowerCase()));
}

function alone(paths: readonly string[], nameOf: (file: string) => string): RecordingSet[] {
  return paths.map((path) => ({ name: nameOf(path), paths: [path] }));
}

function headFirst(paths: readonly string[]): string[] {
  const isHeader = (path: string) => HEADERS.has(extname(path).toLowerCase());
  return [...paths].sort((a, b) => Number(isHeader(b)) - Number(isHeader(a)));
}

/** The file names among `candidates` that stand in the text of a header. */
async function namedBy(header: string, candidates: readonly string[]): Promise<string[]> {
  const handle = await open(header);
  try {
    const { bytesRead, buffer } = await handle.read(
      new Uint8Array(MOST_HEADER_BYTES),
      0,
      MOST_HEADER_BYTES,
      0,
    );
    const words = new Set(
      Buffer.from(buffer.buffer, 0, bytesRead)
        .toString("latin1")
        .split(/[\s=,;]+/),
    );
    return candidates.filter((name) => name !== basename(header) && words.has(name));
  } finally {
    await handle.close();
  }
}
