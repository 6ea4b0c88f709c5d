import { fileURLToPath } from "node:url";
import { compileKnowledge } from "@krampe/core/knowledge/compile-knowledge.ts";
import { beforeAll, describe, expect, it } from "vitest";
import { knowledgeOnDisk } from "../../cli/knowledge-on-disk.ts";
import { buildService } from "../application.ts";
import type { Card } from "./card.ts";
import type { FhirFetch } from "./record-for-hook.ts";

const loaded = knowledgeOnDisk(fileURLToPath(new URL("../../../knowledge", import.meta.url)));
if (!loaded.ok) throw new Error("the knowledge has mistakes");
const compiled = compileKnowledge(loaded.value);
const TODAY = "2026-11-22";

type Json = Record<string, unknown>;
const bundle = (...resources: Json[]) => ({
  resourceType: "Bundle",
  type: "searchset",
  entry: resources.map((resource) => ({ resource })),
});
const subject = { reference: "Patient/p" };
const coded = (system: string, code: string, text?: string) => ({
  coding: [{ system, code }],
  ...(text && { text }),
});
const ICD = "http://hl7.org/fhir/sid/icd-10";
const PATIENT: Json = { resourceType: "Patient", id: "p", gender: "female", birthDate: "1950-01-01" };
const active = {
  clinicalStatus: coded("http://terminology.hl7.org/CodeSystem/condition-clinical", "active"),
};
const condition = (code: Json, id = "c"): Json => ({
  resourceType: "Condition",
  id,
  subject,
  ...active,
  code,
  onsetDateTime: "2026-10-01",
});
const cramp = () => {
  const finding = compiled.findings[compiled.indexOfFinding.get("muscle-cramp") ?? -1];
  const code = finding.codes.find(({ fit }) => fit === undefined);
  if (!code) throw new Error("muscle cramp has no exact code");
  return condition(coded(code.system, code.code), "cramp");
};
const potassium = (value: number): Json => ({
  resourceType: "Observation",
  id: "k",
  status: "final",
  subject,
  code: coded("http://loinc.org", "2823-3"),
  effectiveDateTime: "2026-11-20",
  valueQuantity: { value, unit: "mmol/L" },
});
const request = (atc: string, id = "m", status = "active"): Json => ({
  resourceType: "MedicationRequest",
  id,
  status,
  intent: "order",
  subject,
  authoredOn: "2026-11-01",
  medicationCodeableConcept: coded("http://www.whocc.no/atc", atc),
});
const prefetch = (more: Json = {}) => ({
  patient: PATIENT,
  conditions: bundle(),
  observations: bundle(),
  medications: bundle(),
  statements: null,
  allergies: bundle(),
  procedures: bundle(),
  ...more,
});

let fetched: string[] = [];
let answer: FhirFetch = async () => undefined;
let service: Awaited<ReturnType<typeof buildService>>;
beforeAll(async () => {
  service = await buildService({
    compiled,
    version: "0.1.0",
    today: () => TODAY,
    application: "https://krampe.example",
    records: [{ fhirServer: "https://fhir.example/r4", name: "Example", clientId: "krampe", connect: [] }],
    fetch: async (server, path, token) => {
      fetched.push(path);
      return answer(server, path, token);
    },
  });
});

async function call(hook: string, body: Json, language = "en") {
  const response = await service.inject({
    method: "POST",
    url: `/cds-services/krampe-${hook}`,
    headers: { "accept-language": language },
    payload: {
      hook,
      hookInstance: "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea",
      context: { patientId: "p", userId: "Practitioner/x" },
      ...body,
    },
  });
  return {
    status: response.statusCode,
    cards: (response.json().cards ?? []) as Card[],
    body: response.json(),
  };
}
const order = (hook: "order-sign" | "order-select", atc: string, more: Json = {}, selections?: string[]) =>
  call(hook, {
    context: {
      patientId: "p",
      userId: "Practitioner/x",
      draftOrders: bundle(request(atc, "draft", "draft")),
      ...(selections && { selections }),
    },
    prefetch: prefetch(more),
  });

