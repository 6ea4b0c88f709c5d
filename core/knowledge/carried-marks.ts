/** Which statement, summary, argument or reference carries each fact (F…), error (E…) and open question (Q…) of the handbook page. */
import type { Knowledge } from "./knowledge.ts";

/** From the mark to the names of what carries it, in the order of the knowledge. */
export function carriedMarks(knowledge: Omit<Knowledge, "hash">): Map<string, string[]> {
  const carried = new Map<string, string[]>();
  const mark = (carrier: string, marks: readonly string[]) => {
    for (const id of marks) carried.set(id, [...(carried.get(id) ?? []), carrier]);
  };
  const { findings, phenomena, causes, patterns, redFlags, investigations, treatments } = knowledge;
  const entries = [findings, phenomena, causes, patterns, redFlags, investigations, treatments].flat();
  for (const statement of [...entries.flatMap((entry) => entry.statements), ...knowledge.statements]) {
    mark(statement.id, [...statement.facts, ...statement.resolves, ...statement.questions]);
  }
  for (const { id, summary, arguments: all } of [...phenomena, ...causes, ...patterns]) {
    mark(`summary of ${id}`, summary.facts);
    for (const argument of all) mark(argument.id, argument.facts);
  }
  for (const { id, page } of patterns)
    for (const range of page) mark(id, [...range.facts, ...range.resolves]);
  for (const reference of knowledge.references) {
    mark(`reference ${reference.key}`, [...reference.facts, ...reference.resolves]);
  }
  return carried;
}
