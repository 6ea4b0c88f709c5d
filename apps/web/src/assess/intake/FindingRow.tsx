/** One finding of the intake: its name, and the control that fits its kind. */

import type { Finding } from "@krampe/core/finding/finding.ts";
import type { FindingDefinition } from "@krampe/core/knowledge/knowledge.ts";
import { lowered } from "@krampe/core/plan/journal-note.ts";
import { memo, useId } from "react";
import { en } from "../../language/assess/en.ts";
import { nb } from "../../language/assess/nb.ts";
import { useWords } from "../../language/words.ts";
import { type Assessing, useAssessing } from "../assessing.ts";
import { dispatch } from "../patient/session-store.ts";
import { writtenResources } from "../written-finding.ts";
import { ChoiceField } from "./ChoiceField.tsx";
import { FromRecord, QuantityField } from "./QuantityField.tsx";
import { type State, ThreeStates } from "./ThreeStates.tsx";

export function FindingRow({ definition }: { readonly definition: FindingDefinition }) {
  if (definition.kind === "quantity") return <QuantityRow definition={definition} />;
  if (definition.kind === "choice") return <ChoiceRow definition={definition} />;
  return <SignRow definition={definition} />;
}

function SignRow({ definition }: { readonly definition: FindingDefinition }) {
  const assessing = useAssessing();
  const finding = assessing.findings.get(definition.id);
  const derived = finding?.origin === "derived";
  return (
    <Sign
      id={definition.id}
      label={definition.label[assessing.language]}
      state={derived ? "unknown" : stateOf(finding)}
      follows={derived ? followed(finding) : undefined}
      from={derived ? labelsOf(finding.from ?? [], assessing) : ""}
      brought={broughtBy(definition.id, assessing)}
      resources={finding ? writtenResources(finding) : ""}
      flagged={assessing.flagged.has(definition.id)}
    />
  );
}

/** What came along with a file, unless it was answered here. */
function broughtBy(id: string, { findings, patient }: Assessing): "record" | "recording" | undefined {
  if (findings.get(id)?.origin === "record") return "record";
  const isMeasured = patient.recording?.findings.some((finding) => finding.id === id);
  return isMeasured && !(id in patient.answers) ? "recording" : undefined;
}

interface SignProperties {
  readonly id: string;
  readonly label: string;
  readonly state: State;
  readonly follows: "present" | "absent" | undefined;
  readonly from: string;
  readonly brought: "record" | "recording" | undefined;
  readonly resources: string;
  readonly flagged: boolean;
}

/** Only plain values, so that a row is drawn again only when its own finding moved. */
const Sign = memo(function Sign(properties: SignProperties) {
  const { id, label, state, follows, from, brought, resources, flagged } = properties;
  const words = useWords({ en, nb }).states;
  const labelId = useId();
  const noteId = useId();
  const origin = brought ? [words[brought], resources].filter(Boolean).join(": ") : "";
  const note = follows ? words.followsFrom(words[follows], from) : origin;
  return (
    <div
      className="finding"
      data-answered={state !== "unknown" || undefined}
      data-flagged={flagged || undefined}
    >
      <span className="finding-label" id={labelId}>
        {flagged && <Flag label={words.flag} />}
        {label}
      </span>
      <ThreeStates
        id={id}
        state={state}
        follows={follows}
        labelledBy={labelId}
        describedBy={note ? noteId : undefined}
        onAnswer={answerSign}
      />
      {note && (
        <span className="finding-note" id={noteId}>
          {note}
        </span>
      )}
    </div>
  );
});

export function answerSign(id: string, state: State): void {
  dispatch({ kind: "answer", id, answer: state === "unknown" ? undefined : state });
}

/** The mark of a red flag; with `label` it is said as well. */
export function Flag({ label }: { readonly label?: string }) {
  return (
    <>
      <svg className="flag" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
        <path d="M3 1.5v13M3 2.5h9.5l-2.2 3 2.2 3H3" />
      </svg>
      {label && <span className="ds-sr-only">{label}: </span>}
    </>
  );
}

function QuantityRow({ definition }: { readonly definition: FindingDefinition }) {
  const { language, flagged } = useAssessing();
  return (
    <div className="finding finding-quantity" data-flagged={flagged.has(definition.id) || undefined}>
      <span className="finding-label">{definition.label[language]}</span>
      <QuantityField definition={definition} />
    </div>
  );
}

function ChoiceRow({ definition }: { readonly definition: FindingDefinition }) {
  const { language, findings, patient } = useAssessing();
  const labelId = useId();
  const finding = definition.id in patient.answers ? undefined : findings.get(definition.id);
  return (
    <div className="finding finding-choice">
      <span className="finding-label" id={labelId}>
        {definition.label[language]}
      </span>
      <ChoiceField definition={definition} labelledBy={labelId} />
      {finding && (
        <span className="finding-note">
          <FromRecord resources={writtenResources(finding)} />
        </span>
      )}
    </div>
  );
}

function stateOf(finding: Finding | undefined): State {
  return finding?.value.kind === "present" || finding?.value.kind === "absent"
    ? finding.value.kind
    : "unknown";
}

function followed(finding: Finding): "present" | "absent" | undefined {
  const state = stateOf(finding);
  return state === "unknown" ? undefined : state;
}

/** So many of the findings it follows from are named. */
const MOST_NAMED = 2;

/** What was given is named before what itself follows from others. */
function labelsOf(all: readonly string[], { definition, findings, language }: Assessing): string {
  const given = all.filter((id) => findings.get(id)?.origin !== "derived");
  const ids = given.length > 0 ? given : all;
  const named = ids.slice(0, MOST_NAMED).map((id) => lowered(definition(id)?.label[language] ?? id));
  return `${named.join(", ")}${ids.length > MOST_NAMED ? " …" : ""}`;
}
