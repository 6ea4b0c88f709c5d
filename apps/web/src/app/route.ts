/**
 * The address inside the application, after `#`: it works on any static host, and a link into the handbook stays valid.
 *
 * `#/handbook/cause/als?q=foot` is the page `handbook` with the parts `cause` and `als` and one parameter.
 */
import { useSyncExternalStore } from "react";

export interface Route {
  readonly page: string;
  /** What comes after the page, decoded. */
  readonly parts: readonly string[];
  readonly parameters: URLSearchParams;
}

export const START = "assess";

export function readRoute(hash: string): Route {
  const [path, query = ""] = hash.replace(/^#\/?/, "").split("?");
  const [page, ...parts] = path.split("/").filter((part) => part !== "");
  return { page: decoded(page ?? START), parts: parts.map(decoded), parameters: new URLSearchParams(query) };
}

/** `address("handbook", "cause", "als")` is `#/handbook/cause/als`. */
export function address(page: string, ...parts: readonly string[]): string {
  return `#/${[page, ...parts].map(encodeURIComponent).join("/")}`;
}

export function navigate(target: string): void {
  window.location.hash = target;
}

export function useRoute(): Route {
  const hash = useSyncExternalStore(
    (changed) => {
      window.addEventListener("hashchange", changed);
      return () => window.removeEventListener("hashchange", changed);
    },
    () => window.location.hash,
  );
  return readRoute(hash);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
