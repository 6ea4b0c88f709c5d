import { fileURLToPath } from "node:url";
import { extractFindings } from "@krampe/core/fhir/extract-findings.ts";
import { readRecord } from "@krampe/core/fhir/read-record.ts";
import { readResources } from "@krampe/core/fhir/read-resources.ts";
import { compileKnowledge } from "@krampe/core/knowledge/compile-knowledge.ts";
import { beforeAll, describe, expect, it } from "vitest";
import { knowledgeOnDisk } from "../../cli/knowledge-on-disk.ts";
import { buildService } from "../application.ts";
import { fhirChecks } from "./testing/fhir-checks.ts";

const loaded = knowledgeOnDisk(fileURLToPath(new URL("../../../knowledge", import.meta.url)));
if (!loaded.ok) throw new Error("the knowledge has mistakes");
const compiled = compileKnowledge(loaded.value);
const TODAY = "2026-11-22";

type Item = Record<string, unknown> & { readonly linkId: string; readonly item?: readonly Item[] };
interface Entry {
  readonly resource: Record<string, unknown> & { readonly resourceType: string };
}
const items = (within: readonly Item[]): Item[] => within.flatMap((one) => [one, ...items(one.item ?? [])]);

let service: Awaited<ReturnType<typeof buildService>>;
let checks: (resource: unknown) => string[];
beforeAll(async () => {
  checks = fhirChecks([
    "Questionnaire",
    "Observation",
    "OperationOutcome",
    "GuidanceResponse",
    "DetectedIssue",
    "ServiceRequest",
    "ClinicalImpression",
    "CarePlan",
    "Provenance",
  ]);
  service = await buildService({
    compiled,
    version: "0.1.0",
    today: () => TODAY,
    now: () => `${TODAY}T12:00:00Z`,
  });
});

async function post(url: string, payload: object, status = 200) {
  const response = await service.inject({
    method: "POST",
    url,
    headers: { "content-type": "application/fhir+json" },
    payload: JSON.stringify(payload),
  });
  const body = response.json();
  expect(checks(body)).toEqual([]);
  expect(response.statusCode).toBe(status);
  return { body, entries: (body.entry ?? []) as Entry[] };
}

async function served(language: string) {
  const response = await service.inject({
    url: "/fhir/Questionnaire/krampe",
    headers: { "accept-language": language },
  });
  return response.json();
}

/** One answer to each question: signs by turns yes and no, quantities the middle of what is possible. */
function answered(questions: readonly Item[]) {
  return questions
    .filter(({ type }) => type !== "group")
    .map(({ linkId }, index) => {
      const { kind, options, plausible, unit } = compiled.findings[compiled.indexOfFinding.get(linkId)!];
      const middle = ((plausible?.low ?? 0) + (plausible?.high ?? 10)) / 2;
      const value =
        kind === "quantity"
          ? { valueQuantity: { value: middle, system: "http://unitsofmeasure.org", code: unit ?? "1" } }
          : kind === "choice"
            ? { valueCoding: { system: `urn:krampe:finding:${linkId}`, code: options[0].id } }
            : {
                valueCoding: {
                  system: "http://snomed.info/sct",
                  code: index % 2 ? "373066001" : "373067005",
                },
              };
      return { linkId, answer: [value] };
    });
}

const response = (item: readonly object[]) => ({
  resourceType: "QuestionnaireResponse",
  id: "r",
  questionnaire: "urn:krampe:questionnaire|0.1.0",
  status: "completed",
  authored: TODAY,
  subject: { reference: "Patient/p" },
  item,
});

