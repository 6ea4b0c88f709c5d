/** `krampe serve`: the application and its interfaces on loopback. */
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { Command } from "../command.ts";
import { compiledKnowledge } from "../compiled-knowledge.ts";
import { VERSION } from "../program-version.ts";

const WEB = fileURLToPath(new URL("../../web/dist/", import.meta.url));
const LOOPBACK = ["127.0.0.1", "::1", "localhost"];

export const serveCommand: Command = {
  name: "serve",
  summary: { en: "Serve the application on this machine", nb: "Kjør applikasjonen på denne maskinen" },
  usage: {
    en: "krampe serve [--port N] [--host H]\n\nPort 4711 and 127.0.0.1 if not given. Only loopback is served.",
    nb: "krampe serve [--port N] [--host H]\n\nPort 4711 og 127.0.0.1 om ikke annet er sagt. Bare egen maskin betjenes.",
  },
  async run(args, io) {
    const { values } = parseArgs({
      args: [...args],
      options: {
        lang: { type: "string" },
        port: { type: "string", default: "4711" },
        host: { type: "string", default: "127.0.0.1" },
      },
    });
    const port = Number(values.port);
    if (!Number.isInteger(port) || port < 0 || port > 65535 || !LOOPBACK.includes(values.host)) {
      io.error(`${this.usage[io.language]}\n`);
      return 2;
    }
    const { buildService } = await import("@krampe/service/application.ts");
    const compiled = compiledKnowledge(io);
    if (!compiled) return 2;
    const service = await buildService({ compiled, version: VERSION, webFolder: WEB });
    try {
      const address = await service.listen({ port, host: values.host });
      io.out(`${{ en: "Krampe is at", nb: "Krampe er på" }[io.language]} ${address}\n`);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
      io.error(
        `${{ en: `Port ${port} is in use; choose another with --port.`, nb: `Port ${port} er opptatt; velg en annen med --port.` }[io.language]}\n`,
      );
      return 2;
    }
    await new Promise<void>((resolve) => {
      for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
    });
    await service.close();
    return 0;
  },
};
