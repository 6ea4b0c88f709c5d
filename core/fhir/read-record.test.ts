import { describe, expect, it } from "vitest";
import { compileKnowledge } from "../knowledge/compile-knowledge.ts";
import { SMALL_FILES, smallKnowledge } from "../knowledge/testing/small-knowledge.ts";
import { readRecord, recordsByPatient } from "./read-record.ts";
import { looksLikeFhir, readResources } from "./read-resources.ts";

const TODAY = "2026-11-22";

/** The small knowledge, with codes and rules for records. */
function compiled() {
  const codes: Record<string, string> = {
    cramp: `codes: [{ system: "http://snomed.info/sct", code: "55300003" }, { system: "http://hl7.org/fhir/sid/icd-10", code: "R25" }]\n  record: { lookBack: { value: 1, unit: a } }`,
    stiff: `codes: [{ system: "http://snomed.info/sct", code: "1", fit: broad }]`,
    weak: `codes: [{ system: "http://snomed.info/sct", code: "2" }]\n  record: { world: closed }`,
    wasting: `codes: [{ system: "http://snomed.info/sct", code: "3" }]\n  record: { resolvedCounts: true }`,
    pregnant: `codes: [{ system: "http://snomed.info/sct", code: "77386006" }]\n  record: { lookBack: { value: 9, unit: mo }, absentCodes: [{ system: "http://snomed.info/sct", code: "60001007" }] }`,
    "heart-block": `record: { allergyTo: [C03CA] }`,
    potassium: `codes: [{ system: "http://loinc.org", code: "2823-3" }, { system: "urn:oid:2.16.578.1.12.4.1.1.7280", code: "NPU03230" }]\n  record: { lookBack: { value: 1, unit: a } }`,
    "taking-diuretic": `record: { lookBack: { value: 1, unit: a }, world: closed }`,
    "taking-statin": `codes: [{ system: "http://www.nlm.nih.gov/research/umls/rxnorm", code: "36567" }]\n  record: { world: closed }`,
  };
  const changed = SMALL_FILES.filter(({ path }) => /^(findings|labs)\//.test(path)).map(({ path, text }) => ({
    path,
    text: Object.entries(codes).reduce(
      (all, [id, more]) => all.replace(new RegExp(`- id: ${id}\n`), `- id: ${id}\n  ${more}\n`),
      text,
    ),
  }));
  const loaded = smallKnowledge(...changed);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.issues, null, 1));
  return compileKnowledge(loaded.value);
}

const knowledge = compiled();
type Json = Record<string, unknown>;
const concept = (system: string, code: string, text?: string) => ({
  coding: [{ system, code }],
  ...(text && { text }),
});
const loinc = (code: string) => concept("http://loinc.org", code);
const snomed = (code: string) => concept("http://snomed.info/sct", code);

function read(...resources: Json[]) {
  const bundle = {
    resourceType: "Bundle",
    type: "collection",
    entry: resources.map((resource) => ({ resource })),
  };
  const { resources: all, issues } = readResources(JSON.stringify(bundle), "record.json");
  const record = readRecord(all, knowledge, TODAY);
  return {
    findings: Object.fromEntries(record.findings.map((finding) => [finding.id, finding])),
    all: record.findings,
    drugs: record.drugs.map(({ name }) => name),
    codes: [...issues, ...record.issues].map(({ code }) => code),
    issues: [...issues, ...record.issues],
  };
}

const potassium = (more: Json): Json => ({
  resourceType: "Observation",
  id: "k",
  status: "final",
  code: loinc("2823-3"),
  effectiveDateTime: "2026-10-01",
  ...more,
});

describe("a patient resource", () => {
  it("gives sex, and age in whole years on the day of the assessment", () => {
    const { findings } = read({
      resourceType: "Patient",
      id: "p",
      gender: "female",
      birthDate: "1950-11-23",
    });
    expect(findings.sex).toMatchObject({ value: { option: "female" }, from: ["Patient/p"] });
    expect(findings.age).toMatchObject({ value: { range: { low: 75, high: 75 } } });
  });

  it("gives bounds where only the year of birth is known, and nothing for an unknown gender", () => {
    const { findings } = read({ resourceType: "Patient", id: "p", gender: "unknown", birthDate: "1950" });
    expect(findings.sex).toBeUndefined();
    expect(findings.age).toMatchObject({ value: { range: { low: 75, high: 76 } } });
  });

  it("refuses a birth in the future and a life of 150 years", () => {
    expect(read({ resourceType: "Patient", id: "p", birthDate: "2030-01-01" }).codes).toContain(
      "record-date",
    );
    expect(read({ resourceType: "Patient", id: "p", birthDate: "1870-01-01" }).codes).toContain(
      "record-date",
    );
  });
});

