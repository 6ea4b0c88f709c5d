/** How loud it is: from nothing to a little below full scale. */
interface Properties {
  readonly id?: string;
  readonly value: number;
  readonly onChange: (volume: number) => void;
}

export function VolumeSlider({ id, value, onChange }: Properties) {
  return (
    <input
      id={id}
      type="range"
      min={0}
      max={1}
      step={0.05}
      value={value}
      onChange={(event) => onChange(Number(event.target.value))}
    />
  );
}
