/** The service: the built application, its headers and its health. Listening is the caller's work. */
import { existsSync } from "node:fs";
import cors from "@fastify/cors";
import type { CompiledKnowledge } from "@krampe/core/knowledge/compile-knowledge.ts";
import Fastify, { type FastifyInstance, type FastifyServerOptions } from "fastify";
import type { RecordServer } from "../web/record-page/record-servers.ts";
import { type AccessOptions, guard } from "./access/access.ts";
import { onlyAllowedServers } from "./access/allowed-fhir-servers.ts";
import { answerNotFound } from "./answer-not-found.ts";
import { apiRoutes } from "./api/api-routes.ts";
import { fhirRoutes, refuseAddress, withDollarSign } from "./fhir/fhir-routes.ts";
import { fetchFhir } from "./hooks/fetch-fhir.ts";
import { hookRoutes } from "./hooks/hook-routes.ts";
import type { FhirFetch } from "./hooks/record-for-hook.ts";
import { readJsonBodies } from "./json-bodies.ts";
import { readiness } from "./readiness.ts";
import { recordRoute } from "./record-route.ts";
import { SECURITY_HEADERS } from "./security-headers.ts";
import type { Store } from "./store/store.ts";
import { measureRequests } from "./telemetry/measure-requests.ts";
import { openTelemetry } from "./telemetry/telemetry.ts";
import { webApplication } from "./web-application.ts";

export interface ServiceOptions {
  readonly compiled: CompiledKnowledge;
  /** Of the program. */
  readonly version: string;
  /** Where clinicians reach the application; named in cards. On loopback it is known without being told. */
  readonly application?: string;
  /** How a FHIR server is asked; the network unless told otherwise. */
  readonly fetch?: FhirFetch;
  /** ISO date on which patients are assessed. */
  readonly today?: () => string;
  /** The instant that what is written carries. */
  readonly now?: () => string;
  /** The folder of the built web application; without it only the interfaces are served. */
  readonly webFolder?: string;
  readonly logger?: FastifyServerOptions["logger"];
  /** What is kept; without it nothing is. */
  readonly store?: Store;
  /** Who may; without it whoever reaches this machine's loopback. */
  readonly access?: Omit<AccessOptions, "store" | "knowledgeHash" | "telemetry" | "now">;
  readonly tls?: { readonly cert: Buffer; readonly key: Buffer };
  readonly trustedProxies?: readonly string[];
  /** Pages elsewhere that may call the hooks from a browser. */
  readonly corsOrigins?: readonly string[];
  /** Receives numbers and spans by OTLP; nobody does unless named. */
  readonly collector?: string;
  /** How long receiving a request may take; 30 s unless given. */
  readonly requestTimeoutMs?: number;
  /** FHIR servers that a hook may have asked; any when undefined. */
  readonly fhirServers?: readonly string[];
  /** Records from which the application may be opened. */
  readonly records?: readonly RecordServer[];
}

export async function buildService(options: ServiceOptions): Promise<FastifyInstance> {
  const requestTimeout = options.requestTimeoutMs ?? 30_000;
  const receiving = { headersTimeout: requestTimeout, connectionsCheckingInterval: 1_000 };
  const service = Fastify({
    logger: options.logger ?? false,
    rewriteUrl: ({ url }) => withDollarSign(url),
    frameworkErrors: (_failure, request, reply) => refuseAddress(request, reply.headers(SECURITY_HEADERS)),
    bodyLimit: 16 * 1024 * 1024,
    requestTimeout,
    connectionTimeout: 60_000,
    trustProxy: options.trustedProxies?.length ? [...options.trustedProxies] : false,
    ...(options.tls
      ? { https: { ...options.tls, ...receiving, minVersion: "TLSv1.2" as const } }
      : { http: receiving }),
    ajv: { customOptions: { removeAdditional: false, coerceTypes: false, useDefaults: false } },
  });
  service.addHook("onSend", (_request, reply, _payload, done) => {
    const policy = reply.getHeader("content-security-policy");
    reply.headers(SECURITY_HEADERS);
    if (policy !== undefined) reply.header("content-security-policy", policy);
    if (options.access?.exposed) reply.header("strict-transport-security", "max-age=31536000");
    done();
  });
  readJsonBodies(service, ["application/json"]);
  const kept = options.store && { store: options.store };
  const knowledgeHash = options.compiled.knowledge.hash;
  const telemetry = openTelemetry({
    version: options.version,
    ...(options.collector !== undefined && { collector: options.collector }),
  });
  service.addHook("onClose", () => telemetry.close());
  measureRequests(service, { telemetry, ...kept, version: options.version, knowledgeHash });
  await guard(service, {
    exposed: false,
    ...options.access,
    ...kept,
    knowledgeHash,
    telemetry,
    now: () => new Date(options.now?.() ?? Date.now()),
  });
  service.setNotFoundHandler(answerNotFound);
  await service.register(readiness, { ...kept });
  service.get("/health", async () => ({ status: "ok" }));
  const { compiled, version } = options;
  const today = options.today ?? (() => new Date().toISOString().slice(0, 10));
  const now = options.now ?? (() => new Date().toISOString());
  await service.register(apiRoutes, { prefix: "/api", compiled, version, today, ...kept });
  await service.register(fhirRoutes, { prefix: "/fhir", compiled, version, today, now });
  const ask = options.fetch ?? fetchFhir;
  const fetch: FhirFetch = (...what) =>
    telemetry.inSpan(
      "ask FHIR server",
      () => ask(...what),
      (answer) => answer === undefined,
    );
  await service.register(async (hooks) => {
    await hooks.register(cors, {
      origin: [...(options.corsOrigins ?? [])],
      methods: ["GET", "POST"],
      allowedHeaders: ["authorization", "content-type", "accept-language"],
      maxAge: 600,
    });
    await hooks.register(hookRoutes, {
      compiled,
      version,
      application: () => options.application ?? ownPage(service, options),
      records: (options.records ?? []).map(({ fhirServer }) => fhirServer),
      fetch: options.fhirServers ? onlyAllowedServers(fetch, options.fhirServers) : fetch,
      today,
      keepFeedback: async (id, feedback) => options.store?.keepFeedback(id, feedback),
    });
  });
  if (options.webFolder !== undefined && existsSync(options.webFolder)) {
    const hasSignIn = options.access?.signIn !== undefined;
    await service.register(recordRoute, { folder: options.webFolder, records: options.records ?? [] });
    await service.register(webApplication, { folder: options.webFolder, hasSignIn });
  }
  return service;
}

/** Where the application is on this machine; from elsewhere that address leads nowhere. */
function ownPage(service: FastifyInstance, { access, webFolder }: ServiceOptions): string | undefined {
  const isServed = webFolder !== undefined && existsSync(webFolder) && service.addresses().length > 0;
  return isServed && !access?.exposed ? service.listeningOrigin : undefined;
}
