/** What was measured, to take along: JSON, a table, the screen as a picture, paper. */
import { en } from "../../language/emg/en.ts";
import { nb } from "../../language/emg/nb.ts";
import { useWords } from "../../language/words.ts";
import { useSettings } from "../../settings/settings.tsx";
import { useStore } from "../bench/store.ts";
import { bench, measure } from "../bench/workbench.ts";
import { SmallButton } from "../parts/SmallButton.tsx";
import { patternsOfBench, useBenchKnowledge } from "../patterns/patterns-of-bench.ts";
import { joinedMeasurement } from "./joined-measurement.ts";
import { csvReport, jsonReport } from "./reports.ts";
import { svgText } from "./svg-text.ts";
import { tracePicture } from "./trace-picture.ts";

export function Report() {
  const words = useWords({ en, nb });
  const { language } = useSettings();
  const now = useStore(bench);
  const knowledge = useBenchKnowledge();
  const named = () => patternsOfBench(now, knowledge === "failed" ? undefined : knowledge);
  const joined = joinedMeasurement(now);
  const name = (now.header?.name ?? "emg").replace(/^.*[\\/]/, "").replace(/\.[^.]*$/, "");
  const unmeasured = now.shown.filter((channel) => !now.measuring.has(channel));
  const saveScreen = () => {
    const picture = tracePicture({ language, kinds: words.spans.kinds, perDivision: words.perDivision });
    const description = document.getElementById("emg-shown")?.textContent ?? "";
    if (picture) save(`${name}.emg.svg`, "image/svg+xml", svgText(picture, name, description));
  };
  return (
    <section className="emg-panel emg-report" aria-labelledby="emg-report">
      <h2 id="emg-report">{words.report.heading}</h2>
      <p>{words.report.holds(joined?.channels.length ?? 0)}</p>
      <div className="emg-report-actions">
        {unmeasured.length > 0 && (
          <SmallButton
            onClick={() => {
              for (const channel of unmeasured) measure(channel);
            }}
          >
            {words.report.measureShown(unmeasured.length)}
          </SmallButton>
        )}
        <SmallButton
          disabled={!joined}
          onClick={() =>
            joined && save(`${name}.emg.json`, "application/json", jsonReport(joined, now, named()))
          }
        >
          {words.report.json}
        </SmallButton>
        <SmallButton
          disabled={!joined}
          onClick={() => joined && save(`${name}.emg.csv`, "text/csv", csvReport(joined, named()))}
        >
          {words.report.csv}
        </SmallButton>
        <SmallButton onClick={saveScreen}>{words.report.svg}</SmallButton>
        <SmallButton onClick={() => window.print()}>{words.report.print}</SmallButton>
      </div>
    </section>
  );
}

function save(name: string, type: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
