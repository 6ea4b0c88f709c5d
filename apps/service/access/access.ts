/**
 * The gate that every request passes: how often, who, and whether they may; and the audit log's line before anything is answered.
 *
 * Everyone may read (the application, the knowledge, discovery). The rest is for clinicians, unless a route's `config.role` says otherwise.
 */
import cookie from "@fastify/cookie";
import rateLimit from "@fastify/rate-limit";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Store } from "../store/store.ts";
import type { Telemetry } from "../telemetry/telemetry.ts";
import { type Caller, type CallerSources, callerOf, practitionerOf } from "./caller.ts";
import { type CdsClient, cdsClients } from "./cds-client.ts";
import { isLoopback } from "./may-listen.ts";
import { cannotKeep, notAllowed, notSignedIn, otherSite, Refusal, tooMany, wrongHost } from "./refusal.ts";
import { mayActAs, type Role } from "./role.ts";
import type { SignInProvider } from "./sign-in-provider.ts";
import { openSessionRoute, signInRoutes } from "./sign-in-routes.ts";

export interface AccessOptions {
  /** Reachable from beyond this machine: everyone must say who they are. */
  readonly exposed: boolean;
  readonly store?: Store;
  readonly cdsClients?: readonly CdsClient[];
  /** With which people sign in; needs the store. */
  readonly signIn?: SignInProvider;
  /** Where clients reach the service; needed to check what a signed token was meant for, and to come back from signing in. */
  readonly publicUrl?: string;
  /** For each address; without it there is no limit. Each instance counts for itself. */
  readonly requestsPerMinute?: number;
  readonly knowledgeHash: string;
  readonly telemetry: Telemetry;
  now(): Date;
}

const READING = ["GET", "HEAD", "OPTIONS"];

/** Called on the instance itself, so that it holds for every route registered after. */
export async function guard(service: FastifyInstance, options: AccessOptions): Promise<void> {
  const { store, now, signIn, knowledgeHash, telemetry } = options;
  const publicUrl = () => options.publicUrl?.replace(/\/$/, "") ?? listeningUrl(service);
  const sources: CallerSources = {
    trustsMachine: !options.exposed && signIn === undefined,
    hasSessions: signIn !== undefined,
    store,
    cdsClients:
      options.cdsClients?.length && store
        ? cdsClients(options.cdsClients, (...once) => store.useJwtOnce(...once), now)
        : undefined,
    publicUrl,
  };
  service.decorateRequest("caller", undefined);
  service.decorateRequest("auditLine", undefined);
  if (signIn) await service.register(cookie);
  if (options.requestsPerMinute !== undefined)
    await service.register(rateLimit, {
      max: options.requestsPerMinute,
      timeWindow: 60_000,
      errorResponseBuilder: (_request, { ttl }) => tooMany(Math.ceil(ttl / 1000)),
    });
  service.addHook("onRequest", (request, reply, done) => {
    // A page elsewhere may point a name of its own at this machine; its requests carry that name.
    if (!options.exposed && !isLoopback(request.hostname)) throw wrongHost();
    const needed = neededRole(request);
    if (needed === "anyone") return done();
    const letIn = (caller: Caller | undefined) => {
      if (!caller) {
        reply.header("www-authenticate", "Bearer");
        throw notSignedIn();
      }
      if (!mayActAs(caller.role, needed)) throw notAllowed();
      if (
        caller.bySession &&
        !READING.includes(request.method) &&
        request.headers.origin !== originOf(publicUrl())
      )
        throw otherSite();
      request.caller = caller;
    };
    const asked = callerOf(request, sources);
    if (asked instanceof Promise) {
      known(asked)
        .then(letIn)
        .then(() => done(), done);
      return;
    }
    letIn(asked);
    done();
  });
  service.addHook("preHandler", (request, _reply, done) => {
    const { isAudited, onlyAnswers } = request.routeOptions.config;
    if (!store || !request.caller || (READING.includes(request.method) && !isAudited)) return done();
    const practitioner = practitionerOf(request.body);
    const { who } = request.caller;
    const event = {
      who: practitioner === undefined ? who : `${who} ${practitioner}`,
      what: `${request.method} ${request.routeOptions.url ?? "-"}`,
      why: purposeOf(request),
      knowledgeHash,
      at: now(),
    };
    const written = known(telemetry.inSpan("audit", () => store.audit.append(event)));
    if (!onlyAnswers) {
      written.then(() => done(), done);
      return;
    }
    written.catch(() => {});
    request.auditLine = written;
    done();
  });
  service.addHook("onSend", (request, _reply, _payload, done) => {
    const { auditLine } = request;
    if (!auditLine) return done();
    // The answer that its refusal leads to comes by here too.
    request.auditLine = undefined;
    auditLine.then(() => done(), done);
  });
  if (!signIn) await service.register(openSessionRoute);
  else if (store)
    await service.register(signInRoutes, { provider: signIn, store, knowledgeHash, publicUrl, now });
  else throw new Error("signing in needs a store");
}

function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : "";
}

/** A store that does not answer is told as that, not as a mistake of ours. */
async function known<Value>(asked: Promise<Value>): Promise<Value> {
  try {
    return await asked;
  } catch (error) {
    throw error instanceof Refusal ? error : cannotKeep();
  }
}

function neededRole(request: FastifyRequest): Role | "anyone" {
  const { role } = request.routeOptions.config ?? {};
  return role ?? (READING.includes(request.method) ? "anyone" : "clinician");
}

/** The hook that fired, which is one of the specification's words and never the client's own. */
function purposeOf(request: FastifyRequest): string {
  const hook = (request.body as { hook?: unknown } | null | undefined)?.hook;
  return typeof hook === "string" && /^[a-z]+(-[a-z]+)*$/.test(hook) && hook.length <= 40 ? hook : "-";
}

/** While nothing listens there is no address, and no signed token can have been meant for it. */
function listeningUrl(service: FastifyInstance): string {
  return service.addresses().length > 0 ? service.listeningOrigin : "";
}