describe("an observation", () => {
  it.each([
    ["mmol/L", { value: 3.1, unit: "mmol/L", system: "http://unitsofmeasure.org", code: "mmol/L" }, 3.1],
    ["mEq/L, as American laboratories send it", { value: 3.1, unit: "mEq/L" }, 3.1],
    [
      "mg/dL, by the substance's own factor",
      { value: 10, unit: "mg/dL", code: "mg/dL", system: "http://unitsofmeasure.org" },
      2.558,
    ],
    [
      "a UCUM code that contradicts the printed unit",
      { value: 3100, unit: "mmol/L", code: "umol/L", system: "http://unitsofmeasure.org" },
      3.1,
    ],
  ])("is converted by the unit that was reported: %s", (_, valueQuantity, expected) => {
    expect(read(potassium({ valueQuantity })).findings.potassium).toMatchObject({
      value: { range: { low: expected, high: expected } },
      origin: "laboratory",
      at: "2026-10-01",
      from: ["Observation/k"],
    });
  });

  it("keeps comparators as bounds and brings the laboratory's own interval", () => {
    const valueQuantity = { value: 3, comparator: "<", unit: "mmol/L" };
    const referenceRange = [{ low: { value: 13.7, unit: "mg/dL" }, high: { value: 4.6, unit: "mmol/L" } }];
    const { value } = read(potassium({ valueQuantity, referenceRange })).findings.potassium;
    expect(value).toMatchObject({ range: { low: 0, high: 3, highOpen: true } });
    expect(value).toMatchObject({ interval: { low: expect.closeTo(3.504, 3), high: 4.6 } });
  });

  it("is known by the Norwegian laboratory code, also under the name of its OID's URI", () => {
    const code = concept("http://npu-terminology.org", "NPU03230");
    expect(
      read(potassium({ code, valueQuantity: { value: 4, unit: "mmol/L" } })).findings.potassium,
    ).toBeDefined();
  });

  it.each([
    ["a unit that cannot be converted", { valueQuantity: { value: 3, unit: "kg" } }, "unit-not-convertible"],
    ["no unit", { valueQuantity: { value: 3 } }, "value-without-unit"],
    ["an impossible value", { valueQuantity: { value: 400, unit: "mmol/L" } }, "value-implausible"],
    ["text that is no value", { valueString: "haemolysed" }, "value-not-a-quantity"],
    [
      "an entry made in error",
      { status: "entered-in-error", valueQuantity: { value: 3, unit: "mmol/L" } },
      "record-status",
    ],
    [
      "a date after the day of the assessment",
      { effectiveDateTime: "2027-01-01", valueQuantity: { value: 3, unit: "mmol/L" } },
      "record-after-day",
    ],
    [
      "a value that is too old",
      { effectiveDateTime: "2020-01-01", valueQuantity: { value: 3, unit: "mmol/L" } },
      "record-too-old",
    ],
    [
      "a value without a date where age matters",
      { effectiveDateTime: undefined, valueQuantity: { value: 3, unit: "mmol/L" } },
      "record-too-old",
    ],
  ])("is not used, and told, with %s", (_, more, code) => {
    const { findings, codes } = read(potassium(more));
    expect(findings.potassium).toBeUndefined();
    expect(codes).toContain(code);
  });

  it("stays unknown when the value is absent with a reason", () => {
    const { findings } = read(potassium({ dataAbsentReason: snomed("unknown") }));
    expect(findings.potassium).toBeUndefined();
  });

  it("is read from components, and from text with a unit", () => {
    const panel = {
      resourceType: "Observation",
      id: "panel",
      status: "final",
      effectiveDateTime: "2026-10-01",
      code: loinc("55231-5"),
    };
    const component = [{ code: loinc("2823-3"), valueQuantity: { value: 3.3, unit: "mmol/L" } }];
    expect(read({ ...panel, component }).findings.potassium).toMatchObject({
      value: { range: { low: 3.3 } },
    });
    expect(read(potassium({ valueString: "3,2 mmol/L" })).findings.potassium).toMatchObject({
      value: { range: { low: 3.2 } },
    });
  });

  it("can say by its value that the patient is or is not pregnant", () => {
    const status = (code: string) => ({
      resourceType: "Observation",
      status: "final",
      code: loinc("82810-3"),
      effectiveDateTime: "2026-10-01",
      valueCodeableConcept: snomed(code),
    });
    expect(read(status("77386006")).findings.pregnant).toMatchObject({ value: { kind: "present" } });
    expect(read(status("60001007")).findings.pregnant).toMatchObject({ value: { kind: "absent" } });
  });

  it("counts the newest of several", () => {
    const { all } = read(
      potassium({ id: "a", effectiveDateTime: "2026-01-01", valueQuantity: { value: 3, unit: "mmol/L" } }),
      potassium({ id: "b", effectiveDateTime: "2026-10-01", valueQuantity: { value: 4, unit: "mmol/L" } }),
    );
    expect(all.map(({ at }) => at)).toEqual(["2026-01-01", "2026-10-01"]);
  });
});

