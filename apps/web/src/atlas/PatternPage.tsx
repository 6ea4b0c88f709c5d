/** The page of one pattern: what it is, to hear and to see, what tells it, what it is confused with, and every number behind it. */
import { Button } from "@digdir/designsystemet-react";
import type { Knowledge, Statement } from "@krampe/core/knowledge/knowledge.ts";
import { PARAMETERS } from "@krampe/core/muscle/parameters/parameter-table.ts";
import { isSimulatedPattern, type SimulatedPattern } from "@krampe/core/muscle/pattern-names.ts";
import { use, useCallback, useEffect, useId, useMemo, useState } from "react";
import { address, navigate } from "../app/route.ts";
import { useSubtitle } from "../app/subtitle.ts";
import { useStore } from "../emg/bench/store.ts";
import { Cited, Statements } from "../handbook/Cited.tsx";
import { SummaryText } from "../handbook/SummaryText.tsx";
import { wholeKnowledge } from "../knowledge/fetched-knowledge.ts";
import { en } from "../language/atlas/en.ts";
import { nb } from "../language/atlas/nb.ts";
import { useWords } from "../language/words.ts";
import { useSettings } from "../settings/settings.tsx";
import { Comparison } from "./Comparison.tsx";
import { EXAMPLES } from "./examples.ts";
import { type Chosen, requestOf, usualOf } from "./knobs/chosen.ts";
import { Knobs } from "./knobs/Knobs.tsx";
import { ParameterGroups } from "./knobs/ParameterGroups.tsx";
import { PATTERN_IDS, type PatternId, patternLabel } from "./pattern-names.ts";
import { SpecimenView } from "./specimen/SpecimenView.tsx";
import { useSpecimen } from "./specimen/use-specimen.ts";
import { TruthFacts } from "./TruthFacts.tsx";
import { TruthTable } from "./TruthTable.tsx";

export function PatternPage({ id }: { readonly id: PatternId }) {
  const words = useWords({ en, nb });
  const { language } = useSettings();
  const knowledge = use(wholeKnowledge());
  const page = knowledge.atlas.find((one) => one.id === id);
  const label = patternLabel(knowledge, id)[language];
  const entry = knowledge.patterns.find((one) => one.id === id);
  useSubtitle(label);
  return (
    <div className="atlas">
      <header className="atlas-head">
        <p className="back">
          <a href={address("emg", "atlas")}>← {words.back}</a>
        </p>
        <h1 className="ds-heading">{label}</h1>
        {entry && (
          <p className="atlas-lead">
            <SummaryText summary={entry.summary} />
          </p>
        )}
        {page && (
          <dl className="atlas-senses">
            <div>
              <dt>{words.hear}</dt>
              <dd>
                <Cited by={page.hear}>{page.hear.text[language]}</Cited>
              </dd>
            </div>
            <div>
              <dt>{words.see}</dt>
              <dd>
                <Cited by={page.see}>{page.see.text[language]}</Cited>
              </dd>
            </div>
            <div>
              <dt>{words.tells}</dt>
              <dd>
                <ul className="atlas-tells">
                  {page.tells.map((reason) => (
                    <li key={reason.text.en}>
                      <Cited by={reason}>{reason.text[language]}</Cited>
                    </li>
                  ))}
                </ul>
              </dd>
            </div>
          </dl>
        )}
        {entry && (
          <p>
            <a href={address("handbook", "pattern", id)}>{words.handbook}</a>
          </p>
        )}
      </header>
      {isSimulatedPattern(id) ? (
        <Simulated pattern={id} label={label} knowledge={knowledge} />
      ) : (
        <p className="atlas-note">{words.notSimulated}</p>
      )}
      <Told knowledge={knowledge} id={id} />
      <Neighbours knowledge={knowledge} id={id} />
    </div>
  );
}

/** What it is confused with, and what is known of it. */
function Told({ knowledge, id }: { readonly knowledge: Knowledge; readonly id: PatternId }) {
  const page = knowledge.atlas.find((one) => one.id === id);
  if (!page) return null;
  return (
    <>
      {isSimulatedPattern(id) && page.confusedWith.length > 0 && (
        <Comparison knowledge={knowledge} page={page} pattern={id} />
      )}
      <Known knowledge={knowledge} ids={page.says} />
    </>
  );
}

function Known({ knowledge, ids }: { readonly knowledge: Knowledge; readonly ids: readonly string[] }) {
  const words = useWords({ en, nb }).says;
  const heading = useId();
  const statements = useMemo(() => statementsOf(knowledge, ids), [knowledge, ids]);
  return (
    <section className="atlas-part" aria-labelledby={heading}>
      <h2 id={heading}>{words.heading}</h2>
      <p className="emg-quiet">{words.legend}</p>
      <Statements statements={statements} />
    </section>
  );
}

