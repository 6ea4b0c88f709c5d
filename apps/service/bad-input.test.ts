import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { compileKnowledge } from "@krampe/core/knowledge/compile-knowledge.ts";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { knowledgeOnDisk } from "../cli/knowledge-on-disk.ts";
import { buildService } from "./application.ts";
import { fhirChecks } from "./fhir/testing/fhir-checks.ts";
import { openStore, type Store } from "./store/store.ts";
import { putEmptyStore } from "./store/testing/empty-store.ts";
import { routesOf } from "./testing/routes.ts";

const loaded = knowledgeOnDisk(fileURLToPath(new URL("../../knowledge", import.meta.url)));
if (!loaded.ok) throw new Error("the knowledge has mistakes");
const compiled = compileKnowledge(loaded.value);

const subject = { reference: "Patient/p" };
const coded = (system: string, code: string) => ({ coding: [{ system, code, display: "x" }], text: "x" });
const record = {
  resourceType: "Bundle",
  type: "collection",
  entry: [
    {
      fullUrl: "urn:uuid:00000000-0000-4000-8000-000000000001",
      resource: { resourceType: "Patient", id: "p", gender: "female", birthDate: "1950-01-01" },
    },
    {
      resource: {
        resourceType: "Condition",
        id: "c",
        subject,
        clinicalStatus: coded("http://terminology.hl7.org/CodeSystem/condition-clinical", "active"),
        code: coded("http://hl7.org/fhir/sid/icd-10", "R25.2"),
        onsetDateTime: "2026-10-01",
      },
    },
    {
      fullUrl: "urn:uuid:00000000-0000-4000-8000-000000000002",
      resource: {
        resourceType: "Observation",
        status: "final",
        subject,
        code: coded("http://loinc.org", "2823-3"),
        effectiveDateTime: "2026-11-20T10:00:00Z",
        valueQuantity: { value: 2.1, comparator: "<", unit: "mmol/L", code: "mmol/L" },
        referenceRange: [{ low: { value: 3.5 }, high: { value: 4.4 } }],
      },
    },
    {
      resource: {
        resourceType: "MedicationRequest",
        id: "m",
        status: "active",
        intent: "order",
        subject,
        authoredOn: "2026-11-01",
        medicationCodeableConcept: coded("http://www.whocc.no/atc", "P01BC01"),
      },
    },
  ],
};
const answers = {
  resourceType: "QuestionnaireResponse",
  id: "r",
  questionnaire: "urn:krampe:questionnaire|0.1.0",
  status: "completed",
  authored: "2026-11-20",
  subject,
  item: [
    { linkId: "muscle-cramp", answer: [{ valueCoding: { code: "373066001" } }] },
    { linkId: "potassium", answer: [{ valueQuantity: { value: 3, code: "mmol/L" } }] },
    { linkId: "sex", answer: [{ valueCoding: { code: "female" } }] },
  ],
};
const hook = (name: string) => ({
  hook: name,
  hookInstance: "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea",
  context: { patientId: "p", userId: "Practitioner/x", draftOrders: record, conditions: record },
  prefetch: {
    patient: record.entry[0].resource,
    conditions: record,
    observations: record,
    medications: null,
  },
});
const ROUTES: readonly (readonly [url: string, body: object, method?: "PATCH"])[] = [
  ["/fhir/$assess", record],
  [
    "/fhir/$assess?language=nb",
    {
      resourceType: "Parameters",
      parameter: [
        { name: "record", resource: record },
        { name: "answers", resource: answers },
        { name: "at", valueDate: "2026-11-21" },
        { name: "patient", valueReference: subject },
      ],
    },
  ],
  ["/fhir/QuestionnaireResponse/$extract", answers],
  [
    "/api/assess",
    {
      case: { "muscle-cramp": "present", potassium: "3 mmol/L", drugs: ["kinin"] },
      record,
      at: "2026-11-21",
    },
  ],
  ["/api/assessments", { case: { "muscle-cramp": "present" }, record, at: "2026-11-21" }],
  ["/api/ask", { case: { age: 70, potassium: { value: 3, unit: "mmol/L" } }, record, most: 3 }],
  ["/cds-services/krampe-patient-view", hook("patient-view")],
  ["/cds-services/krampe-problem-list-item-create", hook("problem-list-item-create")],
  [
    "/cds-services/krampe-order-select",
    { ...hook("order-select"), context: { ...hook("").context, selections: ["x"] } },
  ],
  ["/cds-services/krampe-order-sign", hook("order-sign")],
  [
    "/cds-services/krampe-patient-view/feedback",
    {
      feedback: [
        {
          card: "9c1b",
          outcome: "overridden",
          overrideReason: { reason: { code: "known", system: "urn:x" }, userComment: "known for years" },
          acceptedSuggestions: [{ id: "s" }],
          outcomeTimestamp: "2026-11-22T12:00:00Z",
        },
      ],
    },
  ],
  ["/api/settings", { saveAssessments: true, feedbackDays: 30 }, "PATCH"],
];

