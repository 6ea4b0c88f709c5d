/** CDS Hooks 2.0.1, paragraph by paragraph: what hooks.test.ts does not already say. */
import { compileKnowledge } from "@krampe/core/knowledge/compile-knowledge.ts";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { knowledgeOnDisk } from "../../cli/knowledge-on-disk.ts";
import { buildService } from "../application.ts";
import { fhirChecks } from "../fhir/testing/fhir-checks.ts";
import type { Card } from "./card.ts";
import type { FhirFetch } from "./record-for-hook.ts";
import { type HOOKS, PREFETCH } from "./services.ts";

const loaded = knowledgeOnDisk();
if (!loaded.ok) throw new Error("the knowledge has mistakes");
const compiled = compileKnowledge(loaded.value);
const TODAY = "2026-11-22";
const ATC = "http://www.whocc.no/atc";
const ICD = "http://hl7.org/fhir/sid/icd-10";
const SERVER = "https://fhir.example/r4";

type Json = Record<string, unknown>;
const subject = { reference: "Patient/p" };
const coded = (system: string, code: string) => ({ coding: [{ system, code }], text: code });
const bundle = (...resources: Json[]): Json => ({
  resourceType: "Bundle",
  type: "searchset",
  entry: resources.map((resource) => ({ resource })),
});
const PATIENT: Json = { resourceType: "Patient", id: "p", gender: "female", birthDate: "1950-01-01" };
const condition = (code: string, id = code): Json => ({
  resourceType: "Condition",
  id,
  subject,
  clinicalStatus: coded("http://terminology.hl7.org/CodeSystem/condition-clinical", "active"),
  code: coded(ICD, code),
  onsetDateTime: "2026-10-01",
});
const drug = (atc: string, id = "m", status = "active"): Json => ({
  resourceType: "MedicationRequest",
  id,
  status,
  intent: "order",
  subject,
  authoredOn: "2026-11-01",
  medicationCodeableConcept: coded(ATC, atc),
});
const potassium = (value: number): Json => ({
  resourceType: "Observation",
  id: "k",
  status: "final",
  subject,
  code: coded("http://loinc.org", "2823-3"),
  effectiveDateTime: "2026-11-20",
  valueQuantity: { value, unit: "mmol/L" },
});
const empty = {
  conditions: bundle(),
  observations: bundle(),
  medications: bundle(),
  statements: bundle(),
  allergies: bundle(),
  procedures: bundle(),
};
const prefetch = (more: Json = {}): Json => ({ patient: PATIENT, ...empty, ...more });
const draft = (atc: string) => ({ draftOrders: bundle(drug(atc, "draft", "draft")) });

let answer: FhirFetch;
let asked: { server: string; path: string; token: string }[];
let service: Awaited<ReturnType<typeof buildService>>;
let checks: (resource: unknown) => string[];
beforeAll(async () => {
  checks = fhirChecks(["ServiceRequest"]);
  service = await buildService({
    compiled,
    version: "0.1.0",
    today: () => TODAY,
    fetch: (server, path, token) => {
      asked.push({ server, path, token });
      return answer(server, path, token);
    },
  });
});
beforeEach(() => {
  asked = [];
  answer = async () => undefined;
});

async function call(hook: (typeof HOOKS)[number], body: Json, language = "en") {
  const { context, ...more } = body as { context?: Json };
  const response = await service.inject({
    method: "POST",
    url: `/cds-services/krampe-${hook}`,
    headers: { "accept-language": language },
    payload: {
      hook,
      hookInstance: "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea",
      context: { patientId: "p", userId: "Practitioner/x", ...context },
      ...more,
    },
  });
  const { cards = [], error } = response.json() as { cards?: Card[]; error?: string };
  return { status: response.statusCode, cards, error };
}
const order = (atc: string, more: Json = {}) =>
  call("order-sign", { context: draft(atc), prefetch: prefetch(more) });

