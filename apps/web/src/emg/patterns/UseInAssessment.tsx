/** What the named patterns say about the patient, to be confirmed one by one and put into the assessment; undone there or here. */
import { Button } from "@digdir/designsystemet-react";
import type { Finding } from "@krampe/core/finding/finding.ts";
import type { Language } from "@krampe/core/issue/text.ts";
import type { Knowledge } from "@krampe/core/knowledge/knowledge.ts";
import { written } from "@krampe/core/measurement/report/numbers.ts";
import { patternFindings } from "@krampe/core/pattern/pattern-findings.ts";
import { useMemo, useState } from "react";
import { address } from "../../app/route.ts";
import { dispatch, useSession } from "../../assess/patient/session-store.ts";
import { en } from "../../language/emg/en.ts";
import { nb } from "../../language/emg/nb.ts";
import { useWords } from "../../language/words.ts";
import { useSettings } from "../../settings/settings.tsx";
import { useStore } from "../bench/store.ts";
import { bench } from "../bench/workbench.ts";
import { recordingName } from "../source/recording-name.ts";
import type { BenchPatterns } from "./patterns-of-bench.ts";

export function UseInAssessment({ named }: { readonly named: BenchPatterns }) {
  const catalogue = useWords({ en, nb });
  const words = catalogue.assessment;
  const { language } = useSettings();
  const { context, header, source } = useStore(bench);
  const { last } = useSession();
  const { names, measurement, knowledge } = named;
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  // Beside a patient's answers it must not look like a recording of the patient.
  const name =
    source?.kind === "simulated" && header
      ? `${catalogue.formatMemory}, ${recordingName(source, header, catalogue.open.patterns)}`
      : measurement.recording.name;
  const findings = useMemo(
    () =>
      patternFindings(
        names,
        { channels: measurement.channels, recording: { ...measurement.recording, name } },
        context,
        knowledge,
        language,
      ),
    [names, measurement, name, context, knowledge, language],
  );
  const used = findings.filter(({ id }) => !left.has(id));
  const isUsed = last?.kind === "use-recording";
  if (findings.length === 0) return <p className="emg-quiet">{words.nothing}</p>;
  return (
    <section className="emg-use" aria-labelledby="emg-use">
      <h3 id="emg-use">{words.heading}</h3>
      <ul>
        {findings.map((finding) => (
          <li key={finding.id}>
            <label className="tick">
              <input
                type="checkbox"
                className="ds-input"
                checked={!left.has(finding.id)}
                onChange={() => setLeft(toggled(left, finding.id))}
              />
              <span>
                {writtenFinding(finding, knowledge, language)}{" "}
                <span className="emg-quiet">{finding.from?.join(", ")}</span>
              </span>
            </label>
          </li>
        ))}
      </ul>
      <div className="emg-inline">
        <Button
          data-size="sm"
          disabled={used.length === 0}
          onClick={() =>
            dispatch({
              kind: "use-recording",
              recording: { name, findings: used },
            })
          }
        >
          {words.use(used.length)}
        </Button>
        {isUsed && (
          <Button data-size="sm" variant="secondary" onClick={() => dispatch({ kind: "undo" })}>
            {words.undo}
          </Button>
        )}
        <span role="status">
          {isUsed && (
            <>
              {words.used} <a href={address("assess")}>{words.toAssess}</a>
            </>
          )}
        </span>
      </div>
    </section>
  );
}

function toggled(set: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(set);
  if (!next.delete(id)) next.add(id);
  return next;
}

function writtenFinding({ id, value }: Finding, { findings }: Knowledge, language: Language): string {
  const definition = findings.find((one) => one.id === id);
  const name = definition?.label[language] ?? id;
  if (value.kind !== "quantity") return name;
  const { low, high } = value.range;
  const numbers = [low, high].map((one) => written(one, language));
  return `${name}: ${[...new Set(numbers)].join("–")} ${definition?.unit ?? ""}`;
}