describe("Discovery (CDS Hooks 2.0.1)", () => {
  it("lists each hook with id, title, description and prefetch", async () => {
    const { services } = (
      await service.inject({ url: "/cds-services", headers: { "accept-language": "nb-NO" } })
    ).json();
    expect(services.map(({ hook }: { hook: string }) => hook)).toEqual([
      "patient-view",
      "problem-list-item-create",
      "order-select",
      "order-sign",
    ]);
    for (const one of services)
      expect(one).toMatchObject({
        id: expect.any(String),
        title: expect.stringMatching(/./),
        description: expect.stringMatching(/./),
      });
    expect(services[0].title).toContain("overses");
  });
});

describe("patient-view", () => {
  it("is silent for a patient with nothing to say about", async () => {
    expect((await call("patient-view", { prefetch: prefetch() })).cards).toEqual([]);
  });

  it("is critical about a red flag, whatever the complaint", async () => {
    const { cards } = await call("patient-view", {
      prefetch: prefetch({ observations: bundle(potassium(2.1)) }),
    });
    expect(cards[0]).toMatchObject({
      indicator: "critical",
      summary: expect.stringMatching(/^Red flag: /),
      source: { label: "Krampe" },
    });
  });

  it("names a likely cause and the missing tests when cramps are on the problem list, in Norwegian if asked", async () => {
    const record = prefetch({
      conditions: bundle(cramp()),
      observations: bundle(potassium(3.0)),
      medications: bundle(request("C03CA01")),
    });
    const { cards } = await call("patient-view", { prefetch: record }, "nb");
    const summaries = cards.map(({ summary }) => summary);
    expect(summaries.some((one) => one.startsWith("Muskelkramper: en sannsynlig årsak i journalen"))).toBe(
      true,
    );
    const tests = cards.find(({ summary }) => summary.startsWith("Muskelkramper: indisert"));
    expect(tests?.suggestions?.[0].actions[0]).toMatchObject({
      type: "create",
      resource: { resourceType: "ServiceRequest", status: "draft", subject },
    });
    expect(tests?.selectionBehavior).toBe("any");
  });

  it.each([
    ["furosemide", "C03CA01", "Loop diuretics", "1.20"],
    ["atorvastatin", "C10AA05", "Statins", "1.16"],
    ["salbutamol", "R03AC02", "salbutamol", "reported"],
    ["salmeterol", "R03AC12", "Long-acting beta-2 agonists", "2.42"],
  ])(
    "names %s, which has been reported to bring cramps, with what the timeline would have to show",
    async (_, atc, label, strength) => {
      const { cards } = await call("patient-view", {
        prefetch: prefetch({ conditions: bundle(cramp()), medications: bundle(request(atc)) }),
      });
      const card = cards.find(({ summary }) =>
        summary.startsWith("Muscle cramps: drugs taken that may bring them"),
      );
      expect(card?.indicator).toBe("info");
      expect(card?.summary).toContain(label);
      expect(card?.detail).toContain(strength);
      expect(card?.detail).toMatch(/not known from the record:\*\*\n- The cramps began after a new drug/);
      expect(card?.detail).toContain("prescriber");
    },
  );

  it("says nothing of such a drug without cramps, of one that was stopped, or of one whose part in cramps was read nowhere", async () => {
    const about = async (more: Json) =>
      (await call("patient-view", { prefetch: prefetch(more) })).cards.filter(({ summary }) =>
        summary.includes("drugs taken"),
      );
    expect(await about({ medications: bundle(request("C03CA01")) })).toEqual([]);
    const stopped = bundle(request("C03CA01", "m", "stopped"));
    expect(await about({ conditions: bundle(cramp()), medications: stopped })).toEqual([]);
    expect(await about({ conditions: bundle(cramp()), medications: bundle(request("C07AB02")) })).toEqual([]);
  });

  it.each([
    ["magnesium", "2601-3", 0.6, "mmol/L", "Magnesium deficiency"],
    ["sodium", "2951-2", 128, "mmol/L", "Low sodium"],
    ["potassium", "2823-3", 3.1, "mmol/L", "Potassium deficiency"],
    ["ionised calcium", "1994-3", 0.95, "mmol/L", "Calcium deficiency"],
    ["TSH", "3016-3", 12, "m[IU]/L", "Hypothyroidism"],
    ["creatinine", "14682-9", 400, "umol/L", "Kidney failure"],
  ])(
    "names what a deviating %s may mean, when cramps are on the problem list",
    async (_, code, value, unit, label) => {
      const measured = {
        ...potassium(value),
        code: coded("http://loinc.org", code),
        valueQuantity: { value, unit, system: "http://unitsofmeasure.org", code: unit },
      };
      const { cards } = await call("patient-view", {
        prefetch: prefetch({ conditions: bundle(cramp()), observations: bundle(measured) }),
      });
      expect(cards.map(({ summary }) => summary).join("\n")).toMatch(
        new RegExp(`a (possible|likely) cause in the record: .*${label}`),
      );
    },
  );

  it("keeps every summary under 140 characters, every card and suggestion with an own uuid, every detail with version and sources", async () => {
    const { cards } = await call("patient-view", {
      prefetch: prefetch({
        conditions: bundle(cramp()),
        observations: bundle(potassium(2.1)),
        medications: bundle(request("C03CA01"), request("C10AA05", "s")),
      }),
    });
    expect(cards.length).toBeGreaterThan(1);
    const uuids = cards.flatMap(({ uuid, suggestions }) => [
      uuid,
      ...(suggestions ?? []).map((one) => one.uuid),
    ]);
    expect(new Set(uuids).size).toBe(uuids.length);
    for (const { summary, detail } of cards) {
      expect(summary.length).toBeLessThan(140);
      expect(detail).toContain(loaded.ok ? loaded.value.hash.slice(0, 12) : "");
    }
  });
});

