import { fileURLToPath } from "node:url";
import { compileKnowledge } from "@krampe/core/knowledge/compile-knowledge.ts";
import { Validator } from "@seriousme/openapi-schema-validator";
import { Errors } from "typebox/value";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { knowledgeOnDisk } from "../../cli/knowledge-on-disk.ts";
import { buildService } from "../application.ts";
import { CONTENT_SECURITY_POLICY } from "../security-headers.ts";
import { API_SCHEMAS, type ApiSchema, KNOWLEDGE_KINDS } from "./api-schema.ts";
import { type KrampeClient, KrampeRefusal, krampeClient } from "./client.ts";
import { OPERATIONS } from "./operations.ts";

const loaded = knowledgeOnDisk(fileURLToPath(new URL("../../../knowledge", import.meta.url)));
if (!loaded.ok) throw new Error("the knowledge has mistakes");
const compiled = compileKnowledge(loaded.value);

let service: Awaited<ReturnType<typeof buildService>>;
let client: KrampeClient;
let baseUrl: string;
beforeAll(async () => {
  service = await buildService({ compiled, version: "0.1.0", today: () => "2026-11-22" });
  baseUrl = await service.listen({ port: 0, host: "127.0.0.1" });
  client = krampeClient({ baseUrl: `${baseUrl}/`, language: "nb" });
});
afterAll(() => service.close());

const mismatches = (name: ApiSchema, value: unknown) => [...Errors(API_SCHEMAS[name], value)];
const refused = (promise: Promise<unknown>) =>
  promise.then(
    () => {
      throw new Error("was not refused");
    },
    (failure: unknown) => {
      expect(failure).toBeInstanceOf(KrampeRefusal);
      const { status, issues } = failure as KrampeRefusal;
      expect(mismatches("Problem", { issues })).toEqual([]);
      return { status, codes: issues.map(({ code }) => code), issues };
    },
  );

describe("the client, over the network", () => {
  it("assesses a case, in its language and by the schema", async () => {
    const report = await client.assess({ case: { "muscle-cramp": "present", potassium: "2.1 mmol/L" } });
    expect(mismatches("Report", report)).toEqual([]);
    expect(report.knowledge.hash).toBe(compiled.knowledge.hash);
    expect(report.redFlags).not.toEqual([]);
    expect(report.findings.find(({ id }) => id === "potassium")?.text).toBe("2,1 mmol/L");
  });

  it("assesses a case and a record together, as of a day", async () => {
    const patient = { resourceType: "Patient", id: "p", gender: "female", birthDate: "1950-01-01" };
    const record = { resourceType: "Bundle", type: "collection", entry: [{ resource: patient }] };
    const report = await client.assess({
      case: { "muscle-cramp": "present" },
      record,
      at: "2020-01-01",
      patient: "p",
      language: "en",
    });
    expect(report.findings.find(({ id }) => id === "age")).toMatchObject({ value: 70, text: "70 years" });
  });

  it("asks what is worth knowing, at most as many as are wanted", async () => {
    const answer = await client.ask({ case: { "muscle-cramp": "present" }, most: 3 });
    expect(mismatches("AskAnswer", answer)).toEqual([]);
    expect(answer.ask).toHaveLength(3);
    expect((await client.ask({ case: { "muscle-cramp": "present" } })).ask).toHaveLength(12);
  });

  it("lists the knowledge and gives each entry that it lists", async () => {
    const index = await client.knowledge();
    expect(mismatches("KnowledgeIndex", index)).toEqual([]);
    const firstOfKind = KNOWLEDGE_KINDS.flatMap(
      (kind) => index.entries.find((one) => one.kind === kind) ?? [],
    );
    expect(firstOfKind.length).toBeGreaterThan(6);
    for (const { kind, id } of firstOfKind) {
      const { entry, ...named } = await client.entry(kind, id);
      expect(mismatches("KnowledgeEntry", { entry, ...named })).toEqual([]);
      expect([named, Object.keys(entry).length > 1]).toEqual([{ kind, id }, true]);
    }
  });

  it("tells what of a case could not be used, and where", async () => {
    const { issues } = await client.assess({ case: { "muscle-cramp": "present", potassium: 4 } });
    expect(issues).toMatchObject([{ code: "value-without-unit", place: { path: "case.potassium" } }]);
  });

  it("is refused what cannot be assessed", async () => {
    expect(await refused(client.assess({}))).toMatchObject({ status: 422, codes: ["nothing-to-assess"] });
    expect(await refused(client.assess({ case: { potasium: "4 mmol/L" } }))).toMatchObject({
      status: 422,
      codes: ["unknown-finding"],
      issues: [{ suggestion: "Mente du «potassium»?" }],
    });
    expect(await refused(client.assess({ case: {}, at: "2026-02-30" }))).toMatchObject({ status: 422 });
    expect(await refused(client.assess({ case: {}, colour: "red" } as object))).toMatchObject({
      status: 400,
      codes: ["request-not-understood"],
    });
    expect(await refused(client.entry("causes", "nothing"))).toMatchObject({
      status: 404,
      codes: ["not-found"],
    });
  });
});

