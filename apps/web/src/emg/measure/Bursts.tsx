/** Each burst, with a way to it on the screen. */
import type { ChannelMeasurement } from "@krampe/core/measurement/types/channel.ts";
import { en } from "../../language/emg/en.ts";
import { nb } from "../../language/emg/nb.ts";
import { useWords } from "../../language/words.ts";
import { useSettings } from "../../settings/settings.tsx";
import { view } from "../bench/workbench.ts";
import { centredAt, within } from "../traces/time-window.ts";
import { writtenAmplitude, writtenMoment, writtenSpan } from "../traces/written-scale.ts";

const MOST = 200;

interface Properties {
  readonly measured: ChannelMeasurement;
  readonly hasClock: boolean;
}

export function Bursts({ measured, hasClock }: Properties) {
  const words = useWords({ en, nb }).measured;
  const { language } = useSettings();
  const { bursts, amplitudeUnit } = measured;
  if (bursts.length === 0) return null;
  const show = (onsetS: number, offsetS: number) => {
    const now = view.get();
    const lengthS = Math.max(0.02, offsetS - onsetS);
    const spanS = now.spanS < 1.2 * lengthS || now.spanS > 20 * lengthS ? 2 * lengthS : now.spanS;
    view.set(within({ ...centredAt({ ...now, spanS }, (onsetS + offsetS) / 2), cursorS: onsetS }));
  };
  return (
    <details className="emg-more">
      <summary>{words.burstList(bursts.length)}</summary>
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
            {bursts.slice(0, MOST).map(({ onsetS, offsetS, rms, peak, beginsCut, endsCut }) => (
              <tr key={onsetS}>
                <th scope="row">
                  <button type="button" className="emg-link" onClick={() => show(onsetS, offsetS)}>
                    {writtenMoment(onsetS, 0.001, language, hasClock)}
                  </button>
                </th>
                <td>
                  {writtenSpan(offsetS - onsetS, language, hasClock)} {beginsCut || endsCut ? words.cut : ""}
                </td>
                <td>{writtenAmplitude(rms, amplitudeUnit, language)}</td>
                <td>{writtenAmplitude(peak, amplitudeUnit, language)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {bursts.length > MOST && <p>{words.more(bursts.length - MOST)}</p>}
    </details>
  );
}
