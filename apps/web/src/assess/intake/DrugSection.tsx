/** Drugs: added by name, substance, class or ATC code; and whether the list is the whole list. */
import { Button } from "@digdir/designsystemet-react";
import { type DrugIndex, drugIndex } from "@krampe/core/finding/drug-index.ts";
import type { FindingDefinition } from "@krampe/core/knowledge/knowledge.ts";
import { lowered } from "@krampe/core/plan/journal-note.ts";
import { type KeyboardEvent, useId, useMemo, useRef, useState } from "react";
import { en } from "../../language/assess/en.ts";
import { nb } from "../../language/assess/nb.ts";
import { useWords } from "../../language/words.ts";
import { announce } from "../announce/announce.ts";
import { useAssessing } from "../assessing.ts";
import type { Patient } from "../patient/patient.ts";
import { dispatch } from "../patient/session-store.ts";
import { writtenResources } from "../written-finding.ts";
import { type DrugSuggestion, listedDrug, suggestDrugs } from "./drug-search.ts";
import { FindingRow } from "./FindingRow.tsx";

const MOST_SUGGESTIONS = 8;

export function DrugSection() {
  const words = useWords({ en, nb }).drugs;
  const { patient, compiled } = useAssessing();
  const { drugs, drugsWhole } = patient;
  const index = useMemo(() => drugIndex(compiled.findings), [compiled]);
  return (
    <div className="drugs">
      <div className="drugs-entry">
        <DrugSearch index={index} />
        <NoDrugs />
      </div>
      {drugs.length > 0 && (
        <>
          <ul className="drugs-list">
            {drugs.map((drug) => (
              <ListedDrugItem key={drug} drug={drug} index={index} />
            ))}
          </ul>
          <label className="tick">
            <input
              type="checkbox"
              className="ds-input"
              checked={drugsWhole}
              onChange={(event) => dispatch({ kind: "drugs-whole", whole: event.target.checked })}
            />
            <span>{words.whole}</span>
          </label>
        </>
      )}
      <p className="quiet">
        {takesNothing(patient)
          ? words.noneNow
          : drugsWhole
            ? words.wholeNote
            : drugs.length > 0 && words.soFar}
      </p>
      <ToldClasses />
    </div>
  );
}

/** One tap for the patient who takes nothing. */
function NoDrugs() {
  const words = useWords({ en, nb }).drugs;
  const { drugs, drugsWhole } = useAssessing().patient;
  const noneNow = takesNothing({ drugs, drugsWhole });
  return (
    <Button
      variant="secondary"
      data-size="sm"
      className="no-drugs"
      aria-pressed={noneNow}
      disabled={drugs.length > 0}
      onClick={() => dispatch({ kind: "drugs-whole", whole: !noneNow })}
    >
      {words.none}
    </Button>
  );
}

function takesNothing({ drugs, drugsWhole }: Pick<Patient, "drugs" | "drugsWhole">): boolean {
  return drugsWhole && drugs.length === 0;
}

/** Among the first questions: none, or on to the search. */
export function DrugsInShort() {
  const words = useWords({ en, nb }).drugs;
  return (
    <div className="finding drugs-short">
      <span className="finding-label">{words.short}</span>
      <span className="buttons">
        <Button variant="tertiary" data-size="sm" onClick={() => document.getElementById(SEARCH_ID)?.focus()}>
          {words.add}
        </Button>
        <NoDrugs />
      </span>
    </div>
  );
}

const SEARCH_ID = "drug-search";

