/** The name of what is shown within a page, for the window's title; it goes away with what was shown. */
import { useEffect, useSyncExternalStore } from "react";

let subtitle: string | undefined;
const listeners = new Set<() => void>();

function change(to: string | undefined): void {
  subtitle = to;
  for (const listener of listeners) listener();
}

/** For what is shown within a page. */
export function useSubtitle(text: string): void {
  useEffect(() => {
    change(text);
    return () => change(undefined);
  }, [text]);
}

/** For the frame. */
export function useShownSubtitle(): string | undefined {
  return useSyncExternalStore(
    (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    () => subtitle,
  );
}
