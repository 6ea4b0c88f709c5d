/** The limits that criteria hold a quantity against, ascending, in its own unit. Not for age and weight, which have too many. */
import type { CompiledKnowledge } from "@krampe/core/knowledge/compile-knowledge.ts";
import type { FindingDefinition } from "@krampe/core/knowledge/knowledge.ts";

export function limitsOf({ id, group }: FindingDefinition, compiled: CompiledKnowledge): readonly number[] {
  if (group === "person") return [];
  const index = compiled.indexOfFinding.get(id) ?? -1;
  const limits = (compiled.leavesOfFinding[index] ?? []).flatMap((leaf) => {
    const one = compiled.leaves[leaf];
    return one.kind === "comparison" && one.finding === id && !one.unit.endsWith("-limit") ? [one.limit] : [];
  });
  return [...new Set(limits)].sort((a, b) => a - b);
}
