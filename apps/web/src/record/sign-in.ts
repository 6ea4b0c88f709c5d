/**
 * SMART App Launch by `fhirclient`: to the record's sign-in, back from it, and out again.
 *
 * Only a record on the page's list is gone to, only with PKCE, and nothing that stands in the address decides anything but which record
 * and which launch. fhirclient keeps the token in sessionStorage, which ends with the tab; nothing else is kept.
 *
 * Source: SMART App Launch 2.2.0.
 */
import type { Issue } from "@krampe/core/issue/issue.ts";
import type { RecordServer } from "../../record-page/record-servers.ts";
import { type FhirServer, fhirRequest } from "./fhir-request.ts";
import { type Grants, grantedScopes } from "./granted-scopes.ts";
import {
  addressNotListed,
  noPatient,
  noPkce,
  notReached,
  signInFailed,
  unknownRecord,
} from "./record-issues.ts";
import { scopesToAskFor } from "./scopes-to-ask-for.ts";

export interface SignedIn {
  readonly server: RecordServer;
  readonly fhir: FhirServer;
  readonly patientId: string;
  readonly grants: Grants;
  /** `Practitioner/1`, if the record says who it is. */
  readonly user?: string;
}

/** Where fhirclient keeps the key under which the rest is kept. */
const SMART_KEY = "SMART_KEY";

/** What the address asks for when the page is opened. */
export type Arrival =
  | { readonly kind: "launch"; readonly iss: string; readonly launch: string | undefined }
  | { readonly kind: "back" }
  | { readonly kind: "again" }
  | { readonly kind: "by-itself" };

export function arrival(search: string): Arrival {
  const parameters = new URLSearchParams(search);
  // Looked for first: on the way back an authorization server may name itself as `iss` (RFC 9207).
  if (parameters.has("code") || parameters.has("error")) return { kind: "back" };
  const iss = parameters.get("iss");
  if (iss !== null) return { kind: "launch", iss, launch: parameters.get("launch") ?? undefined };
  return sessionStorage.getItem(SMART_KEY) === null ? { kind: "by-itself" } : { kind: "again" };
}

/** The record on the list; with or without a slash at the end it is the same. */
export function listedServer(servers: readonly RecordServer[], address: string): RecordServer | undefined {
  return servers.find(({ fhirServer }) => fhirServer === address.replace(/\/+$/, ""));
}

/** Leaves the page; what comes back are the reasons why it did not. */
export async function signIn(
  servers: readonly RecordServer[],
  address: string,
  launch: string | undefined,
): Promise<readonly Issue[]> {
  clearAddress();
  const server = listedServer(servers, address);
  if (!server) return [unknownRecord(address)];
  const { fhirServer: iss, name, clientId, connect, scopes } = server;
  const asked = await fhirRequest(
    { base: iss, authorization: async () => "" },
    `${iss}/.well-known/smart-configuration`,
  );
  if (asked.kind !== "answer") return [notReached(name)];
  const {
    capabilities,
    code_challenge_methods_supported: methods,
    token_endpoint: token,
  } = asked.body as Readonly<Record<string, unknown>>;
  if (!Array.isArray(methods) || !methods.includes("S256")) return [noPkce(name)];
  const tokenOrigin = typeof token === "string" && URL.canParse(token) ? new URL(token).origin : "?";
  if (![new URL(iss).origin, ...connect, location.origin].includes(tokenOrigin))
    return [addressNotListed(name, tokenOrigin)];
  const version = Array.isArray(capabilities) && capabilities.includes("permission-v2") ? 2 : 1;
  const scope = scopesToAskFor({ version, launched: launch !== undefined, instead: scopes });
  try {
    const { oauth2 } = await fhirclient();
    await oauth2.authorize({
      iss,
      clientId,
      scope,
      redirectUri: pageAddress(),
      pkceMode: "required",
      completeInTarget: true,
      ...(launch !== undefined && { launch }),
    });
    return [];
  } catch (error) {
    return [signInFailed(messageOf(error))];
  }
}

/** After the record's sign-in, or when the page is loaded again. */
export async function signedIn(
  servers: readonly RecordServer[],
): Promise<
  { readonly ok: true; readonly value: SignedIn } | { readonly ok: false; readonly issues: readonly Issue[] }
> {
  const failed = (issue: Issue) => {
    signOut();
    return { ok: false, issues: [issue] } as const;
  };
  keepInAddress("code", "state", "error", "error_description");
  try {
    const client = await (await fhirclient()).oauth2.ready();
    clearAddress();
    const { serverUrl, scope: asked = "", tokenResponse } = client.state;
    const server = listedServer(servers, serverUrl);
    if (!server) return failed(unknownRecord(serverUrl));
    const patientId = client.patient.id ?? "";
    if (!/^[A-Za-z0-9.-]{1,64}$/.test(patientId)) return failed(noPatient());
    const user = client.user.fhirUser ?? "";
    return {
      ok: true,
      value: {
        server,
        patientId,
        fhir: {
          base: server.fhirServer,
          async authorization() {
            await client.refreshIfNeeded();
            return client.getAuthorizationHeader() ?? "";
          },
        },
        // A server that says nothing has allowed what was asked for (RFC 6749, 5.1).
        grants: grantedScopes(tokenResponse?.scope ?? asked),
        ...(/^(Practitioner|PractitionerRole)\/[A-Za-z0-9.-]{1,64}$/.test(user) && { user }),
      },
    };
  } catch (error) {
    clearAddress();
    return failed(signInFailed(messageOf(error)));
  }
}

/** Forgets the token and everything that was kept with it. */
export function signOut(): void {
  const key = sessionStorage.getItem(SMART_KEY);
  sessionStorage.removeItem(SMART_KEY);
  if (key !== null) sessionStorage.removeItem(key.replaceAll('"', ""));
}

/** What stands in the address must not decide anything later, nor stay in the history. */
function clearAddress(): void {
  keepInAddress();
}

/**
 * fhirclient reads the address once, remembers it, and lets what stands there go before what it is told (`iss`, `clientId`, `patientId`,
 * `fhirServiceUrl`): so nothing else may stand there when it looks.
 */
function keepInAddress(...names: readonly string[]): void {
  const parameters = new URLSearchParams(location.search);
  for (const name of [...parameters.keys()]) if (!names.includes(name)) parameters.delete(name);
  const search = parameters.size > 0 ? `?${parameters}` : "";
  history.replaceState(null, "", `${location.pathname}${search}${location.hash}`);
}

function pageAddress(): string {
  return `${location.origin}${location.pathname}`;
}

async function fhirclient() {
  const loaded = await import("fhirclient");
  return loaded.default ?? loaded;
}

function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split("\n\n")[0];
}
