/** The knobs: sweep, sensitivity, filters, sound. */
import { Button } from "@digdir/designsystemet-react";
import { en } from "../../language/emg/en.ts";
import { nb } from "../../language/emg/nb.ts";
import { useWords } from "../../language/words.ts";
import { useSettings } from "../../settings/settings.tsx";
import { fitSensitivity, sensitivityOf, setSensitivity } from "../bench/scales.ts";
import { useSettled, useStore } from "../bench/store.ts";
import { bench, setFilter, view } from "../bench/workbench.ts";
import { SpeedSwitch } from "../parts/SpeedSwitch.tsx";
import { StepSelect } from "../parts/StepSelect.tsx";
import { VolumeSlider } from "../parts/VolumeSlider.tsx";
import { player, setSpeed, setVolume, togglePlaying } from "../sound/player.ts";
import { stepFrom, stepsBetween } from "./scale-steps.ts";
import { sweep } from "./screen-keys.ts";
import { DIVISIONS, divisionS, swept, within } from "./time-window.ts";
import { writtenAmplitude, writtenSpan } from "./written-scale.ts";

export function Controls() {
  const words = useWords({ en, nb }).controls;
  return (
    <section className="emg-controls" aria-label={words.label}>
      <Sound />
      <Sweep />
      <Sensitivity />
      <Filters />
    </section>
  );
}

function Sweep() {
  const words = useWords({ en, nb }).controls;
  const { language } = useSettings();
  const { spanS, durationS } = useSettled(view, 60);
  const { header } = useStore(bench);
  const hasClock = !header?.channels.some(({ clock }) => clock === "assumed");
  const step = divisionS(spanS);
  const steps = stepsBetween(0.0005, Math.max(0.001, durationS / DIVISIONS));
  return (
    <div className="emg-knob">
      <label htmlFor="emg-sweep">{words.sweep}</label>
      <div>
        <Step label={words.fasterSweep} sign="−" onClick={() => sweep(-1)} />
        <StepSelect
          id="emg-sweep"
          steps={steps}
          value={step}
          write={(one) => writtenSpan(one, language, hasClock)}
          onChange={(one) => view.set(swept(view.get(), DIVISIONS * (one ?? step)))}
        />
        <Step label={words.slowerSweep} sign="+" onClick={() => sweep(1)} />
        <Button
          data-size="sm"
          variant="tertiary"
          onClick={() => view.set(within({ ...view.get(), fromS: 0, spanS: durationS }))}
        >
          {words.whole}
        </Button>
      </div>
    </div>
  );
}

function Sensitivity() {
  const words = useWords({ en, nb }).controls;
  const { language } = useSettings();
  const { selected, header, isNegativeUp } = useStore(bench);
  const channel = header?.channels[selected];
  if (!channel) return null;
  const now = sensitivityOf(selected);
  const steps = stepsBetween(now / 1000, now * 1000);
  return (
    <div className="emg-knob">
      <label htmlFor="emg-sensitivity">{words.sensitivity}</label>
      <div>
        <Step
          label={words.moreSensitive}
          sign="−"
          onClick={() => setSensitivity(selected, stepFrom(now, -1))}
        />
        <StepSelect
          id="emg-sensitivity"
          steps={steps}
          value={now}
          write={(one) => writtenAmplitude(one, channel.unit, language)}
          onChange={(one) => setSensitivity(selected, one ?? now)}
        />
        <Step
          label={words.lessSensitive}
          sign="+"
          onClick={() => setSensitivity(selected, stepFrom(now, 1))}
        />
        <Button data-size="sm" variant="tertiary" onClick={fitSensitivity}>
          {words.fit}
        </Button>
        <label className="tick">
          <input
            type="checkbox"
            className="ds-input"
            checked={isNegativeUp}
            onChange={(event) => bench.set({ isNegativeUp: event.target.checked })}
          />
          <span>{words.negativeUp}</span>
        </label>
      </div>
    </div>
  );
}

const HIGH_PASS_HZ = [2, 10, 20, 50, 100, 500];
const LOW_PASS_HZ = [100, 500, 1000, 2000, 5000, 10_000];
const MAINS_HZ = [50, 60] as const;

function Filters() {
  const words = useWords({ en, nb }).controls;
  const { filter, header } = useStore(bench);
  const fastest = Math.max(
    0,
    ...(header?.channels.map(({ samplingFrequencyHz }) => samplingFrequencyHz) ?? []),
  );
  const fits = (hz: number) => hz < 0.475 * fastest;
  return (
    <div className="emg-filters">
      <div className="emg-knob">
        <label htmlFor="emg-high-pass">{words.highPass}</label>
        <StepSelect
          id="emg-high-pass"
          steps={HIGH_PASS_HZ.filter(fits)}
          value={filter.lowHz}
          write={writtenHz}
          fitted={words.off}
          onChange={(lowHz) => setFilter({ ...filter, lowHz })}
        />
      </div>
      <div className="emg-knob">
        <label htmlFor="emg-low-pass">{words.lowPass}</label>
        <StepSelect
          id="emg-low-pass"
          steps={LOW_PASS_HZ.filter(fits)}
          value={filter.highHz}
          write={writtenHz}
          fitted={words.off}
          onChange={(highHz) => setFilter({ ...filter, highHz })}
        />
      </div>
      <div className="emg-knob">
        <label htmlFor="emg-mains">{words.mains}</label>
        <StepSelect
          id="emg-mains"
          steps={MAINS_HZ}
          value={filter.mainsHz}
          write={writtenHz}
          fitted={words.off}
          onChange={(hz) => setFilter({ ...filter, mainsHz: MAINS_HZ.find((one) => one === hz) })}
        />
      </div>
    </div>
  );
}

function writtenHz(hz: number): string {
  return hz < 1000 ? `${hz} Hz` : `${hz / 1000} kHz`;
}

function Sound() {
  const words = useWords({ en, nb }).controls;
  const { isPlaying, speed, volume } = useStore(player);
  const { header, selected } = useStore(bench);
  const isSilent = header?.channels[selected]?.clock === "assumed";
  return (
    <>
      <div className="emg-knob">
        <span className="emg-knob-name">{words.sound}</span>
        <div>
          <Button data-size="sm" disabled={isSilent} onClick={togglePlaying}>
            <svg viewBox="0 0 20 20" aria-hidden="true" focusable="false" className="emg-icon">
              <path d={isPlaying ? "M4 3h4v14H4zM12 3h4v14h-4z" : "M5 2.5l12 7.5-12 7.5z"} />
            </svg>
            {isPlaying ? words.pause : words.play}
          </Button>
          <SpeedSwitch legend={words.speed} speed={speed} nameOf={words.speeds} onChange={setSpeed} />
        </div>
        <small>{speed === 1 ? words.asRecorded : words.lower(1 / speed)}</small>
      </div>
      <div className="emg-knob">
        <label htmlFor="emg-volume">{words.volume}</label>
        <VolumeSlider id="emg-volume" value={volume} onChange={setVolume} />
        <small>{words.limited}</small>
      </div>
    </>
  );
}

interface StepProperties {
  readonly label: string;
  readonly sign: string;
  readonly onClick: () => void;
}

function Step({ label, sign, onClick }: StepProperties) {
  return (
    <Button data-size="sm" variant="secondary" icon aria-label={label} title={label} onClick={onClick}>
      <span aria-hidden="true">{sign}</span>
    </Button>
  );
}
