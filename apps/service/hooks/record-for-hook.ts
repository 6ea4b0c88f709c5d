/**
 * The patient's record for one hook: what was fetched in advance, and for what was not, the FHIR server, if the client let us.
 *
 * Three things are told apart: *absent* (the client did not fetch it: we may ask), *null* (it fetched and there is nothing: known to
 * be empty) and an *OperationOutcome* (it tried and failed: unknown, and we do not ask again). What was had in part, or not at all, is
 * named, so that its silence is not taken for a no.
 *
 * Source: CDS Hooks 2.0.1, "Providing FHIR Resources to a CDS Service".
 */
import { isMap, maps, text } from "@krampe/core/fhir/json-access.ts";
import { type Resource, resourcesIn } from "@krampe/core/fhir/read-resources.ts";
import { aboutWhom, resourcesOfPatient } from "@krampe/core/fhir/resources-of-patient.ts";
import type { HookRequest } from "./hook-request.ts";
import { NEEDED_PREFETCH, PREFETCH } from "./services.ts";

export interface RecordForHook {
  readonly resources: readonly Resource[];
  /** Types of which the record may hold more than is here. */
  readonly leftOut: ReadonlySet<string>;
}

/** The resource or searchset at a path relative to the server; undefined if it could not be had. */
export type FhirFetch = (server: string, path: string, token: string) => Promise<unknown>;

const MOST_PAGES = 10;
/** A clinician waits for the answer: pages that come slowly one after another are not waited for. */
const LONGEST_PAGING_MS = 5_000;

interface Part {
  readonly resources: readonly Resource[];
  readonly isWhole: boolean;
}

const NOT_HAD: Part = { resources: [], isWhole: false };
const EMPTY: Part = { resources: [], isWhole: true };

/** Undefined if what is needed cannot be had: the answer is then 412. Nothing is waited for if all was fetched in advance. */
export function recordForHook(
  request: HookRequest,
  fetch: FhirFetch,
): RecordForHook | undefined | Promise<RecordForHook | undefined> {
  const given = KEYS.map((key) => prefetched(key, request));
  if (!given.includes(undefined)) return recordOf(given as Part[], request);
  const asked = given.map((part, index) => part ?? askServer(KEYS[index], request, fetch));
  return Promise.all(asked).then((parts) => recordOf(parts, request));
}

/** `parts` in the order of the keys. */
function recordOf(parts: readonly Part[], request: HookRequest): RecordForHook | undefined {
  const had = parts.flatMap(({ resources }) => resources);
  const { own, others } = resourcesOfPatient(had, request.context.patientId, request.fhirServer);
  // Another patient in place of the one that was asked for is no answer.
  if (NEEDED_PREFETCH.some((key) => !own.some(({ type }) => type === TYPES[KEYS.indexOf(key)])))
    return undefined;
  const inPart = TYPES.filter((_, index) => !parts[index].isWhole);
  return { resources: own, leftOut: new Set([...inPart, ...others.keys()]) };
}

const KEYS: readonly string[] = Object.keys(PREFETCH);
/** What each key fetches. */
const TYPES: readonly string[] = Object.values(PREFETCH).map((template) => template.split(/[/?]/)[0]);

/** Undefined if the client did not fetch it. */
function prefetched(key: string, { prefetch }: HookRequest): Part | undefined {
  const given = prefetch?.[key];
  if (given === undefined) return undefined;
  if (given === null) return EMPTY;
  return isOutcome(given) ? NOT_HAD : read(given, key);
}

/** Drafts and new problems that come with the hook itself, unless they name another patient. */
export function contextResources({ context, fhirServer }: HookRequest): Resource[] {
  return (["conditions", "draftOrders"] as const)
    .flatMap((key) => (context[key] === undefined ? [] : read(context[key], key).resources))
    .filter((one) => aboutWhom(one, context.patientId, fhirServer) !== "someone-else");
}

function isOutcome(value: unknown): boolean {
  return isMap(value) && value.resourceType === "OperationOutcome";
}

/** A server may put an OperationOutcome among the entries: then some are missing. */
function read(value: unknown, key: string): Part {
  const { resources, hasMore } = resourcesIn(value, key);
  const own = resources.filter(({ type }) => type !== "OperationOutcome");
  return { resources: own, isWhole: !hasMore && own.length === resources.length };
}

/** Page by page; what came before a page that could not be had is used. */
async function askServer(key: string, request: HookRequest, fetch: FhirFetch): Promise<Part> {
  const { fhirServer, fhirAuthorization, context } = request;
  if (fhirServer === undefined || fhirAuthorization === undefined) return NOT_HAD;
  const resources: Resource[] = [];
  let path: string | undefined = PREFETCH[key].replaceAll(
    "{{context.patientId}}",
    encodeURIComponent(context.patientId),
  );
  const endsAt = Date.now() + LONGEST_PAGING_MS;
  for (let pages = 0; pages < MOST_PAGES && Date.now() <= endsAt; pages++) {
    const page: unknown = await fetch(fhirServer, path, fhirAuthorization.access_token);
    if (page === undefined || isOutcome(page)) return { resources, isWhole: false };
    const part = read(page, key);
    resources.push(...part.resources);
    const next = nextPage(page);
    if (next === undefined) return { resources, isWhole: part.isWhole };
    path = belowServer(next, fhirServer);
    if (path === undefined) break;
  }
  return { resources, isWhole: false };
}

function nextPage(page: unknown): string | undefined {
  return text(
    maps(page, "link").find((one) => text(one, "relation") === "next"),
    "url",
  );
}

/** Only pages of the same server are followed: a page elsewhere would get the token. */
function belowServer(url: string, server: string): string | undefined {
  const base = server.endsWith("/") ? server : `${server}/`;
  if (!URL.canParse(url) || !URL.canParse(base)) return undefined;
  const [{ href }, { href: below }] = [new URL(url), new URL(base)];
  if (href.startsWith(below)) return href.slice(below.length);
  // Some servers page at the base itself: `base?_getpages=…`.
  return href.startsWith(`${below.slice(0, -1)}?`) ? href.slice(below.length - 1) : undefined;
}
