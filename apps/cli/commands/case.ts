/** `krampe case run cases/`: the worked cases, and which of them no longer hold. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { readLocatedDocument } from "@krampe/core/issue/located-document.ts";
import { type CaseOutcome, runCases } from "@krampe/core/plan/run-case.ts";
import type { Command } from "../command.ts";
import { compiledKnowledge } from "../compiled-knowledge.ts";
import { issueLines } from "../print-issues.ts";

export const caseCommand: Command = {
  name: "case",
  summary: {
    en: "Run worked cases: what the program must say, and why",
    nb: "Kjør eksempelkasus: hva programmet må si, og hvorfor",
  },
  usage: {
    en: "krampe case run FILE|FOLDER…     prints each case that does not hold; exit 1 if there is any",
    nb: "krampe case run FIL|MAPPE…       skriver ut hvert kasus som ikke holder; slutt 1 hvis det finnes noen",
  },
  async run(args, io) {
    const { positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { lang: { type: "string" } },
    });
    const [what, ...paths] = positionals;
    if (what !== "run" || paths.length === 0) {
      io.error(`${this.usage[io.language]}\n`);
      return 2;
    }
    const compiled = compiledKnowledge(io);
    if (!compiled) return 2;
    const today = io.now().toISOString().slice(0, 10);
    let [passed, failed, unreadable] = [0, 0, 0];
    for (const path of paths.flatMap(caseFiles)) {
      const read = readLocatedDocument(readFileSync(path, "utf8"), path);
      if (!read.ok) {
        io.error(issueLines(read.issues, io.language));
        unreadable++;
        continue;
      }
      for (const outcome of runCases(read.value, compiled, today)) {
        if (outcome.failures.length === 0) passed++;
        else {
          failed++;
          io.out(failureText(path, outcome));
        }
      }
    }
    io.out(`${passed} passed, ${failed} failed\n`);
    return unreadable > 0 ? 2 : failed > 0 ? 1 : 0;
  },
};

function caseFiles(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .flatMap((entry) => {
      const inner = join(path, entry.name);
      return entry.isDirectory() ? caseFiles(inner) : entry.name.endsWith(".yaml") ? [inner] : [];
    })
    .sort();
}

function failureText(path: string, { name, line, failures }: CaseOutcome): string {
  return `${path}:${line ?? 1}: ${name}\n${failures.map((failure) => `    ${failure}`).join("\n")}\n`;
}
