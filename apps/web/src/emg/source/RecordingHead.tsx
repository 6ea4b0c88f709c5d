/** What lies on the bench: its name, what it holds, what is wrong with it, and how to take another. */
import { Button } from "@digdir/designsystemet-react";
import { useState } from "react";
import { en } from "../../language/emg/en.ts";
import { nb } from "../../language/emg/nb.ts";
import { useWords } from "../../language/words.ts";
import { useSettings } from "../../settings/settings.tsx";
import { useStore } from "../bench/store.ts";
import { bench, closeSource, openSource } from "../bench/workbench.ts";
import { stopPlaying } from "../sound/player.ts";
import type { EmgSource } from "../worker/emg-messages.ts";
import { describedRecording } from "./described-recording.ts";
import { IssueList } from "./IssueList.tsx";
import { ChooseFiles } from "./OpenPanel.tsx";
import { recordingName } from "./recording-name.ts";

export function RecordingHead() {
  const words = useWords({ en, nb });
  const { language } = useSettings();
  const { header, source, names, index, issues } = useStore(bench);
  if (!header || !source) return null;
  const worst = issues.some(({ severity }) => severity === "error")
    ? "error"
    : issues.some(({ severity }) => severity === "warning")
      ? "warning"
      : "information";
  const close = () => {
    stopPlaying();
    closeSource();
  };
  return (
    <header className="emg-head">
      <div className="emg-name">
        <h2>{recordingName(source, header, words.open.patterns)}</h2>
        <p className="emg-quiet">{describedRecording(header, words, language)}</p>
        {source.kind === "simulated" && <p className="emg-simulated">{words.open.notReal}</p>}
      </div>
      <div className="emg-head-actions">
        {source.kind === "simulated" && (
          <Button
            variant="secondary"
            data-size="sm"
            onClick={() => openSource({ ...source, seed: source.seed + 1 })}
          >
            {words.open.another}
          </Button>
        )}
        <ChooseFiles variant="secondary" size="sm" />
        <Button variant="secondary" data-size="sm" onClick={close}>
          {words.open.close}
        </Button>
      </div>
      {names.length > 1 && (
        <label className="emg-field">
          <span>{words.open.recordings(names.length)}</span>
          <select
            className="ds-input"
            value={index}
            onChange={(event) => openSource(source, Number(event.target.value))}
          >
            {names
              .map((name, position) => ({ position, text: `${position + 1}. ${name}` }))
              .map(({ position, text }) => (
                <option key={text} value={position}>
                  {text}
                </option>
              ))}
          </select>
        </label>
      )}
      {header.channels.some(({ clock }) => clock === "assumed") && source.kind === "files" && (
        <AskForRate source={source} index={index} />
      )}
      {issues.length > 0 && (
        <details className="emg-noticed" data-severity={worst} open={worst === "error"}>
          <summary>{words.issues.count(issues.length)}</summary>
          <IssueList issues={issues} />
        </details>
      )}
    </header>
  );
}

function AskForRate({
  source,
  index,
}: {
  readonly source: EmgSource & { kind: "files" };
  readonly index: number;
}) {
  const words = useWords({ en, nb }).open;
  const [text, setText] = useState("");
  const rate = Number(text.replace(",", "."));
  const isRate = rate > 0 && rate < 1e7;
  return (
    <form
      className="emg-rate"
      onSubmit={(event) => {
        event.preventDefault();
        if (isRate) openSource({ ...source, samplingFrequencyHz: rate }, index);
      }}
    >
      <label className="emg-field">
        <span>{words.rate}</span>
        <input
          className="ds-input"
          inputMode="decimal"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      <Button type="submit" data-size="sm" variant="secondary" disabled={!isRate}>
        {words.useRate}
      </Button>
    </form>
  );
}
