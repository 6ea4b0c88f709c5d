/**
 * `/cds-services`: discovery, the four hooks, and feedback.
 *
 * Source: CDS Hooks 2.0.1.
 */
import { randomUUID } from "node:crypto";
import { isMap } from "@krampe/core/fhir/json-access.ts";
import { readRecord } from "@krampe/core/fhir/read-record.ts";
import { isFhirDate } from "@krampe/core/fhir/record-dates.ts";
import type { Language, Text } from "@krampe/core/issue/text.ts";
import type { CompiledKnowledge } from "@krampe/core/knowledge/compile-knowledge.ts";
import { consult } from "@krampe/core/plan/consultation.ts";
import type { FastifyInstance, FastifyReply } from "fastify";
import { languageOf } from "../language.ts";
import { serverError } from "../request-errors.ts";
import { draftOrders } from "./draft-orders.ts";
import { type Feedback, FeedbackSchema, type HookRequest, HookRequestSchema } from "./hook-request.ts";
import type { CardContext } from "./make-card.ts";
import { orderCards } from "./order-cards.ts";
import { patientCards } from "./patient-cards.ts";
import { contextResources, type FhirFetch, recordForHook } from "./record-for-hook.ts";
import { discovery, HOOK_SERVICES, type HookService } from "./services.ts";

export interface HookOptions {
  readonly compiled: CompiledKnowledge;
  readonly version: string;
  /** Where clinicians reach the application, if it is served. */
  application(): string | undefined;
  /** FHIR servers from which the application may be opened by SMART App Launch. */
  readonly records?: readonly string[];
  readonly fetch: FhirFetch;
  today(): string;
  /** Keeps feedback; the same feedback twice is kept once. */
  keepFeedback(service: string, feedback: Feedback["feedback"]): Promise<void>;
}

export async function hookRoutes(service: FastifyInstance, options: HookOptions): Promise<void> {
  service.setErrorHandler((failure, request, reply) => {
    const { validation, message } = failure as { validation?: unknown; message: string };
    const language = languageOf(request);
    if (validation) return refuse(reply, 400, notUnderstood(message), language);
    const { status, issue } = serverError(failure);
    if (status >= 500) request.log.error(failure);
    return refuse(reply, status, issue.message, language);
  });
  service.get("/cds-services", async (request) => discovery(options.version, languageOf(request)));
  service.post<{ Params: { id: string }; Body: HookRequest }>(
    "/cds-services/:id",
    { schema: { body: HookRequestSchema }, config: { onlyAnswers: true } },
    async (request, reply) => {
      const found = HOOK_SERVICES.find(({ id }) => id === request.params.id);
      const language = languageOf(request);
      if (!found) return refuse(reply, 404, noService(request.params.id), language);
      if (found.hook !== request.body.hook)
        return refuse(reply, 400, wrongHook(found, request.body.hook), language);
      const missing = missingContext(found, request.body);
      if (missing) return refuse(reply, 400, missing, language);
      const asked = recordForHook(request.body, options.fetch);
      const record = asked instanceof Promise ? await asked : asked;
      if (!record) return refuse(reply, 412, NO_PATIENT, language);
      const own = contextResources(request.body);
      const isOrder = found.hook === "order-select" || found.hook === "order-sign";
      // A draft is not yet taken: it must not count as one of the patient's drugs.
      const about = isOrder ? record.resources : [...record.resources, ...own];
      const consultation = consult(
        options.compiled,
        readRecord(about, options.compiled, options.today(), record.leftOut).findings,
      );
      const application = options.application();
      const context: CardContext = {
        consultation,
        language,
        patient: `Patient/${request.body.context.patientId}`,
        newUuid: randomUUID,
        ...(application !== undefined && { application }),
        opensFromRecord: mayOpenFrom(request.body.fhirServer, options.records ?? []),
      };
      const cards = isOrder
        ? orderCards(context, draftOrders(own, request.body, options.compiled))
        : patientCards(context);
      return { cards };
    },
  );
  service.post<{ Params: { id: string }; Body: Feedback }>(
    "/cds-services/:id/feedback",
    { schema: { body: FeedbackSchema } },
    async (request, reply) => {
      if (!HOOK_SERVICES.some(({ id }) => id === request.params.id))
        return refuse(reply, 404, noService(request.params.id), languageOf(request));
      const wrong = request.body.feedback.find(({ outcomeTimestamp }) => !isInstant(outcomeTimestamp));
      if (wrong) return refuse(reply, 400, notAnInstant(wrong.outcomeTimestamp), languageOf(request));
      await options.keepFeedback(request.params.id, request.body.feedback);
      return reply.code(200).send();
    },
  );
}

