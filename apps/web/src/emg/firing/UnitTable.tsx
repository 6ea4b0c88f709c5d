/** The motor units that were told apart, in numbers. */
import { estimated } from "@krampe/core/measurement/report/numbers.ts";
import type { ChannelMeasurement } from "@krampe/core/measurement/types/channel.ts";
import { en } from "../../language/emg/en.ts";
import { nb } from "../../language/emg/nb.ts";
import { useWords } from "../../language/words.ts";
import { useSettings } from "../../settings/settings.tsx";
import { ValueTable } from "../parts/ValueTable.tsx";

export function UnitTable({ measured }: { readonly measured: ChannelMeasurement }) {
  const words = useWords({ en, nb }).measured;
  const { language } = useSettings();
  const { units } = measured;
  return (
    <ValueTable
      caption={words.units(units.length)}
      rows={units}
      keyOf={({ id }) => id}
      columns={[
        { head: words.unit, cell: ({ id }) => id },
        { head: words.discharges, cell: ({ dischargeCount }) => dischargeCount },
        { head: words.unitRate, cell: ({ rateHz }) => estimated(rateHz, language) },
        { head: words.intervalCv, cell: ({ intervalCv }) => estimated(intervalCv, language) },
        { head: words.amplitude, cell: ({ potential }) => estimated(potential.amplitude, language) },
        { head: words.trust, cell: ({ validity }) => words.validity[validity.verdict] },
      ]}
    />
  );
}
