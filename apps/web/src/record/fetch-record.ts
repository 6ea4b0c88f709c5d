/**
 * Everything that an assessment reads of one patient's record: each type by itself, page by page.
 *
 * What could not be had is told type by type and named in `leftOut`: what the record does not say there is unknown and never absent. The
 * answers are not believed here; whom they are about is looked at when they are read.
 */
import type { Issue } from "@krampe/core/issue/issue.ts";
import {
  type FhirAnswer,
  type FhirRequestLimits,
  type FhirServer,
  fhirRequest,
  outcomeText,
  REQUEST_LIMITS,
} from "./fhir-request.ts";
import type { Grants } from "./granted-scopes.ts";
import { READ_TYPES, type ReadType } from "./read-types.ts";
import { cutShort, notAsked, notHad, notKept, onlyPart, otherTypes, pageElsewhere } from "./record-issues.ts";

export interface Fetched {
  /** As they came, of the types that were asked for. */
  readonly resources: readonly object[];
  readonly issues: readonly Issue[];
  /** Types of which there may be more than was had. */
  readonly leftOut: readonly string[];
  /** The token does not hold any more: nothing else will come. */
  readonly signedOut: boolean;
}

export interface FetchProgress {
  /** Types that are done, of all. */
  readonly done: number;
  readonly all: number;
  readonly resources: number;
}

export interface FetchLimits extends FhirRequestLimits {
  readonly mostPages: number;
  readonly mostResources: number;
}

const LIMITS: FetchLimits = { ...REQUEST_LIMITS, mostPages: 100, mostResources: 30_000 };

/** Asked for by their id, when a list of drugs refers to them. */
const BY_REFERENCE: ReadType = "Medication";
const MOST_MEDICATIONS = 100;

export async function fetchRecord(
  server: FhirServer,
  patientId: string,
  grants: Grants,
  tell: (progress: FetchProgress) => void,
  limits: FetchLimits = LIMITS,
): Promise<Fetched> {
  const issues: Issue[] = [];
  const leftOut = new Set<string>();
  const permitted = READ_TYPES.filter((type) => grants.mayRead(type));
  const refused = READ_TYPES.filter((type) => !grants.mayRead(type) && type !== BY_REFERENCE);
  if (refused.length > 0) issues.push(notAsked(refused));
  for (const type of refused) leftOut.add(type);
  const parts = permitted.filter((type) => grants.mayReadOnlyPart(type));
  if (parts.length > 0) issues.push(onlyPart(parts));
  for (const type of parts) leftOut.add(type);

  const asked = permitted.filter((type) => type !== BY_REFERENCE);
  let [done, resourceCount, signedOut] = [0, 0, false];
  const count = (more: number) => {
    resourceCount += more;
    tell({ done, all: asked.length, resources: resourceCount });
    return resourceCount;
  };
  count(0);
  const results = await Promise.all(
    asked.map(async (type) => {
      const part = await fetchType(type, server, patientId, count, limits);
      issues.push(...part.issues);
      if (part.issues.some(({ severity }) => severity !== "information")) leftOut.add(type);
      signedOut ||= part.signedOut;
      done++;
      count(0);
      return part.resources;
    }),
  );
  const resources = results.flat();
  if (grants.mayRead(BY_REFERENCE) && !signedOut)
    resources.push(...(await medications(resources, server, limits)));
  return { resources, issues, leftOut: [...leftOut], signedOut };
}

interface Part {
  readonly resources: readonly object[];
  readonly issues: readonly Issue[];
  readonly signedOut: boolean;
}

