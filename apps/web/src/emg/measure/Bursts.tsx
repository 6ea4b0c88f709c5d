/** Each burst, with a way to it on the screen. */
import type { ChannelMeasurement } from "@krampe/core/measurement/types/channel.ts";
import { en } from "../../language/emg/en.ts";
import { nb } from "../../language/emg/nb.ts";
import { useWords } from "../../language/words.ts";
import { useSettings } from "../../settings/settings.tsx";
import { useStore } from "../bench/store.ts";
import { bench } from "../bench/workbench.ts";
import { ValueTable } from "../parts/ValueTable.tsx";
import { writtenAmplitude, writtenMoment, writtenSpan } from "../traces/written-scale.ts";
import { BurstCorrections } from "./BurstCorrections.tsx";
import { showBurst } from "./stepping.ts";

const MOST = 200;

interface Properties {
  readonly measured: ChannelMeasurement;
  readonly hasClock: boolean;
}

export function Bursts({ measured, hasClock }: Properties) {
  const words = useWords({ en, nb }).measured;
  const { language } = useSettings();
  const { chosenBurstS } = useStore(bench);
  const { bursts, amplitudeUnit } = measured;
  if (bursts.length === 0) return null;
  return (
    <details className="emg-more">
      <summary>{words.burstList(bursts.length)}</summary>
      {hasClock && <BurstCorrections bursts={bursts} />}
      <ValueTable
        rows={bursts.slice(0, MOST)}
        keyOf={({ onsetS }) => onsetS}
        isChosen={({ onsetS }) => onsetS === chosenBurstS}
        columns={[
          {
            head: words.onset,
            cell: (burst) => (
              <button
                type="button"
                className="emg-link"
                aria-pressed={burst.onsetS === chosenBurstS}
                onClick={() => showBurst(burst)}
              >
                {writtenMoment(burst.onsetS, 0.001, language, hasClock)}
              </button>
            ),
          },
          {
            head: words.length,
            cell: ({ onsetS, offsetS, beginsCut, endsCut }) =>
              `${writtenSpan(offsetS - onsetS, language, hasClock)} ${beginsCut || endsCut ? words.cut : ""}`,
          },
          { head: words.rms, cell: ({ rms }) => writtenAmplitude(rms, amplitudeUnit, language) },
          {
            head: words.peak,
            cell: ({ peak }) => (Number.isNaN(peak) ? "–" : writtenAmplitude(peak, amplitudeUnit, language)),
          },
        ]}
      />
      {bursts.length > MOST && <p>{words.more(bursts.length - MOST)}</p>}
    </details>
  );
}
