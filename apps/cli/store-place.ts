/** Which store a command means: `--data DIR`, else `DATABASE_URL`, else a folder of the user's own. */
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { FolderInUse } from "@krampe/service/store/folder-lock.ts";
import { openStore, type Store, type StorePlace } from "@krampe/service/store/store.ts";
import type { Io } from "./command.ts";

export function storePlace(data: string | undefined): StorePlace {
  if (data !== undefined) return { folder: data };
  const url = process.env.DATABASE_URL;
  if (url) return { url };
  return { folder: join(process.env.XDG_DATA_HOME || join(homedir(), ".local", "share"), "krampe") };
}

/** The store, or undefined when it cannot be opened, which is then told. */
export async function openStoreFor(
  io: Io,
  data: string | undefined,
  { mustExist = false }: { readonly mustExist?: boolean } = {},
): Promise<Store | undefined> {
  const place = storePlace(data);
  if (mustExist && "folder" in place && !existsSync(join(place.folder, "database"))) {
    io.error(
      `${{ en: `There is no store in ${place.folder}; name its folder with --data.`, nb: `Det er ikke noe lager i ${place.folder}; oppgi mappen med --data.` }[io.language]}\n`,
    );
    return undefined;
  }
  try {
    return await openStore(place, io.now);
  } catch (error) {
    io.error(`${whyNot(place, error)[io.language]}\n`);
    return undefined;
  }
}

function whyNot(place: StorePlace, error: unknown) {
  if (error instanceof FolderInUse && "folder" in place)
    return {
      en: `Another Krampe (process ${error.processId}) uses ${place.folder}; stop it, or choose another folder with --data.`,
      nb: `En annen Krampe (prosess ${error.processId}) bruker ${place.folder}; stopp den, eller velg en annen mappe med --data.`,
    };
  // The address may hold a password, so it is not repeated.
  const where = "folder" in place ? place.folder : "DATABASE_URL";
  const { message } = error as Error;
  return {
    en: `The store (${where}) cannot be opened: ${message}`,
    nb: `Lageret (${where}) kan ikke åpnes: ${message}`,
  };
}
