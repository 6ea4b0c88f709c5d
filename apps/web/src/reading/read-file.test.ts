import { compileKnowledge } from "@krampe/core/knowledge/compile-knowledge.ts";
import { describe, expect, it } from "vitest";
import { knowledgeOnDisk } from "../../../cli/knowledge-on-disk.ts";
import { caseFile } from "../assess/patient/case-file.ts";
import { consultPatient } from "../assess/patient/consult-patient.ts";
import { NOBODY, type Patient } from "../assess/patient/patient.ts";
import { readFile } from "./read-file.ts";

const loaded = knowledgeOnDisk();
if (!loaded.ok) throw new Error("the knowledge has mistakes");
const compiled = compileKnowledge(loaded.value);
const TODAY = "2026-11-22";

const read = (text: string | Uint8Array, patient?: string) => {
  const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
  const request = {
    kind: "file",
    name: "file",
    bytes: bytes.slice().buffer as ArrayBuffer,
    today: TODAY,
  } as const;
  return readFile({ ...request, ...(patient && { patient }) }, compiled);
};

const PATIENT: Patient = {
  ...NOBODY,
  answers: {
    age: { value: "72", unit: "a" },
    sex: "female",
    "calf-cramp": "present",
    "muscle-twitching": "absent",
    potassium: { value: "<3.1", unit: "mmol/L", low: 3.6, high: 4.6, at: "2026-03-12" },
    magnesium: { value: "1.2", unit: "mg/dL", low: 1.7, high: 2.2 },
  },
  drugs: ["C03CA01", "simvastatin"],
};

const bundle = (count: number) =>
  JSON.stringify({
    resourceType: "Bundle",
    entry: Array.from({ length: count }, (_, i) => [
      { resource: { resourceType: "Patient", id: `p${i}`, gender: "female", birthDate: "1950-01-01" } },
      {
        resource: {
          resourceType: "Observation",
          id: `o${i}`,
          status: "final",
          subject: { reference: `Patient/p${i}` },
          effectiveDateTime: "2026-11-01",
          code: { coding: [{ system: "http://loinc.org", code: "2951-2" }] },
          valueQuantity: { value: 128, unit: "mmol/L", system: "http://unitsofmeasure.org", code: "mmol/L" },
          referenceRange: [{ low: { value: 135, unit: "mmol/L" }, high: { value: 145, unit: "mmol/L" } }],
        },
      },
    ]).flat(),
  });

describe("a saved patient", () => {
  it.each([[true], [false]])("comes back as it was, with a whole list of drugs: %s", (drugsWhole) => {
    const patient = { ...PATIENT, drugsWhole };
    const { text } = caseFile(patient, compiled, TODAY);
    const opened = read(text);
    expect(opened).toEqual({ kind: "case", patient });
    if (opened.kind !== "case") return;
    const findings = (one: Patient) => consultPatient(one, compiled, TODAY).consultation.findings;
    expect(findings(opened.patient)).toEqual(findings(patient));
  });

  it("keeps what came from a record, with the laboratory's interval, and leaves the record's names behind", () => {
    const opened = read(bundle(1));
    if (opened.kind !== "record") throw new Error(opened.kind);
    const { text } = caseFile({ ...NOBODY, record: opened.record }, compiled, TODAY);
    expect(text).not.toContain("p0");
    const again = read(text);
    expect(again).toMatchObject({
      kind: "case",
      patient: {
        answers: { sodium: { value: "128", unit: "mmol/L", low: 135, high: 145, at: "2026-11-01" } },
      },
    });
  });
});

describe("a record", () => {
  it("with several patients asks which", () => {
    const answer = read(bundle(2));
    expect(answer).toMatchObject({
      kind: "which-patient",
      patients: [{ reference: "Patient/p0", sex: "female", born: "1950-01-01" }, { reference: "Patient/p1" }],
    });
    expect(read(bundle(2), "Patient/p1")).toMatchObject({ kind: "record" });
  });
});

describe("what cannot be read", () => {
  it.each([
    ["bytes that are no text", new Uint8Array([0xff, 0xfe, 0x00, 0x80])],
    ["a broken record", '{"resourceType": "Bundle", "entry": ['],
    ["a picture's beginning", "\u0089PNG"],
    [
      "aliases that multiply",
      `a: &a [x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\n${"c: [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]"}`,
    ],
    ["a list", "- age: 70 a"],
  ])("is refused with a reason: %s", (_, content) => {
    const answer = read(content);
    expect(answer.kind).toBe("refused");
    if (answer.kind === "refused") expect(answer.issues[0].message.nb.length).toBeGreaterThan(10);
  });

  it("does not hide what can: a case with one wrong line is read, and the line is told", () => {
    const answer = read("calf-cramp: present\nno-such-finding: present");
    expect(answer).toMatchObject({ kind: "case", patient: { answers: { "calf-cramp": "present" } } });
    if (answer.kind === "case") expect(answer.patient.issues[0].code).toBe("unknown-finding");
  });

  it("is too large above the limit", () => {
    const bytes = { byteLength: 50_000_000 } as ArrayBuffer;
    const answer = readFile({ kind: "file", name: "x", bytes, today: TODAY }, compiled);
    expect(answer).toMatchObject({ kind: "refused", issues: [{ code: "file-too-large" }] });
  });
});
