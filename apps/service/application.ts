/** The service: the built application, its headers and its health. Listening is the caller's work. */
import { existsSync } from "node:fs";
import fastifyStatic from "@fastify/static";
import type { CompiledKnowledge } from "@krampe/core/knowledge/compile-knowledge.ts";
import Fastify, { type FastifyInstance } from "fastify";
import { fhirRoutes } from "./fhir/fhir-routes.ts";
import { fetchFhir } from "./hooks/fetch-fhir.ts";
import { hookRoutes } from "./hooks/hook-routes.ts";
import type { FhirFetch } from "./hooks/record-for-hook.ts";
import { SECURITY_HEADERS } from "./security-headers.ts";

export interface ServiceOptions {
  readonly compiled: CompiledKnowledge;
  /** Of the program. */
  readonly version: string;
  /** Where clinicians reach the application; named in cards. */
  readonly application?: string;
  /** How a FHIR server is asked; the network unless told otherwise. */
  readonly fetch?: FhirFetch;
  /** ISO date on which patients are assessed. */
  readonly today?: () => string;
  /** The instant that what is written carries. */
  readonly now?: () => string;
  /** The folder of the built web application; without it only the interfaces are served. */
  readonly webFolder?: string;
  readonly logger?: boolean;
}

export async function buildService(options: ServiceOptions): Promise<FastifyInstance> {
  const service = Fastify({
    logger: options.logger ?? false,
    bodyLimit: 16 * 1024 * 1024,
    ajv: { customOptions: { removeAdditional: false, coerceTypes: false, useDefaults: false } },
  });
  service.addHook("onSend", async (_request, reply) => {
    reply.headers(SECURITY_HEADERS);
  });
  service.get("/health", async () => ({ status: "ok" }));
  const { compiled, version } = options;
  const today = options.today ?? (() => new Date().toISOString().slice(0, 10));
  const now = options.now ?? (() => new Date().toISOString());
  await service.register(fhirRoutes, { prefix: "/fhir", compiled, version, today, now });
  await service.register(hookRoutes, {
    compiled,
    version,
    ...(options.application !== undefined && { application: options.application }),
    fetch: options.fetch ?? fetchFhir,
    today,
    keepFeedback: async () => {},
  });
  if (options.webFolder !== undefined && existsSync(options.webFolder)) {
    await service.register(fastifyStatic, {
      root: options.webFolder,
      preCompressed: true,
      setHeaders: (reply, path) => {
        // Built files carry their hash in their name; the page and the worker that keeps it offline do not.
        const hashed = /[.-][A-Za-z0-9_-]{8,}\.\w+$/.test(path);
        reply.setHeader("cache-control", hashed ? "public, max-age=31536000, immutable" : "no-cache");
      },
    });
  }
  return service;
}
