/** Finds any finding by what people call it, and answers it on the spot. */
import { Button } from "@digdir/designsystemet-react";
import { useDeferredValue, useId, useMemo, useState } from "react";
import { en } from "../../language/assess/en.ts";
import { nb } from "../../language/assess/nb.ts";
import { useWords } from "../../language/words.ts";
import { useAssessing } from "../assessing.ts";
import { FindingRow } from "./FindingRow.tsx";
import { findingIndex } from "./finding-search.ts";

const MOST_FOUND = 12;

export function FindingSearch() {
  const words = useWords({ en, nb }).search;
  const { compiled } = useAssessing();
  const [text, setText] = useState("");
  const searched = useDeferredValue(text);
  const index = useMemo(() => findingIndex(compiled.findings), [compiled]);
  const found = useMemo(() => index.search(searched, MOST_FOUND), [index, searched]);
  const [inputId, statusId] = [useId(), useId()];
  const isSearching = searched.trim() !== "";
  return (
    <search className="finding-search">
      <label htmlFor={inputId}>{words.label}</label>
      <span className="finding-search-field">
        <input
          id={inputId}
          className="ds-input"
          type="text"
          inputMode="search"
          autoComplete="off"
          placeholder={words.placeholder}
          aria-describedby={statusId}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => event.key === "Escape" && setText("")}
        />
        {text !== "" && (
          <Button variant="tertiary" data-size="sm" icon aria-label={words.clear} onClick={() => setText("")}>
            <span aria-hidden="true">✕</span>
          </Button>
        )}
      </span>
      <span id={statusId} role="status" className="quiet">
        {isSearching && (found.length === 0 ? words.nothing(searched.trim()) : words.found(found.length))}
      </span>
      {isSearching && found.length > 0 && (
        <div className="finding-search-found">
          {found.map((definition) => (
            <FindingRow key={definition.id} definition={definition} />
          ))}
        </div>
      )}
    </search>
  );
}
