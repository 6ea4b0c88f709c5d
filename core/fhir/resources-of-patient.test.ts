import { describe, expect, it } from "vitest";
import { readResources } from "./read-resources.ts";
import { aboutWhom, resourcesOfPatient } from "./resources-of-patient.ts";

const SERVER = "https://fhir.example/r4";
const read = (...resources: object[]) => readResources(JSON.stringify(resources), "answer").resources;
const about = (reference: string | undefined) => ({
  resourceType: "Condition",
  ...(reference !== undefined && { subject: { reference } }),
});
const ownTypes = (...resources: object[]) =>
  resourcesOfPatient(read(...resources), "p", `${SERVER}/`).own.map(({ type }) => type);

describe("whom a resource is about", () => {
  it.each(["Patient/p", "Patient/p/_history/3", `${SERVER}/Patient/p`])("%s is the patient", (reference) => {
    expect(ownTypes(about(reference))).toEqual(["Condition"]);
  });

  it.each([
    "Patient/other",
    "Patient/pp",
    "https://elsewhere.example/r4/Patient/p",
    "Group/p",
    "urn:uuid:00000000-0000-4000-8000-000000000001",
    undefined,
  ])("%s is not", (reference) => {
    const { own, others } = resourcesOfPatient(read(about(reference)), "p", SERVER);
    expect(own).toEqual([]);
    expect(others).toEqual(new Map([["Condition", 1]]));
  });

  it("an absolute reference is taken by its end where the server is not known", () => {
    const [one] = read(about("https://elsewhere.example/r4/Patient/p"));
    expect(aboutWhom(one, "p")).toBe("patient");
    expect(aboutWhom(one, "r4/Patient/p")).toBe("someone-else");
    expect(aboutWhom(read(about(undefined))[0], "p")).toBe("nobody");
  });

  it("is the id for a Patient, `patient` where there is no subject, and does not matter for a Medication", () => {
    expect(ownTypes({ resourceType: "Patient", id: "p" }, { resourceType: "Patient", id: "q" })).toEqual([
      "Patient",
    ]);
    expect(
      ownTypes(
        { resourceType: "AllergyIntolerance", patient: { reference: "Patient/p" } },
        { resourceType: "Medication", id: "m" },
      ),
    ).toEqual(["AllergyIntolerance", "Medication"]);
  });
});
