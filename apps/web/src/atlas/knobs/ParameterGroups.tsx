/** The numbers behind a simulated pattern, group by group: its own first, then those of the muscle and the amplifier. */
import type { GroupName } from "@krampe/core/muscle/parameters/parameter-table.ts";
import type { SimulationTruth } from "@krampe/core/muscle/truth.ts";
import { useState } from "react";
import { en } from "../../language/atlas/en.ts";
import { nb } from "../../language/atlas/nb.ts";
import { useWords } from "../../language/words.ts";
import type { Chosen } from "./chosen.ts";
import { ParameterList } from "./ParameterList.tsx";

interface Properties {
  readonly first: GroupName | undefined;
  readonly truth: SimulationTruth | undefined;
  readonly overrides: Chosen["overrides"];
  readonly onChange: (overrides: Chosen["overrides"]) => void;
}

/** Dystonic activity is made of voluntary units: it draws from their table as well. */
const BUILT_ON_VOLUNTARY: readonly (GroupName | undefined)[] = ["dystonic-co-contraction"];
const SHARED = ["muscle", "instrument", "artefact", "excitability"] as const;

export function ParameterGroups({ first, ...rest }: Properties) {
  const words = useWords({ en, nb }).parameters;
  return (
    <div className="parameter-groups">
      <h3>{words.heading}</h3>
      <p className="emg-quiet">{words.lead}</p>
      {first && <Folded heading={words.pattern} group={first} isOpenAtFirst={hasRoom()} {...rest} />}
      {BUILT_ON_VOLUNTARY.includes(first) && <Folded heading={words.voluntary} group="voluntary" {...rest} />}
      {SHARED.filter((group) => group !== first).map((group) => (
        <Folded key={group} heading={words[group]} group={group} {...rest} />
      ))}
    </div>
  );
}

/** On a phone the list of a pattern's numbers would push all else away. */
function hasRoom(): boolean {
  return window.matchMedia("(min-width: 60rem)").matches;
}

interface FoldedProperties extends Omit<Properties, "first"> {
  readonly heading: string;
  readonly group: GroupName;
  readonly isOpenAtFirst?: boolean;
}

function Folded({ heading, isOpenAtFirst = false, ...list }: FoldedProperties) {
  const [isOpen, setOpen] = useState(isOpenAtFirst);
  return (
    <details open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{heading}</summary>
      {isOpen && <ParameterList {...list} />}
    </details>
  );
}
