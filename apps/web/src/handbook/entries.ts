/** The entries of the handbook: everything in the knowledge that has an id and a label, under the kind that its address names. */
import type { Entry, Knowledge } from "@krampe/core/knowledge/knowledge.ts";

export const ENTRY_KINDS = [
  "phenomenon",
  "cause",
  "red-flag",
  "investigation",
  "treatment",
  "pattern",
  "finding",
] as const;

export type EntryKind = (typeof ENTRY_KINDS)[number];

export function isEntryKind(kind: string): kind is EntryKind {
  return ENTRY_KINDS.some((known) => known === kind);
}

export function entriesOf(knowledge: Knowledge, kind: EntryKind): readonly Entry[] {
  switch (kind) {
    case "phenomenon":
      return knowledge.phenomena;
    case "cause":
      return knowledge.causes;
    case "red-flag":
      return knowledge.redFlags;
    case "investigation":
      return knowledge.investigations;
    case "treatment":
      return knowledge.treatments;
    case "pattern":
      return knowledge.patterns;
    case "finding":
      return knowledge.findings;
  }
}

export function entryOf(knowledge: Knowledge, kind: EntryKind, id: string): Entry | undefined {
  return entriesOf(knowledge, kind).find((entry) => entry.id === id);
}
