/** Each burst, with a way to it on the screen. */
import type { ChannelMeasurement } from "@krampe/core/measurement/types/channel.ts";
import { en } from "../../language/emg/en.ts";
import { nb } from "../../language/emg/nb.ts";
import { useWords } from "../../language/words.ts";
import { useSettings } from "../../settings/settings.tsx";
import { useStore } from "../bench/store.ts";
import { bench } from "../bench/workbench.ts";
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
      <div className="emg-table-scroll">
        <table className="ds-table" data-size="sm">
          <thead>
            <tr>
              <th scope="col">{words.onset}</th>
              <th scope="col">{words.length}</th>
              <th scope="col">{words.rms}</th>
              <th scope="col">{words.peak}</th>
            </tr>
          </thead>
          <tbody>
            {bursts.slice(0, MOST).map((burst) => (
              <tr key={burst.onsetS} data-chosen={burst.onsetS === chosenBurstS}>
                <th scope="row">
                  <button
                    type="button"
                    className="emg-link"
                    aria-pressed={burst.onsetS === chosenBurstS}
                    onClick={() => showBurst(burst)}
                  >
                    {writtenMoment(burst.onsetS, 0.001, language, hasClock)}
                  </button>
                </th>
                <td>
                  {writtenSpan(burst.offsetS - burst.onsetS, language, hasClock)}{" "}
                  {burst.beginsCut || burst.endsCut ? words.cut : ""}
                </td>
                <td>{writtenAmplitude(burst.rms, amplitudeUnit, language)}</td>
                <td>
                  {Number.isNaN(burst.peak) ? "–" : writtenAmplitude(burst.peak, amplitudeUnit, language)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {bursts.length > MOST && <p>{words.more(bursts.length - MOST)}</p>}
    </details>
  );
}
