/**
 * A folder with an empty store, copied from one that was made once: making a database takes seconds of processor. The tests of the
 * store itself also make one from nothing.
 */
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openStore } from "../store.ts";

const CACHE = fileURLToPath(new URL("../../../../node_modules/.cache/krampe/", import.meta.url));
const MADE_BY = ["../migrations.ts", "../../package.json"].map((path) => new URL(path, import.meta.url));

/** Makes `folder` ready for `openStore({ folder })`. */
export async function putEmptyStore(folder: string): Promise<void> {
  const hash = createHash("sha256");
  for (const file of MADE_BY) hash.update(readFileSync(file));
  const template = join(CACHE, `empty-store-${hash.digest("hex").slice(0, 16)}`);
  if (!existsSync(template)) await make(template);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  cpSync(template, folder, { recursive: true });
}

/** Under another name first: two test files may do this at once, and the first to finish wins. */
async function make(template: string): Promise<void> {
  const unfinished = `${template}-${process.pid}-${Math.random().toString(36).slice(2)}`;
  await (await openStore({ folder: unfinished })).close();
  try {
    renameSync(unfinished, template);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(template)) throw error;
  }
}