/** Some record is listed, and if the client says which is its own, that one. */
function mayOpenFrom(fhirServer: string | undefined, records: readonly string[]): boolean {
  if (fhirServer === undefined) return records.length > 0;
  return records.includes(fhirServer.replace(/\/+$/, ""));
}

/** What the specification requires of the context of the order hooks; that of the others is in the schema. */
function missingContext({ hook }: HookService, { context }: HookRequest): Text | undefined {
  if (hook !== "order-select" && hook !== "order-sign") return undefined;
  const missing = [
    ...(hook === "order-select" && context.selections === undefined ? ["selections"] : []),
    ...(isMap(context.draftOrders) ? [] : ["draftOrders"]),
  ];
  if (missing.length === 0) return undefined;
  const names = missing.map((name) => `context.${name}`);
  return {
    en: `The hook '${hook}' needs ${names.join(" and ")}: ${CONTEXT_OF_ORDERS.en}.`,
    nb: `Hooken «${hook}» må ha ${names.join(" og ")}: ${CONTEXT_OF_ORDERS.nb}.`,
  };
}

const CONTEXT_OF_ORDERS: Text = {
  en: "draftOrders is a Bundle of the unsigned orders, selections the references of those just selected",
  nb: "draftOrders er en Bundle med de usignerte ordinasjonene, selections referansene til dem som nettopp ble valgt",
};

/** An instant as FHIR writes it: day, time and zone. */
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;

function isInstant(written: string): boolean {
  return INSTANT.test(written) && isFhirDate(written) && !Number.isNaN(Date.parse(written));
}

function notAnInstant(written: string): Text {
  const shown = written.slice(0, 40);
  return {
    en: `outcomeTimestamp '${shown}' is not a time such as 2026-11-22T12:00:00Z.`,
    nb: `outcomeTimestamp «${shown}» er ikke et tidspunkt som 2026-11-22T12:00:00Z.`,
  };
}

function noService(id: string): Text {
  const shown = id.slice(0, 100);
  return {
    en: `There is no service '${shown}'; GET /cds-services lists them.`,
    nb: `Det finnes ingen tjeneste «${shown}»; GET /cds-services lister dem.`,
  };
}

function wrongHook({ id, hook }: HookService, sent: string): Text {
  return {
    en: `The service '${id}' answers the hook '${hook}', not '${sent}'.`,
    nb: `Tjenesten «${id}» besvarer hooken «${hook}», ikke «${sent}».`,
  };
}

/** `body/context must have required property 'patientId'` */
function notUnderstood(mismatch: string): Text {
  return {
    en: `The request is not that of a hook: ${mismatch}.`,
    nb: `Forespørselen er ikke slik en hook sender den: ${mismatch}.`,
  };
}

const NO_PATIENT: Text = {
  en: "The patient was not prefetched and could not be fetched from the FHIR server.",
  nb: "Pasienten var ikke forhåndshentet og kunne ikke hentes fra FHIR-serveren.",
};

function refuse(reply: FastifyReply, status: number, error: Text, language: Language): FastifyReply {
  return reply.code(status).send({ error: error[language] });
}
