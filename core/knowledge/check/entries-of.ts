/** The entries of the knowledge by the name of their kind. */
import type { UnhashedKnowledge } from "../build-knowledge.ts";
import type { Entry } from "../knowledge.ts";

export function entriesOf(knowledge: UnhashedKnowledge): [string, readonly Entry[]][] {
  return [
    ["finding", knowledge.findings],
    ["phenomenon", knowledge.phenomena],
    ["cause", knowledge.causes],
    ["feature", knowledge.features],
    ["pattern", knowledge.patterns],
    ["red flag", knowledge.redFlags],
    ["investigation", knowledge.investigations],
    ["treatment", knowledge.treatments],
  ];
}
