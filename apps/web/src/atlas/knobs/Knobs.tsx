/** The simulated muscle's large knobs: which one, how recorded, how excitable each part is, and what is done to it. */
import { Button } from "@digdir/designsystemet-react";
import { written } from "@krampe/core/measurement/report/numbers.ts";
import { ARTEFACT_KINDS } from "@krampe/core/muscle/artefacts.ts";
import type { ElectrodeKind } from "@krampe/core/muscle/electrode.ts";
import type { Excitability } from "@krampe/core/muscle/request.ts";
import { useId } from "react";
import { en } from "../../language/atlas/en.ts";
import { nb } from "../../language/atlas/nb.ts";
import { useWords } from "../../language/words.ts";
import { useSettings } from "../../settings/settings.tsx";
import { type Chosen, INTERVENTIONS } from "./chosen.ts";

interface Properties {
  readonly chosen: Chosen;
  readonly onChange: (change: Partial<Chosen>) => void;
}

const ELECTRODES = [
  "concentric-needle",
  "monopolar-needle",
  "surface",
] as const satisfies readonly ElectrodeKind[];
const DURATIONS_S = [5, 10, 15, 20, 30, 60];
const SNRS_DB = [30, 20, 12, 6, 0];
const PARTS = ["neuron", "axon", "muscleFibre"] as const satisfies readonly (keyof Excitability)[];
const MOMENTS_S = [1, 2, 3, 5, 8, 10, 15, 20, 30];

export function Knobs({ chosen, onChange }: Properties) {
  return (
    <div className="knobs">
      <Recording chosen={chosen} onChange={onChange} />
      <Excitabilities chosen={chosen} onChange={onChange} />
      <Done chosen={chosen} onChange={onChange} />
      <Artefacts chosen={chosen} onChange={onChange} />
    </div>
  );
}

function Recording({ chosen, onChange }: Properties) {
  const words = useWords({ en, nb }).knobs;
  const id = useId();
  return (
    <fieldset className="knob-group">
      <legend>{words.recording}</legend>
      <div className="knob">
        <label htmlFor={`${id}-seed`}>{words.seed}</label>
        <div className="knob-row">
          <input
            id={`${id}-seed`}
            className="ds-input"
            type="number"
            min={1}
            max={9999}
            value={chosen.seed}
            onChange={(event) => {
              const seed = Math.round(Number(event.target.value));
              if (seed >= 1 && seed <= 9999) onChange({ seed });
            }}
          />
          <Button
            data-size="sm"
            variant="secondary"
            onClick={() => onChange({ seed: (chosen.seed % 9999) + 1 })}
          >
            {words.another}
          </Button>
        </div>
      </div>
      <label className="knob">
        <span>{words.electrode}</span>
        <select
          className="ds-input"
          value={chosen.electrode}
          onChange={(event) => onChange({ electrode: event.target.value as ElectrodeKind })}
        >
          {ELECTRODES.map((kind) => (
            <option key={kind} value={kind}>
              {words.electrodes[kind]}
            </option>
          ))}
        </select>
      </label>
      <label className="knob">
        <span>{words.snr}</span>
        <select
          className="ds-input"
          value={chosen.snrDb ?? ""}
          onChange={(event) =>
            onChange({ snrDb: event.target.value === "" ? undefined : Number(event.target.value) })
          }
        >
          <option value="">{words.amplifier}</option>
          {SNRS_DB.map((decibels) => (
            <option key={decibels} value={decibels}>
              {decibels} dB
            </option>
          ))}
        </select>
      </label>
      <label className="knob">
        <span>{words.length}</span>
        <select
          className="ds-input"
          value={chosen.durationS}
          onChange={(event) => onChange({ durationS: Number(event.target.value) })}
        >
          {DURATIONS_S.map((seconds) => (
            <option key={seconds} value={seconds}>
              {seconds} s
            </option>
          ))}
        </select>
      </label>
    </fieldset>
  );
}

function Excitabilities({ chosen, onChange }: Properties) {
  const words = useWords({ en, nb }).knobs;
  const { language } = useSettings();
  const id = useId();
  return (
    <fieldset className="knob-group" aria-describedby={`${id}-note`}>
      <legend>{words.excitability}</legend>
      {PARTS.map((part) => (
        <label key={part} className="knob">
          <span>
            {words.parts[part]} <strong>{written(chosen.excitability[part], language)}</strong>
          </span>
          <input
            type="range"
            min={0}
            max={3}
            step={0.1}
            value={chosen.excitability[part]}
            onChange={(event) =>
              onChange({ excitability: { ...chosen.excitability, [part]: Number(event.target.value) } })
            }
          />
        </label>
      ))}
      <p id={`${id}-note`} className="knob-note">
        {words.excitabilityNote}
      </p>
    </fieldset>
  );
}

function Done({ chosen, onChange }: Properties) {
  const words = useWords({ en, nb }).knobs;
  return (
    <fieldset className="knob-group">
      <legend>{words.done}</legend>
      {INTERVENTIONS.map((one) => (
        <label key={one} className="knob">
          <span>{words.interventions[one]}</span>
          <select
            className="ds-input"
            value={chosen.interventions[one] ?? ""}
            onChange={(event) => {
              const atS = event.target.value === "" ? undefined : Number(event.target.value);
              onChange({ interventions: { ...chosen.interventions, [one]: atS } });
            }}
          >
            <option value="">{words.notDone}</option>
            {MOMENTS_S.filter((atS) => atS < chosen.durationS).map((atS) => (
              <option key={atS} value={atS}>
                {words.atSecond(atS)}
              </option>
            ))}
          </select>
        </label>
      ))}
    </fieldset>
  );
}

function Artefacts({ chosen, onChange }: Properties) {
  const words = useWords({ en, nb }).knobs;
  return (
    <fieldset className="knob-group">
      <legend>{words.artefacts}</legend>
      <div className="knob-ticks">
        {ARTEFACT_KINDS.map((kind) => (
          <label key={kind} className="tick">
            <input
              type="checkbox"
              className="ds-input"
              checked={chosen.artefacts.includes(kind)}
              onChange={(event) =>
                onChange({
                  artefacts: event.target.checked
                    ? [...chosen.artefacts, kind]
                    : chosen.artefacts.filter((one) => one !== kind),
                })
              }
            />
            <span>{words.artefactKinds[kind]}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