describe("a condition", () => {
  const condition = (code: Json, more: Json = {}): Json => ({
    resourceType: "Condition",
    id: "c",
    code,
    onsetDateTime: "2026-10-01",
    ...more,
  });
  const clinical = (code: string) => ({
    clinicalStatus: concept("http://terminology.hl7.org/CodeSystem/condition-clinical", code),
  });
  const verified = (code: string) => ({
    verificationStatus: concept("http://terminology.hl7.org/CodeSystem/condition-ver-status", code),
  });

  it("that is active is present, by a code or by a refinement of it", () => {
    expect(read(condition(snomed("55300003"))).findings.cramp).toMatchObject({
      value: { kind: "present" },
      from: ["Condition/c"],
    });
    const icd = concept("urn:oid:2.16.578.1.12.4.1.1.7110", "R252");
    expect(read(condition(icd)).findings.cramp).toBeDefined();
  });

  it("that was refuted is absent; that was entered in error was never there", () => {
    expect(read(condition(snomed("55300003"), verified("refuted"))).findings.cramp).toMatchObject({
      value: { kind: "absent" },
    });
    const error = read(condition(snomed("55300003"), verified("entered-in-error")));
    expect(error.findings.cramp).toBeUndefined();
    expect(error.codes).toContain("record-status");
  });

  it("that has passed counts only as history, or within the look-back window", () => {
    const passed = (date: string) => ({ ...clinical("resolved"), abatementDateTime: date });
    expect(read(condition(snomed("55300003"), passed("2026-10-02"))).findings.cramp).toBeDefined();
    expect(read(condition(snomed("55300003"), passed("2020-10-02"))).findings.cramp).toBeUndefined();
    expect(read(condition(snomed("3"), passed("2000-10-02"))).findings.wasting).toBeDefined();
    expect(read(condition(snomed("2"), passed("2026-10-02"))).findings.weak?.value.kind).not.toBe("present");
  });

  it("with a code that is too broad sets nothing, and is told", () => {
    const { findings, codes } = read(condition(snomed("1")));
    expect(findings.stiff).toBeUndefined();
    expect(codes).toContain("record-code-too-broad");
  });

  it("with a code that no finding has is listed", () => {
    const { issues } = read(
      condition(snomed("999"), { code: concept("http://snomed.info/sct", "999", "Something else") }),
    );
    expect(issues.find(({ code }) => code === "record-codes-without-finding")?.message.en).toContain(
      "Something else",
    );
  });
});

