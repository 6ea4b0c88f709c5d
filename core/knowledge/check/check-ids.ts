/** Entries, statements and references that are defined twice. */
import type { Issue, Place } from "../../issue/issue.ts";
import type { UnhashedKnowledge } from "../build-knowledge.ts";
import { entriesOf } from "./entries-of.ts";
import { problem } from "./problem.ts";

export function checkIds(knowledge: UnhashedKnowledge): Issue[] {
  const statements = [
    ...entriesOf(knowledge).flatMap(([, entries]) => entries.flatMap((entry) => entry.statements)),
  ];
  return [
    ...entriesOf(knowledge).flatMap(([kind, entries]) => duplicates(kind, entries)),
    ...duplicates("statement", [...statements, ...knowledge.statements]),
    ...duplicates(
      "reference",
      knowledge.references.map(({ key }) => ({ id: key })),
    ),
  ];
}

export function duplicates(kind: string, entries: readonly { id: string; place?: Place }[]): Issue[] {
  const seen = new Set<string>();
  return entries.flatMap(({ id, place }) => {
    if (!seen.has(id)) {
      seen.add(id);
      return [];
    }
    return [
      problem(
        "knowledge-duplicate-id",
        { en: `The ${kind} '${id}' is defined twice.`, nb: `«${id}» (${kind}) er definert to ganger.` },
        place,
      ),
    ];
  });
}
