/** `krampe token`: makes and revokes the tokens with which programs reach the service. */
import { parseArgs } from "node:util";
import { ROLES } from "@krampe/service/access/role.ts";
import type { Command } from "../command.ts";
import { openStoreFor } from "../store-place.ts";

const DAY_MS = 86_400_000;

export const tokenCommand: Command = {
  name: "token",
  summary: { en: "Make or revoke an API token", nb: "Lag eller trekk tilbake en API-nøkkel" },
  usage: {
    en: `krampe token create NAME --role ${ROLES.join("|")} [--days N] [--data DIR]\nkrampe token revoke NAME [--data DIR]\n\nThe token is printed once and kept only as a hash. It works for N days, 365 if not given.`,
    nb: `krampe token create NAVN --role ${ROLES.join("|")} [--days N] [--data MAPPE]\nkrampe token revoke NAVN [--data MAPPE]\n\nNøkkelen skrives ut én gang og lagres bare som hash. Den virker i N dager, 365 om ikke annet er sagt.`,
  },
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        lang: { type: "string" },
        data: { type: "string" },
        role: { type: "string" },
        days: { type: "string", default: "365" },
      },
    });
    const [action, name, ...more] = positionals;
    const role = ROLES.find((one) => one === values.role);
    const days = Number(values.days);
    const isCall =
      (action === "revoke" || (action === "create" && role !== undefined)) &&
      /^[\w.-]{1,60}$/.test(name ?? "") &&
      Number.isInteger(days) &&
      days >= 1 &&
      days <= 3650 &&
      more.length === 0;
    if (!isCall) {
      io.error(`${this.usage[io.language]}\n`);
      return 2;
    }
    const store = await openStoreFor(io, values.data);
    if (!store) return 2;
    const note = (what: string) =>
      store.audit.append({ who: "local", what, why: name, knowledgeHash: "-", at: io.now() });
    try {
      if (action === "create" && role) {
        const expiresAt = new Date(io.now().getTime() + days * DAY_MS);
        const token = await store.createApiToken({ name, role, expiresAt });
        if (token === undefined) {
          io.error(
            `${{ en: `There is a token named ${name} already.`, nb: `Det finnes allerede en nøkkel som heter ${name}.` }[io.language]}\n`,
          );
          return 1;
        }
        await note(`krampe token create --role ${role}`);
        io.out(`${token}\n`);
        return 0;
      }
      if (!(await store.revokeApiToken(name))) {
        io.error(
          `${{ en: `There is no working token named ${name}.`, nb: `Det finnes ingen virksom nøkkel som heter ${name}.` }[io.language]}\n`,
        );
        return 1;
      }
      await note("krampe token revoke");
      return 0;
    } finally {
      await store.close();
    }
  },
};
