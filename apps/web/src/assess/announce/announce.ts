/**
 * What is said to a screen reader, and for some seconds shown, after something was done: copied, saved, added.
 *
 * What an answer moved is said elsewhere (SaidMoves): this is for the doing itself.
 */
type Listener = (message: string) => void;

const listeners = new Set<Listener>();

export function announce(message: string): void {
  for (const listener of listeners) listener(message);
}

export function onAnnouncement(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
