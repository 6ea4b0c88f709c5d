/** Jumps to a section, and shows how much of each is known. */
import { memo } from "react";
import { en } from "../../language/assess/en.ts";
import { nb } from "../../language/assess/nb.ts";
import { useWords } from "../../language/words.ts";
import { useAssessing } from "../assessing.ts";
import type { IntakeSection } from "./intake-plan.ts";
import { isShownAnyway } from "./is-shown-anyway.ts";

export function SectionNav({ sections }: { readonly sections: readonly IntakeSection[] }) {
  const words = useWords({ en, nb });
  const assessing = useAssessing();
  const { patient } = assessing;
  const isKnown = (id: string) => isShownAnyway(id, assessing);
  return (
    <nav className="section-nav" aria-label={words.sectionNav}>
      <ul>
        {sections.slice(1).map(({ id, first, more }) => {
          const known =
            first.filter(({ definition }) => isKnown(definition.id)).length +
            more.filter((one) => isKnown(one.id)).length +
            (id === "drugs" ? patient.drugs.length + Number(patient.drugsWhole) : 0);
          return (
            <li key={id}>
              <Jump id={id} label={words.sections[id]} known={known} />
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

const Jump = memo(function Jump({
  id,
  label,
  known,
}: {
  readonly id: string;
  readonly label: string;
  readonly known: number;
}) {
  const words = useWords({ en, nb });
  return (
    <button type="button" onClick={() => jumpTo(id)}>
      {label}
      {known > 0 && (
        <span className="section-count">
          <span aria-hidden="true">{known}</span>
          <span className="ds-sr-only">, {words.known(known)}</span>
        </span>
      )}
    </button>
  );
});

function jumpTo(id: string): void {
  const heading = document.getElementById(`heading-${id}`);
  heading?.scrollIntoView({ block: "start" });
  heading?.focus({ preventScroll: true });
}
