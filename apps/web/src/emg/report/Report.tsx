/** What was measured, to take along: JSON, a table, paper. */
import { Button } from "@digdir/designsystemet-react";
import { en } from "../../language/emg/en.ts";
import { nb } from "../../language/emg/nb.ts";
import { useWords } from "../../language/words.ts";
import { useStore } from "../bench/store.ts";
import { bench, measure } from "../bench/workbench.ts";
import { csvReport, joinedMeasurement, jsonReport } from "./reports.ts";

export function Report() {
  const words = useWords({ en, nb }).report;
  const now = useStore(bench);
  const joined = joinedMeasurement(now);
  const name = (now.header?.name ?? "emg").replace(/^.*[\\/]/, "").replace(/\.[^.]*$/, "");
  const unmeasured = now.shown.filter((channel) => !now.measuring.has(channel));
  return (
    <section className="emg-panel emg-report" aria-labelledby="emg-report">
      <h2 id="emg-report">{words.heading}</h2>
      <p>{words.holds(joined?.channels.length ?? 0)}</p>
      <div className="emg-report-actions">
        {unmeasured.length > 0 && (
          <Button
            data-size="sm"
            variant="secondary"
            onClick={() => {
              for (const channel of unmeasured) measure(channel);
            }}
          >
            {words.measureShown(unmeasured.length)}
          </Button>
        )}
        <Button
          data-size="sm"
          variant="secondary"
          disabled={!joined}
          onClick={() => joined && save(`${name}.emg.json`, "application/json", jsonReport(joined, now))}
        >
          {words.json}
        </Button>
        <Button
          data-size="sm"
          variant="secondary"
          disabled={!joined}
          onClick={() => joined && save(`${name}.emg.csv`, "text/csv", csvReport(joined))}
        >
          {words.csv}
        </Button>
        <Button data-size="sm" variant="secondary" onClick={() => window.print()}>
          {words.print}
        </Button>
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