/** Classes that were told one by one (through *find out next*) or came with a record. */
function ToldClasses() {
  const words = useWords({ en, nb }).drugs;
  const { patient, compiled, findings, language } = useAssessing();
  const isDrug = (one: FindingDefinition) => one.drugs.length > 0;
  const told = compiled.findings.filter((one) => isDrug(one) && one.id in patient.answers);
  const recorded = compiled.findings.filter(
    (one) =>
      isDrug(one) &&
      findings.get(one.id)?.origin === "record" &&
      findings.get(one.id)?.value.kind === "present",
  );
  const recordedDrug = ({ id, label }: FindingDefinition) => {
    const resources = writtenResources(findings.get(id) ?? {});
    return resources === "" ? label[language] : `${label[language]} (${resources})`;
  };
  return (
    <>
      {recorded.length > 0 && (
        <p>
          {words.record}: {recorded.map((one) => recordedDrug(one)).join(", ")}
        </p>
      )}
      {told.length > 0 && (
        <>
          <h4 className="subheading">{words.told}</h4>
          {told.map((definition) => (
            <FindingRow key={definition.id} definition={definition} />
          ))}
        </>
      )}
    </>
  );
}

function ListedDrugItem({ drug, index }: { readonly drug: string; readonly index: DrugIndex }) {
  const words = useWords({ en, nb }).drugs;
  const { compiled, language } = useAssessing();
  const { name, atc, classes, possible, known } = listedDrug(drug, index, compiled.findings, language);
  const about = !known
    ? words.notKnown
    : classes.length > 0
      ? [classes[0], ...classes.slice(1).map(lowered)].join(", ")
      : possible.length > 0
        ? words.tooCoarse(possible.join(", "))
        : words.noClass;
  return (
    <li data-known={known}>
      <span>
        <strong>{name}</strong> {atc && <span className="quiet">{atc}</span>}
        <span className={known ? "drugs-about quiet" : "drugs-about issue"}>{about}</span>
      </span>
      <Button
        variant="tertiary"
        data-size="sm"
        icon
        aria-label={words.remove(name)}
        onClick={() => {
          dispatch({ kind: "remove-drug", drug });
          document.getElementById(SEARCH_ID)?.focus();
        }}
      >
        <span aria-hidden="true">✕</span>
      </Button>
    </li>
  );
}

function DrugSearch({ index }: { readonly index: DrugIndex }) {
  const words = useWords({ en, nb }).drugs;
  const { compiled, language } = useAssessing();
  const [text, setText] = useState("");
  const [active, setActive] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  const listId = useId();
  const found = useMemo(
    () => suggestDrugs(text, index, compiled.findings, MOST_SUGGESTIONS),
    [text, index, compiled],
  );
  const suggestions: readonly DrugSuggestion[] =
    text.trim().length < 2
      ? []
      : [
          ...found,
          {
            drug: text.trim(),
            name: { en: en.drugs.asWritten(text.trim()), nb: nb.drugs.asWritten(text.trim()) },
          },
        ];
  const open = suggestions.length > 0;

  function add({ drug, name }: DrugSuggestion) {
    dispatch({ kind: "add-drug", drug });
    announce(words.added(drug === text.trim() ? drug : name[language]));
    setText("");
    setActive(0);
    input.current?.focus();
  }

  function byKey(event: KeyboardEvent) {
    if (!open) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setActive((active + step + suggestions.length) % suggestions.length);
    } else if (event.key === "Enter") {
      event.preventDefault();
      add(suggestions[Math.min(active, suggestions.length - 1)]);
    } else if (event.key === "Escape") setText("");
  }

  return (
    <div className="drugs-search">
      <label htmlFor={SEARCH_ID}>{words.label}</label>
      <input
        ref={input}
        id={SEARCH_ID}
        className="ds-input"
        role="combobox"
        aria-expanded={open}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={open ? `${listId}-${Math.min(active, suggestions.length - 1)}` : undefined}
        autoComplete="off"
        placeholder={words.placeholder}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setActive(0);
        }}
        onKeyDown={byKey}
      />
      <div id={listId} className="listbox" role="listbox" aria-label={words.suggestions} hidden={!open}>
        {suggestions.map((one, position) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys belong to the field, which keeps the focus
          <div
            key={one.drug}
            id={`${listId}-${position}`}
            role="option"
            tabIndex={-1}
            aria-selected={position === active}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => add(one)}
          >
            {one.name[language]}{" "}
            <span className="quiet">{one.atc ?? (one.drug.startsWith("taking-") ? words.group : "")}</span>
          </div>
        ))}
      </div>
    </div>
  );
}
