/** As recorded, or in slow motion. */
import { useId } from "react";
import { SPEEDS } from "../sound/speeds.ts";

type Speed = (typeof SPEEDS)[number];
const SIGNS: Readonly<Record<Speed, string>> = { 1: "1×", 0.5: "½×", 0.25: "¼×" };

interface Properties {
  readonly legend: string;
  readonly speed: number;
  readonly nameOf: (speed: Speed) => string;
  readonly onChange: (speed: Speed) => void;
}

export function SpeedSwitch({ legend, speed, nameOf, onChange }: Properties) {
  const name = useId();
  return (
    <fieldset className="switch speed-switch">
      <legend className="ds-sr-only">{legend}</legend>
      {SPEEDS.map((one) => (
        <label key={one}>
          <input
            type="radio"
            name={name}
            checked={speed === one}
            aria-label={nameOf(one)}
            onChange={() => onChange(one)}
          />
          <span aria-hidden="true">{SIGNS[one]}</span>
        </label>
      ))}
    </fieldset>
  );
}
