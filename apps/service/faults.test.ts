/** What goes wrong around the service while it answers: the documented answer each time, over the network. See docs/guide/service-operation.md. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmdirSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { compileKnowledge } from "@krampe/core/knowledge/compile-knowledge.ts";
import type { FastifyInstance } from "fastify";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { knowledgeOnDisk } from "../cli/knowledge-on-disk.ts";
import { buildService } from "./application.ts";
import { openStore, type Store } from "./store/store.ts";
import { putEmptyStore } from "./store/testing/empty-store.ts";
import { postgresServer } from "./store/testing/postgres-server.ts";

const loaded = knowledgeOnDisk(fileURLToPath(new URL("../../knowledge", import.meta.url)));
if (!loaded.ok) throw new Error("the knowledge has mistakes");
const compiled = compileKnowledge(loaded.value);
const folder = mkdtempSync(join(tmpdir(), "krampe-faults-"));
const postgres = await postgresServer();
afterAll(() => {
  postgres?.remove();
  rmSync(folder, { recursive: true, force: true });
});

const PATIENT = { resourceType: "Patient", id: "p", gender: "female", birthDate: "1950-01-01" };
const hook = (change: object = {}) => ({
  hook: "patient-view",
  hookInstance: "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea",
  context: { patientId: "p", userId: "Practitioner/p1" },
  prefetch: {
    patient: PATIENT,
    conditions: null,
    observations: null,
    medications: null,
    statements: null,
    allergies: null,
    procedures: null,
  },
  ...change,
});
const ask = async (address: string, body: object = hook()) => {
  const response = await fetch(`${address}/cds-services/krampe-patient-view`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: await response.text() };
};

async function serving(store: Store, work: (address: string, service: FastifyInstance) => Promise<void>) {
  const service = await buildService({ compiled, version: "0.1.0", store });
  try {
    await work(await service.listen({ port: 0, host: "127.0.0.1" }), service);
  } finally {
    await service.close();
  }
}

describe("the database", () => {
  it.runIf(postgres)(
    "stopped and started again under load: 503 meanwhile, then answers; every answer has its line in one whole chain",
    async () => {
      const store = await openStore({ url: postgres?.freshDatabase() as string });
      await serving(store, async (address) => {
        const answers: { status: number; body: string }[] = [];
        let goOn = true;
        const caller = async () => {
          while (goOn) answers.push(await ask(address));
        };
        const callers = Array.from({ length: 8 }, caller);
        const since = async (status: number, count: number) => {
          const from = answers.length;
          await expect
            .poll(() => answers.slice(from).filter((one) => one.status === status).length, {
              timeout: 60_000,
            })
            .toBeGreaterThan(count);
        };
        for (let time = 0; time < 2; time++) {
          await since(200, 20);
          postgres?.stop();
          await since(503, 20);
          expect((await fetch(`${address}/ready`)).status).toBe(503);
          expect((await fetch(`${address}/health`)).status).toBe(200);
          postgres?.start();
          await since(200, 20);
          expect((await fetch(`${address}/ready`)).status).toBe(200);
        }
        goOn = false;
        await Promise.all(callers);
        expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 503]));
        for (const { body } of answers.filter(({ status }) => status === 503))
          expect(body).not.toMatch(/ECONN|127\.0\.0\.1|postgres|node_modules|\.ts:/i);
        const { count, broken } = await store.audit.verify();
        expect(broken).toBeUndefined();
        expect(count).toBeGreaterThanOrEqual(answers.filter(({ status }) => status === 200).length);
      });
      await store.close();
    },
  );

  it("its disk full: 503, what was acknowledged is there afterwards, and it answers again when there is room", async ({
    skip,
    onTestFinished,
  }) => {
    // Mounted by the test that uses it: what is mounted while tests are collected stays when none of them runs.
    const small = smallDisk(onTestFinished);
    if (small === undefined) return skip();
    const data = join(small, "data");
    await putEmptyStore(data);
    let store = await openStore({ folder: data });
    let acknowledged = 0;
    await serving(store, async (address) => {
      for (let call = 0; call < 20; call++) {
        expect((await ask(address)).status).toBe(200);
        acknowledged++;
      }
      fill(join(small, "ballast"));
      let status = 200;
      for (let call = 0; call < 20_000 && status === 200; call++) {
        const answers = await Promise.all(Array.from({ length: 50 }, () => ask(address)));
        acknowledged += answers.filter((one) => one.status === 200).length;
        status = Math.max(...answers.map((one) => one.status));
      }
      expect(status).toBe(503);
      expect((await fetch(`${address}/health`)).status).toBe(200);
    });
    await store.close().catch(() => {});
    rmSync(join(small, "ballast"));
    rmSync(join(data, "in-use-by"), { force: true });
    store = await openStore({ folder: data });
    await serving(store, async (address) => expect((await ask(address)).status).toBe(200));
    const { count, broken } = await store.audit.verify();
    expect(broken).toBeUndefined();
    expect(count).toBeGreaterThanOrEqual(acknowledged + 1);
    await store.close();
  });

  it("PostgreSQL's disk full: 503, and afterwards all that was acknowledged, when there is room again", async ({
    skip,
    onTestFinished,
  }) => {
    const small = smallDisk(onTestFinished);
    const server = small && (await postgresServer(small));
    if (!server) return skip();
    onTestFinished(() => server.remove());
    const store = await openStore({ url: server.freshDatabase() });
    await serving(store, async (address) => {
      expect((await ask(address)).status).toBe(200);
      let acknowledged = 1;
      fill(join(small, "ballast"));
      let status = 200;
      for (let call = 0; call < 2_000 && status === 200; call++) {
        const answers = await Promise.all(Array.from({ length: 50 }, () => ask(address)));
        acknowledged += answers.filter((one) => one.status === 200).length;
        status = Math.max(...answers.map((one) => one.status));
      }
      expect(status).toBe(503);
      expect((await fetch(`${address}/health`)).status).toBe(200);
      rmSync(join(small, "ballast"));
      // A server that could not write its journal has stopped, and is started by whoever runs it.
      if (!server.isRunning()) server.start();
      await vi.waitFor(async () => expect((await ask(address)).status).toBe(200), {
        timeout: 30_000,
        interval: 500,
      });
      const { count, broken } = await store.audit.verify();
      expect(broken).toBeUndefined();
      expect(count).toBeGreaterThanOrEqual(acknowledged + 1);
    });
    await store.close();
  });
});

/** A disk of its own that is soon full, gone with the test; undefined, with the reason printed, where nobody may mount one. */
function smallDisk(onTestFinished: (clean: () => void) => void): string | undefined {
  const at = mkdtempSync(join(tmpdir(), "krampe-small-"));
  onTestFinished(() => rmdirSync(at));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=128m,mode=755", "tmpfs", at], {
      stdio: ["ignore", "ignore", "pipe"],
    });
    onTestFinished(() => void execFileSync("umount", ["-l", at]));
    return at;
  } catch (error) {
    console.info(`A full disk was not tested: ${(error as Error).message.trim()}`);
    return undefined;
  }
}

