/** How many corrections were made, undo and redo, and the file that keeps them. */
import { en } from "../../language/emg/en.ts";
import { nb } from "../../language/emg/nb.ts";
import { useWords } from "../../language/words.ts";
import { correctedIssues, redoCorrection, replaceCorrections, undoCorrection } from "../bench/corrections.ts";
import { useStore } from "../bench/store.ts";
import { bench } from "../bench/workbench.ts";
import { SmallButton } from "../parts/SmallButton.tsx";
import { IssueList } from "../source/IssueList.tsx";

export function Corrections() {
  const words = useWords({ en, nb }).corrections;
  const now = useStore(bench);
  const { corrections, correctionsBefore, correctionsUndone, selected, measuring } = now;
  const issues = measuring.get(selected)?.state === "done" ? correctedIssues(now, selected) : [];
  if (corrections.length + correctionsBefore.length + correctionsUndone.length === 0) return null;
  return (
    <div className="emg-corrections">
      <p role="status">{words.count(corrections.length)}</p>
      <SmallButton disabled={correctionsBefore.length === 0} onClick={undoCorrection}>
        {words.undo}
      </SmallButton>
      <SmallButton disabled={correctionsUndone.length === 0} onClick={redoCorrection}>
        {words.redo}
      </SmallButton>
      <SmallButton isQuiet disabled={corrections.length === 0} onClick={() => replaceCorrections([])}>
        {words.asMeasured}
      </SmallButton>
      <span className="emg-quiet">{words.kept}</span>
      {issues.length > 0 && <IssueList issues={issues} />}
    </div>
  );
}
