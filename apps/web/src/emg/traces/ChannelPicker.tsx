/** Which channels are on the screen. */
import { Button } from "@digdir/designsystemet-react";
import { en } from "../../language/emg/en.ts";
import { nb } from "../../language/emg/nb.ts";
import { useWords } from "../../language/words.ts";
import { MOST_SHOWN, showOnly, toggleShown } from "../bench/scales.ts";
import { useStore } from "../bench/store.ts";
import { bench } from "../bench/workbench.ts";

/** A page of a grid of many electrodes. */
const LISTED = 256;

export function ChannelPicker() {
  const words = useWords({ en, nb }).picker;
  const { header, shown, selected } = useStore(bench);
  if (!header || header.channels.length < 2) return null;
  const all = header.channels.map((_, index) => index);
  return (
    <details className="emg-more">
      <summary>{words.heading(shown.length, header.channels.length)}</summary>
      <div className="emg-picker-actions">
        <Button data-size="sm" variant="secondary" onClick={() => showOnly([selected])}>
          {words.onlyChosen}
        </Button>
        <Button data-size="sm" variant="secondary" onClick={() => showOnly(all)}>
          {header.channels.length > MOST_SHOWN ? words.first(MOST_SHOWN) : words.all}
        </Button>
      </div>
      <ul className="emg-picker">
        {header.channels.slice(0, LISTED).map(({ id, label, unit }, index) => (
          <li key={id}>
            <label className="tick">
              <input
                type="checkbox"
                className="ds-input"
                checked={shown.includes(index)}
                onChange={() => toggleShown(index)}
              />
              <span>
                {label || id} <span className="emg-quiet">{unit}</span>
              </span>
            </label>
          </li>
        ))}
      </ul>
      {header.channels.length > LISTED && <p>{words.listed(LISTED)}</p>}
    </details>
  );
}
