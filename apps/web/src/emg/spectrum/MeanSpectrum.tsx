/** Mean power density of what is on the screen, in dB below its strongest, over frequency. */

import { written } from "@krampe/core/measurement/report/numbers.ts";
import { meanFrequencyHz, medianFrequencyHz } from "@krampe/core/signal/spectrum.ts";
import { en } from "../../language/emg/en.ts";
import { nb } from "../../language/emg/nb.ts";
import { useWords } from "../../language/words.ts";
import { useSettings } from "../../settings/settings.tsx";
import type { Spectrogram } from "../worker/emg-messages.ts";

const [WIDTH, HEIGHT] = [320, 130];
const DEEPEST_DB = -60;

export function MeanSpectrum({ spectrogram }: { readonly spectrogram: Spectrogram }) {
  const words = useWords({ en, nb }).spectrum;
  const { language } = useSettings();
  const { meanDensity, highestHz } = spectrogram;
  const strongest = meanDensity.reduce((a, b) => Math.max(a, b), 0);
  if (!(strongest > 0) || meanDensity.length < 3) return <p>{words.nothing}</p>;
  const stepHz = highestHz / (meanDensity.length - 1);
  const powerDensity = Float64Array.from(meanDensity);
  const spectrum = { stepHz, powerDensity, segmentCount: 1 };
  const median = medianFrequencyHz(spectrum, 0, highestHz);
  const mean = meanFrequencyHz(spectrum, 0, highestHz);
  const points = Array.from(meanDensity, (power, bin) => {
    const decibels = Math.max(DEEPEST_DB, 10 * Math.log10(power / strongest));
    return `${((bin / (meanDensity.length - 1)) * WIDTH).toFixed(1)},${((decibels / DEEPEST_DB) * HEIGHT).toFixed(1)}`;
  }).join(" ");
  const text = words.meanText(written(median, language), written(mean, language));
  const x = (median / highestHz) * WIDTH;
  return (
    <figure>
      <svg
        className="emg-spectrum"
        viewBox={`-34 -8 ${WIDTH + 44} ${HEIGHT + 30}`}
        role="img"
        aria-label={text}
      >
        {[0, -20, -40, -60].map((decibels) => (
          <g key={decibels}>
            <line
              className="emg-rule"
              x1={0}
              x2={WIDTH}
              y1={(decibels / DEEPEST_DB) * HEIGHT}
              y2={(decibels / DEEPEST_DB) * HEIGHT}
            />
            <text x={-5} y={(decibels / DEEPEST_DB) * HEIGHT + 4} textAnchor="end">
              {decibels === 0 ? "0 dB" : `−${-decibels}`}
            </text>
          </g>
        ))}
        <line className="emg-median" x1={x} x2={x} y1={0} y2={HEIGHT} />
        <polyline points={points} />
        <text x={0} y={HEIGHT + 16}>
          0
        </text>
        <text x={WIDTH} y={HEIGHT + 16} textAnchor="end">{`${Math.round(highestHz)} Hz`}</text>
      </svg>
      <figcaption>{text}</figcaption>
    </figure>
  );
}
