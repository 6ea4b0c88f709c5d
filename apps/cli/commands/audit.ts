/** `krampe audit`: the audit log as lines of JSON, and whether its chain is whole. */
import { parseArgs } from "node:util";
import type { Command } from "../command.ts";
import { openStoreFor } from "../store-place.ts";

export const auditCommand: Command = {
  name: "audit",
  summary: { en: "Export the audit log, or verify it", nb: "Skriv ut revisjonsloggen, eller kontroller den" },
  usage: {
    en: "krampe audit export [--data DIR]\nkrampe audit verify [--head HASH] [--data DIR]\n\n'verify' ends with 1 when an entry was changed, taken out or moved, and, given the hash of an entry noted\nearlier, when that entry is no longer there (an end that was cut off shows in no other way).",
    nb: "krampe audit export [--data MAPPE]\nkrampe audit verify [--head HASH] [--data MAPPE]\n\n«verify» slutter med 1 når en linje er endret, tatt ut eller flyttet, og, når en tidligere notert hash er\noppgitt, når den linjen ikke lenger finnes (en avkuttet slutt viser seg ikke på annen måte).",
  },
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { lang: { type: "string" }, data: { type: "string" }, head: { type: "string" } },
    });
    const [action, ...more] = positionals;
    if ((action !== "export" && action !== "verify") || more.length > 0) {
      io.error(`${this.usage[io.language]}\n`);
      return 2;
    }
    const store = await openStoreFor(io, values.data, { mustExist: true });
    if (!store) return 2;
    try {
      if (action === "export") {
        for await (const line of store.audit.exportLines()) io.out(line);
        return 0;
      }
      const { count, head, broken, isFound } = await store.audit.verify(values.head);
      if (broken) {
        io.error(
          `${{ en: `The audit log is broken at entry ${broken.sequence} (${broken.reason}).`, nb: `Revisjonsloggen er brutt ved linje ${broken.sequence} (${broken.reason}).` }[io.language]}\n`,
        );
        return 1;
      }
      if (isFound === false) {
        io.error(
          `${{ en: "The chain is whole, but the entry with that hash is gone: the end was cut off.", nb: "Kjeden er hel, men linjen med den hashen er borte: slutten er kuttet av." }[io.language]}\n`,
        );
        return 1;
      }
      io.out(`${{ en: "Whole", nb: "Hel" }[io.language]}: ${count} · ${head}\n`);
      return 0;
    } finally {
      await store.close();
    }
  },
};
