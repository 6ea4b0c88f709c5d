/** Every number behind the simulated pattern: what it is, what was drawn, what is usual and where that comes from; each can be set. */
import { written } from "@krampe/core/measurement/report/numbers.ts";
import { type Parameter, spreadRange } from "@krampe/core/muscle/parameters/parameter.ts";
import { type GroupName, PARAMETERS } from "@krampe/core/muscle/parameters/parameter-table.ts";
import type { SimulationTruth } from "@krampe/core/muscle/truth.ts";
import { useId } from "react";
import { Sources } from "../../handbook/Cited.tsx";
import { en } from "../../language/atlas/en.ts";
import { nb } from "../../language/atlas/nb.ts";
import { useWords } from "../../language/words.ts";
import { useSettings } from "../../settings/settings.tsx";
import { VerifiedMark } from "../../source/VerifiedMark.tsx";
import type { Chosen } from "./chosen.ts";
import { PLACES, sliderScale } from "./slider-scale.ts";
import { writtenUnit } from "./written-unit.ts";

interface Properties {
  readonly group: GroupName;
  readonly truth: SimulationTruth | undefined;
  readonly overrides: Chosen["overrides"];
  readonly onChange: (overrides: Chosen["overrides"]) => void;
}

export function ParameterList({ group, truth, overrides, onChange }: Properties) {
  return (
    <ul className="parameters">
      {Object.entries<Parameter>(PARAMETERS[group]).map(([name, parameter]) => {
        const id = `${group}.${name}`;
        return (
          <ParameterRow
            key={id}
            parameter={parameter}
            drawn={truth?.parameters[id]}
            value={overrides[id]}
            onSet={(value) => {
              const { [id]: _, ...others } = overrides;
              onChange(value === undefined ? others : { ...others, [id]: value });
            }}
          />
        );
      })}
    </ul>
  );
}

interface RowProperties {
  readonly parameter: Parameter;
  /** For the whole recording; absent where each unit or event has its own. */
  readonly drawn: number | undefined;
  readonly value: number | undefined;
  readonly onSet: (value: number | undefined) => void;
}

function ParameterRow({ parameter, drawn, value, onSet }: RowProperties) {
  const words = useWords({ en, nb }).parameters;
  const { language } = useSettings();
  const id = useId();
  const scale = sliderScale(parameter);
  const { from, to } = spreadRange(parameter.spread);
  const isWhole = parameter.unit === "{count}";
  const shown = (one: number) => written(isWhole ? Math.floor(one) : one, language);
  const unit = writtenUnit(parameter.unit, language);
  const usual = shown(from) === shown(to) ? shown(from) : `${shown(from)}–${shown(to)}`;
  const now =
    value !== undefined
      ? words.set(`${shown(value)}${unit}`)
      : drawn !== undefined
        ? words.drawn(`${shown(drawn)}${unit}`)
        : parameter.drawn === "source"
          ? words.perSource
          : words.perEvent;
  const middle = value ?? drawn ?? (from > 0 && to > 0 ? Math.sqrt(from * to) : (from + to) / 2);
  return (
    <li className="parameter" data-set={value !== undefined}>
      <label htmlFor={id}>{parameter.what[language]}</label>
      <input
        id={id}
        type="range"
        min={0}
        max={PLACES}
        value={scale.placeOf(middle)}
        aria-valuetext={now}
        onChange={(event) => onSet(scale.valueAt(Number(event.target.value)))}
      />
      <span className="parameter-now">
        <output htmlFor={id}>{now}</output>
        {value !== undefined && (
          <button type="button" className="emg-link" onClick={() => onSet(undefined)}>
            {words.letDraw}
            <span className="ds-sr-only">: {parameter.what[language]}</span>
          </button>
        )}
      </span>
      <span className="parameter-usual">{words.usual(`${usual}${unit}`)}</span>
      <span className="parameter-source">
        <Sources keys={[parameter.provenance.source]} />{" "}
        <VerifiedMark verified={parameter.provenance.verified} />
      </span>
    </li>
  );
}