async function fetchType(
  type: ReadType,
  server: FhirServer,
  patientId: string,
  count: (more: number) => number,
  limits: FetchLimits,
): Promise<Part> {
  const resources: object[] = [];
  const ended = (...issues: readonly Issue[]): Part => ({ resources, issues, signedOut: false });
  let url: string | undefined = firstPage(type, server.base, patientId);
  for (let page = 0; url !== undefined; page++) {
    if (page >= limits.mostPages) return ended(cutShort(type, resources.length));
    const answer: FhirAnswer = await fhirRequest(server, url, { limits });
    // A server that knows no such type keeps no such entries; for the patient it would mean that there is none.
    if (answer.kind === "refused" && answer.status === 404 && type !== "Patient" && page === 0)
      return ended(notKept(type));
    if (answer.kind !== "answer")
      return {
        ...ended(notHad(type, answer)),
        signedOut: answer.kind === "refused" && answer.status === 401,
      };
    const said = outcomeText(answer.body);
    if (said !== undefined) return ended(notHad(type, { kind: "refused", status: 200, text: said }));
    const found = resourcesOf(answer.body);
    if (found === undefined) return ended(notHad(type, { kind: "not-json" }));
    const wanted = found.filter((one) => typeOf(one) === type || typeOf(one) === BY_REFERENCE);
    resources.push(...wanted);
    if (wanted.length < found.filter((one) => typeOf(one) !== "OperationOutcome").length)
      return ended(otherTypes(type, found.length - wanted.length));
    const failed = found.find((one) => isFailure(one));
    if (failed) return ended(notHad(type, { kind: "refused", status: 200, text: outcomeText(failed) ?? "" }));
    if (count(wanted.length) > limits.mostResources) return ended(cutShort(type, resources.length));
    const next = nextPage(answer.body);
    if (next !== undefined && !isBelow(next, server.base)) return ended(pageElsewhere(type));
    url = next;
  }
  return ended();
}

function firstPage(type: ReadType, base: string, patientId: string): string {
  if (type === "Patient") return `${base}/Patient/${encodeURIComponent(patientId)}`;
  const search = new URLSearchParams({ patient: patientId, _count: "200" });
  if (/^Medication[A-Z]/.test(type)) search.set("_include", `${type}:medication`);
  return `${base}/${type}?${search}`;
}

/** The entries of a Bundle, or the one resource; undefined if it is neither. */
function resourcesOf(body: unknown): object[] | undefined {
  if (typeOf(body) === undefined) return undefined;
  if (typeOf(body) !== "Bundle") return [body as object];
  const { entry = [] } = body as { entry?: unknown };
  if (!Array.isArray(entry)) return undefined;
  return entry.map((one) => one?.resource).filter((one) => typeOf(one) !== undefined);
}

function typeOf(value: unknown): string | undefined {
  const type =
    typeof value === "object" && value !== null
      ? (value as { resourceType?: unknown }).resourceType
      : undefined;
  return typeof type === "string" ? type : undefined;
}

/** Servers may put warnings among the entries; an error among them means that some are missing. */
function isFailure(resource: object): boolean {
  const { issue } = resource as { issue?: unknown };
  return (
    typeOf(resource) === "OperationOutcome" &&
    Array.isArray(issue) &&
    issue.some((one) => one?.severity === "error" || one?.severity === "fatal")
  );
}

function nextPage(body: unknown): string | undefined {
  const { link } = body as { link?: unknown };
  const next = Array.isArray(link) ? link.find((one) => one?.relation === "next") : undefined;
  return typeof next?.url === "string" ? next.url : undefined;
}

/** Servers page both as `base/Type?…` and as `base?…`. */
function isBelow(url: string, base: string): boolean {
  return url.startsWith(`${base}/`) || url.startsWith(`${base}?`);
}

/** Drugs that a list refers to and that did not come with it. One that cannot be had is told when the list is read. */
async function medications(
  resources: readonly object[],
  server: FhirServer,
  limits: FetchLimits,
): Promise<readonly object[]> {
  const had = new Set(
    resources
      .filter((one) => typeOf(one) === BY_REFERENCE)
      .map((one) => `${BY_REFERENCE}/${(one as { id?: unknown }).id}`),
  );
  const named = resources.map(
    (one) => (one as { medicationReference?: { reference?: unknown } }).medicationReference?.reference,
  );
  const wanted = new Set(
    named.filter(
      (one): one is string =>
        typeof one === "string" && /^Medication\/[A-Za-z0-9.-]{1,64}$/.test(one) && !had.has(one),
    ),
  );
  const answers = await Promise.all(
    [...wanted]
      .slice(0, MOST_MEDICATIONS)
      .map((one) => fhirRequest(server, `${server.base}/${one}`, { limits })),
  );
  return answers.flatMap((answer) =>
    answer.kind === "answer" && typeOf(answer.body) === BY_REFERENCE ? [answer.body as object] : [],
  );
}