/** Someone else, whose record was assessed in between, and whose data stand in the same bundles: nothing of hers may come out. */
const OTHER = "QXOTHERXQ";
const otherRecord = {
  resourceType: "Bundle",
  type: "collection",
  entry: [
    { resource: { resourceType: "Patient", id: OTHER, name: [{ family: OTHER }], birthDate: "1931-01-01" } },
    {
      resource: {
        resourceType: "Observation",
        id: OTHER,
        status: "final",
        subject: { reference: `Patient/${OTHER}` },
        code: { ...coded("http://loinc.org", "2823-3"), text: OTHER },
        valueQuantity: { value: 2.2, unit: "mmol/L" },
      },
    },
  ],
};

/** Values that stand where something else is expected. */
const odd = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    "",
    " ",
    0,
    -1,
    1e308,
    [],
    {},
    [[]],
    [null],
    { value: null },
    "2026-02-30",
    "9999-99-99",
    "2026-11-20T5",
    "Patient/",
    "#",
    "__proto__",
    "constructor",
    "\u0000",
    "\ud800",
    "x".repeat(5000),
    { resourceType: "Bundle", entry: [{}] },
    { toString: 1, __proto__: 1 },
  ),
  fc.jsonValue({ maxDepth: 3 }),
);

/** The body with some of its values replaced, removed or put elsewhere. */
function mutated(body: object): fc.Arbitrary<unknown> {
  return fc
    .array(fc.tuple(fc.nat(), odd, fc.constantFrom("replace", "remove", "rename", "wrap")), {
      minLength: 1,
      maxLength: 4,
    })
    .map((changes) => {
      const copy = { root: structuredClone(body) as unknown };
      for (const [which, value, how] of changes) {
        const places = placesOf(copy);
        const [holder, key] = places[which % places.length];
        if (how === "replace") holder[key] = structuredClone(value);
        else if (how === "wrap") holder[key] = [holder[key]];
        else if (key !== "root") {
          const was = holder[key];
          delete holder[key];
          if (how === "rename" && !Array.isArray(holder))
            holder[(JSON.stringify(value) ?? "").slice(0, 40)] = was;
        }
      }
      return copy.root;
    });
}

type Holder = Record<string, unknown>;

function placesOf(value: unknown): [Holder, string][] {
  if (typeof value !== "object" || value === null) return [];
  return Object.keys(value).flatMap((key) => [
    [value as Holder, key] as [Holder, string],
    ...placesOf((value as Holder)[key]),
  ]);
}

/** More by `RUNS=1000 npx vitest run apps/service/bad-input.test.ts`. */
const RUNS = Number(process.env.RUNS ?? 20);
const LONGEST_MS = 180_000 + RUNS * 1000;

const folder = mkdtempSync(join(tmpdir(), "krampe-bad-input-"));
let store: Store;
let service: Awaited<ReturnType<typeof buildService>>;
let checks: (resource: unknown) => string[];
beforeAll(async () => {
  await putEmptyStore(join(folder, "data"));
  store = await openStore({ folder: join(folder, "data") });
  await store.changeSettings({ saveAssessments: true });
  service = await buildService({ compiled, version: "0.1.0", store, today: () => "2026-11-22" });
  checks = fhirChecks([
    "GuidanceResponse",
    "Observation",
    "DetectedIssue",
    "ServiceRequest",
    "ClinicalImpression",
    "CarePlan",
    "Provenance",
    "OperationOutcome",
  ]);
});

