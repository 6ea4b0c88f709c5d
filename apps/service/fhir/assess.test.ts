import { fileURLToPath } from "node:url";
import { compileKnowledge } from "@krampe/core/knowledge/compile-knowledge.ts";
import { beforeAll, describe, expect, it } from "vitest";
import { knowledgeOnDisk } from "../../cli/knowledge-on-disk.ts";
import { buildService } from "../application.ts";
import { fhirChecks, ownCanonicals } from "./testing/fhir-checks.ts";

const loaded = knowledgeOnDisk(fileURLToPath(new URL("../../../knowledge", import.meta.url)));
if (!loaded.ok) throw new Error("the knowledge has mistakes");
const compiled = compileKnowledge(loaded.value);
const TODAY = "2026-11-22";
const FHIR = "application/fhir+json";

type Json = Record<string, unknown>;
interface Entry {
  readonly fullUrl: string;
  readonly resource: Json & { readonly resourceType: string };
}
const subject = { reference: "Patient/p" };
const coded = (system: string, code: string) => ({ coding: [{ system, code }] });
const PATIENT: Json = { resourceType: "Patient", id: "p", gender: "female", birthDate: "1950-01-01" };
const potassium = (value: number, unit = "mmol/L", id = "k"): Json => ({
  resourceType: "Observation",
  id,
  status: "final",
  subject,
  code: coded("http://loinc.org", "2823-3"),
  effectiveDateTime: "2026-11-20",
  valueQuantity: { value, unit },
});
const cramp: Json = {
  resourceType: "Condition",
  id: "cramp",
  subject,
  clinicalStatus: coded("http://terminology.hl7.org/CodeSystem/condition-clinical", "active"),
  code: coded("http://hl7.org/fhir/sid/icd-10", "R25.2"),
  onsetDateTime: "2026-10-01",
};
const drug = (atc: string, id: string): Json => ({
  resourceType: "MedicationRequest",
  id,
  status: "active",
  intent: "order",
  subject,
  authoredOn: "2026-11-01",
  medicationCodeableConcept: { ...coded("http://www.whocc.no/atc", atc), text: `Drug ${atc}` },
});
const bundle = (...resources: Json[]): Json => ({
  resourceType: "Bundle",
  type: "collection",
  entry: resources.map((resource) => ({ resource })),
});
const RECORD = bundle(
  PATIENT,
  cramp,
  potassium(2.1),
  drug("C03CA01", "furosemide"),
  drug("P01BC01", "quinine"),
);

let service: Awaited<ReturnType<typeof buildService>>;
let checks: (resource: unknown) => string[];
beforeAll(async () => {
  checks = fhirChecks([
    "GuidanceResponse",
    "Observation",
    "DetectedIssue",
    "ServiceRequest",
    "ClinicalImpression",
    "CarePlan",
    "Provenance",
    "OperationOutcome",
    "CapabilityStatement",
    "OperationDefinition",
    "Library",
    "Questionnaire",
  ]);
  service = await buildService({
    compiled,
    version: "0.1.0",
    today: () => TODAY,
    now: () => `${TODAY}T12:00:00Z`,
  });
});

async function post(url: string, payload: unknown, headers: Record<string, string> = {}) {
  const response = await service.inject({
    method: "POST",
    url,
    headers: { "content-type": FHIR, ...headers },
    payload: typeof payload === "string" ? payload : JSON.stringify(payload),
  });
  expect(response.headers["content-type"]).toContain(FHIR);
  const body = response.json();
  expect(checks(body)).toEqual([]);
  return { status: response.statusCode, body, entries: (body.entry ?? []) as Entry[] };
}

const assess = (payload: unknown, headers?: Record<string, string>) =>
  post("/fhir/$assess", payload, headers);
const ofType = (entries: readonly Entry[], type: string) =>
  entries.map(({ resource }) => resource).filter(({ resourceType }) => resourceType === type);

