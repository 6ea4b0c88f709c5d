/**
 * The description of the JSON API as OpenAPI 3.1, made of the same schemas that check the requests.
 *
 * Source: OpenAPI Specification 3.1.0, whose schemas are JSON Schema 2020-12 as typebox writes them.
 */
import type { Language } from "@krampe/core/issue/text.ts";
import { API_SCHEMAS, type ApiSchema } from "./api-schema.ts";
import { OPERATIONS, type Operation } from "./operations.ts";

const WORDS = {
  description: {
    en: "Muscle cramps: from what is known of one patient to red flags, causes, questions, tests and treatments, each with its reasons and sources. Nothing that is sent is kept unless someone asks for it. For clinicians; not for clinical use as distributed.",
    nb: "Muskelkramper: fra det som er kjent om én pasient til røde flagg, årsaker, spørsmål, undersøkelser og behandlinger, hver med grunner og kilder. Ingenting som sendes, lagres uten at noen ber om det. For klinikere; ikke til klinisk bruk slik den leveres.",
  },
  language: {
    en: "The language of texts, unless the body names one: en or nb.",
    nb: "Språket i tekstene, om ikke innholdet nevner et: en eller nb.",
  },
  answer: { en: "The answer.", nb: "Svaret." },
  400: { en: "The body cannot be understood.", nb: "Innholdet kan ikke forstås." },
  401: {
    en: "Nobody is signed in, or the token does not hold.",
    nb: "Ingen er logget inn, eller nøkkelen holder ikke.",
  },
  403: { en: "The role does not allow it.", nb: "Rollen tillater det ikke." },
  409: { en: "Keeping is switched off.", nb: "Lagring er slått av." },
  503: { en: "The store does not answer.", nb: "Lageret svarer ikke." },
  404: { en: "There is no such entry.", nb: "Oppslaget finnes ikke." },
  413: { en: "The body is too large.", nb: "Innholdet er for stort." },
  415: { en: "The body is not JSON by its content type.", nb: "Innholdet er ikke JSON etter innholdstypen." },
  422: {
    en: "Nothing of it can be used, or it cannot be told which patient is meant.",
    nb: "Ingenting av det kan brukes, eller det er uklart hvilken pasient som menes.",
  },
} as const;

export function openapi(version: string, language: Language): Readonly<Record<string, unknown>> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const operation of OPERATIONS) {
    paths[operation.path] = { ...paths[operation.path], [operation.method]: described(operation, language) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Krampe",
      version,
      description: WORDS.description[language],
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "/" }],
    paths,
    // Written out once as plain JSON: what typebox keeps for itself is left behind.
    components: { schemas: JSON.parse(JSON.stringify(API_SCHEMAS)) },
  };
}

function described(operation: Operation, language: Language) {
  const { id, summary, body, answer, parameters, problems } = operation;
  return {
    operationId: id,
    summary: summary[language],
    parameters: [
      ...parameters.map(({ name, description, options }) => ({
        name,
        in: "path",
        required: true,
        description: description[language],
        schema: { type: "string", ...(options && { enum: options }) },
      })),
      {
        name: "Accept-Language",
        in: "header",
        required: false,
        description: WORDS.language[language],
        schema: { type: "string" },
      },
    ],
    ...(body && { requestBody: { required: true, content: json(body) } }),
    responses: {
      200: { description: WORDS.answer[language], content: answer === "lines" ? LINES : json(answer) },
      ...Object.fromEntries(
        problems.map((status) => [
          status,
          { description: WORDS[status as 400][language], content: json("Problem") },
        ]),
      ),
    },
  };
}

/** JSON, one value a line. */
const LINES = { "application/x-ndjson": { schema: { type: "string" } } };

function json(schema: ApiSchema) {
  return { "application/json": { schema: { $ref: `#/components/schemas/${schema}` } } };
}
