/**
 * A FHIR R4 server with SMART App Launch on loopback, for tests: real HTTP, search by patient page by page, $everything, create; scopes and
 * the launched patient are held to; and it can be told to misbehave.
 *
 * It stores what is created and checks nothing of it: that is the tests' work. For tests; never for patients.
 */
import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { allowedByScopes, type Interaction, scopesFor } from "./allowed-by-scopes.ts";
import { AUTHORIZATION_PATH, type Authorized, authorizationServer } from "./authorization-server.ts";
import { outcome, type StoredResource } from "./stored-resource.ts";

/** What is wrong with the answers about one type. */
export type Misbehaviour =
  | "error-500"
  /** 404, as from a server that does not know the type. */
  | "not-kept"
  /** 200, and an OperationOutcome that says error. */
  | "outcome-in-200"
  /** A Bundle whose entries are of another type. */
  | "wrong-type"
  /** The right type, about another patient. */
  | "another-patient"
  /** JSON, but no FHIR at all. */
  | "not-fhir"
  | "not-json"
  | "slow"
  /** Every page has a next one. */
  | "endless"
  /** The first page is there, the second answers 500. */
  | "second-page-fails"
  /** The next page is said to be on another machine. */
  | "next-page-elsewhere"
  /** 422 to what is created. */
  | "refuses";

export interface SmartServerOptions {
  readonly resources: readonly StoredResource[];
  readonly redirectUris: readonly string[];
  readonly clientId?: string;
  /** The patient chosen in a standalone launch; the first if not given. */
  readonly chosenPatient?: string;
  readonly tokenSeconds?: number;
  /** Says that it knows only version 1 of the scopes. */
  readonly onlyVersion1?: boolean;
  isWithheld?(scope: string): boolean;
}

export interface SmartServer {
  /** The FHIR server's base, without a slash at the end; `iss` of a launch. */
  readonly fhirBase: string;
  readonly clientId: string;
  /** What the EHR hands to the application as `launch`. */
  launchFor(patient: string): string;
  /** What applications created, in order. */
  readonly created: readonly StoredResource[];
  /** `GET Condition?…`, in order. */
  readonly requests: readonly string[];
  misbehave(how: Readonly<Record<string, Misbehaviour>>): void;
  expireTokens(): Promise<void>;
  close(): Promise<void>;
}

export const SLOW_MS = 20_000;
const MOST_PER_PAGE = 50;

