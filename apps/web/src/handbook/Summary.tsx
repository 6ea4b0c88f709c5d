/** A sentence that sums an entry up. It has no source of its own: what it rests on is cited in the entry, and it is marked as such. */
import type { Text } from "@krampe/core/issue/text.ts";
import { en } from "../language/handbook/en.ts";
import { nb } from "../language/handbook/nb.ts";
import { useWords } from "../language/words.ts";
import { useSettings } from "../settings/settings.tsx";

interface Properties {
  readonly text: Text;
  /** In a list only the sign is shown; the word is said, and shown under a pointer. */
  readonly isBrief?: boolean;
}

export function Summary({ text, isBrief = false }: Properties) {
  const words = useWords({ en, nb }).entry;
  const { language } = useSettings();
  return (
    <>
      {text[language]}{" "}
      <span className="verified" data-verified="derived" title={words.summed}>
        <span aria-hidden="true">◐</span>{" "}
        <span className={isBrief ? "ds-sr-only" : undefined}>{words.summed}</span>
      </span>
    </>
  );
}