describe("$assess", () => {
  it("answers a Bundle whose every resource passes all checkers", async () => {
    const { status, body, entries } = await assess(RECORD);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      resourceType: "Bundle",
      type: "collection",
      timestamp: `${TODAY}T12:00:00Z`,
    });
    expect(entries[0].resource).toMatchObject({
      resourceType: "GuidanceResponse",
      status: "data-requested",
      subject: { reference: "Patient/p" },
    });
    for (const type of ["Observation", "DetectedIssue", "ServiceRequest", "CarePlan", "Provenance"])
      expect(ofType(entries, type), type).not.toEqual([]);
  });

  it("writes an Observation for a finding, with what said so", async () => {
    const { entries } = await assess(RECORD);
    const [found] = ofType(entries, "Observation").filter(({ code }) =>
      JSON.stringify(code).includes('"potassium"'),
    );
    expect(found).toMatchObject({
      status: "final",
      effectiveDateTime: "2026-11-20",
      valueQuantity: { value: 2.1, system: "http://unitsofmeasure.org", code: "mmol/L" },
      derivedFrom: [{ reference: "Observation/k" }],
      subject,
    });
    expect(found.code).toMatchObject({
      coding: expect.arrayContaining([{ system: "urn:krampe:finding", code: "potassium" }]),
    });
  });

  it("derives low potassium from the Observation that it writes of potassium", async () => {
    const { entries } = await assess(RECORD);
    const of = (id: string) =>
      entries.find(
        ({ resource }) =>
          resource.resourceType === "Observation" && JSON.stringify(resource.code).includes(`"${id}"`),
      );
    expect(of("hypokalaemia")?.resource).toMatchObject({
      status: "preliminary",
      derivedFrom: [{ reference: of("potassium")?.fullUrl, type: "Observation" }],
    });
  });

  it("names a Condition as supporting information, because derivedFrom may not", async () => {
    const { entries } = await assess(RECORD);
    expect(JSON.stringify(ofType(entries, "Observation"))).toContain(
      '"valueReference":{"reference":"Condition/cramp","type":"Condition"}',
    );
  });

  it("writes no Observation of what only the silence of the record says and decided nothing", async () => {
    const { entries } = await assess(bundle(PATIENT, drug("C03CA01", "furosemide")));
    expect(JSON.stringify(ofType(entries, "Observation"))).not.toContain("taking-imatinib");
  });

  it("detects a red flag, with urgency and evidence", async () => {
    const { entries } = await assess(RECORD);
    const flags = ofType(entries, "DetectedIssue").filter(({ code }) =>
      JSON.stringify(code).includes("urn:krampe:red-flag"),
    );
    expect(flags[0]).toMatchObject({
      severity: "high",
      implicated: [expect.objectContaining({ type: "Observation" })],
      mitigation: [{ action: { text: expect.any(String) } }],
    });
  });

  it("detects a drug that is taken and speaks against itself here", async () => {
    const thrombocytes: Json = {
      ...potassium(90, "10*9/L", "t"),
      code: coded("http://loinc.org", "26515-7"),
    };
    const { entries } = await assess(bundle(PATIENT, cramp, thrombocytes, drug("P01BC01", "quinine")));
    const [found] = ofType(entries, "DetectedIssue").filter(({ code }) =>
      JSON.stringify(code).includes("urn:krampe:treatment"),
    );
    expect(found).toMatchObject({
      implicated: expect.arrayContaining([
        { reference: "MedicationRequest/quinine", type: "MedicationRequest", display: "Drug P01BC01" },
      ]),
    });
    const { entries: without } = await assess(bundle(PATIENT, cramp, thrombocytes));
    expect(JSON.stringify(ofType(without, "DetectedIssue"))).not.toContain("urn:krampe:treatment");
  });

  it("proposes tests and treatments; what to leave is marked so", async () => {
    const { entries } = await assess(RECORD);
    for (const request of ofType(entries, "ServiceRequest"))
      expect(request).toMatchObject({ status: "draft", intent: "proposal", subject });
    const [plan] = ofType(entries, "CarePlan");
    const activity = plan.activity as { detail?: Json; reference?: Json }[];
    const details = activity.flatMap(({ detail }) => (detail ? [detail] : []));
    expect(activity.filter(({ reference }) => reference)).toHaveLength(
      ofType(entries, "ServiceRequest").length,
    );
    expect(details.some(({ doNotPerform }) => doNotPerform === true)).toBe(true);
    expect(details.some(({ doNotPerform }) => doNotPerform === false)).toBe(true);
    for (const detail of details) expect(detail.description).toEqual(expect.stringMatching(/./));
  });

  it("says which knowledge it rests on, and targets everything", async () => {
    const { entries } = await assess(RECORD);
    const [provenance] = ofType(entries, "Provenance");
    expect(provenance.entity).toEqual(
      expect.arrayContaining([
        {
          role: "source",
          what: {
            type: "Library",
            identifier: { system: "urn:krampe:knowledge:sha256", value: compiled.knowledge.hash },
            display: `Krampe knowledge ${compiled.knowledge.version}`,
          },
        },
        { role: "source", what: { reference: "Condition/cramp", type: "Condition" } },
      ]),
    );
    expect(provenance.target).toHaveLength(entries.length - 1);
  });

  it("takes Parameters with language, day and patient", async () => {
    const { status, body, entries } = await assess({
      resourceType: "Parameters",
      parameter: [
        { name: "record", resource: RECORD },
        { name: "record", resource: { ...PATIENT, id: "q" } },
        { name: "language", valueCode: "nb" },
        { name: "at", valueDate: "2026-11-21" },
        { name: "patient", valueString: "p" },
      ],
    });
    expect(status).toBe(200);
    expect(body.language).toBe("nb");
    expect(entries[0].resource.note).toEqual([{ text: expect.stringContaining("21.11.2026") }]);
  });

  it("takes the settings in the address too", async () => {
    const { status, body } = await post("/fhir/$assess?language=nb&at=2026-11-21&patient=Patient/p", RECORD);
    expect(status).toBe(200);
    expect(body.language).toBe("nb");
  });

  it("is found with the dollar sign encoded", async () => {
    expect((await post("/fhir/%24assess", RECORD)).status).toBe(200);
  });

  it("answers in the language of Accept-Language", async () => {
    expect((await assess(RECORD, { "accept-language": "nb-NO, en;q=0.5" })).body.language).toBe("nb");
  });

  it("tells what of the record could not be used, and where it stands", async () => {
    const { entries } = await assess(bundle(PATIENT, potassium(4, "furlong")));
    const [outcome] = ofType(entries, "OperationOutcome");
    expect((outcome.issue as Json[])[0]).toMatchObject({
      severity: "error",
      code: "value",
      details: { coding: [{ system: "urn:krampe:issue", code: "unit-not-convertible" }] },
      expression: ["Bundle.entry[1].resource"],
    });
    expect(entries[0].resource.evaluationMessage).toHaveLength(1);
  });

  it("reads its own Observations back to the same findings", async () => {
    const first = await assess(RECORD);
    const second = await assess(bundle(PATIENT, ...ofType(first.entries, "Observation")));
    const values = (entries: readonly Entry[]) =>
      ofType(entries, "Observation").map(({ code, valueQuantity, valueRange, valueCodeableConcept }) =>
        JSON.stringify([code, valueQuantity, valueRange, valueCodeableConcept]),
      );
    expect(values(second.entries)).toEqual(expect.arrayContaining(values(first.entries)));
    expect(ofType(second.entries, "DetectedIssue").map(({ code }) => code)).toEqual(
      expect.arrayContaining(
        ofType(first.entries, "DetectedIssue")
          .map(({ code }) => code)
          .filter((code) => JSON.stringify(code).includes("red-flag")),
      ),
    );
  });
});

