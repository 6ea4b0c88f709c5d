/** The command line: finds the command, hands it its words, and turns our own mistakes into one honest line. */
import { parseArgs } from "node:util";
import { nearestWord } from "@krampe/core/issue/suggestion.ts";
import type { Language } from "@krampe/core/issue/text.ts";
import type { Command, Io } from "./command.ts";
import { commands } from "./commands/index.ts";

export async function main(args: readonly string[]): Promise<number> {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(0);
    throw error;
  });
  return runCommand(args, terminal(languageOf(args)));
}

/** Every command with the same manners: `--help`, unknown names, and no stack trace for the user. */
export async function runCommand(args: readonly string[], io: Io): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    const about = name === "help" ? await find(rest[0]) : undefined;
    io.out(about ? helpOf(about, io.language) : await overview(io.language));
    return 0;
  }
  if (name === "--version" || name === "version") {
    const { printVersion } = await import("./commands/version.ts");
    return printVersion(io);
  }
  const command = await find(name);
  if (!command) {
    const near = nearestWord(name, Object.keys(commands));
    io.error(
      `${TEXT.unknown[io.language]} '${name}'.${near ? ` ${TEXT.didYouMean[io.language]} '${near}'?` : ""}\n`,
    );
    io.error(await overview(io.language));
    return 2;
  }
  if (rest.includes("--help") || rest.includes("-h")) {
    io.out(helpOf(command, io.language));
    return 0;
  }
  try {
    return await command.run(rest, io);
  } catch (error) {
    if (isUsageError(error)) {
      io.error(`${(error as Error).message}\n\n${helpOf(command, io.language)}`);
      return 2;
    }
    io.error(`${TEXT.ourMistake[io.language]} ${(error as Error).message}\n`);
    if (process.env.KRAMPE_DEBUG) io.error(`${(error as Error).stack}\n`);
    return 3;
  }
}

/** `parseArgs` as every command uses it. */
export { parseArgs };

async function find(name: string | undefined): Promise<Command | undefined> {
  const load = name === undefined || !Object.hasOwn(commands, name) ? undefined : commands[name];
  return load?.();
}

async function overview(language: Language): Promise<string> {
  const all = await Promise.all(Object.values(commands).map((load) => load()));
  const widest = Math.max(...all.map((command) => command.name.length));
  const lines = all.map((command) => `  ${command.name.padEnd(widest)}  ${command.summary[language]}`);
  return `${TEXT.head[language]}\n\n${lines.join("\n")}\n\n${TEXT.more[language]}\n`;
}

function helpOf(command: Command, language: Language): string {
  return `${command.summary[language]}\n\n${command.usage[language]}\n`;
}

function isUsageError(error: unknown): boolean {
  const code = (error as { code?: string }).code ?? "";
  return code.startsWith("ERR_PARSE_ARGS");
}

function terminal(language: Language): Io {
  return {
    language,
    isTerminal: process.stdout.isTTY === true,
    out: (text) => process.stdout.write(text),
    error: (text) => process.stderr.write(text),
    readStdin: async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
      return Buffer.concat(chunks);
    },
    now: () => new Date(),
  };
}

/** `--lang` goes before the machine's own language. */
function languageOf(args: readonly string[]): Language {
  const position = args.findIndex((arg) => arg === "--lang" || arg.startsWith("--lang="));
  const asked = position < 0 ? undefined : (args[position].split("=")[1] ?? args[position + 1]);
  const language = asked ?? process.env.LC_ALL ?? process.env.LC_MESSAGES ?? process.env.LANG ?? "en";
  return /^(nb|no|nn)\b|^(nb|no|nn)_/i.test(language) ? "nb" : "en";
}

const TEXT = {
  unknown: { en: "There is no command", nb: "Det finnes ingen kommando" },
  didYouMean: { en: "Did you mean", nb: "Mente du" },
  ourMistake: {
    en: "Krampe itself has failed (set KRAMPE_DEBUG=1 for details):",
    nb: "Krampe selv har feilet (sett KRAMPE_DEBUG=1 for detaljer):",
  },
  head: {
    en: "krampe: muscle cramps, from what is known of one patient to an assessment with reasons and sources.",
    nb: "krampe: muskelkramper, fra det som er kjent om én pasient til en vurdering med grunner og kilder.",
  },
  more: {
    en: "'krampe COMMAND --help' tells more. --lang nb|en chooses the language. Not for clinical use as distributed.",
    nb: "«krampe KOMMANDO --help» forteller mer. --lang nb|en velger språk. Ikke til klinisk bruk slik den leveres.",
  },
} as const;
