/**
 * The patients of the loopback server: the synthetic ones that lie beside the project where they are there, and in any case a small one of
 * our own with a cramp, low potassium and three drugs.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { StoredResource } from "./stored-resource.ts";

const BESIDE = fileURLToPath(new URL("../../../../../shared/fhir/synthea-2022-ndjson/", import.meta.url));

/** Empty if they are not there. */
export function recordsBeside(): StoredResource[] {
  if (!existsSync(BESIDE)) return [];
  return readdirSync(BESIDE)
    .filter((name) => name.endsWith(".ndjson"))
    .flatMap((name) => readFileSync(`${BESIDE}${name}`, "utf8").split("\n"))
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line));
}

export const OWN_PATIENT = "synthetic-cramp";
export const OTHER_PATIENT = "synthetic-other";

/** `day` is the ISO date of the newest entries. More than a page of old blood pressures make it go on. */
export function ownRecords(day: string): StoredResource[] {
  const subject = { reference: `Patient/${OWN_PATIENT}` };
  const other = { reference: `Patient/${OTHER_PATIENT}` };
  const coded = (system: string, code: string, text: string) => ({ coding: [{ system, code }], text });
  const active = coded("http://terminology.hl7.org/CodeSystem/condition-clinical", "active", "Active");
  const condition = (id: string, about: object, code: object): StoredResource => ({
    resourceType: "Condition",
    id,
    clinicalStatus: active,
    subject: about,
    code,
    onsetDateTime: day,
    recordedDate: day,
  });
  const drug = (id: string, atc: string, text: string): StoredResource => ({
    resourceType: "MedicationRequest",
    id,
    status: "active",
    intent: "order",
    subject,
    authoredOn: day,
    medicationCodeableConcept: coded("http://www.whocc.no/atc", atc, text),
  });
  const measured = (
    id: string,
    about: object,
    code: string,
    value: number,
    unit: string,
  ): StoredResource => ({
    resourceType: "Observation",
    id,
    status: "final",
    category: [
      coded("http://terminology.hl7.org/CodeSystem/observation-category", "laboratory", "Laboratory"),
    ],
    code: coded("http://loinc.org", code, id),
    subject: about,
    effectiveDateTime: day,
    valueQuantity: { value, unit, system: "http://unitsofmeasure.org", code: unit },
  });
  return [
    {
      resourceType: "Patient",
      id: OWN_PATIENT,
      name: [{ use: "official", family: "Syntetisk", given: ["Kari"] }],
      gender: "female",
      birthDate: "1950-01-01",
    },
    {
      resourceType: "Patient",
      id: OTHER_PATIENT,
      name: [{ family: "Annen", given: ["Ola"] }],
      gender: "male",
      birthDate: "1961-02-03",
    },
    condition("cramp", subject, coded("http://hl7.org/fhir/sid/icd-10", "R25.2", "Cramp and spasm")),
    condition(
      "other-myasthenia",
      other,
      coded("http://hl7.org/fhir/sid/icd-10", "G70.0", "Myasthenia gravis"),
    ),
    measured("potassium", subject, "2823-3", 3.1, "mmol/L"),
    measured("other-potassium", other, "2823-3", 1.9, "mmol/L"),
    drug("furosemide", "C03CA01", "Furosemide"),
    drug("simvastatin", "C10AA01", "Simvastatin"),
    drug("paracetamol", "N02BE01", "Paracetamol"),
    ...Array.from({ length: 120 }, (_, index) =>
      measured(`pulse-${index}`, subject, "8867-4", 60 + (index % 30), "/min"),
    ),
  ];
}