describe("Link (CDS Hooks 2.0.1, Card attributes)", () => {
  const linkFor = async (fhirServer?: string) => {
    const observations = bundle(potassium(2.1));
    const { cards } = await call("patient-view", {
      prefetch: prefetch({ observations }),
      ...(fhirServer && { fhirServer }),
    });
    return cards[0].links?.[0];
  };

  it("of type smart opens the patient in the application, where the record may launch it", async () => {
    const smart = { type: "smart", url: "https://krampe.example/record.html" };
    expect(await linkFor("https://fhir.example/r4/")).toMatchObject(smart);
    expect(await linkFor()).toMatchObject(smart);
  });

  it("of type absolute opens the application as it is, from any other record", async () => {
    const absolute = { type: "absolute", url: "https://krampe.example/#/assess" };
    expect(await linkFor("https://other.example/r4")).toMatchObject(absolute);
  });
});

describe("problem-list-item-create", () => {
  it("counts the problem that is being created", async () => {
    const context = { patientId: "p", userId: "Practitioner/x", conditions: bundle(cramp()) };
    const { cards } = await call("problem-list-item-create", {
      context,
      prefetch: prefetch({ medications: bundle(request("C03CA01")) }),
    });
    expect(cards.some(({ summary }) => summary.includes("not in the record"))).toBe(true);
  });
});

