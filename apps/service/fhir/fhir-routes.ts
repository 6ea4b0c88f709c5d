/**
 * `/fhir`: `$assess`, the Questionnaire and `$extract`, and what the interface says of itself. Nothing is kept.
 *
 * Every answer is a resource as `application/fhir+json`; every error is an OperationOutcome in the language asked for.
 *
 * Source: FHIR R4, RESTful API and Operations; Structured Data Capture for the Questionnaire.
 */
import { randomUUID } from "node:crypto";
import { answersOurs, extractFindings } from "@krampe/core/fhir/extract-findings.ts";
import { isMap, map, maps, text } from "@krampe/core/fhir/json-access.ts";
import { QUESTIONNAIRE_URL, questionnaire } from "@krampe/core/fhir/questionnaire.ts";
import { LISTS_THAT_CLOSE, readRecord } from "@krampe/core/fhir/read-record.ts";
import type { Resource } from "@krampe/core/fhir/read-resources.ts";
import { writeAssessment } from "@krampe/core/fhir/write-assessment.ts";
import { collectionBundle, type WrittenResource } from "@krampe/core/fhir/write-bundle.ts";
import { writeExtraction } from "@krampe/core/fhir/write-extraction.ts";
import { writeJson } from "@krampe/core/fhir/write-json.ts";
import { operationOutcome } from "@krampe/core/fhir/write-operation-outcome.ts";
import { hasError, type Issue } from "@krampe/core/issue/issue.ts";
import type { Language } from "@krampe/core/issue/text.ts";
import type { CompiledKnowledge } from "@krampe/core/knowledge/compile-knowledge.ts";
import { consult } from "@krampe/core/plan/consultation.ts";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { readJsonBodies } from "../json-bodies.ts";
import { languageOf } from "../language.ts";
import { patientOfRecord } from "../patient-of-record.ts";
import {
  badAddress,
  methodNotAllowed,
  notAcceptable,
  nothingToAssess,
  otherQuestionnaire,
  pathNotFound,
  type RequestError,
  serverError,
  wrongType,
} from "../request-errors.ts";
import { definitions } from "./definitions.ts";
import { operationInput } from "./operation-input.ts";

export interface FhirOptions {
  readonly compiled: CompiledKnowledge;
  /** Of the program. */
  readonly version: string;
  /** ISO date. */
  today(): string;
  /** Instant. */
  now(): string;
}

/** To be registered with the prefix `/fhir`. */
export async function fhirRoutes(service: FastifyInstance, options: FhirOptions): Promise<void> {
  readJsonBodies(service, ["application/fhir+json", "application/json"]);
  service.setErrorHandler((failure, request, reply) => refuse(serverError(failure), request, reply));
  service.setNotFoundHandler((request, reply) => refuse(pathNotFound(pathOf(request)), request, reply));
  service.addHook("onRequest", async (request, reply) => {
    if (!acceptsJson(request)) return refuse(notAcceptable(), request, reply);
  });
  const get = (path: string, answer: (request: FastifyRequest, language: Language) => WrittenResource) => {
    service.get(path, async (request, reply) => send(reply, 200, answer(request, languageOf(request))));
    refuseOthers(service, path, ["GET", "HEAD"]);
  };
  const { knowledge } = options.compiled;
  const own = (language: Language) => definitions(knowledge, options.version, language);
  get("/metadata", (_request, language) => own(language).capability);
  servedById(get, "Library", (language) => [own(language).library], options);
  servedById(get, "OperationDefinition", (language) => Object.values(own(language).operations), options);
  servedById(get, "Questionnaire", (language) => [questionnaire(knowledge, language)], options);
  service.post("/$assess", async (request, reply) => assess(request, reply, options));
  refuseOthers(service, "/$assess", ["POST"]);
  service.post("/QuestionnaireResponse/$extract", async (request, reply) => extract(request, reply, options));
  refuseOthers(service, "/QuestionnaireResponse/$extract", ["POST"]);
  // Else the built application, which serves what is left over, would say that there is nothing, and not as FHIR.
  for (const path of ["", "/*"]) service.get(path, (_request, reply) => reply.callNotFound());
}

type Get = (path: string, answer: (request: FastifyRequest, language: Language) => WrittenResource) => void;

/** The resources of one type: each by its id, and all or one by canonical url. */
function servedById(
  get: Get,
  type: string,
  all: (language: Language) => readonly WrittenResource[],
  { now }: FhirOptions,
): void {
  for (const { id } of all("en")) {
    get(`/${type}/${id}`, (_request, language) => all(language).find((one) => one.id === id)!);
  }
  get(`/${type}`, (request, language) => {
    const { url } = request.query as Readonly<Record<string, unknown>>;
    const found = all(language).filter((one) => url === undefined || one.url === url);
    const entry = found.map((resource) => ({
      fullUrl: `urn:uuid:${randomUUID()}`,
      resource,
      search: { mode: "match" },
    }));
    return {
      ...collectionBundle(entry, { timestamp: now(), language }),
      type: "searchset",
      total: found.length,
    };
  });
}

