/** One of several: radio buttons while they are few, a list when they are many. */
import type { FindingDefinition } from "@krampe/core/knowledge/knowledge.ts";
import { memo, useId } from "react";
import { en } from "../../language/assess/en.ts";
import { nb } from "../../language/assess/nb.ts";
import { useWords } from "../../language/words.ts";
import { useAssessing, useKnown } from "../assessing.ts";
import { dispatch } from "../patient/session-store.ts";

const MOST_BUTTONS = 4;

export function ChoiceField({
  definition,
  labelledBy,
}: {
  readonly definition: FindingDefinition;
  readonly labelledBy: string;
}) {
  const value = useAssessing().findings.get(definition.id)?.value;
  const chosen = value?.kind === "choice" ? value.option : "";
  return <Choices definition={definition} labelledBy={labelledBy} chosen={chosen} />;
}

/** Drawn again only when another one is chosen. */
const Choices = memo(function Choices({
  definition,
  labelledBy,
  chosen,
}: {
  readonly definition: FindingDefinition;
  readonly labelledBy: string;
  /** The id of an option, or empty. */
  readonly chosen: string;
}) {
  const words = useWords({ en, nb }).states;
  const { language } = useKnown();
  const name = useId();
  const answer = (option: string) =>
    dispatch({ kind: "answer", id: definition.id, answer: option === "" ? undefined : option });

  if (definition.options.length > MOST_BUTTONS) {
    return (
      <select
        className="ds-input"
        aria-labelledby={labelledBy}
        value={chosen}
        onChange={(event) => answer(event.target.value)}
      >
        <option value="">{words.choose}</option>
        {definition.options.map(({ id, label }) => (
          <option key={id} value={id}>
            {label[language]}
          </option>
        ))}
      </select>
    );
  }
  return (
    <div className="three" role="radiogroup" aria-labelledby={labelledBy}>
      {definition.options.map(({ id, label }) => (
        <label key={id} data-one="option">
          <input type="radio" name={name} value={id} checked={chosen === id} onChange={() => answer(id)} />
          <span>{label[language]}</span>
        </label>
      ))}
      <label data-one="unknown">
        <input
          type="radio"
          name={name}
          value=""
          checked={chosen === ""}
          onChange={() => answer("")}
          aria-label={words.unknown}
        />
        <span>{words.unknownShort}</span>
      </label>
    </div>
  );
});
