/** The knowledge on disk, made ready to be asked; or its mistakes, printed. */
import { type CompiledKnowledge, compileKnowledge } from "@krampe/core/knowledge/compile-knowledge.ts";
import type { Io } from "./command.ts";
import { knowledgeOnDisk } from "./knowledge-on-disk.ts";
import { issueLines } from "./print-issues.ts";

export function compiledKnowledge(io: Io): CompiledKnowledge | undefined {
  const loaded = knowledgeOnDisk();
  if (loaded.ok) return compileKnowledge(loaded.value);
  io.error(issueLines(loaded.issues, io.language, 20));
  return undefined;
}
