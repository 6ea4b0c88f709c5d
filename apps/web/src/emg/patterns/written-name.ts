/** The name of a pattern with its verdict; of what is undetermined, what it lies between. */
import type { Verdict } from "@krampe/core/assessment/verdict.ts";
import type { Language, Text } from "@krampe/core/issue/text.ts";
import type { Knowledge } from "@krampe/core/knowledge/knowledge.ts";
import { VERDICT_WORDS } from "@krampe/core/plan/words.ts";

interface Nameable {
  readonly id: string;
  readonly label: Text;
  readonly verdict: Verdict;
  readonly between: readonly string[];
}

export function writtenName(
  { id, label, verdict, between }: Nameable,
  { patterns }: Pick<Knowledge, "patterns">,
  words: { readonly between: (names: string) => string; readonly or: string },
  language: Language,
): string {
  if (id !== "undetermined") return `${label[language]} (${VERDICT_WORDS[verdict][language]})`;
  const names = between.map((one) => patterns.find((known) => known.id === one)?.label[language] ?? one);
  return names.length > 1
    ? `${label[language]}: ${words.between(names.join(` ${words.or} `))}`
    : label[language];
}
