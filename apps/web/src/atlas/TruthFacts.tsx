/** The truth of a recording in a few sentences. */
import { written } from "@krampe/core/measurement/report/numbers.ts";
import type { SimulationTruth } from "@krampe/core/muscle/truth.ts";
import { en } from "../language/atlas/en.ts";
import { nb } from "../language/atlas/nb.ts";
import { useWords } from "../language/words.ts";
import { useSettings } from "../settings/settings.tsx";
import { truthFigures } from "./truth-figures.ts";

export function TruthFacts({ truth }: { readonly truth: SimulationTruth }) {
  const words = useWords({ en, nb });
  const { language } = useSettings();
  const { facts, kinds } = words.truth;
  const { sources, rateHz, intervalCv, compositeHz, groups, sizeRatio, firstPhase } = truthFigures(truth);
  const number = (value: number) => written(value, language, 2);
  const percent = (value: number) => written(100 * value, language, 2);
  const disturbances = [...new Set(truth.artefacts.map(({ kind }) => words.knobs.artefactKinds[kind]))];
  const sentences = [
    ...[...sources].map(([kind, count]) => facts.sources(count, kinds[kind].toLowerCase())),
    ...(sources.size === 0 ? [words.truth.none] : []),
    ...(rateHz ? [facts.rate(number(rateHz.low), number(rateHz.high))] : []),
    ...(intervalCv ? [facts.variation(percent(intervalCv.low), percent(intervalCv.high))] : []),
    ...(sources.size > 0 ? [facts.composite(number(compositeHz))] : []),
    ...(groups ? [facts.groups(groups.count, number(groups.perS))] : []),
    ...(sizeRatio !== undefined ? [facts.size(number(sizeRatio))] : []),
    ...(firstPhase ? [facts.first(facts[firstPhase])] : []),
    ...(disturbances.length > 0 ? [words.truth.artefacts(disturbances.join(", ").toLowerCase())] : []),
  ];
  return (
    <ul className="truth-facts">
      {sentences.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
}
