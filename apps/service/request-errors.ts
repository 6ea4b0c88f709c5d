/** What is wrong with a request itself, with its HTTP status and as an issue in both languages. */
import type { Issue } from "@krampe/core/issue/issue.ts";
import type { Text } from "@krampe/core/issue/text.ts";
import { Refusal } from "./access/refusal.ts";

export interface RequestError {
  readonly status: number;
  readonly issue: Issue;
}

function error(status: number, code: string, message: Text, suggestion: Text): RequestError {
  return { status, issue: { code, severity: "error", message, suggestion } };
}

export function pathNotFound(path: string): RequestError {
  const shown = path.slice(0, 200);
  return error(
    404,
    "not-found",
    { en: `There is nothing at ${shown}.`, nb: `Det finnes ikke noe på ${shown}.` },
    {
      en: "GET /fhir/metadata and /api/reference tell what there is.",
      nb: "GET /fhir/metadata og /api/reference sier hva som finnes.",
    },
  );
}

export function badAddress(): RequestError {
  return error(
    400,
    "address-not-understood",
    { en: "The address cannot be decoded.", nb: "Adressen kan ikke tolkes." },
    { en: "Encode it as UTF-8.", nb: "Kod den som UTF-8." },
  );
}

export function methodNotAllowed(method: string, allowed: readonly string[]): RequestError {
  return error(
    405,
    "method-not-allowed",
    { en: `${method} is not answered here.`, nb: `${method} besvares ikke her.` },
    { en: `Use ${allowed.join(", ")}.`, nb: `Bruk ${allowed.join(", ")}.` },
  );
}

export function notAcceptable(): RequestError {
  return error(
    406,
    "format-not-supported",
    { en: "Only JSON is written.", nb: "Det skrives bare JSON." },
    { en: "Accept JSON.", nb: "Godta JSON." },
  );
}

function tooLarge(): RequestError {
  return error(
    413,
    "body-too-large",
    { en: "The body is larger than 16 MiB.", nb: "Innholdet er større enn 16 MiB." },
    { en: "Send one patient at a time.", nb: "Send én pasient om gangen." },
  );
}

function wrongContentType(): RequestError {
  return error(
    415,
    "content-type-not-supported",
    { en: "The body is not sent as JSON.", nb: "Innholdet er ikke sendt som JSON." },
    {
      en: "Send it as application/json, FHIR as application/fhir+json.",
      nb: "Send det som application/json, FHIR som application/fhir+json.",
    },
  );
}

export function tooDeep(): RequestError {
  return error(
    400,
    "body-too-deep",
    {
      en: "The body is nested deeper than any record.",
      nb: "Innholdet er nøstet dypere enn noen journal.",
    },
    { en: "Check what was sent.", nb: "Se etter hva som ble sendt." },
  );
}

export function notJson(message: string): RequestError {
  return error(
    400,
    "not-json",
    { en: `The body is not complete JSON (${message}).`, nb: "Innholdet er ikke fullstendig JSON." },
    { en: "Check that it was sent whole.", nb: "Se etter at det ble sendt helt." },
  );
}

export function wrongType(sent: string, wanted: string): RequestError {
  return error(
    400,
    "wrong-resource-type",
    {
      en: `Here a ${wanted} is needed, not '${sent.slice(0, 60)}'.`,
      nb: `Her trengs en ${wanted}, ikke «${sent.slice(0, 60)}».`,
    },
    { en: `Send a ${wanted}.`, nb: `Send en ${wanted}.` },
  );
}

export function otherQuestionnaire(sent: string, ours: string): RequestError {
  return error(
    422,
    "other-questionnaire",
    {
      en: `The response answers '${sent.slice(0, 200)}', which Krampe does not know.`,
      nb: `Svaret gjelder «${sent.slice(0, 200)}», som Krampe ikke kjenner.`,
    },
    { en: `Answer the Questionnaire ${ours}.`, nb: `Svar på spørreskjemaet ${ours}.` },
  );
}

export function savingSwitchedOff(): RequestError {
  return error(
    409,
    "saving-switched-off",
    { en: "Assessments are not kept here.", nb: "Vurderinger lagres ikke her." },
    {
      en: "An administrator can switch it on: krampe settings saveAssessments=true.",
      nb: "En administrator kan slå det på: krampe settings saveAssessments=true.",
    },
  );
}

export function settingsRefused(): RequestError {
  return error(
    422,
    "settings-refused",
    { en: "These settings make no sense.", nb: "Disse innstillingene gir ikke mening." },
    { en: "See Settings in /api/reference.", nb: "Se Settings i /api/reference." },
  );
}

export function nothingToAssess(): RequestError {
  return error(
    400,
    "nothing-to-assess",
    { en: "The body holds no resource to assess.", nb: "Innholdet har ingen ressurs å vurdere." },
    { en: "Send a Bundle with the patient's record.", nb: "Send en Bundle med pasientens journal." },
  );
}

/** An error that was met by the server itself; a mistake of ours tells nothing of what happened inside. */
export function serverError(failure: unknown): RequestError {
  if (failure instanceof RefusedBody) return failure.error;
  if (failure instanceof Refusal) return { status: failure.status, issue: failure.issue };
  const { statusCode = 500, message = "" } = failure as { statusCode?: number; message?: string };
  if (statusCode === 413) return tooLarge();
  if (statusCode === 415) return wrongContentType();
  if (statusCode >= 400 && statusCode < 500) return { ...notJson(message), status: statusCode };
  return error(
    500,
    "internal-mistake",
    { en: "Krampe made a mistake.", nb: "Krampe gjorde en feil." },
    { en: "Please report it.", nb: "Meld fra om det." },
  );
}

/** Thrown while a body is read, which is the only way to tell the server of it. */
export class RefusedBody extends Error {
  readonly error: RequestError;
  readonly statusCode: number;

  constructor(error: RequestError) {
    super(error.issue.message.en);
    this.error = error;
    this.statusCode = error.status;
  }
}
