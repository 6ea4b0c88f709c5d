/** Slow motion, sweep, sensitivity, loudness: how a specimen is looked at and listened to. */
import { useId } from "react";
import { useSettled, useStore } from "../../emg/bench/store.ts";
import { SPEEDS } from "../../emg/sound/speeds.ts";
import { stepsBetween } from "../../emg/traces/scale-steps.ts";
import { DIVISIONS, divisionS, swept } from "../../emg/traces/time-window.ts";
import { writtenAmplitude, writtenSpan } from "../../emg/traces/written-scale.ts";
import { en } from "../../language/atlas/en.ts";
import { nb } from "../../language/atlas/nb.ts";
import { useWords } from "../../language/words.ts";
import { useSettings } from "../../settings/settings.tsx";
import { lanesOf, listening, type Specimen, setSpeed, setVolume } from "./specimen.ts";

const FRACTIONS: Readonly<Record<number, string>> = { 1: "1", 0.5: "½", 0.25: "¼" };
const SHORTEST_DIVISION_S = 0.001;
const SENSITIVITIES_UV = stepsBetween(5, 5000);

export function LookControls({
  specimen,
  isSmall,
}: {
  readonly specimen: Specimen;
  readonly isSmall: boolean;
}) {
  const words = useWords({ en, nb }).specimen;
  const { language } = useSettings();
  const { speed, volume, negativeUp } = useStore(listening);
  const state = useStore(specimen.state);
  const { spanS, durationS } = useSettled(specimen.view, 60);
  const id = useId();
  const step = divisionS(spanS);
  const steps = stepsBetween(SHORTEST_DIVISION_S, Math.max(SHORTEST_DIVISION_S, durationS / DIVISIONS));
  const fitted = lanesOf({ ...state, perDivision: undefined }, false)[0]?.perDivision;
  return (
    <>
      <fieldset className="switch specimen-speed">
        <legend className="ds-sr-only">{words.speed}</legend>
        {SPEEDS.map((one) => (
          <label key={one}>
            <input
              type="radio"
              name={`speed-${id}`}
              checked={speed === one}
              aria-label={words.speeds(one)}
              onChange={() => setSpeed(one)}
            />
            <span aria-hidden="true">{FRACTIONS[one]}×</span>
          </label>
        ))}
      </fieldset>
      <label className="specimen-field">
        <span>{words.sweep}</span>
        <select
          className="ds-input"
          value={step}
          onChange={(event) =>
            specimen.view.set(swept(specimen.view.get(), DIVISIONS * Number(event.target.value)))
          }
        >
          {[...new Set([...steps, step])]
            .sort((a, b) => a - b)
            .map((one) => (
              <option key={one} value={one}>
                {writtenSpan(one, language)}
              </option>
            ))}
        </select>
      </label>
      {!isSmall && (
        <>
          <label className="specimen-field">
            <span>{words.sensitivity}</span>
            <select
              className="ds-input"
              value={state.perDivision ?? ""}
              onChange={(event) =>
                specimen.state.set({
                  perDivision: event.target.value === "" ? undefined : Number(event.target.value),
                })
              }
            >
              <option value="">
                {words.fitted(fitted === undefined ? "" : writtenAmplitude(fitted, "uV", language))}
              </option>
              {[...new Set([...SENSITIVITIES_UV, ...(state.perDivision ? [state.perDivision] : [])])]
                .sort((a, b) => a - b)
                .map((one) => (
                  <option key={one} value={one}>
                    {writtenAmplitude(one, "uV", language)}
                  </option>
                ))}
            </select>
          </label>
          <label className="specimen-field">
            <span>{words.volume}</span>
            <input
              type="range"
              min={0}
              max={1}
              step={0.05}
              value={volume}
              onChange={(event) => setVolume(Number(event.target.value))}
            />
          </label>
          <label className="tick">
            <input
              type="checkbox"
              className="ds-input"
              checked={negativeUp}
              onChange={(event) => listening.set({ negativeUp: event.target.checked })}
            />
            <span>{words.negativeUp}</span>
          </label>
        </>
      )}
    </>
  );
}