describe("medication", () => {
  const request = (medication: Json, more: Json = {}): Json => ({
    resourceType: "MedicationRequest",
    id: "m",
    status: "active",
    authoredOn: "2026-09-01",
    medicationCodeableConcept: medication,
    ...more,
  });
  const atc = (code: string) => concept("http://www.whocc.no/atc", code);

  it("is known by ATC (also by OID), by RxNorm, and by name", () => {
    expect(read(request(atc("C03CA01"))).findings["taking-diuretic"]).toMatchObject({
      value: { kind: "present" },
    });
    expect(
      read(request(concept("urn:oid:2.16.578.1.12.4.1.1.7180", "C10AA05"))).findings["taking-statin"],
    ).toMatchObject({ value: { kind: "present" } });
    expect(
      read(request(concept("http://www.nlm.nih.gov/research/umls/rxnorm", "36567"))).findings[
        "taking-statin"
      ],
    ).toMatchObject({ value: { kind: "present" } });
    expect(read(request({ text: "Furosemide 40 MG Oral Tablet" })).findings["taking-diuretic"]).toMatchObject(
      { value: { kind: "present" } },
    );
  });

  it("that the record does not mention is absent where the world is closed, unless a drug was not understood", () => {
    expect(read(request(atc("C03CA01"))).findings["taking-statin"]).toMatchObject({
      value: { kind: "absent" },
    });
    const { findings, codes } = read(request(atc("C03CA01")), request({ text: "Wonderpill" }));
    expect(findings["taking-statin"]).toBeUndefined();
    expect(codes).toContain("record-codes-without-finding");
  });

  it("that was ordered long ago and never stopped is unknown, not absent", () => {
    const { findings, codes } = read(request(atc("C03CA01"), { authoredOn: "2015-01-01" }));
    expect(findings["taking-diuretic"]).toBeUndefined();
    expect(codes).toContain("record-too-old");
  });

  it("that is active without a date, or in a period that is still open, is taken now", () => {
    const { authoredOn, ...undated } = request(atc("C03CA01")) as Json;
    expect(authoredOn).toBeDefined();
    expect(read(undated).findings["taking-diuretic"].value.kind).toBe("present");
    const statement = (effectivePeriod?: Json) => ({
      resourceType: "MedicationStatement",
      id: "s",
      status: "active",
      medicationCodeableConcept: atc("C03CA01"),
      ...(effectivePeriod && { effectivePeriod }),
    });
    expect(read(statement()).findings["taking-diuretic"].value.kind).toBe("present");
    expect(read(statement({ start: "2015-01-01" })).findings["taking-diuretic"].value.kind).toBe("present");
    const ended = statement({ start: "2015-01-01", end: "2015-02-01" });
    expect(read(ended).findings["taking-diuretic"]).toBeUndefined();
    expect(read({ ...undated, status: "completed" }).findings["taking-diuretic"]?.value.kind).not.toBe(
      "present",
    );
  });

  it("that is taken now is named as the record names it, understood or not", () => {
    const furosemide = request({ ...atc("C03CA01"), text: "Furosemid 40 mg tabletter" });
    expect(read(furosemide, request({ text: "Wonderpill" })).drugs).toEqual([
      "Furosemid 40 mg tabletter",
      "Wonderpill",
    ]);
    for (const more of [{ status: "stopped" }, { status: "on-hold" }, { authoredOn: "2015-01-01" }])
      expect(read({ ...furosemide, ...more }).drugs).toEqual([]);
  });

  it("is not taken when stopped, unknown when on hold", () => {
    expect(read(request(atc("C03CA01"), { status: "stopped" })).findings["taking-diuretic"]?.value.kind).toBe(
      "absent",
    );
    expect(read(request(atc("C03CA01"), { status: "on-hold" })).findings["taking-diuretic"]).toBeUndefined();
    expect(
      read(request(atc("C03CA01"), { status: "entered-in-error" })).findings["taking-diuretic"]?.value.kind,
    ).not.toBe("present");
  });

  it("is found through a reference, contained or in the bundle", () => {
    const contained = {
      resourceType: "MedicationRequest",
      status: "active",
      authoredOn: "2026-09-01",
      contained: [{ resourceType: "Medication", id: "x", code: atc("C03CA01") }],
      medicationReference: { reference: "#x" },
    };
    expect(read(contained).findings["taking-diuretic"]).toMatchObject({ value: { kind: "present" } });
    const other = {
      resourceType: "MedicationStatement",
      status: "active",
      effectiveDateTime: "2026-09-01",
      medicationReference: { reference: "Medication/y" },
    };
    expect(
      read(other, { resourceType: "Medication", id: "y", code: atc("C03CA01") }).findings["taking-diuretic"],
    ).toMatchObject({ value: { kind: "present" } });
  });
});

describe("an allergy", () => {
  it("is a finding where the knowledge says so, and absent when refuted", () => {
    const allergy = {
      resourceType: "AllergyIntolerance",
      id: "a",
      code: concept("http://www.whocc.no/atc", "C03CA01"),
    };
    expect(read(allergy).findings["heart-block"]).toMatchObject({
      value: { kind: "present" },
      from: ["AllergyIntolerance/a"],
    });
    expect(read({ ...allergy, code: { text: "furosemid" } }).findings["heart-block"]).toBeDefined();
    const refuted = { ...allergy, verificationStatus: concept("x", "refuted") };
    expect(read(refuted).findings["heart-block"]).toMatchObject({ value: { kind: "absent" } });
  });
});

