/** A treatment: when and when not, what was tried in whom, doses of the literature, what to watch. */
import type { Evidence, Knowledge, Treatment } from "@krampe/core/knowledge/knowledge.ts";
import { TREATMENT_WORDS } from "@krampe/core/plan/words.ts";
import { en } from "../../language/handbook/en.ts";
import { nb } from "../../language/handbook/nb.ts";
import { useWords } from "../../language/words.ts";
import { useSettings } from "../../settings/settings.tsx";
import { Cited } from "../Cited.tsx";
import { EvidenceItems } from "../EvidenceItems.tsx";
import { CitedParts } from "./CitedParts.tsx";
import { Part } from "./Part.tsx";
import { useCriterionText } from "./use-criterion-text.ts";

export function TreatmentBody({
  knowledge,
  treatment,
}: {
  readonly knowledge: Knowledge;
  readonly treatment: Treatment;
}) {
  const words = useWords({ en, nb }).entry;
  const { language } = useSettings();
  const inWords = useCriterionText(knowledge);
  return (
    <>
      {treatment.mechanism && <CitedParts heading={words.mechanism} list={[treatment.mechanism]} />}
      <Part heading={words.rules}>
        <ul className="arguments">
          {treatment.rules.map((rule) => (
            <li key={rule.verdict + rule.because.en + inWords(rule.when)} data-verdict={rule.verdict}>
              <span className="strength">{TREATMENT_WORDS[rule.verdict][language]}</span>
              <div>
                <Cited by={rule}>{rule.because[language]}</Cited>
                <p className="criterion">
                  {words.when}: {inWords(rule.when)}
                </p>
              </div>
            </li>
          ))}
        </ul>
      </Part>
      <EvidenceList list={treatment.evidence} />
      <CitedParts heading={words.doses} list={treatment.doses} />
      <CitedParts heading={words.monitoring} list={treatment.monitoring} />
      {treatment.stopRule && <CitedParts heading={words.stopRule} list={[treatment.stopRule]} />}
      {treatment.pregnancy && <CitedParts heading={words.pregnancy} list={[treatment.pregnancy]} />}
      {treatment.licence && <CitedParts heading={words.licence} list={[treatment.licence]} />}
    </>
  );
}

function EvidenceList({ list }: { readonly list: readonly Evidence[] }) {
  const words = useWords({ en, nb }).entry;
  if (list.length === 0) return null;
  return (
    <Part heading={words.evidence}>
      <EvidenceItems list={list} />
    </Part>
  );
}
