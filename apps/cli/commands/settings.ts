/** `krampe settings`: what the store keeps and for how long, shown or changed. */
import { parseArgs } from "node:util";
import { FIRST_SETTINGS } from "@krampe/service/store/settings.ts";
import type { Command } from "../command.ts";
import { openStoreFor } from "../store-place.ts";

const NAMES = Object.keys(FIRST_SETTINGS).join(", ");

export const settingsCommand: Command = {
  name: "settings",
  summary: { en: "Show or change what the service keeps", nb: "Vis eller endre hva tjenesten lagrer" },
  usage: {
    en: `krampe settings [NAME=VALUE ...] [--data DIR]\n\nThe names are ${NAMES}. What was set is written to the audit log.`,
    nb: `krampe settings [NAVN=VERDI ...] [--data MAPPE]\n\nNavnene er ${NAMES}. Det som settes skrives i revisjonsloggen.`,
  },
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { lang: { type: "string" }, data: { type: "string" } },
    });
    const pairs = positionals.map((word) => /^(\w+)=(true|false|0|[1-9]\d{0,8})$/.exec(word));
    if (pairs.some((pair) => pair === null)) {
      io.error(`${this.usage[io.language]}\n`);
      return 2;
    }
    const store = await openStoreFor(io, values.data);
    if (!store) return 2;
    try {
      const change = Object.fromEntries(pairs.map((pair) => [pair?.[1], JSON.parse(pair?.[2] ?? "null")]));
      if (!(await store.changeSettings(change))) {
        io.error(`${this.usage[io.language]}\n`);
        return 2;
      }
      if (positionals.length > 0)
        await store.audit.append({
          who: "local",
          what: "krampe settings",
          why: positionals.join(" "),
          knowledgeHash: "-",
          at: io.now(),
        });
      for (const [name, value] of Object.entries(await store.settings())) io.out(`${name}=${value}\n`);
      return 0;
    } finally {
      await store.close();
    }
  },
};
