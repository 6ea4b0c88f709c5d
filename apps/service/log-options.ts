/**
 * What the service writes to its log: one line of JSON for a request and one for its answer, with the route's pattern in place of the
 * address, and no body, query, header or error message. None of them can then name a patient.
 */
import type { FastifyReply, FastifyRequest, FastifyServerOptions } from "fastify";

type Logger = Exclude<FastifyServerOptions["logger"], boolean | undefined>;

/** Fastify's own sentences that repeat nothing of a request; any other is left out. */
const SENTENCES = /^(incoming request|request completed|request errored|Server listening at \S+)$/;

export function logOptions(stream?: { write(line: string): void }): Logger {
  return {
    level: "info",
    ...(stream && { stream }),
    hooks: {
      logMethod(words, log) {
        const [first, sentence] = words as unknown[];
        const about = typeof first === "object" && first !== null ? first : {};
        const said = about === first ? sentence : first;
        // With an error and no sentence the logger would take the error's own.
        log.call(this, about as never, isSafe(said) ? said : "(not shown)");
      },
    },
    serializers: {
      req: (request: FastifyRequest) => ({
        method: request.method,
        route: request.routeOptions?.url ?? "-",
      }),
      res: (reply: FastifyReply) => ({ statusCode: reply.statusCode }),
      err: (error: Error & { code?: string; statusCode?: number }) => ({
        type: error.name,
        code: error.code,
        statusCode: error.statusCode,
        // The message may repeat what was sent; the places in our own code do not.
        stack: (error.stack ?? "")
          .split("\n")
          .filter((line) => /^\s+at /.test(line))
          .join("\n"),
      }),
    } as unknown as NonNullable<Logger["serializers"]>,
  };
}

function isSafe(sentence: unknown): sentence is string {
  return typeof sentence === "string" && SENTENCES.test(sentence);
}
