/**
 * `/cds-services`: discovery, the four hooks, and feedback.
 *
 * Source: CDS Hooks 2.0.1.
 */
import { randomUUID } from "node:crypto";
import { codingsOf, conceptName } from "@krampe/core/fhir/code-index.ts";
import { ATC } from "@krampe/core/fhir/code-systems.ts";
import { isMap, map, text } from "@krampe/core/fhir/json-access.ts";
import { readRecord } from "@krampe/core/fhir/read-record.ts";
import type { Resource } from "@krampe/core/fhir/read-resources.ts";
import { drugIndex } from "@krampe/core/finding/drug-index.ts";
import type { Language, Text } from "@krampe/core/issue/text.ts";
import type { CompiledKnowledge } from "@krampe/core/knowledge/compile-knowledge.ts";
import { type Consultation, consult } from "@krampe/core/plan/consultation.ts";
import type { FastifyInstance, FastifyReply } from "fastify";
import { languageOf } from "../language.ts";
import { serverError } from "../request-errors.ts";
import { type CardContext, type DraftOrder, orderCards, patientCards, treatmentsOfAtc } from "./cards.ts";
import { type Feedback, FeedbackSchema, type HookRequest, HookRequestSchema } from "./hook-request.ts";
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
    { schema: { body: HookRequestSchema } },
    async (request, reply) => {
      const found = HOOK_SERVICES.find(({ id }) => id === request.params.id);
      const language = languageOf(request);
      if (!found) return refuse(reply, 404, noService(request.params.id), language);
      if (found.hook !== request.body.hook)
        return refuse(reply, 400, wrongHook(found, request.body.hook), language);
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
        ? orderCards(context, draftOrders(own, request.body, consultation))
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

/** The drafts among the treatments that Krampe knows; for order-select only those that were selected. */
function draftOrders(
  own: readonly Resource[],
  request: HookRequest,
  consultation: Consultation,
): DraftOrder[] {
  const selected = request.hook === "order-select" ? request.context.selections : undefined;
  return own.flatMap(({ type, json, reference, aliases }) => {
    if (type !== "MedicationRequest") return [];
    const named = aliases.includes(`${type}/${text(json, "id")}`) ? reference : undefined;
    if (selected !== undefined && (named === undefined || !selected.includes(named))) return [];
    const treatments = treatmentsOf(json, own, consultation);
    return treatments.length > 0 ? [{ reference: named, treatments }] : [];
  });
}

function treatmentsOf(
  json: Readonly<Record<string, unknown>>,
  own: readonly Resource[],
  consultation: Consultation,
) {
  const reference = text(map(json, "medicationReference"), "reference");
  const contained = Array.isArray(json.contained) ? json.contained.filter(isMap) : [];
  const medication =
    map(json, "medicationCodeableConcept") ??
    map(
      contained.find((one) => `#${text(one, "id")}` === reference),
      "code",
    ) ??
    map(own.find((one) => one.reference === reference)?.json, "code");
  const atc =
    codingsOf(medication).find(({ system }) => system === ATC)?.code ??
    drugIndex(consultation.compiled.findings).classesOf(conceptName(medication))?.atc;
  return atc === undefined ? [] : treatmentsOfAtc(consultation, atc);
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
