/** Two FHIR clients that others wrote, against the record's server and against our own interface. */
import { compileKnowledge } from "@krampe/core/knowledge/compile-knowledge.ts";
import { Client as FhirKitClient } from "fhir-kit-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { knowledgeOnDisk } from "../../../cli/knowledge-on-disk.ts";
import { buildService } from "../../application.ts";
import { fhirChecks } from "../../fhir/testing/fhir-checks.ts";
import { OWN_PATIENT, ownRecords, recordsBeside } from "./records.ts";
import { type SmartServer, startSmartServer } from "./smart-server.ts";
import type { StoredResource } from "./stored-resource.ts";
import { pkce, tokenFor, walkThrough } from "./walk-through.ts";

// The package has no ESM of its own, and its types are those of a web server's part.
const fhirclient = (await import("fhirclient")).default as unknown as (
  request: object,
  response: object,
  storage: object,
) => { client(state: object): SmartClient };
interface SmartClient {
  request<T>(address: string | object, options?: object): Promise<T>;
  create(resource: object): Promise<StoredResource>;
  readonly patient: { readonly id: string | null; read(): Promise<StoredResource> };
}

const loaded = knowledgeOnDisk();
if (!loaded.ok) throw new Error("the knowledge has mistakes");
const compiled = compileKnowledge(loaded.value);
const REDIRECT = "http://127.0.0.1:1/record.html";
const DAY = "2026-11-20";

interface Bundle {
  readonly resourceType: string;
  readonly entry: readonly { readonly resource: StoredResource }[];
  readonly link?: readonly { readonly relation: string; readonly url: string }[];
}

let record: SmartServer;
let service: Awaited<ReturnType<typeof buildService>>;
let krampe: string;
let checks: (resource: unknown) => string[];
beforeAll(async () => {
  record = await startSmartServer({
    resources: [...ownRecords(DAY), ...recordsBeside()],
    redirectUris: [REDIRECT],
  });
  service = await buildService({ compiled, version: "0.1.0", today: () => DAY });
  krampe = `${await service.listen({ port: 0, host: "127.0.0.1" })}/fhir`;
  checks = fhirChecks([
    "CapabilityStatement",
    "GuidanceResponse",
    "Observation",
    "DetectedIssue",
    "ServiceRequest",
    "ClinicalImpression",
    "CarePlan",
    "Provenance",
    "OperationOutcome",
    "Questionnaire",
  ]);
});
afterAll(async () => {
  await Promise.all([record.close(), service.close()]);
});

async function tokenResponse() {
  const { verifier, challenge } = pkce();
  const { parameters } = await walkThrough(record, {
    scope: "launch openid fhirUser patient/*.rs patient/ServiceRequest.c",
    redirectUri: REDIRECT,
    launch: record.launchFor(OWN_PATIENT),
    codeChallenge: challenge,
  });
  return (await tokenFor(record, parameters.get("code") ?? "", verifier, REDIRECT)).body;
}

const SESSION = { get: async () => undefined, set: async () => undefined, unset: async () => true };
const client = (state: object) => fhirclient({ url: "/", headers: {} }, {}, SESSION).client(state);
const answers = {
  resourceType: "QuestionnaireResponse",
  questionnaire: "urn:krampe:questionnaire",
  status: "completed",
  item: [
    {
      linkId: "muscle-cramp",
      answer: [{ valueCoding: { system: "http://snomed.info/sct", code: "373066001" } }],
    },
  ],
} as const;

