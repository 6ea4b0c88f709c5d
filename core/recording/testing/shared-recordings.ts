/** The real recordings that tests read in place, outside the repository, because of their licences. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { memorySource } from "../memory-source.ts";
import type { ByteSource } from "../recording.ts";

export const sharedFolder = fileURLToPath(new URL("../../../../shared/emg", import.meta.url));

/** Why tests with real recordings compare nothing here; undefined if they can. */
export const missingReason = existsSync(join(sharedFolder, "manifest.json"))
  ? undefined
  : "the shared recordings (../shared/emg beside the repository) are not on this machine";

/** A file together with everything in its folder, named `folder/file`. */
export function folderSources(folder: string): ByteSource[] {
  return readdirSync(join(sharedFolder, folder)).map((file) => sharedSource(`${folder}/${file}`));
}

export function sharedSource(path: string): ByteSource {
  return memorySource(path, readFileSync(join(sharedFolder, path)));
}

/** Folders of recordings. */
export function sharedFolders(): string[] {
  return readdirSync(sharedFolder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? [entry.name] : [],
  );
}
