/**
 * What is being typed in a field, told when the typing rests, at Enter and when the field is left.
 *
 * A half-typed number is a number too (7 on the way to 72), so it is not told letter by letter.
 */
import { type ChangeEvent, type KeyboardEvent, useEffect, useRef, useState } from "react";

const REST_MS = 400;

export function useTyped(value: string, tell: (text: string) => void) {
  const [text, setText] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const told = useRef(value);
  const latestTell = useRef(tell);
  latestTell.current = tell;

  useEffect(() => {
    if (value === told.current) return;
    told.current = value;
    setText(value);
  }, [value]);

  useEffect(() => () => clearTimeout(timer.current), []);

  function tellNow(now: string) {
    clearTimeout(timer.current);
    if (now === told.current) return;
    told.current = now;
    latestTell.current(now);
  }

  return {
    value: text,
    onChange: (event: ChangeEvent<HTMLInputElement>) => {
      const now = event.target.value;
      setText(now);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => tellNow(now), REST_MS);
    },
    onBlur: () => tellNow(text),
    onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => {
      if (event.key === "Enter") tellNow(text);
    },
  };
}
