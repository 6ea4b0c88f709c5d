import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readRecord, recordsByPatient } from "@krampe/core/fhir/read-record.ts";
import { type Resource, readResources } from "@krampe/core/fhir/read-resources.ts";
import { compileKnowledge } from "@krampe/core/knowledge/compile-knowledge.ts";
import { consult } from "@krampe/core/plan/consultation.ts";
import { reportOf } from "@krampe/core/plan/report.ts";
import { describe, expect, it } from "vitest";
import { knowledgeOnDisk } from "./knowledge-on-disk.ts";

/** Synthetic patients that lie beside the project; without them there is nothing to read. */
const RECORDS = fileURLToPath(new URL("../../../shared/fhir/", import.meta.url));
const there = existsSync(RECORDS);
if (!there) console.warn("the records beside the project are not there: reading them was not tested");

const loaded = knowledgeOnDisk();
if (!loaded.ok) throw new Error("the knowledge has mistakes");
const compiled = compileKnowledge(loaded.value);

function recordsOf(set: string): ReadonlyMap<string, readonly Resource[]> {
  const resources = readdirSync(join(RECORDS, set)).flatMap((file) => {
    const read = readResources(readFileSync(join(RECORDS, set, file), "utf8"), file);
    expect(read.issues).toEqual([]);
    return read.resources;
  });
  return recordsByPatient(resources);
}

function assessed(resources: readonly Resource[], day: string) {
  const record = readRecord(resources, compiled, day);
  return { record, report: reportOf(consult(compiled, record.findings), "nb", record.issues) };
}

describe.runIf(there)("the records beside the project", () => {
  it.each([
    ["synthea-2021-ndjson", 24, "2021-06-01"],
    ["synthea-2022-ndjson", 10, "2022-06-01"],
    ["synthea-2022-raw", 2, "2022-06-01"],
    ["hl7-r4-examples-ndjson", 13, "2020-01-01"],
  ])("%s: all %d patients pass through, every finding with its resource", (set, count, day) => {
    const records = recordsOf(set);
    expect(records.size).toBe(count);
    for (const resources of records.values()) {
      const { record, report } = assessed(resources, day);
      for (const finding of record.findings) expect(finding.from?.length).toBeGreaterThan(0);
      expect(report.phenomena.length).toBe(loaded.value.phenomena.length);
    }
  });
});

/** Read by hand from the files: what a person would take from the record on that day. `undefined` is unknown. */
const BY_HAND: readonly (readonly [string, string, Record<string, unknown>])[] = [
  [
    "6b01025b-43b4-a9e4-525b-872995031987",
    "2013-06-01",
    {
      age: 69,
      sex: "female",
      "taking-statin": "present", // Simvastatin 10 MG, active since 2013-01-08
      "taking-naproxen": undefined, // active since 1994: too long ago to know
      potassium: 4.24,
      sodium: 139.83,
      creatinine: 238.185, // 2.6944 mg/dL × 88.4
      "calcium-total": 2.353, // 9.43 mg/dL × 0.2495
      "urea-nitrogen": 6.262, // 17.54 mg/dL × 0.357
      haemoglobin: undefined, // last in 2011
      magnesium: undefined,
      "creatine-kinase": undefined,
      "muscle-cramp": undefined,
    },
  ],
  [
    "42122517-c732-08c7-d5a3-adeffb7ea4bd",
    "2020-10-01",
    {
      age: 57,
      sex: "male",
      "stroke-past": "present",
      haemoglobin: 15.049,
      platelets: 233.62,
      "taking-naproxen": undefined,
      potassium: undefined,
    },
  ],
  [
    "6cc4fff2-8a24-ecef-2f2d-1067473532cd",
    "2022-01-15",
    {
      age: 48,
      sex: "female",
      "taking-ace-inhibitor-or-arb": "present",
      "taking-statin": "absent",
      pregnant: undefined,
      haemoglobin: undefined,
    },
  ],
  [
    "cd5a6b35-2a1f-1f73-048e-c205f88f61bb",
    "2022-01-15",
    {
      age: 69,
      sex: "female",
      "taking-opioid": "present",
      "taking-loop-diuretic": "absent",
      potassium: undefined,
    },
  ],
  [
    "d1376fd1-810a-3a17-b510-3a1b4cd399b2",
    "2018-04-05",
    { age: 22, sex: "female", haemoglobin: 15.584, platelets: 216.7, anaemia: "absent", pregnant: undefined },
  ],
  [
    "3fc4d5b0-9e46-4307-8c05-e4cef7602e7f",
    "2021-10-20",
    { age: 1, sex: "female", "taking-statin": undefined, haemoglobin: undefined, fever: undefined },
  ],
];

describe.runIf(there)("six patients read by hand", () => {
  it.each(BY_HAND)("%s on %s", (id, day, expected) => {
    const resources = recordsOf("synthea-2022-ndjson").get(`Patient/${id}`);
    const { report } = assessed(resources ?? [], day);
    const found = new Map(report.findings.map((finding) => [finding.id, finding.value]));
    for (const [finding, value] of Object.entries(expected)) {
      expect(compiled.indexOfFinding.has(finding), finding).toBe(true);
      const actual = found.get(finding);
      expect(typeof actual === "number" ? Math.round(actual * 1000) / 1000 : actual, finding).toBe(value);
    }
  });
});