describe("fhirclient", () => {
  it("reads the launched patient page by page from the record, and creates in it", async () => {
    const to = client({ serverUrl: record.fhirBase, tokenResponse: await tokenResponse() });
    expect(await to.patient.read()).toMatchObject({ resourceType: "Patient", id: OWN_PATIENT });
    const search = `Observation?patient=${OWN_PATIENT}&_count=50`;
    const all = await to.request<readonly StoredResource[]>(search, { pageLimit: 0, flat: true });
    expect(all).toHaveLength(121);
    const subject = { reference: `Patient/${OWN_PATIENT}` };
    const created = await to.create({
      resourceType: "ServiceRequest",
      status: "draft",
      intent: "proposal",
      subject,
    });
    expect(record.created.at(-1)).toMatchObject({ id: created.id });
  });

  it("takes what the record says to $assess, and the Questionnaire's answers to $extract", async () => {
    const from = client({ serverUrl: record.fhirBase, tokenResponse: await tokenResponse() });
    const to = client({ serverUrl: krampe });
    expect(await to.request("metadata")).toMatchObject({ resourceType: "CapabilityStatement" });
    const pages = await from.request<readonly Bundle[]>(`Patient/${OWN_PATIENT}/$everything`, {
      pageLimit: 0,
    });
    const post = (url: string, body: object) =>
      to.request<Bundle>({
        url,
        method: "POST",
        body: JSON.stringify(body),
        headers: { "content-type": "application/fhir+json" },
      });
    const entry = pages.flatMap((page) => page.entry);
    const assessed = await post("$assess", { resourceType: "Bundle", type: "collection", entry });
    expect(checks(assessed)).toEqual([]);
    expect(assessed.entry[0].resource).toMatchObject({
      resourceType: "GuidanceResponse",
      subject: { reference: `Patient/${OWN_PATIENT}` },
    });
    const extracted = await post("QuestionnaireResponse/$extract", answers);
    expect(extracted.entry.map(({ resource }) => resource.resourceType)).toEqual(["Observation"]);
  });
});

describe("fhir-kit-client", () => {
  it("finds how to sign in at the record, and follows its pages", async () => {
    const { access_token: bearerToken } = await tokenResponse();
    const to = new FhirKitClient({ baseUrl: record.fhirBase, bearerToken: String(bearerToken) });
    expect(String((await to.smartAuthMetadata()).tokenUrl)).toContain("/authorization/token");
    let page: Bundle | undefined = (await to.search({
      resourceType: "Observation",
      searchParams: { patient: OWN_PATIENT, _count: 50 },
    })) as unknown as Bundle;
    const seen: StoredResource[] = [];
    while (page) {
      seen.push(...page.entry.map(({ resource }) => resource));
      page = (await to.nextPage({ bundle: page as never })) as unknown as Bundle | undefined;
    }
    expect(seen).toHaveLength(121);
  });

  it("finds what our interface offers, reads and searches it, and calls its operations", async () => {
    const to = new FhirKitClient({ baseUrl: krampe });
    const capability = await to.capabilityStatement();
    expect(checks(capability)).toEqual([]);
    const questionnaire = await to.read({ resourceType: "Questionnaire", id: "krampe" });
    expect(checks(questionnaire)).toEqual([]);
    const found = await to.search({
      resourceType: "Questionnaire",
      searchParams: { url: "urn:krampe:questionnaire" },
    });
    expect(found).toMatchObject({ resourceType: "Bundle", type: "searchset", total: 1 });
    const subject = { reference: "Patient/p" };
    const input = {
      resourceType: "Condition",
      id: "c",
      subject,
      code: { coding: [{ system: "http://hl7.org/fhir/sid/icd-10", code: "R25.2" }] },
    };
    const assessed = await to.operation({ name: "assess", method: "POST", input });
    expect(checks(assessed)).toEqual([]);
    expect((assessed as unknown as Bundle).entry[0].resource.resourceType).toBe("GuidanceResponse");
    const extracted = await to.operation({
      name: "extract",
      resourceType: "QuestionnaireResponse",
      input: answers,
    });
    expect(extracted).toMatchObject({ resourceType: "Bundle", type: "collection" });
  });

  it("is told by an OperationOutcome what was wrong", async () => {
    const to = new FhirKitClient({ baseUrl: krampe });
    const failed = await to.operation({ name: "assess", input: { resourceType: "Parameters" } }).then(
      () => undefined,
      (error: { response: { status: number; data: unknown } }) => error.response,
    );
    expect(failed?.status).toBe(400);
    expect(checks(failed?.data)).toEqual([]);
    await expect(to.read({ resourceType: "Patient", id: "1" })).rejects.toMatchObject({
      response: { status: 404 },
    });
  });
});