describe("order-sign and order-select", () => {
  it("is critical about an order that the record speaks against, and can remove it", async () => {
    const g35 = coded(ICD, "G70.0");
    const { cards } = await order("order-sign", "P01BC01", { conditions: bundle(condition(g35)) });
    expect(cards).toHaveLength(1);
    expect(cards[0].indicator).toBe("critical");
    expect(cards[0].suggestions?.[0].actions[0]).toMatchObject({
      type: "delete",
      resourceId: "MedicationRequest/draft",
    });
    expect(cards[0].overrideReasons?.length).toBeGreaterThan(2);
  });

  it("asks to check first when the deciding fact is unknown", async () => {
    const { cards } = await order("order-sign", "C01BB02");
    expect(cards[0]).toMatchObject({
      indicator: "info",
      summary: expect.stringMatching(/^Mexiletine: check this first: .+ \(and \d+ more\)$/),
    });
  });

  it("calls magnesium a replacement only where a deficiency was measured", async () => {
    const magnesium = (value: number) => ({
      ...potassium(value),
      code: coded("http://loinc.org", "2601-3"),
    });
    const [bySelf] = (await order("order-sign", "A12CC10")).cards;
    expect(bySelf.summary).toMatch(/^magnesium oxide: /);
    const [low] = (await order("order-sign", "A12CC10", { observations: bundle(magnesium(0.55)) })).cards;
    expect(low.summary).toMatch(/^Magnesium for measured hypomagnesaemia: /);
  });

  it("tells of a drug without name or known code only where it may be meant for cramps", async () => {
    const unnamed = [
      {
        ...request("", "draft", "draft"),
        medicationCodeableConcept: coded("http://www.nlm.nih.gov/research/umls/rxnorm", "999999"),
      },
      {
        ...request("", "draft", "draft"),
        medicationCodeableConcept: undefined,
        medicationReference: { reference: "Medication/nowhere" },
      },
    ];
    for (const draft of unnamed) {
      const sign = async (more: Json) =>
        (
          await call("order-sign", {
            context: { patientId: "p", userId: "Practitioner/x", draftOrders: bundle(draft) },
            prefetch: prefetch(more),
          })
        ).cards.map(({ summary }) => summary);
      expect(await sign({})).toEqual([]);
      expect(await sign({ conditions: bundle(cramp()) })).toEqual([
        "The drug of this order could not be recognised, and was not checked",
      ]);
    }
    const carbamazepine = coded("http://www.nlm.nih.gov/research/umls/rxnorm", "2002");
    const draft = { ...request("", "draft", "draft"), medicationCodeableConcept: carbamazepine };
    const context = { patientId: "p", userId: "Practitioner/x", draftOrders: bundle(draft) };
    const { cards } = await call("order-sign", { context, prefetch: prefetch() });
    expect(cards[0].summary).toMatch(/^Carbamazepine: /);
  });

  it("asks for what the hook needs: draftOrders, and selections in order-select", async () => {
    const context = { patientId: "p", userId: "Practitioner/x" };
    const sign = await call("order-sign", { context, prefetch: prefetch() });
    expect([sign.status, sign.body.error]).toEqual([
      400,
      expect.stringContaining("'order-sign' needs context.draftOrders:"),
    ]);
    const select = await call("order-select", { context, prefetch: prefetch() }, "nb");
    expect([select.status, select.body.error]).toEqual([
      400,
      expect.stringContaining("«order-select» må ha context.selections og context.draftOrders:"),
    ]);
    expect((await order("order-select", "C01BB02")).status).toBe(400);
  });

  it("says nothing of drugs that are not used against cramps", async () => {
    expect((await order("order-sign", "N02BE01")).cards).toEqual([]);
  });

  it("knows a drug by its brand and by its salt, with strength and form, and an allergy to it as well", async () => {
    for (const text of [
      "Quinine sulfate 324 MG Oral Capsule",
      "kininsulfat",
      "Botox 100 E",
      "Tegretol",
      "Keppra 500 mg",
    ]) {
      const draft = { ...request("", "draft", "draft"), medicationCodeableConcept: { text } };
      const { cards } = await call("order-sign", {
        context: { patientId: "p", userId: "Practitioner/x", draftOrders: bundle(draft) },
        prefetch: prefetch(),
      });
      expect(cards, text).toHaveLength(1);
    }
    const allergy = {
      resourceType: "AllergyIntolerance",
      id: "a",
      patient: subject,
      ...active,
      code: { text: "quinine sulfate" },
    };
    const { cards } = await order("order-sign", "P01BC01", { allergies: bundle(allergy) });
    expect(cards[0].indicator).toBe("critical");
  });

  it("speaks only of what is selected in order-select", async () => {
    expect((await order("order-select", "C01BB02", {}, ["MedicationRequest/other"])).cards).toEqual([]);
    expect((await order("order-select", "C01BB02", {}, ["MedicationRequest/draft"])).cards).toHaveLength(1);
  });
});

