/** `krampe restore FILE`: a backup into an empty store, all of it or nothing. */
import { open } from "node:fs/promises";
import { parseArgs } from "node:util";
import { readBackup } from "@krampe/service/store/backup.ts";
import type { Command } from "../command.ts";
import { openStoreFor } from "../store-place.ts";

export const restoreCommand: Command = {
  name: "restore",
  summary: { en: "Read a backup into an empty store", nb: "Les en sikkerhetskopi inn i et tomt lager" },
  usage: {
    en: "krampe restore FILE [--data DIR]\n\nThe store is DIR, else DATABASE_URL, else the user's own folder, and must be empty. A file that is cut\noff or changed, or whose audit log is not whole, is refused and nothing is written (exit code 1).",
    nb: "krampe restore FIL [--data MAPPE]\n\nLageret er MAPPE, ellers DATABASE_URL, ellers brukerens egen mappe, og må være tomt. En fil som er\nkuttet eller endret, eller der revisjonsloggen ikke er hel, avvises og ingenting skrives (kode 1).",
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
    const handle = await open(file).catch((error: Error) => error);
    if (handle instanceof Error) {
      io.error(
        `${{ en: `${file} cannot be read: ${handle.message}`, nb: `${file} kan ikke leses: ${handle.message}` }[io.language]}\n`,
      );
      return 2;
    }
    const store = await openStoreFor(io, values.data);
    if (!store) {
      await handle.close();
      return 2;
    }
    try {
      const restored = await readBackup(store.database, handle.readLines());
      if (!restored.ok) {
        io.error(`${file}: ${REASONS[restored.reason][io.language]}\n`);
        return 1;
      }
      const { knowledge_hash } = (await store.database
        .selectFrom("audit_log")
        .select("knowledge_hash")
        .orderBy("sequence", "desc")
        .limit(1)
        .executeTakeFirst()) ?? { knowledge_hash: "-" };
      await store.audit.append({
        who: "local",
        what: "krampe restore",
        why: restored.auditHead,
        knowledgeHash: knowledge_hash,
        at: io.now(),
      });
      const count = Object.values(restored.rows).reduce((sum, one) => sum + one, 0);
      const head = `${restored.rows.audit_log} · ${restored.auditHead}`;
      io.out(
        `${{ en: `${count} rows restored; the audit log is whole: ${head}`, nb: `${count} rader gjenopprettet; revisjonsloggen er hel: ${head}` }[io.language]}\n`,
      );
      return 0;
    } finally {
      await store.close();
      await handle.close().catch(() => {});
    }
  },
};

const REASONS = {
  "no-backup": { en: "this is no backup of Krampe.", nb: "dette er ingen sikkerhetskopi fra Krampe." },
  newer: {
    en: "written by a newer Krampe; update first.",
    nb: "skrevet av en nyere Krampe; oppdater først.",
  },
  damaged: {
    en: "cut off or changed since it was written; nothing was restored.",
    nb: "kuttet eller endret siden den ble skrevet; ingenting ble gjenopprettet.",
  },
  "audit-broken": {
    en: "its audit log is not whole; nothing was restored.",
    nb: "revisjonsloggen i den er ikke hel; ingenting ble gjenopprettet.",
  },
  "not-empty": {
    en: "the store is not empty; choose an empty folder with --data.",
    nb: "lageret er ikke tomt; velg en tom mappe med --data.",
  },
} as const;
