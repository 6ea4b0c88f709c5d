/**
 * Makes a folder and those it lies in, where they are missing.
 *
 * Node's own recursive making never ends where a file system lets nothing be made and says that the parent is missing, as
 * /proc does. Here each folder is tried once. Throws what the file system says, with the path it says it of.
 */
import { existsSync, mkdirSync } from "node:fs";
import { dirname, resolve } from "node:path";

export function makeFolder(path: string, mode = 0o777): void {
  const missing: string[] = [];
  for (let folder = resolve(path); !existsSync(folder); folder = dirname(folder)) missing.push(folder);
  for (const folder of missing.reverse()) {
    try {
      mkdirSync(folder, { mode });
    } catch (error) {
      // another process was quicker
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
}
