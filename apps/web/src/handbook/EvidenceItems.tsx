/** Results of studies: each with its plot against *no effect*, what was compared in whom, how sure it is, and its source. */
import type { Evidence } from "@krampe/core/knowledge/knowledge.ts";
import { lowered } from "@krampe/core/plan/journal-note.ts";
import { writeNumber } from "@krampe/core/quantity/write-quantity.ts";
import { EffectPlot } from "../assess/answer/EvidencePlot.tsx";
import { en } from "../language/assess/en.ts";
import { nb } from "../language/assess/nb.ts";
import { useWords } from "../language/words.ts";
import { useSettings } from "../settings/settings.tsx";
import { Cited } from "./Cited.tsx";

export function EvidenceItems({ list }: { readonly list: readonly Evidence[] }) {
  const words = useWords({ en, nb }).evidence;
  const { language } = useSettings();
  return (
    <ul className="evidence-list">
      {list.map((one) => {
        const about = [
          one.population[language],
          words.against(lowered(one.comparator[language])),
          one.n !== undefined && words.participants(writeNumber(one.n, language)),
          one.trials !== undefined && words.trials(one.trials),
          words.certainty[one.certainty],
        ];
        return (
          <li className="evidence" key={one.outcome.en + one.text.en}>
            <p className="evidence-outcome">{one.outcome[language]}</p>
            {one.effect && (
              <EffectPlot
                evidence={{ outcome: one.outcome[language] }}
                effect={{ ...one.effect, unit: one.effect.unit[language] }}
              />
            )}
            <p>
              <Cited by={one}>{one.text[language]}</Cited>
            </p>
            <p className="quiet">{about.filter(Boolean).join(", ")}</p>
          </li>
        );
      })}
    </ul>
  );
}
