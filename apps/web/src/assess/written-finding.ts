/** Findings in words, as a reader expects them. */
import type { FindingValue } from "@krampe/core/criterion/finding-value.ts";
import type { Finding } from "@krampe/core/finding/finding.ts";
import type { Language } from "@krampe/core/issue/text.ts";
import type { FindingDefinition } from "@krampe/core/knowledge/knowledge.ts";
import { ORIGIN_WORDS, SIGN_WORDS } from "@krampe/core/plan/words.ts";
import { writeQuantity } from "@krampe/core/quantity/write-quantity.ts";

export function writtenValue(value: FindingValue, definition: FindingDefinition, language: Language): string {
  switch (value.kind) {
    case "quantity":
      return writeQuantity(value.range, definition.unit ?? "1", language);
    case "choice":
      return definition.options.find(({ id }) => id === value.option)?.label[language] ?? value.option;
    default:
      return SIGN_WORDS[value.kind][language];
  }
}

/** `Potassium: 3.1 mmol/L (laboratory, 12 March 2026, Observation/123)`. */
export function writtenFinding(finding: Finding, definition: FindingDefinition, language: Language): string {
  const { value, origin, at } = finding;
  const where = [ORIGIN_WORDS[origin][language], at && writtenDate(at, language), writtenResources(finding)];
  const named = where.filter(Boolean).join(", ");
  return `${definition.label[language]}: ${writtenValue(value, definition, language)} (${named})`;
}

/** `Observation/123`: the resources of a record that said it, as the record names them. */
export function writtenResources({ from = [] }: Pick<Finding, "from">): string {
  const named = from.flatMap((one) => /^[A-Z][A-Za-z]+\/[A-Za-z0-9.-]{1,64}(?= \(|$)/.exec(one)?.[0] ?? []);
  return [...new Set(named)].join(", ");
}

export function writtenDate(isoDate: string, language: Language): string {
  const date = new Date(`${isoDate.slice(0, 10)}T12:00:00`);
  if (Number.isNaN(date.getTime())) return isoDate;
  return date.toLocaleDateString(language === "nb" ? "nb-NO" : "en-GB", {
    day: "numeric",
    month: "short",
    year: "numeric",
  });
}
