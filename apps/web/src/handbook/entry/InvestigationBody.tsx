/** An investigation: when it is needed and when not, how to prepare, what it answers. */
import type { Indication, Investigation, Knowledge } from "@krampe/core/knowledge/knowledge.ts";
import { en } from "../../language/handbook/en.ts";
import { nb } from "../../language/handbook/nb.ts";
import { useWords } from "../../language/words.ts";
import { CitedParts } from "./CitedParts.tsx";
import { EntryLinks } from "./EntryLinks.tsx";
import { Part } from "./Part.tsx";
import { ReasonWhen } from "./ReasonWhen.tsx";

export function InvestigationBody({
  knowledge,
  test,
}: {
  readonly knowledge: Knowledge;
  readonly test: Investigation;
}) {
  const words = useWords({ en, nb }).entry;
  return (
    <>
      <Indications heading={words.indicated} list={test.indicated} knowledge={knowledge} />
      <Indications heading={words.notNeeded} list={test.notNeeded} knowledge={knowledge} />
      <CitedParts heading={words.preparation} list={test.preparation} />
      {test.gives.length > 0 && (
        <Part heading={words.gives}>
          <EntryLinks kind="finding" ids={test.gives} knowledge={knowledge} />
        </Part>
      )}
    </>
  );
}

function Indications({
  heading,
  list,
  knowledge,
}: {
  readonly heading: string;
  readonly list: readonly Indication[];
  readonly knowledge: Knowledge;
}) {
  if (list.length === 0) return null;
  return (
    <Part heading={heading}>
      <ul className="statements">
        {list.map((one) => (
          <li key={one.because.en + JSON.stringify(one.when)}>
            <ReasonWhen by={one} when={one.when} knowledge={knowledge} />
          </li>
        ))}
      </ul>
    </Part>
  );
}
