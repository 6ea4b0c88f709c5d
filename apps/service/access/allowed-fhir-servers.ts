/** Which FHIR servers a hook may have us ask: a caller must not make the service reach into its own network. */
import type { FhirFetch } from "../hooks/record-for-hook.ts";

/** What an unlisted server would have said is unknown, as for one that does not answer. */
export function onlyAllowedServers(fetch: FhirFetch, allowed: readonly string[]): FhirFetch {
  const bases = new Set(allowed.map(withSlash));
  return async (server, path, token) =>
    bases.has(withSlash(server)) ? fetch(server, path, token) : undefined;
}

function withSlash(url: string): string {
  return url.endsWith("/") ? url : `${url}/`;
}
