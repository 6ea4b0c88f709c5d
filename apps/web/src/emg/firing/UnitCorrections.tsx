/** What the reader may change of the chosen unit: reject, merge, split, reject single discharges; and stepping through them. */
import { amplitudeSign, written } from "@krampe/core/measurement/report/numbers.ts";
import type { UnitMeasurement } from "@krampe/core/measurement/types/unit.ts";
import { useState } from "react";
import { en } from "../../language/emg/en.ts";
import { nb } from "../../language/emg/nb.ts";
import { useWords } from "../../language/words.ts";
import { useSettings } from "../../settings/settings.tsx";
import { makeCorrection, nameOfUnit } from "../bench/corrections.ts";
import { useSettled } from "../bench/store.ts";
import { bench, view } from "../bench/workbench.ts";
import { nearestDischarge, stepDischarge } from "../measure/stepping.ts";
import { SmallButton } from "../parts/SmallButton.tsx";
import { writtenMoment } from "../traces/written-scale.ts";

interface Properties {
  readonly units: readonly UnitMeasurement[];
  readonly chosen: string | undefined;
  readonly amplitudeUnit: string;
}

export function UnitCorrections({ units, chosen, amplitudeUnit }: Properties) {
  const words = useWords({ en, nb }).corrections;
  const { language } = useSettings();
  const { cursorS } = useSettled(view, 60);
  const unit = units.find(({ id }) => id === chosen);
  return (
    <section className="emg-correct" aria-labelledby="emg-correct-unit">
      <h3 id="emg-correct-unit">{words.unitHeading}</h3>
      <label className="emg-field">
        <span>{words.unit}</span>
        <select
          id="emg-unit"
          className="ds-input"
          value={chosen ?? ""}
          onChange={(event) => bench.set({ chosenUnit: event.target.value || undefined })}
        >
          <option value="">{words.choose}</option>
          {units.map(({ id, dischargeCount }) => (
            <option key={id} value={id}>
              {words.unitOption(id, dischargeCount)}
            </option>
          ))}
        </select>
      </label>
      {unit && (
        <>
          <div className="emg-correct-actions">
            <SmallButton onClick={() => stepDischarge(unit, -1)}>{words.previous}</SmallButton>
            <SmallButton onClick={() => stepDischarge(unit, 1)}>{words.next}</SmallButton>
            <SmallButton
              onClick={() =>
                makeCorrection({
                  kind: "reject-discharge",
                  unit: nameOfUnit(unit),
                  atS: nearestDischarge(unit, view.get().cursorS),
                })
              }
            >
              {words.rejectDischarge(writtenMoment(nearestDischarge(unit, cursorS), 0.001, language))}
            </SmallButton>
            <SmallButton onClick={() => makeCorrection({ kind: "reject-unit", unit: nameOfUnit(unit) })}>
              {words.rejectUnit(unit.id)}
            </SmallButton>
            <SmallButton
              disabled={!splitsAt(unit, cursorS)}
              onClick={() =>
                makeCorrection({
                  kind: "split-unit-by-time",
                  unit: nameOfUnit(unit),
                  atS: view.get().cursorS,
                })
              }
            >
              {words.splitAtCursor(unit.id)}
            </SmallButton>
          </div>
          <div className="emg-correct-actions">
            <Merge unit={unit} units={units} />
            <SplitByAmplitude key={unit.id} unit={unit} sign={amplitudeSign(amplitudeUnit, language)} />
          </div>
        </>
      )}
    </section>
  );
}

function splitsAt({ dischargesS }: UnitMeasurement, atS: number): boolean {
  return dischargesS[0] < atS && atS <= dischargesS[dischargesS.length - 1];
}

function Merge({
  unit,
  units,
}: {
  readonly unit: UnitMeasurement;
  readonly units: readonly UnitMeasurement[];
}) {
  const words = useWords({ en, nb }).corrections;
  const others = units.filter(({ id }) => id !== unit.id);
  const [wanted, setWanted] = useState("");
  const other = others.find(({ id }) => id === wanted) ?? others[0];
  if (!other) return null;
  return (
    <div className="emg-correct-with">
      <label className="emg-field">
        <span>{words.mergeWith}</span>
        <select className="ds-input" value={other.id} onChange={(event) => setWanted(event.target.value)}>
          {others.map(({ id }) => (
            <option key={id}>{id}</option>
          ))}
        </select>
      </label>
      <SmallButton
        onClick={() => {
          makeCorrection({ kind: "merge-units", units: [nameOfUnit(unit), nameOfUnit(other)] });
          bench.set({ chosenUnit: `${unit.id}+${other.id}` });
        }}
      >
        {words.merge(unit.id, other.id)}
      </SmallButton>
    </div>
  );
}

function SplitByAmplitude({ unit, sign }: { readonly unit: UnitMeasurement; readonly sign: string }) {
  const words = useWords({ en, nb }).corrections;
  const { language } = useSettings();
  const { amplitudes } = unit;
  const [low, high] = [Math.min(...amplitudes), Math.max(...amplitudes)];
  const [text, setText] = useState(() => String(Number(((low + high) / 2).toPrecision(3))));
  const amplitude = Number(text.replace(",", "."));
  return (
    <form
      className="emg-correct-with"
      onSubmit={(event) => {
        event.preventDefault();
        makeCorrection({ kind: "split-unit-by-amplitude", unit: nameOfUnit(unit), amplitude });
      }}
    >
      <label className="emg-field">
        <span>{words.amplitude(`${written(low, language)}–${written(high, language)} ${sign}`)}</span>
        <input
          className="ds-input"
          inputMode="decimal"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      <SmallButton type="submit" disabled={!(amplitude > low && amplitude <= high)}>
        {words.splitByAmplitude}
      </SmallButton>
    </form>
  );
}
