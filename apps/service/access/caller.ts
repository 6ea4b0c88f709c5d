/** Who asks: someone on this machine, someone signed in, a program with a token, or an electronic record with a signed one. */
import type { FastifyRequest } from "fastify";
import type { Store } from "../store/store.ts";
import type { CdsClients } from "./cds-client.ts";
import type { Role } from "./role.ts";
import { cookieOf } from "./session-cookie.ts";

export interface Caller {
  /** As the audit log names it. */
  readonly who: string;
  readonly role: Role;
  /** By a cookie, which a browser also sends with what another site's page asks for. */
  readonly bySession?: boolean;
}

declare module "fastify" {
  interface FastifyRequest {
    /** Undefined for whoever has not said who they are. */
    caller: Caller | undefined;
    /** The line of the audit log that must be written before the answer leaves. */
    auditLine: Promise<unknown> | undefined;
  }
  interface FastifyContextConfig {
    /** Who may; without it everyone may read and clinicians may do the rest. */
    readonly role?: Role | "anyone";
    /** Reading it is written to the audit log, as changing always is. */
    readonly isAudited?: boolean;
    /** It works out an answer and keeps nothing: the audit log's line may be written meanwhile, and is waited for before anything is sent. */
    readonly onlyAnswers?: boolean;
  }
}

export interface CallerSources {
  /** Nobody but this machine can reach the service, and nobody signs in: whoever asks sits at it. */
  readonly trustsMachine: boolean;
  /** People may sign in. */
  readonly hasSessions: boolean;
  readonly store: Store | undefined;
  readonly cdsClients: CdsClients | undefined;
  /** Such as `https://krampe.example.org`, without a slash at the end. */
  readonly publicUrl: () => string;
}

/** Undefined for no credentials, and for ones that do not hold. Who sits at this machine is known without waiting. */
export function callerOf(
  request: FastifyRequest,
  sources: CallerSources,
): Caller | undefined | Promise<Caller | undefined> {
  const { authorization } = request.headers;
  if (authorization === undefined) {
    if (sources.hasSessions) return signedIn(request, sources);
    return sources.trustsMachine ? { who: "local", role: "administrator" } : undefined;
  }
  return callerByToken(request, authorization, sources);
}

async function callerByToken(
  request: FastifyRequest,
  authorization: string,
  sources: CallerSources,
): Promise<Caller | undefined> {
  const token = /^Bearer +([\w.~+/=-]{1,8000})$/i.exec(authorization)?.[1];
  if (token === undefined) return undefined;
  if (token.startsWith("krampe_")) {
    const found = await sources.store?.findApiToken(token);
    return found && { who: `token:${found.name}`, role: found.role };
  }
  const path = request.url.split("?")[0];
  if (!path.startsWith("/cds-services")) return undefined;
  const address = `${sources.publicUrl()}${path}`;
  const issuer = await sources.cdsClients?.issuerOf(token, [address, address.replace(/\/feedback$/, "")]);
  if (issuer !== undefined) return { who: `client:${issuer}`, role: "clinician" };
  // On one's own machine a record's token that nobody was told to trust changes nothing.
  return sources.trustsMachine && sources.cdsClients === undefined
    ? { who: "local", role: "clinician" }
    : undefined;
}

async function signedIn(
  request: FastifyRequest,
  { store, publicUrl }: CallerSources,
): Promise<Caller | undefined> {
  const secret = cookieOf(request, "session", publicUrl().startsWith("https:"));
  const session = secret === undefined ? undefined : await store?.findSession(secret);
  return session && { who: session.who, role: session.role, bySession: true };
}

/** The clinician that a hook names; a patient who asks about himself is not named. */
export function practitionerOf(body: unknown): string | undefined {
  const userId = (body as { context?: { userId?: unknown } } | null | undefined)?.context?.userId;
  return typeof userId === "string" && /^Practitioner(Role)?\/[\w.-]{1,64}$/.test(userId)
    ? userId
    : undefined;
}