afterAll(async () => {
  await service?.close();
  await store?.close();
  rmSync(folder, { recursive: true, force: true });
});

let turn = 0;
async function send(url: string, payload: string, method: "POST" | "PATCH" = "POST") {
  const headers = { "content-type": "application/json" };
  // Every so often somebody else is assessed by the same process.
  if (turn++ % 10 === 0)
    await service.inject({
      method: "POST",
      url: "/fhir/$assess",
      headers,
      payload: JSON.stringify(otherRecord),
    });
  const response = await service.inject({ method, url, headers, payload });
  if (response.statusCode >= 500) throw new Error(`${response.statusCode} ${response.body.slice(0, 300)}`);
  expect(response.body).not.toMatch(/\n\s+at |node_modules|\.ts:\d+/);
  if (!payload.includes(OTHER)) expect(response.body).not.toContain(OTHER);
  return response;
}

it("every JSON route is among those that are tried", () => {
  const tried = new Set(ROUTES.map(([url]) => url.split("?")[0]));
  const posts = routesOf(service).filter(
    ({ methods }) => methods.includes("POST") && !methods.includes("PUT"),
  );
  const untried = posts.filter(({ path }) => {
    const pattern = new RegExp(`^${path.replaceAll("$", "\\$").replaceAll(/:\w+/g, "[^/]+")}$`);
    return ![...tried].some((url) => pattern.test(url));
  });
  expect(untried.map(({ path }) => path)).toEqual([]);
  expect(posts.length).toBeGreaterThan(3);
});

it("another patient's data in the same bundle stay out of a hook's answer", async () => {
  for (const [url, body] of ROUTES.filter(([one]) => /^\/cds-services\/[\w-]+$/.test(one))) {
    const sent = body as ReturnType<typeof hook>;
    const mixed = { ...record, entry: [...record.entry, ...otherRecord.entry] };
    const prefetch = { ...sent.prefetch, conditions: mixed, observations: mixed, medications: mixed };
    const payload = JSON.stringify({ ...sent, prefetch });
    const headers = { "content-type": "application/json" };
    const response = await service.inject({ method: "POST", url, headers, payload });
    expect([url, response.statusCode, response.body.includes(OTHER)]).toEqual([url, 200, false]);
  }
});

describe.each(ROUTES)("%s", (url, sound, method) => {
  it("answers a sound body", async () => {
    expect((await send(url, JSON.stringify(sound), method)).statusCode).toBe(200);
  });

  it(
    "never answers a mutated body with a mistake of its own, and what it writes stays FHIR",
    async () => {
      await fc.assert(
        fc.asyncProperty(mutated(sound), async (body) => {
          const response = await send(url, JSON.stringify(body) ?? "", method);
          if (url.startsWith("/fhir")) expect(checks(response.json())).toEqual([]);
        }),
        { numRuns: RUNS },
      );
    },
    LONGEST_MS,
  );

  it("survives, in the place of any value, an object that cannot be written and a name of the language", async () => {
    const count = placesOf({ root: sound }).length;
    for (let which = 0; which < count; which++) {
      const copy = { root: structuredClone(sound) as unknown };
      const [holder, key] = placesOf(copy)[which];
      holder[key] = which % 2 === 0 ? "__proto__" : { toString: 1, valueOf: 1, length: 1 };
      await send(url, JSON.stringify(copy.root), method);
    }
  });

  it(
    "never answers a damaged text with a mistake of its own",
    async () => {
      const text = JSON.stringify(sound);
      const damage = fc.tuple(fc.nat(text.length), fc.nat(20), fc.string({ unit: "binary", maxLength: 8 }));
      await fc.assert(
        fc.asyncProperty(damage, async ([at, length, put]) => {
          await send(url, text.slice(0, at) + put + text.slice(at + length), method);
        }),
        { numRuns: RUNS },
      );
    },
    LONGEST_MS,
  );
});