describe("errors below /fhir are OperationOutcomes", () => {
  const outcome = (status: number, code: string) => ({
    status,
    body: {
      resourceType: "OperationOutcome",
      issue: [{ severity: "error", details: { coding: [{ system: "urn:krampe:issue", code }] } }],
    },
  });

  it("400 for what is not JSON, not a resource, or too deep", async () => {
    expect(await assess('{"resourceType":')).toMatchObject(outcome(400, "not-json"));
    expect(await assess("[]")).toMatchObject(outcome(400, "not-a-resource"));
    expect(await assess("null")).toMatchObject(outcome(400, "not-a-resource"));
    expect(await assess("[".repeat(20_000))).toMatchObject(outcome(400, "body-too-deep"));
    expect(await assess({ resourceType: "Bundle", type: "collection" })).toMatchObject(
      outcome(400, "nothing-to-assess"),
    );
  });

  it("400 with the place of a parameter that cannot be understood", async () => {
    const { status, body } = await assess({
      resourceType: "Parameters",
      parameter: [
        { name: "record", resource: RECORD },
        { name: "at", valueDate: "2026-02-30" },
      ],
    });
    expect(status).toBe(400);
    expect(body.issue[0].expression).toEqual(["Parameters.parameter[1]"]);
  });

  it("404 for what is not there, in the language asked for", async () => {
    const response = await service.inject({ url: "/fhir/Patient/1", headers: { "accept-language": "nb" } });
    expect(response.headers["content-type"]).toContain(FHIR);
    expect({ status: response.statusCode, body: response.json() }).toMatchObject(outcome(404, "not-found"));
    expect(response.json().issue[0].diagnostics).toContain("Det finnes ikke noe");
    expect(checks(response.json())).toEqual([]);
  });

  it("400 for an address that cannot be decoded", async () => {
    const response = await service.inject({ url: "/fhir/%E0%A4" });
    expect(response.headers["content-type"]).toContain(FHIR);
    expect({ status: response.statusCode, body: response.json() }).toMatchObject(
      outcome(400, "address-not-understood"),
    );
  });

  it("405 with Allow for another method", async () => {
    const response = await service.inject({ method: "DELETE", url: "/fhir/$assess" });
    expect(response.headers.allow).toBe("POST");
    expect({ status: response.statusCode, body: response.json() }).toMatchObject(
      outcome(405, "method-not-allowed"),
    );
    const read = await service.inject({ method: "PUT", url: "/fhir/Questionnaire/krampe", payload: {} });
    expect([read.statusCode, read.headers.allow]).toEqual([405, "GET, HEAD"]);
  });

  it("406 when only XML is accepted", async () => {
    const response = await service.inject({
      url: "/fhir/metadata",
      headers: { accept: "application/fhir+xml" },
    });
    expect({ status: response.statusCode, body: response.json() }).toMatchObject(
      outcome(406, "format-not-supported"),
    );
  });

  it("413 for a body that is too large", async () => {
    const large = `{"resourceType":"Bundle","x":"${"a".repeat(17 * 1024 * 1024)}"}`;
    expect(await assess(large)).toMatchObject(outcome(413, "body-too-large"));
  });

  it("415 for a body that is not JSON by its content type", async () => {
    expect(await assess("<Bundle/>", { "content-type": "application/fhir+xml" })).toMatchObject(
      outcome(415, "content-type-not-supported"),
    );
  });

  it("422 when it cannot be told which patient is meant", async () => {
    const two = bundle(PATIENT, { ...PATIENT, id: "q" });
    expect(await assess(two)).toMatchObject(outcome(422, "several-patients"));
    expect(await post("/fhir/$assess?patient=r", two)).toMatchObject(outcome(422, "patient-not-found"));
  });
});

describe("what the interface says of itself", () => {
  it("GET /fhir/metadata is a CapabilityStatement that passes all checkers", async () => {
    const response = await service.inject({ url: "/fhir/metadata" });
    expect(response.headers["content-type"]).toContain(FHIR);
    expect(response.json()).toMatchObject({ resourceType: "CapabilityStatement", fhirVersion: "4.0.1" });
    expect(checks(response.json())).toEqual([]);
  });

  it("serves what its canonicals name", async () => {
    const metadata = (await service.inject({ url: "/fhir/metadata" })).json();
    const { body } = await assess(RECORD);
    const named = [...new Set([...ownCanonicals(metadata), ...ownCanonicals(body)])];
    expect(named).toHaveLength(3);
    for (const url of named) {
      const found = await Promise.all(
        ["Library", "OperationDefinition", "Questionnaire"].map(async (type) =>
          (await service.inject({ url: `/fhir/${type}?url=${encodeURIComponent(url)}` })).json(),
        ),
      );
      for (const one of found) expect(checks(one)).toEqual([]);
      expect(found.map(({ total }) => total).toSorted()).toEqual([0, 0, 1]);
    }
  });
});
