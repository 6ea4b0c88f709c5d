/** What can be done with the patient as a whole. */
import { Button } from "@digdir/designsystemet-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { en } from "../../language/assess/en.ts";
import { nb } from "../../language/assess/nb.ts";
import { useWords } from "../../language/words.ts";
import { announce } from "../announce/announce.ts";
import { useAssessing } from "../assessing.ts";
import { caseFile } from "../patient/case-file.ts";
import { isEmpty } from "../patient/patient.ts";
import { dispatch, useSession } from "../patient/session-store.ts";
import { ExamplesDialog } from "./Examples.tsx";
import { forgetPatient, keepPatient } from "./kept-patient.ts";
import { NoteDialog } from "./NoteDialog.tsx";
import { useFiles } from "./use-files.ts";

type OpenDialog = "note" | "examples" | undefined;

export function Toolbar() {
  const words = useWords({ en, nb });
  const { patient, compiled, today } = useAssessing();
  const { past, future, before } = useSession();
  const { openFile } = useFiles();
  const [dialog, setDialog] = useState<OpenDialog>();
  const fileInput = useRef<HTMLInputElement>(null);
  const empty = isEmpty(patient);
  const { actions } = words;
  useUndoKeys();

  function startOver() {
    forgetPatient();
    dispatch({ kind: "start-over" });
    announce(actions.startedOver);
  }

  function save() {
    const { name, text } = caseFile(patient, compiled, today);
    const address = URL.createObjectURL(new Blob([text], { type: "application/yaml" }));
    const link = document.createElement("a");
    link.href = address;
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
    announce(actions.saved(name));
  }

  return (
    <section className="toolbar" aria-label={actions.label}>
      <Action icon="undo" brief disabled={past.length === 0} onClick={() => undo(actions.undone)}>
        {actions.undo}
      </Action>
      <Action icon="redo" brief disabled={future.length === 0} onClick={() => redo(actions.redone)}>
        {actions.redo}
      </Action>
      <Action icon="new" brief disabled={empty} onClick={startOver}>
        {actions.startOver}
      </Action>
      <span className="toolbar-gap" />
      <Action icon="examples" onClick={() => setDialog("examples")}>
        {actions.examples}
      </Action>
      <Action icon="open" onClick={() => fileInput.current?.click()}>
        {actions.open}
      </Action>
      <input
        ref={fileInput}
        type="file"
        id="open-file"
        hidden
        tabIndex={-1}
        aria-label={actions.open}
        accept=".json,.ndjson,.yaml,.yml,.txt,application/json,application/fhir+json"
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          event.target.value = "";
          if (file) openFile(file);
        }}
      />
      <Action icon="save" disabled={empty} onClick={save}>
        {actions.save}
      </Action>
      <KeepSwitch />
      <span className="toolbar-gap" />
      <Action icon="note" disabled={empty} onClick={() => setDialog("note")}>
        {actions.note}
      </Action>
      <Action icon="print" disabled={empty} onClick={() => window.print()}>
        {actions.print}
      </Action>
      <Action icon="whatIf" disabled={empty || before !== undefined} onClick={beginWhatIf}>
        {actions.whatIf}
      </Action>
      {dialog === "note" && <NoteDialog onClose={() => setDialog(undefined)} />}
      {dialog === "examples" && <ExamplesDialog onClose={() => setDialog(undefined)} />}
    </section>
  );
}

function beginWhatIf(): void {
  dispatch({ kind: "what-if" });
  requestAnimationFrame(() => document.getElementById("what-if-heading")?.focus());
}

function undo(said: string): void {
  dispatch({ kind: "undo" });
  announce(said);
}

function redo(said: string): void {
  dispatch({ kind: "redo" });
  announce(said);
}

/** Ctrl or Cmd with Z and Y, but not while a text is being written: there they belong to the text. */
function useUndoKeys(): void {
  const words = useWords({ en, nb }).actions;
  useEffect(() => {
    const byKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
      const target = event.target as HTMLElement;
      if (target.matches("textarea, select, input:not([type=radio], [type=checkbox])")) return;
      const key = event.key.toLowerCase();
      if (key !== "z" && key !== "y") return;
      event.preventDefault();
      if (key === "y" || event.shiftKey) redo(words.redone);
      else undo(words.undone);
    };
    window.addEventListener("keydown", byKey);
    return () => window.removeEventListener("keydown", byKey);
  }, [words]);
}

/** Keeps the patient in this browser, and everything that is changed from then on, until it is switched off. */
function KeepSwitch() {
  const words = useWords({ en, nb });
  const { patient, compiled, today } = useAssessing();
  const [kept, setKept] = useState(false);
  const empty = isEmpty(patient);

  useEffect(() => {
    if (!kept) return;
    if (empty) setKept(false);
    else keepPatient(caseFile(patient, compiled, today).text);
  }, [kept, empty, patient, compiled, today]);

  function change() {
    if (kept) forgetPatient();
    else if (!keepPatient(caseFile(patient, compiled, today).text)) {
      announce(words.keep.failed);
      return;
    }
    announce(kept ? words.keep.forget : words.keep.note);
    setKept(!kept);
  }

  return (
    <Action icon="keep" disabled={empty} pressed={kept} onClick={change}>
      {kept ? words.keep.kept : words.actions.keep}
    </Action>
  );
}

/** Line drawings on a grid of 16. */
const ICONS = {
  undo: "M6 3 2.5 6.5 6 10M3 6.5h6a4 4 0 0 1 0 8H7",
  redo: "M10 3l3.5 3.5L10 10M13 6.5H7a4 4 0 0 0 0 8h2",
  new: "M8 3v10M3 8h10",
  examples: "M3 3h10v3H3zM3 9h10v4H3z",
  open: "M2 13V4h4l1.5 2H14v7zM2 13l2-5h12",
  save: "M8 2v8M4.5 7 8 10.5 11.5 7M3 13.5h10",
  keep: "M4 2.5h8v11L8 10.5l-4 3z",
  note: "M3.5 2h9v12h-9zM6 5.5h4M6 8h4M6 10.5h2.5",
  print: "M4.5 6V2.5h7V6M4.5 11.5H3V6h10v5.5h-1.5M4.5 9.5h7v4h-7z",
  whatIf: "M8 8.5 4 4.5M8 8.5v5M8 8.5l4-4M3.5 7V4H7M12.5 7V4H9",
} as const;

/** What cannot be done now keeps the focus: it is told to be disabled and does nothing. */
function Action({
  icon,
  children,
  disabled = false,
  pressed,
  brief,
  onClick,
}: {
  readonly icon: keyof typeof ICONS;
  readonly children: ReactNode;
  readonly disabled?: boolean;
  readonly pressed?: boolean;
  /** On a small screen the sign stands alone. */
  readonly brief?: boolean;
  readonly onClick: () => void;
}) {
  return (
    <Button
      variant="tertiary"
      data-size="sm"
      data-color="neutral"
      aria-disabled={disabled || undefined}
      aria-pressed={pressed}
      data-brief={brief}
      onClick={() => disabled || onClick()}
    >
      <svg className="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
        <path d={ICONS[icon]} />
      </svg>
      <span className="action-name">{children}</span>
    </Button>
  );
}
