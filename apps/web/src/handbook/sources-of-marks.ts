/** From an error (E…) or an open question (Q…) of the page to the sources of the statements that answer it. */
import type { Knowledge } from "@krampe/core/knowledge/knowledge.ts";

/** In the order of the knowledge, each source once. */
export function sourcesOfMarks(knowledge: Knowledge): ReadonlyMap<string, readonly string[]> {
  const sources = new Map<string, string[]>();
  const note = (marks: readonly string[], keys: readonly string[]) => {
    for (const mark of marks) {
      const known = sources.get(mark) ?? [];
      sources.set(mark, [...known, ...keys.filter((key) => !known.includes(key))]);
    }
  };
  const { findings, phenomena, causes, patterns, redFlags, investigations, treatments } = knowledge;
  const entries = [findings, phenomena, causes, patterns, redFlags, investigations, treatments].flat();
  for (const { resolves, questions, source } of [
    ...knowledge.statements,
    ...entries.flatMap(({ statements }) => statements),
  ])
    note([...resolves, ...questions], source);
  for (const { page } of patterns) for (const { resolves, source } of page) note(resolves, source);
  for (const { resolves, key } of knowledge.references) note(resolves, [key]);
  return sources;
}
