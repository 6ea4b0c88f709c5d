/** A reason with its source, and below it the criterion that must hold, in words. */
import type { Criterion } from "@krampe/core/criterion/criterion.ts";
import type { Text } from "@krampe/core/issue/text.ts";
import type { Cited as CitedBy, Knowledge } from "@krampe/core/knowledge/knowledge.ts";
import { en } from "../../language/handbook/en.ts";
import { nb } from "../../language/handbook/nb.ts";
import { useWords } from "../../language/words.ts";
import { useSettings } from "../../settings/settings.tsx";
import { Cited } from "../Cited.tsx";
import { useCriterionText } from "./use-criterion-text.ts";

export function ReasonWhen({
  by,
  when,
  knowledge,
}: {
  readonly by: CitedBy & { readonly because: Text };
  readonly when: Criterion;
  readonly knowledge: Knowledge;
}) {
  const words = useWords({ en, nb }).entry;
  const { language } = useSettings();
  const inWords = useCriterionText(knowledge);
  return (
    <>
      <Cited by={by}>{by.because[language]}</Cited>
      <p className="criterion">
        {words.when}: {inWords(when)}
      </p>
    </>
  );
}
