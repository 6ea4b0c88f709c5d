/** Slow motion, sweep, sensitivity, loudness: how a specimen is looked at and listened to. */
import { useId } from "react";
import { useSettled, useStore } from "../../emg/bench/store.ts";
import { SpeedSwitch } from "../../emg/parts/SpeedSwitch.tsx";
import { StepSelect } from "../../emg/parts/StepSelect.tsx";
import { VolumeSlider } from "../../emg/parts/VolumeSlider.tsx";
import { stepsBetween } from "../../emg/traces/scale-steps.ts";
import { DIVISIONS, divisionS, swept } from "../../emg/traces/time-window.ts";
import { writtenAmplitude, writtenSpan } from "../../emg/traces/written-scale.ts";
import { en } from "../../language/atlas/en.ts";
import { nb } from "../../language/atlas/nb.ts";
import { useWords } from "../../language/words.ts";
import { useSettings } from "../../settings/settings.tsx";
import { lanesOf, listening, type Specimen, setSpeed, setVolume } from "./specimen.ts";

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
  const id = useId();
  const state = useStore(specimen.state);
  const { spanS, durationS } = useSettled(specimen.view, 60);
  const step = divisionS(spanS);
  const steps = stepsBetween(SHORTEST_DIVISION_S, Math.max(SHORTEST_DIVISION_S, durationS / DIVISIONS));
  const fitted = lanesOf({ ...state, perDivision: undefined }, false)[0]?.perDivision;
  const writeUv = (value: number) => writtenAmplitude(value, "uV", language);
  return (
    <>
      <SpeedSwitch legend={words.speed} speed={speed} nameOf={words.speeds} onChange={setSpeed} />
      <label className="specimen-field" htmlFor={`${id}sweep`}>
        <span>{words.sweep}</span>
        <StepSelect
          id={`${id}sweep`}
          steps={steps}
          value={step}
          write={(one) => writtenSpan(one, language)}
          onChange={(one) => specimen.view.set(swept(specimen.view.get(), DIVISIONS * (one ?? step)))}
        />
      </label>
      {!isSmall && (
        <>
          <label className="specimen-field" htmlFor={`${id}sensitivity`}>
            <span>{words.sensitivity}</span>
            <StepSelect
              id={`${id}sensitivity`}
              steps={SENSITIVITIES_UV}
              value={state.perDivision}
              write={writeUv}
              fitted={words.fitted(fitted === undefined ? "" : writeUv(fitted))}
              onChange={(perDivision) => specimen.state.set({ perDivision })}
            />
          </label>
          <label className="specimen-field" htmlFor={`${id}volume`}>
            <span>{words.volume}</span>
            <VolumeSlider id={`${id}volume`} value={volume} onChange={setVolume} />
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
