/** What the signal cannot know of itself: told by the reader. What is not told stays unknown. */
import type { PatternContext } from "@krampe/core/pattern/pattern-context.ts";
import { en } from "../../language/emg/en.ts";
import { nb } from "../../language/emg/nb.ts";
import { useWords } from "../../language/words.ts";
import { useStore } from "../bench/store.ts";
import { bench } from "../bench/workbench.ts";

const ELECTRODES = ["needle", "surface"] as const;
const STATES = ["rest", "effort", "stretch"] as const;

export function ContextControls() {
  const words = useWords({ en, nb }).patterns.context;
  const { context, source } = useStore(bench);
  const change = (part: Partial<Record<keyof PatternContext, unknown>>) => {
    const entries = Object.entries({ ...context, ...part }).filter(([, value]) => value !== undefined);
    bench.set({ context: Object.fromEntries(entries) as PatternContext });
  };
  return (
    <fieldset className="emg-context">
      <legend>{words.heading}</legend>
      <label className="emg-field">
        <span>{words.electrode}</span>
        <select
          id="emg-electrode"
          className="ds-input"
          value={context.electrode ?? ""}
          onChange={(event) => change({ electrode: event.target.value || undefined })}
        >
          <option value="">{words.notSaid}</option>
          {ELECTRODES.map((one) => (
            <option key={one} value={one}>
              {words.electrodes[one]}
            </option>
          ))}
        </select>
      </label>
      <label className="emg-field">
        <span>{words.state}</span>
        <select
          id="emg-state"
          className="ds-input"
          value={context.state ?? ""}
          onChange={(event) => change({ state: event.target.value || undefined })}
        >
          <option value="">{words.notSaid}</option>
          {STATES.map((one) => (
            <option key={one} value={one}>
              {words.states[one]}
            </option>
          ))}
        </select>
      </label>
      <label className="tick">
        <input
          id="emg-shortened"
          type="checkbox"
          className="ds-input"
          checked={context.shortened === true}
          onChange={(event) => change({ shortened: event.target.checked || undefined })}
        />
        <span>{words.shortened}</span>
      </label>
      {source?.kind === "simulated" && <p className="emg-quiet">{words.ofExample}</p>}
    </fieldset>
  );
}
