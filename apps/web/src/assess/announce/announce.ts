/**
 * What is said to a screen reader, and for some seconds shown, after something was done: copied, saved, added.
 *
 * What an answer moved is said elsewhere (SaidMoves): this is for the doing itself.
 */
export interface Announcement {
  readonly message: string;
  /** Only said: whoever sees the page sees it anyway. */
  readonly saidOnly: boolean;
}

type Listener = (announcement: Announcement) => void;

const listeners = new Set<Listener>();

export function announce(message: string, { saidOnly = false } = {}): void {
  for (const listener of listeners) listener({ message, saidOnly });
}

export function onAnnouncement(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