describe("what no client should send", () => {
  it.each([
    ["not JSON", "{", "application/json", 400, "not-json"],
    ["nested without end", "[".repeat(50_000), "application/json", 400, "body-too-deep"],
    ["XML", "<a/>", "application/xml", 415, "content-type-not-supported"],
    ["too much", `"${"a".repeat(17 * 1024 * 1024)}"`, "application/json", 413, "body-too-large"],
    ["a list", "[]", "application/json", 400, "request-not-understood"],
  ])("is refused with a problem: %s", async (_name, payload, type, status, code) => {
    const response = await service.inject({
      method: "POST",
      url: "/api/assess",
      headers: { "content-type": type },
      payload,
    });
    expect(response.statusCode).toBe(status);
    expect(response.json().issues[0].code).toBe(code);
  });

  it("is a path that is not there", async () => {
    const response = await service.inject({ url: "/api/nothing" });
    expect([response.statusCode, response.json().issues[0].code]).toEqual([404, "not-found"]);
  });
});

describe("the description", () => {
  it.each(["en", "nb"])("is valid OpenAPI 3.1 in %s", async (language) => {
    const response = await service.inject({
      url: "/api/openapi.json",
      headers: { "accept-language": language },
    });
    const validator = new Validator();
    const { valid, errors } = await validator.validate(response.json());
    expect(errors).toBeUndefined();
    expect([valid, validator.version]).toEqual([true, "3.1"]);
  });

  it("names only routes that are there, and every schema that it refers to", async () => {
    const described = (await service.inject({ url: "/api/openapi.json" })).json();
    for (const { method, path } of OPERATIONS) {
      expect(described.paths[path][method]).toBeDefined();
      const url = path.replaceAll("{", ":").replaceAll("}", "");
      expect(service.hasRoute({ method: method.toUpperCase() as "GET", url })).toBe(true);
    }
    for (const [, name] of JSON.stringify(described).matchAll(/"#\/components\/schemas\/(\w+)"/g))
      expect(Object.keys(described.components.schemas)).toContain(name);
  });

  it("is a page for people, in their language, without script or inline style", async () => {
    const response = await service.inject({ url: "/api/reference", headers: { "accept-language": "nb" } });
    expect(response.headers["content-type"]).toBe("text/html; charset=utf-8");
    expect(response.headers["content-security-policy"]).toBe(CONTENT_SECURITY_POLICY);
    expect(response.body).toContain('<html lang="nb">');
    expect(response.body).not.toMatch(/<script|<style|\sstyle=|\son\w+=/);
    for (const { path } of OPERATIONS) expect(response.body).toContain(path);
    for (const [, id] of response.body.matchAll(/href="#(\w+)"/g))
      expect(response.body).toContain(`id="${id}"`);
    const style = await service.inject({ url: "/api/reference.css" });
    expect(style.headers["content-type"]).toBe("text/css; charset=utf-8");
  });
});
