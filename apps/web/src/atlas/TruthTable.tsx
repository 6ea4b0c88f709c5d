/** Every source of a simulated recording: where it arises, how often it fired and how it looks. */
import { Table } from "@digdir/designsystemet-react";
import { written } from "@krampe/core/measurement/report/numbers.ts";
import type { SimulationTruth } from "@krampe/core/muscle/truth.ts";
import { en } from "../language/atlas/en.ts";
import { nb } from "../language/atlas/nb.ts";
import { useWords } from "../language/words.ts";
import { useSettings } from "../settings/settings.tsx";
import { sourceFigures } from "./truth-figures.ts";

const MOST_ROWS = 30;

export function TruthTable({ truth }: { readonly truth: SimulationTruth }) {
  const words = useWords({ en, nb }).truth;
  const { language } = useSettings();
  const units = [...truth.units].sort((a, b) => (a.dischargeTimesS[0] ?? 0) - (b.dischargeTimesS[0] ?? 0));
  if (units.length === 0) return <p>{words.none}</p>;
  const shown = (value: number | undefined, unit: string, factor = 1) =>
    value === undefined ? "–" : `${written(factor * value, language)} ${unit}`;
  return (
    <div className="emg-table-scroll">
      <Table data-size="sm">
        <caption>{words.caption}</caption>
        <thead>
          <tr>
            <th scope="col">{words.source}</th>
            <th scope="col">{words.origin}</th>
            <th scope="col">{words.discharges}</th>
            <th scope="col">{words.rate}</th>
            <th scope="col">{words.variation}</th>
            <th scope="col">{words.amplitude}</th>
          </tr>
        </thead>
        <tbody>
          {units.slice(0, MOST_ROWS).map((unit, place) => {
            const { rateHz, intervalCv } = sourceFigures(unit);
            const muscle = truth.muscles.length > 1 ? `, ${truth.muscles[unit.muscle].label}` : "";
            return (
              <tr key={unit.id}>
                <th scope="row">
                  {words.kinds[unit.kind]} {place + 1}
                  {muscle}
                </th>
                <td>{words.origins[unit.origin]}</td>
                <td>{unit.dischargeTimesS.length}</td>
                <td>{shown(rateHz, "Hz")}</td>
                <td>{shown(intervalCv, "%", 100)}</td>
                <td>{shown(Math.max(...unit.peakToPeakUv), "µV")}</td>
              </tr>
            );
          })}
        </tbody>
      </Table>
      {units.length > MOST_ROWS && <p>{words.more(units.length - MOST_ROWS)}</p>}
    </div>
  );
}
