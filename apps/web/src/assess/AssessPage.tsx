/** Assess: the patient on one side, the answer on the other, moving with each answer. */
import "./assess.css";
import { use, useEffect, useMemo, useState } from "react";
import { compiledForAssessing } from "../knowledge/compiled-knowledge.ts";
import { en } from "../language/assess/en.ts";
import { nb } from "../language/assess/nb.ts";
import { useWords } from "../language/words.ts";
import { onUnitsLoaded } from "../reading/ucum-on-demand.ts";
import { useSettings } from "../settings/settings.tsx";
import { DropZone } from "./actions/DropZone.tsx";
import { FileDialogs } from "./actions/FileDialogs.tsx";
import { Toolbar } from "./actions/Toolbar.tsx";
import { FilesContext, useFileReading } from "./actions/use-files.ts";
import { Announcements } from "./announce/Announcements.tsx";
import { Answer } from "./answer/Answer.tsx";
import { PhoneBar } from "./answer/PhoneBar.tsx";
import { AssessingContext, assessPatient, KnownContext, knownOf, localDate } from "./assessing.ts";
import { Intake } from "./intake/Intake.tsx";
import { useSession } from "./patient/session-store.ts";
import { PrintSheet } from "./print/PrintSheet.tsx";

export default function AssessPage() {
  const words = useWords({ en, nb });
  const { language } = useSettings();
  const { patient } = useSession();
  const compiled = use(compiledForAssessing());
  const unitsVersion = useUnitsVersion();
  const today = localDate(new Date());
  const files = useFileReading(today);
  const known = useMemo(() => knownOf(compiled, language, today), [compiled, language, today]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: new units change what can be read
  const assessing = useMemo(() => assessPatient(patient, known), [patient, known, unitsVersion]);
  return (
    <KnownContext value={known}>
      <AssessingContext value={assessing}>
        <FilesContext value={files}>
          <DropZone>
            <div className="assess">
              <h1 className="ds-sr-only">{words.heading}</h1>
              <Toolbar />
              <FileDialogs />
              <div className="sides">
                <Intake />
                <Answer onOpen={() => document.getElementById("open-file")?.click()} />
              </div>
              <PhoneBar />
              <Announcements />
            </div>
            <PrintSheet />
          </DropZone>
        </FilesContext>
      </AssessingContext>
    </KnownContext>
  );
}

/** Grows when the table of units arrives: what asked for it is read again. */
function useUnitsVersion(): number {
  const [version, setVersion] = useState(0);
  useEffect(() => onUnitsLoaded(() => setVersion((now) => now + 1)), []);
  return version;
}
