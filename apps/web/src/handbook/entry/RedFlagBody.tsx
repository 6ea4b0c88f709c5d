/** A red flag: why, what to do, and when it is raised. */
import { Paragraph } from "@digdir/designsystemet-react";
import type { Knowledge, RedFlag } from "@krampe/core/knowledge/knowledge.ts";
import { URGENCY_WORDS } from "@krampe/core/plan/words.ts";
import { en } from "../../language/handbook/en.ts";
import { nb } from "../../language/handbook/nb.ts";
import { useWords } from "../../language/words.ts";
import { useSettings } from "../../settings/settings.tsx";
import { Cited } from "../Cited.tsx";
import { Part } from "./Part.tsx";
import { useCriterionText } from "./use-criterion-text.ts";

export function RedFlagBody({ knowledge, flag }: { readonly knowledge: Knowledge; readonly flag: RedFlag }) {
  const words = useWords({ en, nb }).entry;
  const { language } = useSettings();
  const inWords = useCriterionText(knowledge);
  return (
    <>
      <Paragraph className="lead">
        <Cited by={flag}>{flag.because[language]}</Cited>
      </Paragraph>
      <Part heading={words.action}>
        <Cited by={flag}>
          {flag.action[language]} ({URGENCY_WORDS[flag.urgency][language]})
        </Cited>
      </Part>
      <Part heading={words.raisedWhen}>{inWords(flag.when)}</Part>
    </>
  );
}
