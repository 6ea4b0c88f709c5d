/** The service: the built application, its headers and its health. Listening is the caller's work. */
import { existsSync } from "node:fs";
import fastifyStatic from "@fastify/static";
import Fastify, { type FastifyInstance } from "fastify";
import { SECURITY_HEADERS } from "./security-headers.ts";

export interface ServiceOptions {
  /** The folder of the built web application; without it only the interfaces are served. */
  readonly webFolder?: string;
  readonly logger?: boolean;
}

export async function buildService(options: ServiceOptions = {}): Promise<FastifyInstance> {
  const service = Fastify({ logger: options.logger ?? false, bodyLimit: 16 * 1024 * 1024 });
  service.addHook("onSend", async (_request, reply) => {
    reply.headers(SECURITY_HEADERS);
  });
  service.get("/health", async () => ({ status: "ok" }));
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
