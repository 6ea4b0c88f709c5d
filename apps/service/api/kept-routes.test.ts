import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { compileKnowledge } from "@krampe/core/knowledge/compile-knowledge.ts";
import type { FastifyInstance } from "fastify";
import { Errors } from "typebox/value";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { knowledgeOnDisk } from "../../cli/knowledge-on-disk.ts";
import type { Role } from "../access/role.ts";
import { buildService } from "../application.ts";
import { openStore, type Store } from "../store/store.ts";
import { putEmptyStore } from "../store/testing/empty-store.ts";
import { API_SCHEMAS } from "./api-schema.ts";
import { type KrampeClient, type KrampeRefusal, krampeClient } from "./client.ts";

const loaded = knowledgeOnDisk(fileURLToPath(new URL("../../../knowledge", import.meta.url)));
if (!loaded.ok) throw new Error("the knowledge has mistakes");
const compiled = compileKnowledge(loaded.value);
const folder = mkdtempSync(join(tmpdir(), "krampe-kept-"));

let store: Store;
let service: FastifyInstance;
let baseUrl: string;
let now = new Date();
const tokens = new Map<string, string>();
beforeAll(async () => {
  await putEmptyStore(join(folder, "data"));
  store = await openStore({ folder: join(folder, "data") }, () => now);
  service = await buildService({ compiled, version: "0.1.0", store, access: { exposed: true } });
  baseUrl = await service.listen({ port: 0, host: "127.0.0.1" });
  for (const [name, role] of Object.entries<Role>({
    kari: "clinician",
    ola: "clinician",
    student: "reader",
    chief: "administrator",
  }))
    tokens.set(name, (await store.createApiToken({ name, role })) as string);
});
afterAll(async () => {
  await service?.close();
  await store?.close();
  rmSync(folder, { recursive: true, force: true });
});

const as = (name: string): KrampeClient =>
  krampeClient({ baseUrl, language: "en", token: tokens.get(name) ?? "none" });
const statusOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 200,
    (failure: KrampeRefusal) => [failure.status, failure.issues[0]?.code],
  );
const raw = (name: string, path: string, method = "GET", body?: object) =>
  fetch(`${baseUrl}/api/${path}`, {
    method,
    headers: {
      authorization: `Bearer ${tokens.get(name)}`,
      ...(body && { "content-type": "application/json" }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
const patient = { case: { "muscle-cramp": "present", potassium: "2.1 mmol/L" } };

describe("saved assessments", () => {
  it("are off until an administrator switches them on, and nobody else can", async () => {
    expect(await statusOf(as("kari").save(patient))).toEqual([409, "saving-switched-off"]);
    expect((await raw("kari", "settings", "PATCH", { saveAssessments: true })).status).toBe(403);
    expect((await raw("chief", "settings", "PATCH", { saveAssessments: "yes" })).status).toBe(400);
    expect((await raw("chief", "settings", "PATCH", { assessmentDays: 0 })).status).toBe(400);
    const changed = await raw("chief", "settings", "PATCH", { saveAssessments: true, assessmentDays: 2 });
    expect([changed.status, await changed.json()]).toEqual([
      200,
      { saveAssessments: true, assessmentDays: 2, feedbackDays: 730, keepFeedbackComments: false },
    ]);
  });

  it("are given back to the one who saved them, to nobody else, until their last day", async () => {
    const { id, report } = await as("kari").save(patient);
    expect([...Errors(API_SCHEMAS.Saved, await as("kari").savedReport(id))]).toEqual([]);
    expect((await as("kari").savedReport(id)).report).toEqual(report);
    expect((await as("kari").saved()).assessments.map((one) => one.id)).toEqual([id]);
    for (const other of ["ola", "chief"]) {
      expect(await statusOf(as(other).savedReport(id))).toEqual([404, "not-found"]);
      expect((await as(other).saved()).assessments).toEqual([]);
      expect(await as(other).deleteSaved(id)).toBe(false);
    }
    expect(await statusOf(as("student").savedReport(id))).toEqual([403, "not-allowed"]);
    expect(await statusOf(as("nobody").savedReport(id))).toEqual([401, "not-signed-in"]);
    now = new Date(Date.now() + 3 * 86_400_000);
    expect(await statusOf(as("kari").savedReport(id))).toEqual([404, "not-found"]);
    now = new Date();
    expect(await as("kari").deleteSaved(id)).toBe(true);
    expect((await as("kari").saved()).assessments).toEqual([]);
  });

  it("each look and each deletion is in the audit log, which only administrators read, and which names no id", async () => {
    expect((await raw("kari", "audit")).status).toBe(403);
    const answer = await raw("chief", "audit");
    expect(answer.headers.get("content-type")).toBe("application/x-ndjson; charset=utf-8");
    const entries = (await answer.text())
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    const of = (who: string) => entries.filter((one) => one.who === `token:${who}`).map(({ what }) => what);
    expect(of("kari")).toContain("GET /api/assessments/:id");
    expect(of("kari")).toContain("DELETE /api/assessments/:id");
    expect(of("ola")).toContain("GET /api/assessments/:id");
    expect(of("chief")).toContain("PATCH /api/settings");
    expect(JSON.stringify(entries)).not.toMatch(/potassium|[0-9a-f]{8}-[0-9a-f]{4}-/);
    expect((await store.audit.verify()).broken).toBeUndefined();
  });
});

it("without a store nothing can be kept or shown, and that is said", async () => {
  const without = await buildService({ compiled, version: "0.1.0" });
  for (const url of ["/api/assessments", "/api/settings", "/api/audit"]) {
    const response = await without.inject({ url });
    expect([response.statusCode, response.json().issues[0].code]).toEqual([503, "store-unavailable"]);
  }
  await without.close();
});
