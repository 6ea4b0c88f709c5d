/** A pattern beside one that it is confused with: two traces, two sounds, and what tells them apart. */
import type { AtlasPage, CitedText, Knowledge } from "@krampe/core/knowledge/knowledge.ts";
import { isSimulatedPattern, type SimulatedPattern } from "@krampe/core/muscle/pattern-names.ts";
import { useCallback, useEffect, useId, useState } from "react";
import { address } from "../app/route.ts";
import { Cited } from "../handbook/Cited.tsx";
import { en } from "../language/atlas/en.ts";
import { nb } from "../language/atlas/nb.ts";
import { useWords } from "../language/words.ts";
import { useSettings } from "../settings/settings.tsx";
import { EXAMPLES } from "./examples.ts";
import { patternLabel } from "./pattern-names.ts";
import { SpecimenView } from "./specimen/SpecimenView.tsx";
import { useSpecimen } from "./specimen/use-specimen.ts";

interface Properties {
  readonly knowledge: Knowledge;
  readonly page: AtlasPage;
  readonly pattern: SimulatedPattern;
}

export function Comparison({ knowledge, page, pattern }: Properties) {
  const words = useWords({ en, nb }).confused;
  const { language } = useSettings();
  const [other, setOther] = useState(page.confusedWith[0].pattern);
  const chosen = page.confusedWith.find((one) => one.pattern === other);
  const id = useId();
  const label = (one: string) => patternLabel(knowledge, one)[language];
  return (
    <section className="atlas-part" aria-labelledby={id}>
      <h2 id={id}>{words.heading}</h2>
      <fieldset className="switch">
        <legend>{words.choose}</legend>
        {page.confusedWith.map((one) => (
          <label key={one.pattern}>
            <input
              type="radio"
              name={id}
              checked={one.pattern === other}
              onChange={() => setOther(one.pattern)}
            />
            <span>{label(one.pattern)}</span>
          </label>
        ))}
      </fieldset>
      {chosen && <Differences heading={`${words.differences}: ${label(other)}`} list={chosen.difference} />}
      {chosen && isSimulatedPattern(other) && (
        <Pair key={other} knowledge={knowledge} left={pattern} right={other} />
      )}
      <p className="emg-quiet">
        {words.same} <a href={address("emg", "atlas", other)}>{words.toPage(label(other))}</a>
      </p>
      <div className="atlas-printed">
        {page.confusedWith
          .filter((one) => one !== chosen)
          .map((one) => (
            <Differences
              key={one.pattern}
              heading={`${words.differences}: ${label(one.pattern)}`}
              list={one.difference}
            />
          ))}
      </div>
    </section>
  );
}

function Differences({ heading, list }: { readonly heading: string; readonly list: readonly CitedText[] }) {
  const { language } = useSettings();
  return (
    <div className="atlas-differences">
      <h3>{heading}</h3>
      <ul>
        {list.map((one) => (
          <li key={one.text.en}>
            <Cited by={one}>{one.text[language]}</Cited>
          </li>
        ))}
      </ul>
    </div>
  );
}

interface PairProperties {
  readonly knowledge: Knowledge;
  readonly left: SimulatedPattern;
  readonly right: SimulatedPattern;
}

function Pair({ knowledge, left, right }: PairProperties) {
  const spanS = Math.max(EXAMPLES[left].spanS, EXAMPLES[right].spanS);
  return (
    <div className="atlas-pair">
      <One knowledge={knowledge} pattern={left} spanS={spanS} />
      <One knowledge={knowledge} pattern={right} spanS={spanS} />
    </div>
  );
}

function One({
  knowledge,
  pattern,
  spanS,
}: {
  readonly knowledge: Knowledge;
  readonly pattern: SimulatedPattern;
  readonly spanS: number;
}) {
  const { language } = useSettings();
  const { seed, durationS, ...first } = EXAMPLES[pattern];
  const specimen = useSpecimen({ ...first, spanS });
  useEffect(() => specimen.ask({ pattern, seed, durationS }), [specimen, pattern, seed, durationS]);
  const nameOf = useCallback((id: string) => patternLabel(knowledge, id)[language], [knowledge, language]);
  const label = patternLabel(knowledge, pattern)[language];
  return (
    <figure className="atlas-one">
      <figcaption>{label}</figcaption>
      <SpecimenView specimen={specimen} label={label} truth={{ nameOf }} isSmall />
    </figure>
  );
}
