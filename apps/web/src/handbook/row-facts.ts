/** What the page's table of phenomena says of a row. What one row says against another stays with the row that says it. */
import type { Hypothesis, Knowledge } from "@krampe/core/knowledge/knowledge.ts";

/** Marks of the facts, in the order of the page. */
export function rowFacts(row: Hypothesis, { page }: Pick<Knowledge, "page">): string[] {
  const ofTable = new Set(page.facts.filter(({ section }) => section === "differential").map(({ id }) => id));
  const marks = [
    ...row.summary.facts,
    ...row.statements.flatMap(({ facts }) => facts),
    ...row.arguments.flatMap(({ direction, facts }) => (direction === "for" ? facts : [])),
  ];
  return [...new Set(marks)].filter((id) => ofTable.has(id)).sort();
}
