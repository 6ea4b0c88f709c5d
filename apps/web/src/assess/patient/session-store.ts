/** The one session of the page: outlives a visit to another page, and is gone with the page. */
import { useSyncExternalStore } from "react";
import { changeSession, NEW_SESSION, type Session, type SessionAction } from "./session.ts";

let session: Session = NEW_SESSION;
const listeners = new Set<() => void>();

export function dispatch(action: SessionAction): void {
  const next = changeSession(session, action);
  if (next === session) return;
  session = next;
  for (const listener of listeners) listener();
}

export function currentSession(): Session {
  return session;
}

export function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useSession(): Session {
  return useSyncExternalStore(subscribe, currentSession);
}