describe("a record", () => {
  it("without conditions says nothing about closed findings; with some it does", () => {
    expect(read({ resourceType: "Patient", id: "p" }).findings.weak).toBeUndefined();
    expect(
      read({ resourceType: "Condition", code: snomed("55300003"), onsetDateTime: "2026-10-01" }).findings
        .weak,
    ).toMatchObject({ value: { kind: "absent" } });
  });

  it("lists the types that are not read", () => {
    expect(read({ resourceType: "Claim" }, { resourceType: "Claim" }).issues[0].message.en).toContain(
      "Claim (2)",
    );
  });

  it("is told apart by patient, with what names none belonging to all", () => {
    const entries = [
      { fullUrl: "urn:uuid:1", resource: { resourceType: "Patient", id: "a" } },
      { resource: { resourceType: "Patient", id: "b" } },
      { resource: { resourceType: "Observation", subject: { reference: "urn:uuid:1" } } },
      {
        resource: { resourceType: "Observation", subject: { reference: "https://x.example/fhir/Patient/b" } },
      },
      { resource: { resourceType: "Medication", id: "m" } },
    ];
    const { resources } = readResources(JSON.stringify({ resourceType: "Bundle", entry: entries }), "x");
    const sizes = [...recordsByPatient(resources)].map(([name, all]) => [name, all.length]);
    expect(sizes).toEqual([
      ["Patient/a", 3],
      ["Patient/b", 3],
    ]);
  });
});

describe("reading resources", () => {
  const one = '{"resourceType":"Patient","id":"p"}';

  it("takes a resource, a list, a Bundle and NDJSON", () => {
    expect(readResources(one, "x").resources).toHaveLength(1);
    expect(readResources(`[${one},${one}]`, "x").resources).toHaveLength(2);
    expect(
      readResources(`{"resourceType":"Bundle","entry":[{"resource":${one}}]}`, "x").resources,
    ).toHaveLength(1);
    expect(readResources(`\uFEFF${one}\n\n${one}\r\n`, "x").resources).toHaveLength(2);
  });

  it("tells FHIR from a case", () => {
    expect(looksLikeFhir(one)).toBe(true);
    expect(looksLikeFhir("cramp: present")).toBe(false);
    expect(looksLikeFhir('{"cramp": "present"}')).toBe(false);
  });

  it.each([
    ["a truncated file", '{"resourceType":"Patient",', "not-json", 1],
    ["a broken line among good ones", `${one}\n{"resourceType":\n${one}`, "not-json", 2],
    [
      "a line of ten million characters",
      `${one}\n{"resourceType":"X","a":"${"x".repeat(35_000_000)}"}\n`,
      "line-too-long",
      2,
    ],
    [
      "an entry that is no resource",
      `{"resourceType":"Bundle","entry":[{"resource":{"id":"x"}}]}`,
      "not-a-resource",
      undefined,
    ],
    ["a number", "7", "not-a-resource", undefined],
  ])("tells where %s is, and reads the rest", (_, text, code, line) => {
    const { issues } = readResources(text, "x.ndjson");
    expect(issues[0]).toMatchObject({
      code,
      place: { file: "x.ndjson", ...(line !== undefined && { line }) },
    });
  });

  it("survives resources whose every field has the wrong type", () => {
    const wrong: unknown[] = [null, 7, "x", [], {}, [[]], [null], true];
    const keys = [
      "status",
      "code",
      "subject",
      "component",
      "valueQuantity",
      "referenceRange",
      "clinicalStatus",
      "medicationCodeableConcept",
      "medicationReference",
      "effectiveDateTime",
      "birthDate",
      "gender",
      "reaction",
      "period",
      "reasonCode",
      "contained",
      "id",
    ];
    const types = [
      "Patient",
      "Observation",
      "Condition",
      "Procedure",
      "Encounter",
      "AllergyIntolerance",
      "MedicationRequest",
      "MedicationStatement",
      "MedicationAdministration",
    ];
    for (const resourceType of types) {
      for (const key of keys) {
        for (const value of wrong) {
          const { resources } = readResources(JSON.stringify({ resourceType, [key]: value }), "x");
          expect(() => [recordsByPatient(resources), readRecord(resources, knowledge, TODAY)]).not.toThrow();
        }
      }
    }
  });
});
