import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { compileKnowledge } from "@krampe/core/knowledge/compile-knowledge.ts";
import type { FastifyInstance } from "fastify";
import { type CryptoKey, exportJWK, generateKeyPair, SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { knowledgeOnDisk } from "../../cli/knowledge-on-disk.ts";
import { buildService } from "../application.ts";
import { logOptions } from "../log-options.ts";
import { openStore, type Store } from "../store/store.ts";
import { putEmptyStore } from "../store/testing/empty-store.ts";
import { reasonsNotToListen } from "./may-listen.ts";

const loaded = knowledgeOnDisk(fileURLToPath(new URL("../../../knowledge", import.meta.url)));
if (!loaded.ok) throw new Error("the knowledge has mistakes");
const compiled = compileKnowledge(loaded.value);
const folder = mkdtempSync(join(tmpdir(), "krampe-access-"));
const PUBLIC = "https://krampe.example.org";
const ISSUER = "https://ehr.example.org";

let store: Store;
let exposed: FastifyInstance;
let local: FastifyInstance;
let keyServer: Server;
let jku = "";
let key: CryptoKey;
const logged: string[] = [];

beforeAll(async () => {
  const pair = await generateKeyPair("ES384");
  key = pair.privateKey;
  const jwk = { ...(await exportJWK(pair.publicKey)), kid: "k1", alg: "ES384", use: "sig" };
  keyServer = createServer((_request, response) => {
    response.setHeader("content-type", "application/json").end(JSON.stringify({ keys: [jwk] }));
  });
  await new Promise<void>((resolve) => keyServer.listen(0, "127.0.0.1", resolve));
  jku = `http://127.0.0.1:${(keyServer.address() as AddressInfo).port}/jwks.json`;
  await putEmptyStore(join(folder, "data"));
  store = await openStore({ folder: join(folder, "data") });
  exposed = await buildService({
    compiled,
    version: "0.1.0",
    store,
    access: {
      exposed: true,
      cdsClients: [{ issuer: ISSUER, jku }],
      publicUrl: `${PUBLIC}/`,
      requestsPerMinute: 500,
    },
    corsOrigins: ["https://sandbox.example.org"],
    fhirServers: [],
    logger: logOptions({ write: (line) => logged.push(line) }),
  });
  local = await buildService({ compiled, version: "0.1.0" });
});
afterAll(async () => {
  await exposed.close();
  await local.close();
  await store.close();
  keyServer.close();
  rmSync(folder, { recursive: true, force: true });
});

const feedback = {
  feedback: [{ card: "c", outcome: "accepted", outcomeTimestamp: "2026-11-22T12:00:00Z" }],
};
const discovery = async () =>
  (await exposed.inject({ url: "/cds-services" })).json().services as { id: string; hook: string }[];
const patientView = async () => (await discovery()).find(({ hook }) => hook === "patient-view")?.id as string;
const hookBody = {
  hook: "patient-view",
  hookInstance: "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea",
  context: { patientId: "SECRET-77", userId: "Practitioner/p1" },
  prefetch: {
    patient: { resourceType: "Patient", id: "SECRET-77", name: [{ family: "Hemmelig" }] },
    conditions: null,
    observations: null,
    medications: null,
    statements: null,
    allergies: null,
    procedures: null,
  },
};
const post = (url: string, token?: string, payload: object = feedback) =>
  exposed.inject({
    method: "POST",
    url,
    payload,
    ...(token !== undefined && { headers: { authorization: `Bearer ${token}` } }),
  });
const claims = { iss: ISSUER, sub: "ehr" };
let made = 0;
async function signed(
  path: string,
  {
    issuer = ISSUER,
    audience = PUBLIC + path,
    ageS = 0,
    lifeS = 300,
    jti = `j${++made}` as string | undefined,
    signer = key,
    header = {},
    alg = "ES384",
  } = {},
) {
  const now = Math.floor(Date.now() / 1000) - ageS;
  const token = new SignJWT({ ...claims, iss: issuer })
    .setProtectedHeader({ alg, kid: "k1", typ: "JWT", ...header })
    .setAudience(audience)
    .setIssuedAt(now)
    .setExpirationTime(now + lifeS);
  if (jti !== undefined) token.setJti(jti);
  return token.sign(signer);
}

describe("where the service may listen", () => {
  const plan = { host: "0.0.0.0", hasTls: false, trustedProxies: [], identityCount: 0 };
  const codes = (change: object) => reasonsNotToListen({ ...plan, ...change }).map(({ code }) => code);
  it("loopback asks for nothing", () => {
    for (const host of ["127.0.0.1", "::1", "localhost", "127.9.9.9", "[::1]"])
      expect(codes({ host })).toEqual([]);
  });
  it("another address needs encryption and someone who can sign in", () => {
    expect(codes({})).toEqual(["no-encryption", "no-authentication"]);
    expect(codes({ hasTls: true })).toEqual(["no-authentication"]);
    expect(codes({ identityCount: 1 })).toEqual(["no-encryption"]);
    expect(codes({ trustedProxies: ["10.0.0.1"], identityCount: 1 })).toEqual([]);
    expect(codes({ host: "127.0.0.1.example.org" })).toHaveLength(2);
  });
  it("people who sign in must find back, encrypted", () => {
    const signIn = { hasTls: true, identityCount: 1, hasSignIn: true };
    expect(codes(signIn)).toEqual(["no-public-url"]);
    expect(codes({ ...signIn, publicUrl: "http://krampe.example.org" })).toEqual(["no-public-url"]);
    expect(codes({ ...signIn, publicUrl: PUBLIC })).toEqual([]);
    expect(codes({ ...signIn, host: "127.0.0.1" })).toEqual([]);
  });
  it("loopback behind a proxy is not only loopback", () => {
    expect(codes({ host: "127.0.0.1", trustedProxies: ["127.0.0.1"] })).toEqual(["no-authentication"]);
  });
});

describe("roles", () => {
  it("everyone reads what there is; the rest needs a token", async () => {
    for (const url of ["/health", "/ready", "/cds-services", "/fhir/metadata"])
      expect((await exposed.inject({ url })).statusCode).toBe(200);
    const refused = await post(`/cds-services/${await patientView()}`, undefined, hookBody);
    expect([refused.statusCode, refused.headers["www-authenticate"]]).toEqual([401, "Bearer"]);
    expect((await exposed.inject({ url: "/metrics" })).statusCode).toBe(401);
  });
  it("below /fhir the refusal is an OperationOutcome", async () => {
    const refused = await post("/fhir/$assess", undefined, { resourceType: "Bundle", type: "collection" });
    expect(refused.statusCode).toBe(401);
    expect(refused.json().resourceType).toBe("OperationOutcome");
  });
  it("a reader reads, a clinician asks, and a wrong or revoked token does neither", async () => {
    const reader = (await store.createApiToken({ name: "r", role: "reader" })) as string;
    const clinician = (await store.createApiToken({ name: "c", role: "clinician" })) as string;
    const url = `/cds-services/${await patientView()}`;
    expect((await post(url, reader, hookBody)).statusCode).toBe(403);
    expect((await post(url, clinician, hookBody)).statusCode).toBe(200);
    const metrics = await exposed.inject({ url: "/metrics", headers: { authorization: `Bearer ${reader}` } });
    expect(metrics.statusCode).toBe(200);
    await store.revokeApiToken("c");
    expect((await post(url, clinician, hookBody)).statusCode).toBe(401);
    expect((await post(url, "krampe_wrong", hookBody)).statusCode).toBe(401);
    expect((await post(url, "a.b.c", hookBody)).statusCode).toBe(401);
  });
});

describe("CDS Hooks 2.0.1, Trusting CDS Clients", () => {
  it("a listed issuer's token works once", async () => {
    const id = await patientView();
    const token = await signed(`/cds-services/${id}`);
    expect((await post(`/cds-services/${id}`, token, hookBody)).statusCode).toBe(200);
    expect((await post(`/cds-services/${id}`, token, hookBody)).statusCode).toBe(401);
  });
  it("feedback is for the service or for its feedback address, and is kept", async () => {
    const id = await patientView();
    const url = `/cds-services/${id}/feedback`;
    expect((await post(url, await signed(url))).statusCode).toBe(200);
    expect((await post(url, await signed(`/cds-services/${id}`))).statusCode).toBe(200);
    expect(await store.database.selectFrom("hook_feedback").selectAll().execute()).toHaveLength(1);
  });
  it.each([
    ["an unlisted issuer", { issuer: "https://other.example.org" }],
    ["another audience", { audience: "https://elsewhere.example.org/cds-services/x" }],
    ["one that has expired", { ageS: 400 }],
    ["one not yet issued", { ageS: -120 }],
    ["one that lives longer than five minutes", { lifeS: 3600 }],
    ["one without jti", { jti: undefined }],
    ["keys at another address", { header: { jku: "https://evil.example.org/jwks.json" } }],
    ["a key that is not there", { header: { kid: "k2" } }],
  ] as const)("%s is refused", async (_name, change) => {
    const id = await patientView();
    const path = `/cds-services/${id}`;
    // An absent jti must be told from one not given here.
    const token = await ("jti" in change ? withoutJti(path) : signed(path, change));
    expect((await post(path, token, hookBody)).statusCode).toBe(401);
  });
  const withoutJti = (path: string) => {
    const now = Math.floor(Date.now() / 1000);
    return new SignJWT(claims)
      .setProtectedHeader({ alg: "ES384", kid: "k1" })
      .setAudience(PUBLIC + path)
      .setIssuedAt(now)
      .setExpirationTime(now + 60)
      .sign(key);
  };
  it("another's key, another algorithm and no signature are refused", async () => {
    const path = `/cds-services/${await patientView()}`;
    const other = await generateKeyPair("ES384");
    expect((await post(path, await signed(path, { signer: other.privateKey }), hookBody)).statusCode).toBe(
      401,
    );
    const weaker = await generateKeyPair("ES256");
    const es256 = await signed(path, { signer: weaker.privateKey, alg: "ES256" });
    expect((await post(path, es256, hookBody)).statusCode).toBe(401);
    const [, payload] = (await signed(path)).split(".");
    const none = `${Buffer.from('{"alg":"none"}').toString("base64url")}.${payload}.`;
    expect((await post(path, none, hookBody)).statusCode).toBe(401);
  });
  it("a client's token opens the hooks and nothing else", async () => {
    const token = await signed("/fhir/$assess");
    const bundle = { resourceType: "Bundle", type: "collection" };
    expect((await post("/fhir/$assess", token, bundle)).statusCode).toBe(401);
  });
});

describe("what is written down", () => {
  it("the audit log says who, what and why, and not which patient", async () => {
    const entries = [];
    for await (const entry of store.audit.entries()) entries.push(entry);
    const asked = entries.find(({ who }) => who.startsWith(`client:${ISSUER}`));
    expect(asked).toMatchObject({
      who: `client:${ISSUER} Practitioner/p1`,
      what: "POST /cds-services/:id",
      why: "patient-view",
      knowledgeHash: compiled.knowledge.hash,
    });
    expect(JSON.stringify(entries)).not.toMatch(/SECRET-77|Hemmelig/);
    expect((await store.audit.verify()).broken).toBeUndefined();
  });
  it("log and metrics name no patient, not even when the request is wrong", async () => {
    const token = (await store.createApiToken({ name: "log", role: "clinician" })) as string;
    await post("/cds-services/SECRET-77?patient=SECRET-77", token, { hook: "SECRET-77" });
    await exposed.inject({ url: "/no/such/SECRET-77" });
    const metrics = await local.inject({ url: "/metrics" });
    const measured = (await exposed.inject({ url: "/metrics", headers: await reader() })).body;
    expect(measured).toMatch(
      /http_server_request_duration_count\{http_request_method="POST",http_route="\/cds-services\/:id",http_response_status_code="200"\} \d/,
    );
    expect(metrics.body).toContain("krampe_build_info{");
    expect(logged.length).toBeGreaterThan(10);
    expect(logged.filter((line) => /SECRET-77|Hemmelig/.test(line))).toEqual([]);
    expect(logged.join("") + measured).not.toMatch(/SECRET-77|Hemmelig|krampe_[\w-]{43}/);
  });
  const reader = async () => {
    await store.revokeApiToken("m");
    const token = await store.createApiToken({ name: "m", role: "reader" });
    return { authorization: `Bearer ${token}` };
  };
});

describe("browsers", () => {
  const preflight = (origin: string, url: string) =>
    exposed.inject({
      method: "OPTIONS",
      url,
      headers: {
        origin,
        "access-control-request-method": "POST",
        "access-control-request-headers": "authorization",
      },
    });
  it("a listed page may call the hooks, another may not", async () => {
    const allowed = await preflight("https://sandbox.example.org", `/cds-services/${await patientView()}`);
    expect(allowed.headers["access-control-allow-origin"]).toBe("https://sandbox.example.org");
    const refused = await preflight("https://evil.example.org", `/cds-services/${await patientView()}`);
    expect(refused.headers["access-control-allow-origin"]).toBeUndefined();
  });
  it("on loopback a name that a page elsewhere points at this machine is not answered", async () => {
    const asked = (host: string) => local.inject({ url: "/cds-services", headers: { host } });
    expect((await asked("evil.example.org")).statusCode).toBe(421);
    for (const host of ["localhost:4711", "127.0.0.1:4711", "[::1]:4711"])
      expect((await asked(host)).statusCode).toBe(200);
  });
});

it("more requests than agreed are turned away", async () => {
  const strict = await buildService({
    compiled,
    version: "0.1.0",
    access: { exposed: false, requestsPerMinute: 3 },
  });
  const codes = [];
  for (let index = 0; index < 5; index++) codes.push((await strict.inject({ url: "/health" })).statusCode);
  expect(codes).toEqual([200, 200, 200, 429, 429]);
  await strict.close();
});

it("what a hook answers leaves only when its line in the audit log is committed", async () => {
  await putEmptyStore(join(folder, "held"));
  const held = await openStore({ folder: join(folder, "held") });
  const service = await buildService({ compiled, version: "0.1.0", store: held });
  const url = `/cds-services/${await patientView()}`;
  const order: string[] = [];
  let letGo = () => {};
  // Nobody else can write while this transaction is open.
  const transaction = held.database.transaction().execute(
    () =>
      new Promise<void>((resolve) => {
        letGo = resolve;
      }),
  );
  const answered = service.inject({ method: "POST", url, payload: hookBody }).then((response) => {
    order.push(`answered ${response.statusCode}`);
  });
  for (let other = 0; other < 50; other++) await service.inject({ url: "/health" });
  order.push("let go");
  letGo();
  await Promise.all([transaction, answered]);
  expect(order).toEqual(["let go", "answered 200"]);
  expect(await held.audit.verify()).toMatchObject({ count: 1 });
  await service.close();
  await held.close();
});

it("when the audit log cannot be written nothing is answered, and /ready says so", async () => {
  await putEmptyStore(join(folder, "broken"));
  const broken = await openStore({ folder: join(folder, "broken") });
  const service = await buildService({ compiled, version: "0.1.0", store: broken });
  expect((await service.inject({ url: "/ready" })).json()).toEqual({ status: "ready", store: "up" });
  await broken.close();
  const url = `/cds-services/${await patientView()}`;
  const refused = await service.inject({ method: "POST", url, payload: hookBody });
  expect(refused.statusCode).toBe(503);
  expect(refused.json()).toEqual({ error: expect.any(String) });
  expect((await service.inject({ url: "/metrics" })).body).not.toContain("krampe_hook_cards_total{");
  expect((await service.inject({ url: "/ready" })).statusCode).toBe(503);
  expect((await service.inject({ url: "/health" })).statusCode).toBe(200);
  await service.close();
});
