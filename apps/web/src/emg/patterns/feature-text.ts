/** One feature as an argument saw it, in words. */
import type { Language } from "@krampe/core/issue/text.ts";
import type { Knowledge } from "@krampe/core/knowledge/knowledge.ts";
import { ABSTENTIONS } from "@krampe/core/measurement/abstention.ts";
import { estimated, unitSign } from "@krampe/core/measurement/report/numbers.ts";
import type { FeatureSeen } from "@krampe/core/pattern/types/named-pattern.ts";

interface OptionWords {
  readonly yes: string;
  readonly no: string;
  readonly notSaid: string;
}

export function featureText(
  { id, label, value, by }: FeatureSeen,
  { features }: Pick<Knowledge, "features">,
  words: OptionWords,
  language: Language,
): string {
  const name = label[language];
  if (by !== undefined && value !== undefined && "option" in value && value.option === "yes") return name;
  if (value === undefined) return `${name}: ${words.notSaid}`;
  if ("abstains" in value) return `${name}: ${ABSTENTIONS[value.abstains][language]}`;
  if ("value" in value) return `${name} ${estimated(value, language, unitSign(value.unit))}`;
  const { option } = value;
  const known = features.find((feature) => feature.id === id)?.options.find((one) => one.id === option);
  const answer = option === "yes" ? words.yes : option === "no" ? words.no : option;
  return `${name}: ${known?.label[language] ?? answer}`;
}
