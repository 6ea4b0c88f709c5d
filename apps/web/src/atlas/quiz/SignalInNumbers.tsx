/** The signal for those who do not see it, and for those who like numbers: measured, without a name. */
import { Table } from "@digdir/designsystemet-react";
import { written } from "@krampe/core/measurement/report/numbers.ts";
import { en } from "../../language/atlas/en.ts";
import { nb } from "../../language/atlas/nb.ts";
import { useWords } from "../../language/words.ts";
import { useSettings } from "../../settings/settings.tsx";
import type { Made } from "../worker/atlas-messages.ts";

export function SignalInNumbers({ made }: { readonly made: Made }) {
  const words = useWords({ en, nb }).quiz;
  return (
    <details className="quiz-numbers">
      <summary>{words.numbers}</summary>
      <p className="emg-quiet">{words.numbersNote}</p>
      {made.labels.map((label, channel) => (
        <ChannelTable key={label} label={label} figures={made.figures[channel]} />
      ))}
    </details>
  );
}

function ChannelTable({
  label,
  figures,
}: {
  readonly label: string;
  readonly figures: Made["figures"][number];
}) {
  const words = useWords({ en, nb }).quiz;
  const { language } = useSettings();
  const several = (...values: readonly (number | undefined)[]) =>
    values.some((value) => value === undefined)
      ? words.none
      : values.map((value) => written(value ?? 0, language, 2)).join(" · ");
  return (
    <div className="emg-table-scroll">
      <Table data-size="sm">
        <caption>{words.numbersCaption(label, written(figures.noiseUv, language, 2))}</caption>
        <thead>
          <tr>
            <th scope="col">{words.columns.stretch}</th>
            <th scope="col">{words.columns.count}</th>
            <th scope="col">{words.columns.size}</th>
            <th scope="col">{words.columns.gaps}</th>
          </tr>
        </thead>
        <tbody>
          {figures.stretches.map(
            ({ fromS, toS, deflections, medianUv, largestUv, shortestMs, medianMs, longestMs }) => (
              <tr key={fromS}>
                <th scope="row">
                  {written(fromS, language)}–{written(toS, language)} s
                </th>
                <td>{deflections}</td>
                <td>{several(medianUv, largestUv)}</td>
                <td>{several(shortestMs, medianMs, longestMs)}</td>
              </tr>
            ),
          )}
        </tbody>
      </Table>
    </div>
  );
}
