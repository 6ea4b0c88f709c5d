/** The patient's side: sections in the order in which a clinician thinks. */

import writtenIntake from "krampe:intake";
import { Button } from "@digdir/designsystemet-react";
import { memo, useDeferredValue, useId, useMemo, useState } from "react";
import { en } from "../../language/assess/en.ts";
import { nb } from "../../language/assess/nb.ts";
import { useWords } from "../../language/words.ts";
import { type Assessing, useAssessing } from "../assessing.ts";
import { DrugSection, DrugsInShort } from "./DrugSection.tsx";
import { FindingRow } from "./FindingRow.tsx";
import { FindingSearch } from "./FindingSearch.tsx";
import { type IntakeItem, type IntakeSection, intakePlan } from "./intake-plan.ts";
import { isShownAnyway } from "./is-shown-anyway.ts";
import { LaboratoryTable } from "./LaboratorySection.tsx";
import { SectionNav } from "./SectionNav.tsx";

export const Intake = memo(function Intake() {
  const words = useWords({ en, nb });
  const { compiled, patient, language } = useAssessing();
  const sections = useMemo(() => intakePlan(writtenIntake, compiled.findings), [compiled]);
  // The first questions can be answered before the rest is drawn.
  const drawn = useDeferredValue(sections.length, 1);
  return (
    <section className="intake" aria-labelledby="intake-heading" id="intake" tabIndex={-1}>
      <h2 id="intake-heading" className="ds-sr-only">
        {words.patient}
      </h2>
      <p className="ds-sr-only">{words.states.keys}</p>
      {patient.name && <p className="example-name">{words.example(patient.name[language])}</p>}
      {patient.record && <p className="example-name">{words.record(patient.record.name)}</p>}
      {patient.recording && <p className="example-name">{words.recording(patient.recording.name)}</p>}
      <SectionNav sections={sections} />
      <FindingSearch />
      {sections.slice(0, drawn).map((section) => (
        <Section key={section.id} section={section} />
      ))}
    </section>
  );
});

function Section({ section }: { readonly section: IntakeSection }) {
  const words = useWords({ en, nb });
  const assessing = useAssessing();
  const [all, setAll] = useState(false);
  const moreId = useId();
  const { id, first, more } = section;
  const shown = first.filter((item) => isAsked(item, assessing));
  const laboratory = id === "laboratory";
  const answered = all ? more : more.filter((one) => isShownAnyway(one.id, assessing));
  const quantities = answered.filter(({ kind }) => laboratory && kind === "quantity");
  const others = answered.filter((one) => !quantities.includes(one));
  return (
    <section className="section" id={`section-${id}`} aria-labelledby={`heading-${id}`} data-section={id}>
      <h3 id={`heading-${id}`} tabIndex={-1}>
        {words.sections[id]}
      </h3>
      {id === "drugs" && <DrugSection />}
      {laboratory ? (
        <LaboratoryTable quantities={[...shown.map(({ definition }) => definition), ...quantities]} />
      ) : (
        shown.map(({ definition }) => <FindingRow key={definition.id} definition={definition} />)
      )}
      {id === "first" && <DrugsInShort />}
      <div id={moreId} className="section-more">
        {laboratory && others.length > 0 && <h4 className="subheading">{words.saidWithoutNumber}</h4>}
        {others.map((definition) => (
          <FindingRow key={definition.id} definition={definition} />
        ))}
      </div>
      {more.length > 0 && (
        <Button
          variant="tertiary"
          data-size="sm"
          className="section-toggle"
          aria-expanded={all}
          aria-controls={moreId}
          onClick={() => setAll(!all)}
        >
          {all
            ? words.fewer
            : first.length === 0
              ? words.all(more.length)
              : words.more(more.length - answered.length)}
          <span className="ds-sr-only">: {words.sections[id]}</span>
        </Button>
      )}
    </section>
  );
}

/** A finding that has an answer stays, whatever its condition. */
function isAsked({ definition, onlyIf }: IntakeItem, { findings, patient }: Assessing): boolean {
  if (definition.id in patient.answers) return true;
  return onlyIf.every(([id, wanted]) => {
    const value = findings.get(id)?.value;
    return value?.kind === "choice" ? value.option === wanted : value?.kind === wanted;
  });
}
