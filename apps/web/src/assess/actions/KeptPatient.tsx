/** On the start: the patient that was kept on this machine, to open or to forget. */
import { Button } from "@digdir/designsystemet-react";
import { useState } from "react";
import { en } from "../../language/assess/en.ts";
import { nb } from "../../language/assess/nb.ts";
import { useWords } from "../../language/words.ts";
import { forgetPatient, keptPatient } from "./kept-patient.ts";
import { useFiles } from "./use-files.ts";

export function KeptPatient() {
  const words = useWords({ en, nb }).keep;
  const [kept, setKept] = useState(keptPatient);
  const { openText } = useFiles();
  if (kept === undefined) return null;
  return (
    <div className="kept">
      <p>{words.found}</p>
      <div className="buttons">
        <Button data-size="sm" onClick={() => openText(kept)}>
          {words.take}
        </Button>
        <Button
          data-size="sm"
          variant="secondary"
          onClick={() => {
            forgetPatient();
            setKept(undefined);
          }}
        >
          {words.forget}
        </Button>
      </div>
    </div>
  );
}