function fill(file: string): void {
  const { bavail, bsize } = statfsSync(join(file, ".."));
  writeFileSync(file, Buffer.alloc(Math.max(0, bavail * bsize - 64 * 1024)));
}

describe("a FHIR server", () => {
  let fhir: Server;
  let fhirServer: string;
  let behave: (request: IncomingMessage, response: ServerResponse) => void = () => {};
  let service: FastifyInstance;
  let address: string;
  const asked: string[] = [];
  beforeAll(async () => {
    fhir = createServer((request, response) => {
      asked.push(request.url ?? "");
      response.setHeader("content-type", "application/fhir+json");
      behave(request, response);
    });
    await new Promise<void>((resolve) => fhir.listen(0, "127.0.0.1", resolve));
    fhirServer = `http://127.0.0.1:${(fhir.address() as AddressInfo).port}/fhir`;
    service = await buildService({ compiled, version: "0.1.0", today: () => "2026-11-22" });
    address = await service.listen({ port: 0, host: "127.0.0.1" });
  });
  afterEach(() => {
    asked.length = 0;
  });
  afterAll(async () => {
    await service.close();
    fhir.close();
    fhir.closeAllConnections();
  });
  const fhirAuthorization = {
    access_token: "t",
    token_type: "Bearer",
    expires_in: 300,
    scope: "patient/*.read",
    subject: "krampe",
  };
  /** Nothing prefetched: all must be asked for. */
  const unfetched = (given: object = {}) => hook({ prefetch: given, fhirServer, fhirAuthorization });
  const json = (response: ServerResponse, value: unknown) => response.end(JSON.stringify(value));
  const searchset = (...resources: object[]) => ({
    resourceType: "Bundle",
    type: "searchset",
    entry: resources.map((resource) => ({ resource })),
  });
  const isPatient = (request: IncomingMessage) => request.url?.startsWith("/fhir/Patient/") === true;

  it.each<[string, typeof behave]>([
    ["never answers", () => {}],
    [
      "begins and never ends",
      (_request, response) => {
        response.write("{");
      },
    ],
    ["hangs up", (request) => void request.socket.destroy()],
    ["fails", (_request, response) => void response.writeHead(500).end("{}")],
    ["answers with a page", (_request, response) => void response.end("<html>Sign in</html>")],
    ["answers with half of it", (_request, response) => void response.end('{"resourceType":"Patient"')],
    [
      "says 200 and means an error",
      (_request, response) => json(response, { resourceType: "OperationOutcome" }),
    ],
    ["answers with another patient", (_request, response) => json(response, { ...PATIENT, id: "other" })],
    [
      "leads elsewhere",
      (_request, response) => void response.writeHead(302, { location: "http://127.0.0.1:9/" }).end(),
    ],
    ["sends without end", (_request, response) => endless(response)],
  ])("that %s is told as 412 within ten seconds, without what it said", async (_name, how) => {
    behave = how;
    const started = Date.now();
    const answer = await ask(address, unfetched());
    expect([answer.status, Date.now() - started < 10_000]).toEqual([412, true]);
    expect(answer.body).not.toMatch(/html|other|\.ts:|node_modules/i);
  });

  it("that gives one page after another, slowly, is not waited for", async () => {
    behave = (request, response) => {
      if (isPatient(request)) return json(response, PATIENT);
      const page = {
        ...searchset(),
        link: [{ relation: "next", url: `${fhirServer}/Condition?page=${Math.random()}` }],
      };
      setTimeout(() => json(response, page), 1500);
    };
    const started = Date.now();
    expect((await ask(address, unfetched())).status).toBe(200);
    expect(Date.now() - started).toBeLessThan(10_000);
  });

  it("whose pages never end is read ten pages deep", async () => {
    behave = (request, response) =>
      json(response, {
        ...(isPatient(request) ? PATIENT : searchset()),
        link: [{ relation: "next", url: `${fhirServer}/Condition?page=${asked.length}` }],
      });
    expect((await ask(address, unfetched({ patient: PATIENT }))).status).toBe(200);
    expect(asked.length).toBeLessThanOrEqual(60);
  });

  it("whose next page is another host's gets nobody's token sent there", async () => {
    const elsewhere: string[] = [];
    const other = createServer((request, response) => {
      elsewhere.push(`${request.url} ${request.headers.authorization}`);
      response.end("{}");
    });
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const host = `127.0.0.1:${(other.address() as AddressInfo).port}`;
    for (const url of [
      `http://${host}/`,
      `${fhirServer}//${host}/`,
      `${fhirServer}/http://${host}/`,
      `${fhirServer}/../../${host}/`,
      `${fhirServer}/\\\\${host}/`,
    ]) {
      behave = (request, response) =>
        json(response, {
          ...(isPatient(request) ? PATIENT : searchset()),
          link: [{ relation: "next", url }],
        });
      await ask(address, unfetched());
    }
    other.close();
    expect(elsewhere).toEqual([]);
  });

  it("that mixes in another patient's data is not believed: the answer is as without it", async () => {
    const low = (patient: string) => ({
      resourceType: "Observation",
      id: `k-${patient}`,
      status: "final",
      subject: { reference: `Patient/${patient}` },
      code: { coding: [{ system: "http://loinc.org", code: "2823-3" }] },
      effectiveDateTime: "2026-11-20",
      valueQuantity: { value: 2.1, unit: "mmol/L" },
    });
    const answerWith = async (...observations: object[]) => {
      behave = (request, response) => {
        if (isPatient(request)) return json(response, PATIENT);
        json(response, searchset(...(request.url?.includes("Observation") ? observations : [])));
      };
      return JSON.parse((await ask(address, unfetched())).body).cards;
    };
    expect(await answerWith(low("other"))).toEqual([]);
    expect((await answerWith(low("p"))).length).toBeGreaterThan(0);
  });
});

function endless(response: ServerResponse): void {
  const chunk = "x".repeat(64 * 1024);
  const more = () => {
    while (!response.destroyed && response.write(chunk));
    if (!response.destroyed) response.once("drain", more);
  };
  more();
}
