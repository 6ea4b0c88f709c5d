/**
 * One process at a time in a data folder: PGlite itself does not notice a second one, and both would write over each other.
 *
 * A file names the process; a process that is gone has no claim. Says nothing about another machine on a shared disk.
 */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeFolder } from "./make-folder.ts";

export class FolderInUse extends Error {
  readonly processId: number;
  constructor(folder: string, processId: number) {
    super(`${folder} is in use by the process ${processId}`);
    this.name = "FolderInUse";
    this.processId = processId;
  }
}

/** Gives back what lets go. Throws FolderInUse. */
export function lockFolder(folder: string): () => void {
  makeFolder(folder, 0o700);
  const file = join(folder, "in-use-by");
  for (let attempt = 0; ; attempt++) {
    try {
      writeFileSync(file, `${process.pid}\n`, { flag: "wx", mode: 0o600 });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      const owner = Number(readFileSync(file, "utf8"));
      if (attempt > 0 || isAlive(owner)) throw new FolderInUse(folder, owner);
      rmSync(file, { force: true });
    }
  }
}

function isAlive(processId: number): boolean {
  if (!Number.isInteger(processId) || processId <= 0) return false;
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
