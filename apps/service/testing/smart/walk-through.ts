/** Walks through an authorization as a browser does: follows every redirect with its cookies, up to the application's own address. */
import { createHash, randomBytes } from "node:crypto";
import { AUTHORIZATION_PATH } from "./authorization-server.ts";
import type { SmartServer } from "./smart-server.ts";

export interface Walk {
  readonly scope: string;
  readonly redirectUri: string;
  readonly launch?: string;
  readonly aud?: string;
  /** Without it there is no PKCE. */
  readonly codeChallenge?: string;
}

export interface Walked {
  /** The parameters with which the application's address was called, or what the server said instead. */
  readonly parameters: URLSearchParams;
  readonly refused?: string;
}

export function pkce() {
  const verifier = randomBytes(32).toString("base64url");
  return { verifier, challenge: createHash("sha256").update(verifier).digest("base64url") };
}

export async function walkThrough({ fhirBase, clientId }: SmartServer, walk: Walk): Promise<Walked> {
  const start = new URL(`${new URL(fhirBase).origin}${AUTHORIZATION_PATH}/authorize`);
  const parameters = {
    response_type: "code",
    client_id: clientId,
    scope: walk.scope,
    redirect_uri: walk.redirectUri,
    state: "s",
    aud: walk.aud ?? fhirBase,
    ...(walk.launch !== undefined && { launch: walk.launch }),
    ...(walk.codeChallenge !== undefined && {
      code_challenge: walk.codeChallenge,
      code_challenge_method: "S256",
    }),
  };
  start.search = new URLSearchParams(parameters).toString();
  const cookies = new Map<string, string>();
  let url = start;
  for (let step = 0; step < 10; step++) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(url, { redirect: "manual", headers: { cookie } });
    for (const set of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      cookies.set(name, value);
    }
    const location = response.headers.get("location");
    if (location === null) return { parameters: new URLSearchParams(), refused: await response.text() };
    url = new URL(location, url);
    if (url.href.startsWith(walk.redirectUri)) return { parameters: url.searchParams };
  }
  throw new Error("the redirects do not end");
}

export async function tokenFor(
  { fhirBase, clientId }: SmartServer,
  code: string,
  verifier: string,
  redirectUri: string,
): Promise<{ readonly status: number; readonly body: Record<string, unknown> }> {
  const response = await fetch(`${new URL(fhirBase).origin}${AUTHORIZATION_PATH}/token`, {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "authorization_code",
      code,
      redirect_uri: redirectUri,
      client_id: clientId,
      code_verifier: verifier,
    }),
  });
  return { status: response.status, body: await response.json() };
}
