/**
 * A patient whose every word is marked goes through every route, rightly and wrongly, with a collector and a log listening. None of the
 * marks may come out on any of them, nor in what is kept.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { compileKnowledge } from "@krampe/core/knowledge/compile-knowledge.ts";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { knowledgeOnDisk } from "../../cli/knowledge-on-disk.ts";
import { buildService } from "../application.ts";
import { logOptions } from "../log-options.ts";
import { writeBackup } from "../store/backup.ts";
import { openStore, type Store } from "../store/store.ts";
import { putEmptyStore } from "../store/testing/empty-store.ts";
import { type Route, routesOf } from "../testing/routes.ts";

const loaded = knowledgeOnDisk(fileURLToPath(new URL("../../../knowledge", import.meta.url)));
if (!loaded.ok) throw new Error("the knowledge has mistakes");
const compiled = compileKnowledge(loaded.value);
const folder = mkdtempSync(join(tmpdir(), "krampe-telemetry-"));

const MARK = "ZQXMARK";
const TRACE = "0af7651916cd43dd8448eb211c80319c";

interface Span {
  readonly traceId: string;
  readonly name: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly attributes: readonly { readonly key: string }[];
}

let collector: Server;
let fhir: Server;
let store: Store;
let service: FastifyInstance;
let address: string;
let fhirServer: string;
let metrics = "";
let routes: Route[] = [];
const received: string[] = [];
const logged: string[] = [];
/** Each answer's route, to see that each was reached. */
const answered = new Map<string, number[]>();

async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

beforeAll(async () => {
  collector = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    received.push(`${request.url} ${body}`);
    response.setHeader("content-type", "application/json").end("{}");
  });
  fhir = createServer((_request, response) => {
    const outcome = { resourceType: "OperationOutcome", issue: [{ diagnostics: MARK }] };
    response.statusCode = 500;
    response.end(JSON.stringify(outcome));
  });
  fhirServer = await listening(fhir);
  await putEmptyStore(join(folder, "data"));
  store = await openStore({ folder: join(folder, "data") });
  service = await buildService({
    compiled,
    version: "0.1.0",
    store,
    collector: await listening(collector),
    logger: logOptions({ write: (line) => logged.push(line) }),
  });
  // Written down on arrival: a route that calls "not found" is another one by the end.
  const routeAsked = new WeakMap<object, string>();
  const routeOf = (request: FastifyRequest) => `${request.method} ${request.routeOptions.url ?? "none"}`;
  service.addHook("onRequest", async (request) => {
    routeAsked.set(request, routeOf(request));
  });
  service.addHook("onResponse", async (request, reply) => {
    const route = routeAsked.get(request) ?? routeOf(request);
    answered.set(route, [...(answered.get(route) ?? []), reply.statusCode]);
  });
  address = await service.listen({ port: 0, host: "127.0.0.1" });
  await everything();
  routes = routesOf(service);
  metrics = await (await fetch(`${address}/metrics`)).text();
  await service.close();
}, 120_000);
afterAll(async () => {
  await store?.close();
  collector?.close();
  fhir?.close();
  rmSync(folder, { recursive: true, force: true });
});

const patient = {
  resourceType: "Patient",
  id: MARK,
  gender: "female",
  birthDate: "1950-01-01",
  name: [{ family: MARK, given: [MARK] }],
  identifier: [{ system: `urn:${MARK}`, value: MARK }],
};
const observation = {
  resourceType: "Observation",
  id: MARK,
  status: "final",
  subject: { reference: `Patient/${MARK}` },
  code: { coding: [{ system: "http://loinc.org", code: "2823-3" }], text: MARK },
  valueQuantity: { value: 2.1, unit: MARK },
  note: [{ text: MARK }],
};
const bundle = {
  resourceType: "Bundle",
  type: "collection",
  entry: [{ resource: patient }, { resource: observation }],
};