function assess(request: FastifyRequest, reply: FastifyReply, options: FhirOptions): FastifyReply {
  const input = operationInput(request.body, request.query as Readonly<Record<string, unknown>>);
  const language = input.language ?? languageOf(request);
  const refused = (issues: readonly Issue[], status = 400) =>
    send(reply, status, operationOutcome(issues, language, input.expressionOf));
  if (input.resources.length === 0 || input.issues.some(isOfRequest)) return refused(withError(input.issues));
  const chosen = patientOfRecord(input.resources, input.patient);
  if (!chosen.ok) return refused([...input.issues, ...chosen.issues], 422);
  const { compiled, version, today, now } = options;
  const at = input.at ?? today();
  const answers = chosen.value.resources.filter(isAnswers);
  const rest = chosen.value.resources.filter((one) => !isAnswers(one));
  const record = readRecord(rest, compiled, at, input.hasMore ? LISTS_THAT_CLOSE : undefined);
  const extracted = answers.map((one) =>
    extractFindings(one.json, compiled, at, input.expressionOf(one.reference) ?? one.type),
  );
  const findings = [...extracted.flatMap((one) => one.findings), ...record.findings];
  const issues = [...input.issues, ...extracted.flatMap((one) => one.issues), ...record.issues];
  const { patient } = chosen.value;
  const bundle = writeAssessment({
    consultation: consult(compiled, findings),
    language,
    resources: chosen.value.resources,
    drugs: record.drugs,
    issues,
    ...(patient !== undefined && { patient }),
    at,
    recorded: now(),
    version,
    newUuid: randomUUID,
    expressionOf: input.expressionOf,
  });
  return send(reply, 200, bundle);
}

function isAnswers({ type, json }: Resource): boolean {
  return type === "QuestionnaireResponse" && answersOurs(json);
}

/** An error in the request itself, and not in some entry of a record of which the rest can be used. */
function isOfRequest({ code, severity }: Issue): boolean {
  return severity === "error" && code === "parameter-not-understood";
}

/** A body without any resource is refused, even if nothing in it was wrong. */
function withError(issues: readonly Issue[]): readonly Issue[] {
  return hasError(issues) ? issues : [...issues, nothingToAssess().issue];
}

function extract(request: FastifyRequest, reply: FastifyReply, options: FhirOptions): FastifyReply {
  const language = languageOf(request);
  const { body } = request;
  const inParameters = text(body, "resourceType") === "Parameters";
  const parameters = inParameters ? maps(body, "parameter") : [];
  const position = parameters.findIndex((one) => text(one, "name") === "questionnaire-response");
  const response = inParameters ? map(parameters[position], "resource") : body;
  if (!isMap(response) || text(response, "resourceType") !== "QuestionnaireResponse") {
    const type = text(response, "resourceType") ?? "?";
    return refuse(wrongType(type, "QuestionnaireResponse"), request, reply);
  }
  if (!answersOurs(response)) {
    const other = otherQuestionnaire(text(response, "questionnaire") ?? "?", QUESTIONNAIRE_URL);
    return refuse(other, request, reply);
  }
  const path = inParameters ? `Parameters.parameter[${position}].resource` : "QuestionnaireResponse";
  const { compiled, today, now } = options;
  const extracted = extractFindings(response, compiled, today(), path);
  if (extracted.findings.length === 0 && hasError(extracted.issues)) {
    return send(reply, 422, operationOutcome(extracted.issues, language));
  }
  const { findings, issues } = extracted;
  const at = today();
  return send(
    reply,
    200,
    writeExtraction({
      response,
      findings,
      issues,
      compiled,
      language,
      at,
      recorded: now(),
      newUuid: randomUUID,
    }),
  );
}

function acceptsJson({ headers, query }: FastifyRequest): boolean {
  const { _format } = query as Readonly<Record<string, unknown>>;
  if (_format !== undefined) return typeof _format === "string" && /json/.test(_format);
  const { accept } = headers;
  return accept === undefined || accept === "" || /json|\*\/\*|application\/\*/.test(accept);
}

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"] as const;

/** A path that is there, but not with that method: before the body is read. */
function refuseOthers(service: FastifyInstance, path: string, allowed: readonly string[]): void {
  const method = METHODS.filter((one) => !allowed.includes(one));
  const answer = async (request: FastifyRequest, reply: FastifyReply) =>
    refuse(methodNotAllowed(request.method, allowed), request, reply.header("allow", allowed.join(", ")));
  service.route({ method, url: path, onRequest: answer, handler: answer });
}

/** An address that cannot be decoded belongs to no route: it is answered before any is looked for. */
export function refuseAddress(request: FastifyRequest, reply: FastifyReply): void {
  const { status, issue } = badAddress();
  if (request.url.startsWith("/fhir")) refuse({ status, issue }, request, reply);
  else reply.code(status).send({ error: issue.message[languageOf(request)] });
}

/** Some clients write the dollar sign of an operation as %24, which means the same. */
export function withDollarSign(url = "/"): string {
  return url.startsWith("/fhir/") ? url.replace(/^(\/fhir\/[^?]*?)%24/, "$1$$") : url;
}

function pathOf({ url }: FastifyRequest): string {
  return url.split("?")[0];
}

function refuse({ status, issue }: RequestError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return send(reply, status, operationOutcome([issue], languageOf(request)));
}

function send(reply: FastifyReply, status: number, resource: WrittenResource): FastifyReply {
  return reply
    .code(status)
    .header("content-type", "application/fhir+json; charset=utf-8")
    .header("cache-control", "no-store")
    .header("vary", "accept-language")
    .send(writeJson(resource));
}
