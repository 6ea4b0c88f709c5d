/** The journal note, in either language, to be copied. */
import { Button } from "@digdir/designsystemet-react";
import type { Language } from "@krampe/core/issue/text.ts";
import { journalNote } from "@krampe/core/plan/journal-note.ts";
import { reportParts } from "@krampe/core/plan/report.ts";
import { useId, useState } from "react";
import { en } from "../../language/assess/en.ts";
import { nb } from "../../language/assess/nb.ts";
import { useWords } from "../../language/words.ts";
import { useAssessing } from "../assessing.ts";
import { usedDrugs } from "../used-drugs.ts";
import { copyText } from "./copy-text.ts";
import { Dialog } from "./Dialog.tsx";

const LANGUAGES: readonly { readonly id: Language; readonly name: string }[] = [
  { id: "nb", name: "Norsk bokmål" },
  { id: "en", name: "English" },
];

export function NoteDialog({ onClose }: { readonly onClose: () => void }) {
  const words = useWords({ en, nb }).noteDialog;
  const assessing = useAssessing();
  const { consultation, patient, issues, language: own, today } = assessing;
  const [language, setLanguage] = useState(own);
  const [said, setSaid] = useState("");
  const textId = useId();
  const name = useId();
  const note = journalNote(
    reportParts(consultation, language, [...patient.issues, ...issues]),
    language,
    today,
    usedDrugs(assessing, language),
  );
  return (
    <Dialog heading={words.heading} onClose={onClose}>
      <fieldset className="switch">
        <legend>{words.language}</legend>
        {LANGUAGES.map((one) => (
          <label key={one.id} lang={one.id}>
            <input
              type="radio"
              name={name}
              checked={language === one.id}
              onChange={() => {
                setLanguage(one.id);
                setSaid("");
              }}
            />
            <span>{one.name}</span>
          </label>
        ))}
      </fieldset>
      <label htmlFor={textId} className="ds-sr-only">
        {words.text}
      </label>
      <textarea id={textId} className="ds-input note-text" lang={language} readOnly rows={16} value={note} />
      <div className="buttons">
        <Button onClick={async () => setSaid((await copyText(note)) ? words.copied : words.notCopied)}>
          {words.copy}
        </Button>
        <span role="status">{said}</span>
      </div>
    </Dialog>
  );
}