describe("GET /fhir/Questionnaire/krampe", () => {
  it.each(["en", "nb"])("passes all checkers in %s and asks for every finding", async (language) => {
    const one = await served(language);
    expect(checks(one)).toEqual([]);
    expect(one.language).toBe(language);
    const asked = items(one.item).filter(({ type }) => type !== "group");
    expect(asked).toHaveLength(compiled.findings.length);
    for (const { text } of asked) expect(text).toEqual(expect.stringMatching(/./));
  });

  it("asks only women about pregnancy", async () => {
    const pregnant = items((await served("en")).item).find(({ linkId }) => linkId === "pregnant");
    expect(pregnant?.enableWhen).toEqual([
      {
        question: "sex",
        operator: "!=",
        answerCoding: { system: "urn:krampe:finding:sex", code: "male" },
      },
    ]);
  });
});

describe("POST /fhir/QuestionnaireResponse/$extract", () => {
  it("makes every answer an Observation that reads back as the same finding", async () => {
    const all = response(answered(items((await served("en")).item)));
    const direct = extractFindings(all, compiled, TODAY);
    expect(direct.issues).toEqual([]);
    expect(direct.findings).toHaveLength(compiled.findings.length);
    const { body } = await post("/fhir/QuestionnaireResponse/$extract", all);
    const read = readRecord(readResources(JSON.stringify(body), "extracted").resources, compiled, TODAY);
    expect(read.issues).toEqual([]);
    const values = (findings: readonly { id: string; value: unknown }[]) =>
      new Map(findings.map(({ id, value }) => [id, value]));
    expect(values(read.findings)).toEqual(values(direct.findings));
  });

  it("is assessed to the same answer as Observations and as the response itself", async () => {
    const one = response(
      answered([
        { linkId: "sex" },
        { linkId: "muscle-cramp" },
        { linkId: "potassium" },
        { linkId: "calf-cramp" },
      ]),
    );
    const { body } = await post("/fhir/QuestionnaireResponse/$extract", one);
    const whatItSays = ({ entries }: { readonly entries: readonly Entry[] }) =>
      entries
        .filter(({ resource }) => ["Observation", "DetectedIssue"].includes(resource.resourceType))
        .map(({ resource: { code, valueQuantity, valueCodeableConcept } }) => [
          code,
          valueQuantity,
          valueCodeableConcept,
        ]);
    const fromObservations = await post("/fhir/$assess", body);
    const fromResponse = await post("/fhir/$assess", one);
    expect(whatItSays(fromResponse)).toEqual(whatItSays(fromObservations));
    expect(whatItSays(fromResponse).length).toBeGreaterThan(3);
    const derived = fromResponse.entries.find(({ resource }) => resource.resourceType === "Observation");
    expect(derived?.resource.derivedFrom).toEqual([
      { reference: "QuestionnaireResponse/r", type: "QuestionnaireResponse" },
    ]);
  });

  it("takes the response in Parameters and tells where an answer cannot be used", async () => {
    const item = [
      { linkId: "potassium", answer: [{ valueQuantity: { value: 4, unit: "furlong" } }] },
      { linkId: "muscle-cramp", answer: [{ valueBoolean: true }] },
    ];
    const parameter = [{ name: "questionnaire-response", resource: response(item) }];
    const { entries } = await post("/fhir/QuestionnaireResponse/$extract", {
      resourceType: "Parameters",
      parameter,
    });
    expect(entries.map(({ resource }) => resource.resourceType)).toEqual(["Observation", "OperationOutcome"]);
    expect(entries[1].resource.issue).toMatchObject([
      { code: "value", expression: ["Parameters.parameter[0].resource.item[0].answer[0]"] },
    ]);
  });

  it("refuses what is no response, or answers something else", async () => {
    const url = "/fhir/QuestionnaireResponse/$extract";
    expect((await post(url, { resourceType: "Patient" }, 400)).body.issue[0].details.text).toContain(
      "Patient",
    );
    await post(url, { ...response([]), questionnaire: "http://example.org/other" }, 422);
    await post(url, { ...response([]), status: "entered-in-error" }, 422);
    expect((await post(url, response([]))).entries).toEqual([]);
  });
});
