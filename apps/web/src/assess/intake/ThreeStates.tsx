/**
 * Present, absent or unknown: three radio buttons drawn as segments, each one tap or one key away.
 *
 * Besides the keys of radio buttons: Y or J for yes, N for no, U or ? for unknown, Backspace or Delete to take the answer back. A state
 * that follows from other findings is shown by a dashed frame, because nobody gave it.
 */
import { type KeyboardEvent, memo, useId, useRef } from "react";
import { en } from "../../language/assess/en.ts";
import { nb } from "../../language/assess/nb.ts";
import { useWords } from "../../language/words.ts";

export const STATES = ["present", "absent", "unknown"] as const;
export type State = (typeof STATES)[number];

const KEYS: Readonly<Record<string, State>> = {
  y: "present",
  j: "present",
  "1": "present",
  n: "absent",
  "2": "absent",
  u: "unknown",
  "?": "unknown",
  "3": "unknown",
  Backspace: "unknown",
  Delete: "unknown",
};

interface Properties {
  readonly id: string;
  readonly state: State;
  /** What follows from other findings, where nobody gave an answer. */
  readonly follows?: "present" | "absent" | undefined;
  readonly labelledBy: string;
  readonly describedBy?: string | undefined;
  readonly onAnswer: (id: string, state: State) => void;
}

export const ThreeStates = memo(function ThreeStates({
  id,
  state,
  follows,
  labelledBy,
  describedBy,
  onAnswer,
}: Properties) {
  const words = useWords({ en, nb }).states;
  const name = useId();
  const inputs = useRef<Partial<Record<State, HTMLInputElement | null>>>({});

  function byKey(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const wanted = KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!wanted) return;
    event.preventDefault();
    inputs.current[wanted]?.focus();
    onAnswer(id, wanted);
  }

  return (
    <div
      className="three"
      role="radiogroup"
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      onKeyDown={byKey}
      data-state={state}
    >
      {STATES.map((one) => (
        <label key={one} data-one={one} data-follows={follows === one || undefined}>
          <input
            ref={(input) => {
              inputs.current[one] = input;
            }}
            type="radio"
            name={name}
            value={one}
            checked={state === one}
            onChange={() => onAnswer(id, one)}
            aria-label={one === "unknown" ? words.unknown : undefined}
          />
          <span>{one === "unknown" ? words.unknownShort : words[one]}</span>
        </label>
      ))}
    </div>
  );
});
