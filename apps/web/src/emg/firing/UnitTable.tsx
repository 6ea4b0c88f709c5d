/** The motor units that were told apart, in numbers. */
import { estimated } from "@krampe/core/measurement/report/numbers.ts";
import type { ChannelMeasurement } from "@krampe/core/measurement/types/channel.ts";
import { en } from "../../language/emg/en.ts";
import { nb } from "../../language/emg/nb.ts";
import { useWords } from "../../language/words.ts";
import { useSettings } from "../../settings/settings.tsx";

export function UnitTable({ measured }: { readonly measured: ChannelMeasurement }) {
  const words = useWords({ en, nb }).measured;
  const { language } = useSettings();
  const { units } = measured;
  return (
    <div className="emg-table-scroll">
      <table className="ds-table" data-size="sm">
        <caption>{words.units(units.length)}</caption>
        <thead>
          <tr>
            <th scope="col">{words.unit}</th>
            <th scope="col">{words.discharges}</th>
            <th scope="col">{words.unitRate}</th>
            <th scope="col">{words.intervalCv}</th>
            <th scope="col">{words.amplitude}</th>
            <th scope="col">{words.trust}</th>
          </tr>
        </thead>
        <tbody>
          {units.map(({ id, dischargeCount, rateHz, intervalCv, potential, validity }) => (
            <tr key={id}>
              <th scope="row">{id}</th>
              <td>{dischargeCount}</td>
              <td>{estimated(rateHz, language)}</td>
              <td>{estimated(intervalCv, language)}</td>
              <td>{estimated(potential.amplitude, language)}</td>
              <td>{words.validity[validity.verdict]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
