import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { recordsByPatient } from "@krampe/core/fhir/read-record.ts";
import { readResources } from "@krampe/core/fhir/read-resources.ts";
import { compileKnowledge } from "@krampe/core/knowledge/compile-knowledge.ts";
import { beforeAll, describe, expect, it } from "vitest";
import { knowledgeOnDisk } from "../../cli/knowledge-on-disk.ts";
import { buildService } from "../application.ts";
import { fhirChecks } from "./testing/fhir-checks.ts";

/** Synthetic patients that lie beside the project; without them there is nothing to assess. */
const RECORDS = fileURLToPath(new URL("../../../../shared/fhir/", import.meta.url));
const there = existsSync(RECORDS);
if (!there) console.warn("the records beside the project are not there: assessing them was not tested");

const loaded = knowledgeOnDisk(fileURLToPath(new URL("../../../knowledge", import.meta.url)));
if (!loaded.ok) throw new Error("the knowledge has mistakes");
const compiled = compileKnowledge(loaded.value);

let checks: (resource: unknown) => string[];
beforeAll(() => {
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

describe.runIf(there)("$assess of whole records", () => {
  it.each([
    ["synthea-2021-ndjson", "2021-06-01"],
    ["synthea-2022-ndjson", "2022-06-01"],
    ["synthea-2022-raw", "2022-06-01"],
  ])("%s: every answer passes all checkers and names its own patient only", async (set, day) => {
    const service = await buildService({ compiled, version: "0.1.0" });
    const resources = readdirSync(join(RECORDS, set)).flatMap(
      (file) => readResources(readFileSync(join(RECORDS, set, file), "utf8"), file).resources,
    );
    const patients = [...recordsByPatient(resources)];
    for (const [patient, record] of patients) {
      const entry = record.map(({ json, aliases }) => ({ fullUrl: aliases.at(-1), resource: json }));
      const response = await service.inject({
        method: "POST",
        url: `/fhir/$assess?at=${day}`,
        headers: { "content-type": "application/fhir+json", "accept-language": "nb" },
        payload: JSON.stringify({ resourceType: "Bundle", type: "collection", entry }),
      });
      expect(response.statusCode, response.body.slice(0, 300)).toBe(200);
      expect(checks(response.json())).toEqual([]);
      const others = patients.filter(([other]) => other !== patient).map(([other]) => other);
      for (const other of others) expect(response.body.includes(other)).toBe(false);
    }
  });
});
