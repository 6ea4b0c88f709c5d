/**
 * What was sent to `$assess`: a Bundle, one resource, or Parameters with resources and settings; and where each resource stands in
 * it, so that an error can point to its place.
 *
 * Source: FHIR R4, "Executing an Operation Synchronously".
 */

import { isMap, type Json, map, maps, text } from "@krampe/core/fhir/json-access.ts";
import { type Resource, resourcesIn } from "@krampe/core/fhir/read-resources.ts";
import { isCalendarDay } from "@krampe/core/finding/calendar-day.ts";
import type { Issue } from "@krampe/core/issue/issue.ts";
import { LANGUAGES, type Language } from "@krampe/core/issue/text.ts";

export interface OperationInput {
  readonly resources: readonly Resource[];
  readonly issues: readonly Issue[];
  /** The record holds more than was sent. */
  readonly hasMore: boolean;
  readonly language?: Language;
  /** ISO date. */
  readonly at?: string;
  readonly patient?: string;
  /** The path of an issue, or the reference of a resource, as FHIRPath into what was sent. */
  expressionOf(path: string): string | undefined;
}

/** `query` are the settings that came in the address; those in the body go before. */
export function operationInput(body: unknown, query: Readonly<Record<string, unknown>>): OperationInput {
  const issues: Issue[] = [];
  const resources: Resource[] = [];
  let hasMore = false;
  const places = new Map<string, string>();
  const settings: Record<string, { value: unknown; path: string }> = {};
  for (const name of Object.keys(query)) take(name, query[name], name, settings, issues);
  const read = (value: Json, path: string) => {
    const found = resourcesIn(value, path);
    resources.push(...found.resources);
    hasMore ||= found.hasMore;
    issues.push(
      ...found.issues.map((issue) => ({ ...issue, place: { path: joined(path, issue.place?.path) } })),
    );
    findPlaces(value, path, places, 0);
  };
  if (!isMap(body) || text(body, "resourceType") === undefined) issues.push(notAResource());
  else if (body.resourceType === "Parameters") {
    const listed = maps(body, "parameter");
    listed.forEach((parameter, index) => {
      const path = `Parameters.parameter[${index}]`;
      const name = text(parameter, "name") ?? "";
      const resource = map(parameter, "resource");
      if (resource) read(resource, `${path}.resource`);
      else take(name, parameterValue(parameter), path, settings, issues);
    });
    if (!listed.some((parameter) => map(parameter, "resource"))) issues.push(noResource());
  } else read(body, String(body.resourceType));
  return {
    resources,
    issues,
    hasMore,
    ...checkedSettings(settings, issues),
    expressionOf: (path) => places.get(path) ?? (isExpression(path) ? path : undefined),
  };
}

function joined(path: string, inner: string | undefined): string {
  if (inner === undefined) return path;
  return inner.startsWith("[") ? `${path}${inner}` : `${path}.${inner}`;
}

/** A path that begins with a resource type and leads into it. A reference such as `Patient/1` is none. */
function isExpression(path: string): boolean {
  return /^[A-Z][A-Za-z]+(\.[a-zA-Z]+(\[\d+\])?)*$/.test(path);
}

const DEEPEST = 5;

function findPlaces(value: Json, path: string, places: Map<string, string>, depth: number): void {
  if (value.resourceType === "Bundle" && depth < DEEPEST) {
    maps(value, "entry").forEach((entry, index) => {
      const inner = map(entry, "resource");
      const place = `${path}.entry[${index}].resource`;
      if (!inner) return;
      const fullUrl = text(entry, "fullUrl");
      if (fullUrl !== undefined && !places.has(fullUrl)) places.set(fullUrl, place);
      findPlaces(inner, place, places, depth + 1);
    });
    return;
  }
  const id = text(value, "id");
  const name = `${text(value, "resourceType")}/${id}`;
  if (id !== undefined && !places.has(name)) places.set(name, path);
}

const SETTINGS = ["language", "at", "patient"];
/** Parameters that belong to the exchange and not to the operation. */
const PASSED_OVER = ["_format", "_pretty"];

function take(
  name: string,
  value: unknown,
  path: string,
  settings: Record<string, { value: unknown; path: string }>,
  issues: Issue[],
): void {
  if (SETTINGS.includes(name)) settings[name] = { value, path };
  else if (!PASSED_OVER.includes(name)) issues.push(notKnown(name, path));
}

function parameterValue(parameter: Json): unknown {
  const key = Object.keys(parameter).find((one) => one.startsWith("value"));
  const value = key === undefined ? undefined : parameter[key];
  return isMap(value) ? text(value, "reference") : value;
}

function checkedSettings(
  settings: Readonly<Record<string, { value: unknown; path: string }>>,
  issues: Issue[],
): Pick<OperationInput, "language" | "at" | "patient"> {
  const { language, at, patient } = settings;
  const checked: { language?: Language; at?: string; patient?: string } = {};
  if (language) {
    const found = LANGUAGES.find((one) => one === language.value);
    if (found) checked.language = found;
    else issues.push(notUnderstood("language", language, "en, nb"));
  }
  if (at) {
    if (isDay(at.value)) checked.at = at.value;
    else issues.push(notUnderstood("at", at, "2026-01-31"));
  }
  if (patient) {
    if (typeof patient.value === "string" && /^\S{1,256}$/.test(patient.value))
      checked.patient = patient.value;
    else issues.push(notUnderstood("patient", patient, "Patient/123"));
  }
  return checked;
}

/** A day that is in the calendar. */
export function isDay(value: unknown): value is string {
  return typeof value === "string" && isCalendarDay(value);
}

function notAResource(): Issue {
  return {
    code: "not-a-resource",
    severity: "error",
    message: {
      en: "The body is not a FHIR resource: an object with resourceType is needed.",
      nb: "Innholdet er ikke en FHIR-ressurs: det trengs et objekt med resourceType.",
    },
    suggestion: { en: "Send a Bundle or Parameters.", nb: "Send en Bundle eller Parameters." },
  };
}

function noResource(): Issue {
  return {
    code: "parameter-not-understood",
    severity: "error",
    message: {
      en: "No parameter carries a resource, so there is nothing to assess.",
      nb: "Ingen parameter har en ressurs, så det er ikke noe å vurdere.",
    },
    suggestion: {
      en: "Send the record as a parameter with 'resource'.",
      nb: "Send journalen som en parameter med «resource».",
    },
    place: { path: "Parameters.parameter" },
  };
}

function notKnown(name: string, path: string): Issue {
  return {
    code: "parameter-not-known",
    severity: "warning",
    message: {
      en: `There is no parameter '${name.slice(0, 60)}'; it was not used.`,
      nb: `Det finnes ingen parameter «${name.slice(0, 60)}»; den ble ikke brukt.`,
    },
    suggestion: {
      en: `Parameters are ${SETTINGS.join(", ")}, and resources.`,
      nb: `Parametere er ${SETTINGS.join(", ")}, og ressurser.`,
    },
    place: { path },
  };
}

function notUnderstood(name: string, { path }: { path: string }, example: string): Issue {
  return {
    code: "parameter-not-understood",
    severity: "error",
    message: {
      en: `The parameter '${name}' cannot be understood.`,
      nb: `Parameteren «${name}» kan ikke forstås.`,
    },
    suggestion: { en: `For example: ${example}.`, nb: `For eksempel: ${example}.` },
    place: { path },
  };
}
