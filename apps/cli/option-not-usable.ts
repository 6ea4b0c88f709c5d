/** An option whose word cannot be used, and what to give instead. */
import type { Issue } from "@krampe/core/issue/issue.ts";
import type { Text } from "@krampe/core/issue/text.ts";

export function optionNotUsable(option: string, word: string, suggestion: Text): Issue {
  const shown = word.slice(0, 100);
  return {
    code: "option-not-usable",
    severity: "error",
    message: { en: `${option} '${shown}' cannot be used.`, nb: `${option} «${shown}» kan ikke brukes.` },
    suggestion,
  };
}

/** Of options that count something. */
export const A_COUNT: Text = { en: "Give a whole number above 0.", nb: "Oppgi et helt tall over 0." };