describe("Discovery", () => {
  it("Prefetch Template: every template is a read or a search of one patient, by context.patientId alone", () => {
    for (const template of Object.values(PREFETCH)) {
      expect(template).toMatch(
        /^(Patient\/|[A-Z][A-Za-z]+\?patient=)\{\{context\.patientId\}\}(&[\w.-]+=[\w.,-]+)*$/,
      );
    }
  });

  it("Response: `version`, `hookVersion` and `usageRequirements` are there for 3.0 and are texts", async () => {
    const { services } = (await service.inject("/cds-services")).json();
    for (const one of services) {
      expect(one).toMatchObject({
        version: "0.1.0",
        hookVersion: expect.stringMatching(/^1\.\d$/),
        prefetch: PREFETCH,
      });
      expect(one.usageRequirements).toEqual(expect.stringMatching(/./));
    }
  });
});

describe("Prefetch Token and results", () => {
  it("null for a search is known to be empty, and for the patient it is a patient that is not there: 412", async () => {
    expect((await order("C01BB02", { conditions: null })).status).toBe(200);
    expect((await order("C01BB02", { patient: null })).status).toBe(412);
  });

  it("what the client gave is not asked for again, and what it did not give is asked for with its token", async () => {
    answer = async () => bundle();
    const { conditions: _conditions, ...rest } = prefetch();
    await call("patient-view", {
      prefetch: rest,
      fhirServer: SERVER,
      fhirAuthorization: {
        access_token: "t",
        token_type: "Bearer",
        expires_in: 300,
        scope: "patient/*.rs",
        subject: "x",
      },
    });
    expect(asked).toEqual([{ server: SERVER, path: "Condition?patient=p", token: "t" }]);
  });

  it("without fhirAuthorization nothing is asked", async () => {
    const { conditions: _conditions, ...rest } = prefetch();
    expect((await call("patient-view", { prefetch: rest, fhirServer: SERVER })).status).toBe(200);
    expect(asked).toEqual([]);
  });

  it("a patient id that holds more than an id cannot change what is asked for", async () => {
    await call("patient-view", {
      context: { patientId: "p/../Practitioner?x=&" },
      fhirServer: SERVER,
      fhirAuthorization: { access_token: "t", token_type: "Bearer" },
    });
    expect(asked.map(({ path }) => path)).toContain("Patient/p%2F..%2FPractitioner%3Fx%3D%26");
  });
});

describe("what was had in part is not taken for a no", () => {
  const silent = { medications: bundle(drug("C10AA01")) };
  /** Whether the check of mexiletine still lacks a fact about drugs that a whole list would have settled. */
  const openPoints = async (more: Json) => {
    const { cards } = await order("C01BB02", more);
    return cards[0]?.detail ?? "";
  };

  it("a page with a next one, an OperationOutcome among the entries, and a failed fetch leave more open than a whole list", async () => {
    const whole = await openPoints(silent);
    const paged = { ...silent.medications, link: [{ relation: "next", url: `${SERVER}/x` }] };
    const warned = bundle(drug("C10AA01"), {
      resourceType: "OperationOutcome",
      issue: [{ severity: "error", code: "timeout" }],
    });
    const failed = { resourceType: "OperationOutcome", issue: [{ severity: "error", code: "timeout" }] };
    for (const medications of [paged, warned, failed])
      expect((await openPoints({ medications })).length).toBeGreaterThan(whole.length);
  });

  it("what came before a page that failed still counts", async () => {
    answer = async (_server, path) =>
      path.includes("page=2")
        ? undefined
        : { ...bundle(condition("G70.0")), link: [{ relation: "next", url: `${SERVER}/Condition?page=2` }] };
    const { conditions: _conditions, ...rest } = prefetch();
    const { cards } = await call("order-sign", {
      context: draft("P01BC01"),
      prefetch: rest,
      fhirServer: SERVER,
      fhirAuthorization: { access_token: "t", token_type: "Bearer" },
    });
    expect(cards[0].indicator).toBe("critical");
  });
});

