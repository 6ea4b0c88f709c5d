/** Frequencies of what is on the screen: a spectrogram under the sweep, and the mean spectrum. */
import { useEffect, useRef, useState } from "react";
import { en } from "../../language/emg/en.ts";
import { nb } from "../../language/emg/nb.ts";
import { useWords } from "../../language/words.ts";
import { useSettings } from "../../settings/settings.tsx";
import { useSettled, useStore } from "../bench/store.ts";
import { askViewer, bench, view } from "../bench/workbench.ts";
import { onInkChange, readInk } from "../traces/ink.ts";
import { divisionS } from "../traces/time-window.ts";
import { writtenMoment, writtenSpan } from "../traces/written-scale.ts";
import type { Spectrogram } from "../worker/emg-messages.ts";
import { drawSpectrogram } from "./draw-spectrogram.ts";
import { MeanSpectrum } from "./MeanSpectrum.tsx";

const COLUMNS = 320;
const ROWS = 120;

export function SpectrumPanel() {
  const words = useWords({ en, nb }).spectrum;
  const [isOpen, setOpen] = useState(false);
  return (
    <details className="emg-panel emg-more" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{words.heading}</summary>
      {isOpen && <Spectra />}
    </details>
  );
}

function Spectra() {
  const words = useWords({ en, nb }).spectrum;
  const { language } = useSettings();
  const canvas = useRef<HTMLCanvasElement>(null);
  const spectrogram = useSpectrogram();
  useEffect(() => {
    const draw = () => {
      const probe = document.querySelector(".emg-inks");
      if (canvas.current && spectrogram && probe)
        drawSpectrogram(canvas.current, spectrogram, readInk(probe));
    };
    draw();
    return onInkChange(draw);
  }, [spectrogram]);
  if (!spectrogram) return <p>{words.working}</p>;
  const { fromS, toS, highestHz, windowS } = spectrogram;
  const step = divisionS(toS - fromS);
  return (
    <div className="emg-spectra">
      <figure>
        <div className="emg-spectrogram">
          <span className="emg-hz-top">{`${Math.round(highestHz)} Hz`}</span>
          <span className="emg-hz-bottom">0 Hz</span>
          <canvas
            ref={canvas}
            width={COLUMNS}
            height={ROWS}
            role="img"
            aria-label={words.spectrogramLabel(
              writtenMoment(fromS, step, language),
              writtenMoment(toS, step, language),
            )}
          />
        </div>
        <figcaption>{words.spectrogramCaption(writtenSpan(windowS, language))}</figcaption>
      </figure>
      <MeanSpectrum spectrogram={spectrogram} />
    </div>
  );
}

function useSpectrogram(): Spectrogram | undefined {
  const { fromS, spanS } = useSettled(view, 350);
  const { selected, filter, header } = useStore(bench);
  const [spectrogram, setSpectrogram] = useState<Spectrogram>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new filter or recording changes what is answered
  useEffect(() => {
    let isWanted = true;
    const question = { channel: selected, fromS, toS: fromS + spanS, columns: COLUMNS, rows: ROWS };
    askViewer({ kind: "spectrogram", ...question }).then((answer) => {
      if (isWanted && answer?.spectrogram) setSpectrogram(answer.spectrogram);
    });
    return () => {
      isWanted = false;
    };
  }, [selected, filter, header, fromS, spanS]);
  return spectrogram;
}