function statementsOf(knowledge: Knowledge, ids: readonly string[]): Statement[] {
  const entries = [
    ...knowledge.patterns,
    ...knowledge.phenomena,
    ...knowledge.causes,
    ...knowledge.findings,
    ...knowledge.investigations,
  ];
  const all = new Map(
    [...knowledge.statements, ...entries.flatMap(({ statements }) => statements)].map((one) => [one.id, one]),
  );
  return ids.flatMap((id) => all.get(id) ?? []);
}

interface SimulatedProperties {
  readonly pattern: SimulatedPattern;
  readonly label: string;
  readonly knowledge: Knowledge;
}

function Simulated({ pattern, label, knowledge }: SimulatedProperties) {
  const words = useWords({ en, nb });
  const { language } = useSettings();
  const [chosen, setChosen] = useState(() => usualOf(pattern));
  const specimen = useSpecimen(EXAMPLES[pattern]);
  const { made } = useStore(specimen.state);
  useEffect(() => specimen.ask(requestOf(pattern, chosen)), [specimen, pattern, chosen]);
  const change = (changed: Partial<Chosen>) => setChosen((now) => ({ ...now, ...changed }));
  const nameOf = useCallback((id: string) => patternLabel(knowledge, id)[language], [knowledge, language]);
  const isUsual = useMemo(
    () => JSON.stringify(chosen) === JSON.stringify(usualOf(pattern)),
    [chosen, pattern],
  );
  return (
    <div className="atlas-lab">
      <div className="atlas-trace">
        <SpecimenView specimen={specimen} label={label} truth={{ nameOf }} />
      </div>
      <section className="atlas-specimen" aria-label={words.truth.heading}>
        <p role="status" className="ds-sr-only">
          {made ? words.status(made.truth.units.length, String(made.truth.durationS)) : ""}
        </p>
        <div className="atlas-actions">
          <p className="emg-simulated">{words.simulated}</p>
          <Button variant="secondary" data-size="sm" onClick={() => void openInWorkbench(pattern, chosen)}>
            {words.openInWorkbench}
          </Button>
        </div>
        {made && (
          <details className="atlas-truth">
            <summary>{words.truth.heading}</summary>
            <p className="emg-quiet">{words.truth.lead}</p>
            <TruthFacts truth={made.truth} />
            <TruthTable truth={made.truth} />
          </details>
        )}
      </section>
      <section className="atlas-knobs" aria-labelledby="knobs-heading">
        <div className="atlas-knobs-head">
          <h2 id="knobs-heading">{words.knobs.heading}</h2>
          <Button
            variant="tertiary"
            data-size="sm"
            disabled={isUsual}
            onClick={() => setChosen(usualOf(pattern))}
          >
            {words.knobs.reset}
          </Button>
        </div>
        <p className="emg-quiet">{words.knobs.lead}</p>
        <Knobs chosen={chosen} onChange={change} />
        <ParameterGroups
          first={pattern in PARAMETERS ? (pattern as keyof typeof PARAMETERS) : undefined}
          truth={made?.truth}
          overrides={chosen.overrides}
          onChange={(overrides) => change({ overrides })}
        />
      </section>
    </div>
  );
}

/** The workbench is a part of its own: it is fetched when it is wanted. */
async function openInWorkbench(pattern: SimulatedPattern, chosen: Chosen): Promise<void> {
  const { openSource } = await import("../emg/bench/workbench.ts");
  const { seed, pattern: _, ...settings } = requestOf(pattern, chosen);
  openSource({ kind: "simulated", pattern, seed: Number(seed), settings });
  navigate(address("emg"));
}

function Neighbours({ knowledge, id }: { readonly knowledge: Knowledge; readonly id: PatternId }) {
  const words = useWords({ en, nb });
  const { language } = useSettings();
  const place = PATTERN_IDS.indexOf(id);
  const [before, after] = [PATTERN_IDS[place - 1], PATTERN_IDS[place + 1]];
  return (
    <nav className="atlas-neighbours" aria-label={words.heading}>
      {before && (
        <a href={address("emg", "atlas", before)}>
          ← {words.before(patternLabel(knowledge, before)[language])}
        </a>
      )}
      {after && (
        <a href={address("emg", "atlas", after)}>{words.after(patternLabel(knowledge, after)[language])} →</a>
      )}
    </nav>
  );
}
