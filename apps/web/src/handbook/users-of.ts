/** Where a finding is asked for: the way back from a finding to what it argues for. */
import { type Criterion, findingsOf } from "@krampe/core/criterion/criterion.ts";
import type { Entry, Knowledge } from "@krampe/core/knowledge/knowledge.ts";
import type { EntryKind } from "./entries.ts";

export interface User {
  readonly kind: EntryKind;
  readonly entry: Entry;
}

export function usersOf(knowledge: Knowledge, findingId: string): User[] {
  const asks = (criteria: readonly (Criterion | undefined)[]) =>
    criteria.some((one) => one !== undefined && findingsOf(one).includes(findingId));
  const users: User[] = [];
  const add = (kind: EntryKind, entry: Entry, criteria: readonly (Criterion | undefined)[]) => {
    if (asks(criteria)) users.push({ kind, entry });
  };
  for (const one of knowledge.redFlags) add("red-flag", one, [one.when]);
  for (const one of knowledge.phenomena)
    add(
      "phenomenon",
      one,
      one.arguments.map(({ criterion }) => criterion),
    );
  for (const one of knowledge.causes)
    add(
      "cause",
      one,
      one.arguments.map(({ criterion }) => criterion),
    );
  for (const one of knowledge.investigations)
    add(
      "investigation",
      one,
      [...one.indicated, ...one.notNeeded].map(({ when }) => when),
    );
  for (const one of knowledge.treatments)
    add(
      "treatment",
      one,
      one.rules.map(({ when }) => when),
    );
  for (const one of knowledge.findings) add("finding", one, [one.presentIf, one.absentIf]);
  return users;
}
