/** Which of the indicated tests are ticked: all until one is unticked; the same in the list, in what is copied and in what is written back. */
import { useSyncExternalStore } from "react";

let unticked: ReadonlySet<string> = new Set();
const listeners = new Set<() => void>();

/** The ids of the tests that are not ticked. */
export function useUntickedTests(): ReadonlySet<string> {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => unticked,
  );
}

export function toggleTest(id: string): void {
  const changed = new Set(unticked);
  if (!changed.delete(id)) changed.add(id);
  unticked = changed;
  for (const listener of listeners) listener();
}
