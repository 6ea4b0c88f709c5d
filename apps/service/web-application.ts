/** The built web application, from its folder; with a word in its page when people sign in here, so that nobody else's is asked for. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";
import { SESSION_ROUTE } from "./access/sign-in-routes.ts";
import { answerNotFound } from "./answer-not-found.ts";

export interface WebApplicationOptions {
  readonly folder: string;
  readonly hasSignIn: boolean;
}

const FIRST = '<meta charset="utf-8" />';

export async function webApplication(
  service: FastifyInstance,
  { folder, hasSignIn }: WebApplicationOptions,
): Promise<void> {
  // Above the folder there is nothing either: the file server's own refusal would be bare.
  service.setErrorHandler((failure, request, reply) => {
    if ((failure as { statusCode?: number }).statusCode === 403) return answerNotFound(request, reply);
    throw failure;
  });
  const page = join(folder, "index.html");
  if (hasSignIn && existsSync(page)) {
    const told = `${FIRST}\n    <meta name="krampe-session" content="${SESSION_ROUTE}" />`;
    const html = readFileSync(page, "utf8").replace(FIRST, told);
    for (const url of ["/", "/index.html"])
      service.get(url, async (_request, reply) =>
        reply.type("text/html; charset=utf-8").header("cache-control", "no-cache").send(html),
      );
  }
  await service.register(fastifyStatic, {
    root: folder,
    preCompressed: true,
    // Its own header would go over ours.
    cacheControl: false,
    ...(hasSignIn && { index: false }),
    setHeaders: (reply, path) => {
      // Built files carry their hash in their name; the page and the worker that keeps it offline do not.
      const hashed = /[.-][A-Za-z0-9_-]{8,}\.\w+$/.test(path);
      reply.setHeader("cache-control", hashed ? "public, max-age=31536000, immutable" : "no-cache");
    },
  });
}