describe("another patient", () => {
  it("is not spoken of, whether prefetched, fetched, drafted or put on the list", async () => {
    const other = { reference: "Patient/other" };
    const theirs = (one: Json): Json => ({ ...one, subject: other });
    const { cards } = await call("patient-view", {
      prefetch: prefetch({ observations: bundle(theirs(potassium(1.9))) }),
    });
    expect(cards).toEqual([]);
    const drafted = { draftOrders: bundle(theirs(drug("P01BC01", "draft", "draft"))) };
    const conditions = bundle(condition("G70.0"));
    expect(
      (await call("order-sign", { context: drafted, prefetch: prefetch({ conditions }) })).cards,
    ).toEqual([]);
    const listed = { conditions: bundle(theirs(condition("R25.2"))) };
    expect((await call("problem-list-item-create", { context: listed, prefetch: prefetch() })).cards).toEqual(
      [],
    );
  });
});

describe("order-select and order-sign: each drug of the list", () => {
  it.each([
    ["quinine", "P01BC01"],
    ["mexiletine", "C01BB02"],
    ["carbamazepine", "N03AF01"],
    ["levetiracetam", "N03AX14"],
    ["magnesium", "A12CC02"],
    ["botulinum toxin", "M03AX01"],
    ["baclofen", "M03BX01"],
  ])("%s is spoken of while a deciding fact is unknown", async (_name, atc) => {
    const { cards } = await order(atc);
    expect(cards).toHaveLength(1);
    expect(cards[0].summary.length).toBeLessThan(140);
    expect(cards[0].overrideReasons?.length).toBeGreaterThan(2);
  });

  it("magnesium is held against its harm whatever it is given for", async () => {
    const magnesium = compiled.treatments.filter(({ treatment }) =>
      treatment.codes.some(({ code }) => code === "A12CC"),
    );
    const harms = magnesium.flatMap(({ treatment }) =>
      treatment.rules.filter(({ verdict }) => verdict === "contraindicated"),
    );
    const { cards } = await order("A12CC02");
    for (const { because } of harms) expect(cards[0].detail).toContain(because.en);
  });

  it("another drug of the same group is not", async () => {
    expect((await order("M03AX")).cards).toEqual([]);
  });
});

describe("CDS Service Response", () => {
  it("Card attributes: every card of every hook has what is required, in both languages", async () => {
    for (const language of ["en", "nb"]) {
      const answers = await Promise.all([
        call(
          "patient-view",
          {
            prefetch: prefetch({
              observations: bundle(potassium(2.1)),
              conditions: bundle(condition("R25.2")),
              medications: bundle(drug("C03CA01")),
            }),
          },
          language,
        ),
        call(
          "order-sign",
          { context: draft("P01BC01"), prefetch: prefetch({ conditions: bundle(condition("G70.0")) }) },
          language,
        ),
      ]);
      const cards = answers.flatMap((one) => one.cards);
      expect(cards.length).toBeGreaterThan(2);
      for (const card of cards) {
        expect(card.summary.length).toBeLessThan(140);
        expect(["info", "warning", "critical"]).toContain(card.indicator);
        expect(card.source.label).toBe("Krampe");
        expect(card.detail).not.toMatch(/undefined|\[object|NaN/);
        if (card.suggestions) expect(["at-most-one", "any"]).toContain(card.selectionBehavior);
        for (const { label, uuid, actions } of card.suggestions ?? []) {
          expect(label).not.toBe("");
          expect(uuid).toMatch(/^[0-9a-f-]{36}$/);
          for (const { type, description, resource, resourceId } of actions) {
            expect(description).not.toBe("");
            if (type === "create") expect(checks(resource)).toEqual([]);
            else expect(resourceId).toMatch(/^MedicationRequest\/\w+$/);
          }
        }
        for (const reason of card.overrideReasons ?? []) {
          expect(reason).toEqual({
            system: expect.any(String),
            code: expect.any(String),
            display: expect.any(String),
          });
        }
      }
    }
  });

  it("HTTP Status Codes: an error says what is wrong in the language asked for", async () => {
    expect((await call("patient-view", {}, "nb")).error).toContain("Pasienten var ikke forhåndshentet");
    expect((await call("patient-view", {}, "en")).error).toContain("could not be fetched");
  });
});