export async function startSmartServer(options: SmartServerOptions): Promise<SmartServer> {
  const { resources, redirectUris, clientId = "krampe" } = options;
  const launches = new Map<string, string>();
  const created: StoredResource[] = [];
  const requests: string[] = [];
  let misbehaviour: Readonly<Record<string, Misbehaviour>> = {};
  let listen: RequestListener = (_request, response) => response.destroy();
  const server = createServer((request, response) => listen(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const fhirBase = `${origin}/fhir`;
  const types = [
    ...new Set([...resources.map(({ resourceType }) => resourceType), ...WRITABLE, ...READABLE]),
  ];
  const scopes = ["openid", "fhirUser", "launch", "launch/patient", "profile", ...scopesFor(types)];
  const firstPatient = resources.find(({ resourceType }) => resourceType === "Patient")?.id ?? "";
  const authorization = await authorizationServer({
    origin,
    fhirBase,
    clientId,
    redirectUris,
    scopes,
    isWithheld: options.isWithheld ?? (() => false),
    user: "Practitioner/synthetic",
    patientOfLaunch: (launch) => launches.get(launch),
    chosenPatient: options.chosenPatient ?? firstPatient,
    tokenSeconds: options.tokenSeconds ?? 3600,
  });
  const configuration = {
    issuer: origin,
    jwks_uri: `${origin}${AUTHORIZATION_PATH}/jwks`,
    authorization_endpoint: `${origin}${AUTHORIZATION_PATH}/authorize`,
    token_endpoint: `${origin}${AUTHORIZATION_PATH}/token`,
    revocation_endpoint: `${origin}${AUTHORIZATION_PATH}/revoke`,
    grant_types_supported: ["authorization_code"],
    code_challenge_methods_supported: ["S256"],
    scopes_supported: scopes,
    response_types_supported: ["code"],
    capabilities: [
      "launch-ehr",
      "launch-standalone",
      "client-public",
      "context-ehr-patient",
      "context-standalone-patient",
      "sso-openid-connect",
      "permission-patient",
      "permission-v1",
      ...(options.onlyVersion1 ? [] : ["permission-v2"]),
    ],
  };
  listen = async (request, response) => {
    if (!request.url?.startsWith("/fhir")) authorization.handle(request, response);
    else if (request.method === "OPTIONS") response.writeHead(204, PREFLIGHT).end();
    else {
      const { status, text, headers } = await answerFhir(request).catch((error: Error) =>
        answer(500, outcome("exception", error.message)),
      );
      response.writeHead(status, { ...CORS, ...headers }).end(text);
    }
  };

  async function answerFhir(request: IncomingMessage): Promise<Answer> {
    const { pathname, searchParams } = new URL(request.url ?? "/", origin);
    const [type = "", id, operation] = pathname.slice("/fhir/".length).split("/").map(decodeURIComponent);
    requests.push(`${request.method} ${pathname.slice("/fhir/".length)}`);
    if (type === ".well-known") return answer(200, configuration);
    if (type === "metadata") return answer(200, capability(fhirBase));
    const allowed = await authorization.authorized(bearer(request));
    if (!allowed) {
      return answer(401, outcome("login", "The token is not known, or its time has run out."), {
        "www-authenticate": 'Bearer error="invalid_token"',
      });
    }
    const how = misbehaviour[type];
    if (how === "error-500") return answer(500, outcome("exception", "The database is being moved."));
    if (how === "not-kept") return answer(404, outcome("not-supported", `${type} is not kept here.`));
    if (how === "slow") await wait(SLOW_MS);
    if (how === "not-json")
      return { status: 200, text: "<html><body>Maintenance</body></html>", headers: {} };
    if (how === "not-fhir") return answer(200, { hello: "world" });
    if (how === "outcome-in-200") return answer(200, outcome("timeout", "The archive does not answer."));
    if (request.method === "POST") return create(type, await bodyOf(request), allowed, how);
    if (operation === "$everything") return search("*", id, allowed, searchParams, undefined);
    if (id !== undefined) return read(type, id, allowed);
    const patient = (searchParams.get("patient") ?? searchParams.get("subject"))?.replace(/^Patient\//, "");
    return search(type, patient, allowed, searchParams, how);
  }

  function read(type: string, id: string, allowed: Authorized): Answer {
    if (!allowedByScopes(allowed.scopes, type, "read")) return forbidden(type, "read");
    const found = [...resources, ...created].find((one) => one.resourceType === type && one.id === id);
    if (!found) return answer(404, outcome("not-found", `There is no ${type}/${id}.`));
    const patient = patientOf(found);
    if (patient !== undefined && patient !== allowed.patient) return forbidden(type, "read");
    return answer(200, found);
  }

  function search(
    type: string,
    patient: string | undefined,
    allowed: Authorized,
    parameters: URLSearchParams,
    how: Misbehaviour | undefined,
  ): Answer {
    const may = (one: string) => allowedByScopes(allowed.scopes, one, "search");
    if (type !== "*" && !may(type)) return forbidden(type, "search");
    if (patient === undefined || patient !== allowed.patient)
      return answer(403, outcome("forbidden", "This token is for another patient."));
    const about =
      how === "another-patient"
        ? (one: string | undefined) => one !== patient
        : (one: string | undefined) => one === patient;
    const wanted = how === "wrong-type" ? (type === "Observation" ? "Condition" : "Observation") : type;
    const all = [...resources, ...created].filter(
      (one) =>
        (wanted === "*" ? may(one.resourceType) : one.resourceType === wanted) && about(patientOf(one)),
    );
    const offset = Number(parameters.get("_offset") ?? 0);
    const count = Math.max(1, Math.min(Number(parameters.get("_count") ?? 20), MOST_PER_PAGE));
    if (how === "second-page-fails" && offset > 0)
      return answer(500, outcome("exception", "The page is lost."));
    const isLast =
      how === "endless" ? false : how === "second-page-fails" ? false : offset + count >= all.length;
    const next = new URL(`${fhirBase}/${type === "*" ? `Patient/${patient}/$everything` : type}`);
    for (const [key, value] of parameters) next.searchParams.set(key, value);
    next.searchParams.set("_offset", String(how === "endless" ? 0 : offset + count));
    if (how === "next-page-elsewhere") next.hostname = "localhost";
    return answer(200, {
      resourceType: "Bundle",
      id: randomUUID(),
      type: "searchset",
      total: all.length,
      link: isLast && how !== "next-page-elsewhere" ? [] : [{ relation: "next", url: next.href }],
      entry: all.slice(offset, offset + count).map((resource) => ({
        fullUrl: `${fhirBase}/${resource.resourceType}/${resource.id}`,
        resource,
        search: { mode: "match" },
      })),
    });
  }

  function create(type: string, body: unknown, allowed: Authorized, how: Misbehaviour | undefined): Answer {
    if (!allowedByScopes(allowed.scopes, type, "create")) return forbidden(type, "create");
    const resource = body as StoredResource;
    if (how === "refuses") return answer(422, outcome("business-rule", "The ward orders no tests at night."));
    if (resource?.resourceType !== type) return answer(400, outcome("invalid", `A ${type} was expected.`));
    if (patientOf(resource) !== allowed.patient)
      return answer(403, outcome("forbidden", "This token is for another patient."));
    const stored = {
      ...resource,
      id: randomUUID(),
      meta: { versionId: "1", lastUpdated: new Date().toISOString() },
    };
    created.push(stored);
    return answer(201, stored, { location: `${fhirBase}/${type}/${stored.id}/_history/1` });
  }

  return {
    fhirBase,
    clientId,
    created,
    requests,
    launchFor(patient) {
      const launch = randomUUID();
      launches.set(launch, patient);
      return launch;
    },
    misbehave: (how) => {
      misbehaviour = how;
    },
    expireTokens: () => authorization.expireTokens(),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

const CORS = {
  "access-control-allow-origin": "*",
  "access-control-expose-headers": "location, etag, www-authenticate",
};
const PREFLIGHT = {
  ...CORS,
  "access-control-allow-methods": "GET, POST",
  "access-control-allow-headers": "authorization, content-type, accept, prefer",
};

const READABLE = [
  "Patient",
  "Condition",
  "Observation",
  "MedicationRequest",
  "MedicationStatement",
  "MedicationAdministration",
  "Medication",
  "AllergyIntolerance",
  "Procedure",
  "Encounter",
];
const WRITABLE = ["ServiceRequest", "DocumentReference", "Communication", "QuestionnaireResponse"];

function capability(fhirBase: string) {
  return {
    resourceType: "CapabilityStatement",
    status: "active",
    date: "2026-11-30",
    kind: "instance",
    implementation: { description: "A FHIR server for tests", url: fhirBase },
    fhirVersion: "4.0.1",
    format: ["json"],
    rest: [
      {
        mode: "server",
        resource: READABLE.map((type) => ({
          type,
          interaction: [{ code: "read" }, { code: "search-type" }],
        })),
      },
    ],
  };
}

function patientOf({ resourceType, id, subject, patient }: StoredResource): string | undefined {
  if (resourceType === "Patient") return id;
  return (subject ?? patient)?.reference?.match(/Patient\/([^/]+)$/)?.[1];
}

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
}

function answer(status: number, body: object, headers: Answer["headers"] = {}): Answer {
  const type = "resourceType" in body ? "application/fhir+json" : "application/json";
  return { status, text: JSON.stringify(body), headers: { "content-type": type, ...headers } };
}

function forbidden(type: string, interaction: Interaction): Answer {
  return answer(403, outcome("forbidden", `The token does not allow to ${interaction} ${type}.`), {
    "www-authenticate": 'Bearer error="insufficient_scope"',
  });
}

function bearer({ headers }: IncomingMessage): string {
  return /^Bearer (\S+)$/.exec(headers.authorization ?? "")?.[1] ?? "";
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  let text = "";
  for await (const part of request.setEncoding("utf8")) text += part;
  return JSON.parse(text);
}
