/** The steps of a knob as a list, with what it stands at among them even if that is no step. */
interface Properties {
  readonly id?: string;
  readonly steps: readonly number[];
  /** Undefined: as `fitted` says. */
  readonly value: number | undefined;
  readonly write: (step: number) => string;
  readonly onChange: (step: number | undefined) => void;
  /** The choice to leave it to the page. */
  readonly fitted?: string;
}

export function StepSelect({ id, steps, value, write, onChange, fitted }: Properties) {
  const all = [...new Set(value === undefined ? steps : [...steps, value])].sort((a, b) => a - b);
  return (
    <select
      id={id}
      className="ds-input"
      value={value ?? ""}
      onChange={(event) => onChange(event.target.value === "" ? undefined : Number(event.target.value))}
    >
      {fitted !== undefined && <option value="">{fitted}</option>}
      {all.map((step) => (
        <option key={step} value={step}>
          {write(step)}
        </option>
      ))}
    </select>
  );
}
