/** What opening a file asks back: which patient, or why it could not be opened. */
import { Button } from "@digdir/designsystemet-react";
import { reportIssue } from "@krampe/core/plan/report.ts";
import { en } from "../../language/assess/en.ts";
import { nb } from "../../language/assess/nb.ts";
import { useWords } from "../../language/words.ts";
import type { PatientOfRecord } from "../../reading/reading-messages.ts";
import { IssueList } from "../answer/DataIssues.tsx";
import { useAssessing } from "../assessing.ts";
import { writtenDate } from "../written-finding.ts";
import { Dialog } from "./Dialog.tsx";
import { useFiles } from "./use-files.ts";

const MOST_PATIENTS = 200;

export function FileDialogs() {
  const words = useWords({ en, nb }).files;
  const { language } = useAssessing();
  const { state, openFile, close } = useFiles();
  if (state.kind === "refused") {
    return (
      <Dialog heading={words.refused} onClose={close}>
        <IssueList issues={state.issues.map((issue) => reportIssue(issue, language))} />
      </Dialog>
    );
  }
  if (state.kind === "which-patient") {
    return (
      <Dialog heading={words.whichPatient} onClose={close}>
        <ul className="examples">
          {state.patients.slice(0, MOST_PATIENTS).map((patient) => (
            <li key={patient.reference}>
              <Button
                variant="tertiary"
                data-size="sm"
                onClick={() => openFile(state.file, patient.reference)}
              >
                {patient.reference}
              </Button>
              <p className="quiet">{aboutPatient(patient)}</p>
            </li>
          ))}
        </ul>
      </Dialog>
    );
  }
  return (
    <p role="status" className="reading-status">
      {state.kind === "reading" && words.reading}
    </p>
  );

  function aboutPatient({ sex, born, resourceCount }: PatientOfRecord): string {
    const sexes: Readonly<Record<string, string>> = words.sex;
    const parts = [
      sex && (sexes[sex] ?? sex),
      born && words.born(writtenDate(born, language)),
      words.resources(resourceCount),
    ];
    return parts.filter(Boolean).join(", ");
  }
}
