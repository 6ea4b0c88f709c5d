/** `krampe backup FILE`: all that the store keeps, in one file that only its owner may read. */
import { existsSync } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { parseArgs } from "node:util";
import { writeBackup } from "@krampe/service/store/backup.ts";
import type { Command } from "../command.ts";
import { openStoreFor } from "../store-place.ts";

export const backupCommand: Command = {
  name: "backup",
  summary: {
    en: "Write all that the service keeps to a file",
    nb: "Skriv alt tjenesten har lagret til en fil",
  },
  usage: {
    en: "krampe backup FILE [--data DIR]\n\nThe store is DIR, else DATABASE_URL, else the user's own folder. A store in a folder must not be in\nuse; PostgreSQL may be. The file can be read back with 'krampe restore'.",
    nb: "krampe backup FIL [--data MAPPE]\n\nLageret er MAPPE, ellers DATABASE_URL, ellers brukerens egen mappe. Et lager i en mappe må ikke være i\nbruk; PostgreSQL kan være det. Filen leses tilbake med «krampe restore».",
  },
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { lang: { type: "string" }, data: { type: "string" } },
    });
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0) {
      io.error(`${this.usage[io.language]}\n`);
      return 2;
    }
    if (existsSync(file)) {
      io.error(
        `${{ en: `${file} is there already; choose another name.`, nb: `${file} finnes allerede; velg et annet navn.` }[io.language]}\n`,
      );
      return 2;
    }
    const store = await openStoreFor(io, values.data, { mustExist: true });
    if (!store) return 2;
    const unfinished = `${file}.part`;
    try {
      const handle = await open(unfinished, "w", 0o600);
      try {
        const rows = await writeBackup(store.database, io.now(), async (line) => {
          await handle.write(line);
        });
        await handle.sync();
        await handle.close();
        await rename(unfinished, file);
        const count = Object.values(rows).reduce((sum, one) => sum + one, 0);
        io.out(
          `${{ en: `${count} rows written to ${file}`, nb: `${count} rader skrevet til ${file}` }[io.language]}\n`,
        );
        return 0;
      } finally {
        await handle.close().catch(() => {});
      }
    } catch (error) {
      await rm(unfinished, { force: true });
      const { message } = error as Error;
      io.error(
        `${{ en: `${file} could not be written: ${message}`, nb: `${file} kunne ikke skrives: ${message}` }[io.language]}\n`,
      );
      return 2;
    } finally {
      await store.close();
    }
  },
};