/** Every route, with a right body, a body of the wrong form, one that is no JSON, and the mark in the address and headers. */
async function everything() {
  const hook = (name: string) => ({
    hook: name,
    hookInstance: "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea",
    context: { patientId: MARK, userId: `Practitioner/p1`, encounterId: MARK },
    prefetch: { patient, conditions: bundle },
    fhirServer,
    fhirAuthorization: {
      access_token: MARK,
      token_type: "Bearer",
      expires_in: 300,
      scope: "patient/*.read",
      subject: MARK,
    },
  });
  const feedback = {
    feedback: [
      {
        card: "c",
        outcome: "overridden",
        outcomeTimestamp: "2026-11-22T12:00:00Z",
        overrideReason: { userComment: MARK },
      },
    ],
  };
  const answers = {
    resourceType: "QuestionnaireResponse",
    questionnaire: "urn:krampe:questionnaire",
    status: "completed",
    subject: { reference: `Patient/${MARK}` },
    item: [{ linkId: MARK, answer: [{ valueString: MARK }] }],
  };
  const posts: [string, object][] = [
    ["/api/assess", { case: { "muscle-cramp": "present" }, record: bundle }],
    ["/api/ask", { case: { [MARK]: MARK }, patient: MARK }],
    ["/fhir/$assess", bundle],
    ["/fhir/QuestionnaireResponse/$extract", answers],
    ["/cds-services/krampe-patient-view", hook("patient-view")],
    ["/cds-services/krampe-order-sign", hook("order-sign")],
    ["/cds-services/krampe-patient-view/feedback", feedback],
    [`/cds-services/${MARK}`, hook("patient-view")],
    [`/nothing/${MARK}`, { [MARK]: MARK }],
  ];
  const headers = {
    "content-type": "application/json",
    authorization: `Bearer ${MARK}`,
    "user-agent": MARK,
    "x-request-id": MARK,
    traceparent: `00-${TRACE}-b7ad6b7169203331-01`,
    tracestate: `krampe=${MARK}`,
    baggage: `patient=${MARK}`,
    cookie: `patient=${MARK}`,
  };
  const open = { ...headers, authorization: "" };
  for (const [path, body] of posts)
    for (const sent of [JSON.stringify(body), `{"${MARK}":1}`, `["${MARK}"`])
      for (const one of [open, headers]) {
        const { authorization, ...rest } = one;
        await (
          await fetch(`${address}${path}?patient=${MARK}`, {
            method: "POST",
            headers: authorization === "" ? rest : one,
            body: sent,
          })
        ).text();
      }
  for (const { path, methods } of routesOf(service)) {
    const url = `${address}${path.replaceAll(/:\w+/g, MARK)}?patient=${MARK}`;
    const { authorization: _without, ...rest } = headers;
    for (const method of ["GET", "POST"].filter((one) => methods.includes(one)))
      await (await fetch(url, { method, headers: rest, ...(method === "POST" && { body: "{}" }) })).text();
  }
  for (const path of [`/fhir/Patient/${MARK}`, `/%ZZ${MARK}`])
    await (await fetch(`${address}${path}?patient=${MARK}`, { headers: { "user-agent": MARK } })).text();
}

const spans = () =>
  received
    .filter((one) => one.startsWith("/v1/traces "))
    .flatMap((one) => JSON.parse(one.slice("/v1/traces ".length)).resourceSpans)
    .flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope: { spans: Span[] }) => scope.spans)) as Span[];

describe("what the service tells of itself", () => {
  it("reaches a collector: spans of requests and their parts, in the caller's trace, and numbers", () => {
    const names = new Set(spans().map(({ name }) => name));
    for (const name of [
      "POST /api/assess",
      "POST /cds-services/:id",
      "audit",
      "ask FHIR server",
      "GET /ready",
    ])
      expect(names).toContain(name);
    const request = spans().find(({ name }) => name === "POST /api/assess");
    expect(request?.traceId).toBe(TRACE);
    const audits = spans().filter(({ name }) => name === "audit");
    const ids = new Set(spans().map(({ spanId }) => spanId));
    expect(audits.every(({ parentSpanId }) => parentSpanId !== undefined && ids.has(parentSpanId))).toBe(
      true,
    );
    expect(
      received.some((one) => one.startsWith("/v1/metrics ") && one.includes("http.server.request.duration")),
    ).toBe(true);
    expect(metrics).toContain("krampe_audit_waiting");
    expect(metrics).toMatch(/process_memory_usage \d{7,}/);
  });

  it("has been asked in every way: right, refused, broken", () => {
    const statuses = (route: string) => new Set(answered.get(route));
    expect(statuses("POST /api/assess")).toEqual(new Set([200, 400, 401, 422]));
    expect(statuses("POST /cds-services/:id").has(200)).toBe(true);
    expect(statuses("POST /fhir/$assess").has(200)).toBe(true);
    expect(routes.length).toBeGreaterThan(15);
    for (const { path, methods } of routes)
      for (const method of ["GET", "POST"].filter((one) => methods.includes(one)))
        expect(answered.has(`${method} ${path}`), `${method} ${path}`).toBe(true);
  });

  it("names no patient: not in spans, not in numbers, not in the log, not in what is kept", async () => {
    const kept: string[] = [];
    await writeBackup(store.database, new Date(), async (line) => void kept.push(line));
    const told = { spans: received.join("\n"), metrics, log: logged.join(""), kept: kept.join("") };
    for (const [where, text] of Object.entries(told)) {
      expect([where, text.length > 500]).toEqual([where, true]);
      const at = text.indexOf(MARK);
      expect([where, at < 0 ? "" : text.slice(Math.max(0, at - 200), at + 50)]).toEqual([where, ""]);
    }
  });

  it("uses a fixed set of attributes", () => {
    const keys = new Set(spans().flatMap(({ attributes }) => attributes.map(({ key }) => key)));
    expect([...keys].sort()).toEqual(["http.request.method", "http.response.status_code", "http.route"]);
  });
});

it("a collector that is gone keeps nobody waiting and ends nothing", async () => {
  const gone = await buildService({ compiled, version: "0.1.0", collector: "http://127.0.0.1:9" });
  expect((await gone.inject({ url: "/health" })).statusCode).toBe(200);
  const started = Date.now();
  await gone.close();
  expect(Date.now() - started).toBeLessThan(30_000);
});
