/** Criteria of the knowledge in words, in the language of the page. */
import { criterionText } from "@krampe/core/knowledge/criterion-text.ts";
import type { Argument, Knowledge } from "@krampe/core/knowledge/knowledge.ts";
import { useSettings } from "../../settings/settings.tsx";

export function useCriterionText(knowledge: Knowledge) {
  const { language } = useSettings();
  const byId = new Map([...knowledge.findings, ...knowledge.features].map((one) => [one.id, one]));
  return (criterion: Argument["criterion"]) => criterionText(criterion, (id) => byId.get(id), language);
}
