/**
 * The patient's record for one hook: what was fetched in advance, and for what was not, the FHIR server, if the client let us.
 *
 * Three things are told apart: *absent* (the client did not fetch it: we may ask), *null* (it fetched and there is nothing: known to
 * be empty) and an *OperationOutcome* (it tried and failed: unknown, and we do not ask again).
 *
 * Source: CDS Hooks 2.0.1, "Providing FHIR Resources to a CDS Service".
 */
import { isMap, type Json, maps, text } from "@krampe/core/fhir/json-access.ts";
import { type Resource, readResources } from "@krampe/core/fhir/read-resources.ts";
import type { HookRequest } from "./hook-request.ts";
import { NEEDED_PREFETCH, PREFETCH } from "./services.ts";

export interface RecordForHook {
  readonly resources: readonly Resource[];
  /** Keys of what could not be had. */
  readonly missing: readonly string[];
}

/** The resource or searchset at a path relative to the server; undefined if it could not be had. */
export type FhirFetch = (server: string, path: string, token: string) => Promise<unknown>;

const MOST_PAGES = 10;
/** A clinician waits for the answer: pages that come slowly one after another are not waited for. */
const LONGEST_PAGING_MS = 5_000;

/** Undefined if what is needed cannot be had: the answer is then 412. */
export async function recordForHook(
  request: HookRequest,
  fetch: FhirFetch,
): Promise<RecordForHook | undefined> {
  const missing: string[] = [];
  const parts = await Promise.all(
    Object.entries(PREFETCH).map(async ([key, template]) => {
      const given = request.prefetch?.[key];
      if (given === null) return [];
      if (isOutcome(given)) {
        missing.push(key);
        return [];
      }
      const found = given ?? (await askServer(template, request, fetch));
      const resources = found === undefined ? [] : resourcesIn(found, key);
      // A server that was asked for the patient and gave another has not given it.
      const isOther =
        key === "patient" &&
        given === undefined &&
        ofPatient(resources, request.context.patientId).length === 0;
      if (found === undefined || isOther) missing.push(key);
      return resources;
    }),
  );
  if (NEEDED_PREFETCH.some((key) => missing.includes(key))) return undefined;
  return { resources: ofPatient(parts.flat(), request.context.patientId), missing };
}

/** Drafts and new problems that come with the hook itself. */
export function contextResources(request: HookRequest): Resource[] {
  const { conditions, draftOrders } = request.context;
  return [
    ...(conditions === undefined ? [] : resourcesIn(conditions, "conditions")),
    ...(draftOrders === undefined ? [] : resourcesIn(draftOrders, "draftOrders")),
  ];
}

function isOutcome(value: unknown): boolean {
  return isMap(value) && value.resourceType === "OperationOutcome";
}

function resourcesIn(value: unknown, key: string): Resource[] {
  return [...readResources(JSON.stringify(value), key).resources].filter(
    ({ type }) => type !== "OperationOutcome",
  );
}

/** A server that answers with another patient's data must not be believed. */
function ofPatient(resources: readonly Resource[], patientId: string): Resource[] {
  const own = `Patient/${patientId}`;
  return resources.filter(({ type, json, reference }) => {
    if (type === "Patient") return reference === own;
    const subject =
      (isMap(json.subject) ? text(json.subject, "reference") : undefined) ??
      (isMap(json.patient) ? text(json.patient, "reference") : undefined);
    return subject === undefined || subject === own || subject.endsWith(`/${own}`);
  });
}

async function askServer(template: string, request: HookRequest, fetch: FhirFetch): Promise<unknown> {
  const { fhirServer, fhirAuthorization, context } = request;
  if (fhirServer === undefined || fhirAuthorization === undefined) return undefined;
  const path = template.replaceAll("{{context.patientId}}", encodeURIComponent(context.patientId));
  const endsAt = Date.now() + LONGEST_PAGING_MS;
  const first = await fetch(fhirServer, path, fhirAuthorization.access_token);
  if (first === undefined || isOutcome(first)) return undefined;
  const pages: unknown[] = [first];
  let next = nextPage(first, fhirServer);
  while (next !== undefined && pages.length < MOST_PAGES) {
    if (Date.now() > endsAt) return undefined;
    const page = await fetch(fhirServer, next, fhirAuthorization.access_token);
    if (page === undefined) return undefined;
    pages.push(page);
    next = nextPage(page, fhirServer);
  }
  return pages.length === 1 ? first : pages;
}

/** Only pages of the same server are followed: a page elsewhere would get the token. */
function nextPage(page: unknown, server: string): string | undefined {
  const link = maps(page as Json, "link").find((one) => text(one, "relation") === "next");
  const url = text(link, "url");
  const base = server.endsWith("/") ? server : `${server}/`;
  return url?.startsWith(base) ? url.slice(base.length) : undefined;
}
