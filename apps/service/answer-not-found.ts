/** What is not there, outside of the interfaces that have a form of their own for it: in the language asked for. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { languageOf } from "./language.ts";
import { pathNotFound } from "./request-errors.ts";

export function answerNotFound(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const language = languageOf(request);
  const { status, issue } = pathNotFound(request.url.split("?")[0]);
  return reply
    .code(status)
    .header("vary", "accept-language")
    .send({ error: `${issue.message[language]} ${issue.suggestion?.[language]}` });
}