describe("prefetch: null, absent and OperationOutcome are three things", () => {
  it("absent without a FHIR server gives 412 when the patient is missing", async () => {
    expect((await call("patient-view", { prefetch: {} })).status).toBe(412);
    expect((await call("patient-view", {})).status).toBe(412);
  });

  it("absent with authorization is fetched, page by page, from the same server only", async () => {
    fetched = [];
    answer = async (_, path) => {
      if (path.startsWith("Patient/")) return PATIENT;
      if (path.startsWith("Condition"))
        return {
          ...bundle(cramp()),
          link: [{ relation: "next", url: "https://evil.example/Condition?page=2" }],
        };
      if (path === "Observation?page=2") return bundle(potassium(2.0));
      if (path.startsWith("Observation"))
        return {
          ...bundle(),
          link: [{ relation: "next", url: "https://fhir.example/r4/Observation?page=2" }],
        };
      return bundle();
    };
    const fhirAuthorization = {
      access_token: "secret",
      token_type: "Bearer",
      expires_in: 300,
      scope: "patient/*.rs",
      subject: "x",
    };
    const { cards, status } = await call("patient-view", {
      fhirServer: "https://fhir.example/r4",
      fhirAuthorization,
    });
    expect(status).toBe(200);
    expect(cards[0].indicator).toBe("critical");
    expect(fetched).toContain("Observation?page=2");
    expect(fetched.some((path) => path.includes("evil"))).toBe(false);
  });

  it("an OperationOutcome is unknown and not asked for again; for the patient it gives 412", async () => {
    fetched = [];
    const failed = { resourceType: "OperationOutcome", issue: [{ severity: "error", code: "exception" }] };
    const { status } = await call("patient-view", {
      prefetch: prefetch({ observations: failed }),
      fhirServer: "https://fhir.example/r4",
      fhirAuthorization: { access_token: "x", token_type: "Bearer" },
    });
    expect(status).toBe(200);
    expect(fetched).toEqual([]);
    expect((await call("patient-view", { prefetch: prefetch({ patient: failed }) })).status).toBe(412);
  });

  it("does not believe data of another patient", async () => {
    const other = { ...potassium(2.0), subject: { reference: "Patient/other" } };
    expect(
      (await call("patient-view", { prefetch: prefetch({ observations: bundle(other) }) })).cards,
    ).toEqual([]);
  });
});

describe("errors", () => {
  it("an unknown service is 404, the wrong hook and a broken body are 400, without a stack", async () => {
    expect((await call("nothing", {})).status).toBe(404);
    const wrong = await service.inject({
      method: "POST",
      url: "/cds-services/krampe-order-sign",
      payload: { hook: "patient-view", hookInstance: "x", context: { patientId: "p" } },
    });
    expect(wrong.statusCode).toBe(400);
    const broken = await service.inject({
      method: "POST",
      url: "/cds-services/krampe-patient-view",
      headers: { "accept-language": "nb" },
      payload: { hook: 7 },
    });
    expect(broken.statusCode).toBe(400);
    expect(broken.body).not.toContain(".ts:");
    expect(broken.json().error).toContain("Forespørselen er ikke slik en hook sender den: body");
    const cutOff = await service.inject({
      method: "POST",
      url: "/cds-services/krampe-patient-view",
      headers: { "accept-language": "nb", "content-type": "application/json" },
      payload: '{"hook":',
    });
    expect([cutOff.statusCode, cutOff.json()]).toEqual([
      400,
      { error: "Innholdet er ikke fullstendig JSON." },
    ]);
  });

  it.each(["yesterday", "2026-11-22", "2026-02-30T12:00:00Z", "2026-11-22T25:00:00Z"])(
    "feedback given at '%s' is refused, with what is wrong",
    async (outcomeTimestamp) => {
      const response = await service.inject({
        method: "POST",
        url: "/cds-services/krampe-order-sign/feedback",
        headers: { "accept-language": "nb" },
        payload: { feedback: [{ card: "x", outcome: "overridden", outcomeTimestamp }] },
      });
      expect([response.statusCode, response.json().error]).toEqual([
        400,
        `outcomeTimestamp «${outcomeTimestamp}» er ikke et tidspunkt som 2026-11-22T12:00:00Z.`,
      ]);
    },
  );

  it("feedback is taken for a known service", async () => {
    const feedback = [
      {
        card: "x",
        outcome: "accepted",
        outcomeTimestamp: "2026-11-22T12:00:00Z",
        acceptedSuggestions: [{ id: "y" }],
      },
    ];
    const response = await service.inject({
      method: "POST",
      url: "/cds-services/krampe-order-sign/feedback",
      payload: { feedback },
    });
    expect(response.statusCode).toBe(200);
  });
});
