/** `/api`: the same assessment as JSON, the knowledge, and the description of both. Nothing that is sent is kept. */
import type { Issue } from "@krampe/core/issue/issue.ts";
import type { Language } from "@krampe/core/issue/text.ts";
import type { CompiledKnowledge } from "@krampe/core/knowledge/compile-knowledge.ts";
import type { Knowledge } from "@krampe/core/knowledge/knowledge.ts";
import { consult } from "@krampe/core/plan/consultation.ts";
import { type Report, reportIssue, reportOf, reportParts } from "@krampe/core/plan/report.ts";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { languageOf } from "../language.ts";
import { pathNotFound, serverError } from "../request-errors.ts";
import type { Store } from "../store/store.ts";
import {
  type AskRequest,
  AskRequestSchema,
  type AssessRequest,
  AssessRequestSchema,
  KNOWLEDGE_KINDS,
  type KnowledgeEntry,
  type KnowledgeIndex,
  type KnowledgeKind,
} from "./api-schema.ts";
import { keptRoutes } from "./kept-routes.ts";
import { openapi } from "./openapi.ts";
import { patientOfRequest } from "./patient-of-request.ts";
import { REFERENCE_STYLE, referencePage } from "./reference-page.ts";

export interface ApiOptions {
  readonly compiled: CompiledKnowledge;
  /** Of the program. */
  readonly version: string;
  /** ISO date. */
  today(): string;
  /** Without it nothing can be kept. */
  readonly store?: Store;
}

const MOST_ASKED = 12;

/** To be registered with the prefix `/api`. */
export async function apiRoutes(service: FastifyInstance, options: ApiOptions): Promise<void> {
  const { compiled, version } = options;
  service.addHook("onSend", async (_request, reply) => {
    reply.headers({ "cache-control": "no-store", vary: "accept-language" });
  });
  service.setNotFoundHandler((request, reply) => {
    const { status, issue } = pathNotFound(request.url.split("?")[0]);
    return problem(reply, status, [issue], languageOf(request));
  });
  service.setErrorHandler((failure, request, reply) => {
    const { validation } = failure as { validation?: readonly Mismatch[] };
    if (validation) return problem(reply, 400, validation.map(mismatch), languageOf(request));
    const { status, issue } = serverError(failure);
    if (status >= 500) request.log.error(failure);
    return problem(reply, status, [issue], languageOf(request));
  });
  service.post<{ Body: AssessRequest }>(
    "/assess",
    { schema: { body: AssessRequestSchema } },
    (request, reply) => answer(request, reply, options, reportOf),
  );
  service.post<{ Body: AskRequest }>("/ask", { schema: { body: AskRequestSchema } }, (request, reply) =>
    answer(request, reply, options, (...of) => {
      const { knowledge, ask, issues } = reportParts(...of);
      return { knowledge, ask: ask.slice(0, request.body.most ?? MOST_ASKED), issues };
    }),
  );
  keptRoutes(service, options);
  // Else the built application, which serves what is left over, would say that there is nothing, in its own words.
  for (const path of ["", "/*"]) service.get(path, (_request, reply) => reply.callNotFound());
  service.get("/knowledge", async () => knowledgeIndex(compiled.knowledge));
  service.get<{ Params: { kind: string; id: string } }>("/knowledge/:kind/:id", async (request, reply) => {
    const { kind, id } = request.params;
    const found = knowledgeEntry(compiled.knowledge, kind, id);
    if (found) return found;
    const { status, issue } = pathNotFound(`/api/knowledge/${kind}/${id}`);
    return problem(reply, status, [issue], languageOf(request));
  });
  service.get("/openapi.json", async (request) => openapi(version, languageOf(request)));
  service.get("/reference", async (request, reply) =>
    reply.type("text/html; charset=utf-8").send(referencePage(version, languageOf(request))),
  );
  service.get("/reference.css", async (_request, reply) =>
    reply.type("text/css; charset=utf-8").send(REFERENCE_STYLE),
  );
}

async function answer(
  request: FastifyRequest<{ Body: AssessRequest }>,
  reply: FastifyReply,
  { compiled, today }: ApiOptions,
  write: (...of: Parameters<typeof reportOf>) => Partial<Report>,
): Promise<unknown> {
  const language = request.body.language ?? languageOf(request);
  const read = patientOfRequest(request.body, compiled, today());
  if (!read.ok) return problem(reply, 422, read.issues, language);
  return write(consult(compiled, read.value), language, read.issues);
}

export function problem(
  reply: FastifyReply,
  status: number,
  issues: readonly Issue[],
  language: Language,
): FastifyReply {
  return reply.code(status).send({ issues: issues.map((issue) => reportIssue(issue, language)) });
}

interface Mismatch {
  readonly instancePath: string;
  readonly message?: string;
  readonly params?: Readonly<Record<string, unknown>>;
}

function mismatch({ instancePath, message = "", params = {} }: Mismatch): Issue {
  const path = instancePath.slice(1).replaceAll("/", ".");
  const unknown = params.additionalProperty;
  const told = typeof unknown === "string" ? `${message}: ${unknown.slice(0, 60)}` : message;
  return {
    code: "request-not-understood",
    severity: "error",
    message: {
      en: `${path === "" ? "The body" : path} ${told}.`,
      nb: `${path === "" ? "Innholdet" : path} har ikke den formen som trengs (${told}).`,
    },
    suggestion: { en: "See /api/reference.", nb: "Se /api/reference." },
    ...(path !== "" && { place: { path } }),
  };
}

type AnyEntry = { readonly id: string } | { readonly key: string };

function entriesOf(knowledge: Knowledge, kind: KnowledgeKind): readonly AnyEntry[] {
  return kind === "red-flags" ? knowledge.redFlags : knowledge[kind];
}

function idOf(entry: AnyEntry): string {
  return "id" in entry ? entry.id : entry.key;
}

function knowledgeIndex(knowledge: Knowledge): KnowledgeIndex {
  const { version, date, hash } = knowledge;
  return {
    version,
    date,
    hash,
    entries: KNOWLEDGE_KINDS.flatMap((kind) =>
      entriesOf(knowledge, kind).map((entry) => ({
        kind,
        id: idOf(entry),
        ...("label" in entry && { label: entry.label as { en: string; nb: string } }),
      })),
    ),
  };
}

function knowledgeEntry(knowledge: Knowledge, kind: string, id: string): KnowledgeEntry | undefined {
  const known = KNOWLEDGE_KINDS.find((one) => one === kind);
  const entry = known && entriesOf(knowledge, known).find((one) => idOf(one) === id);
  return entry && { kind: known, id, entry: { ...entry } };
}
