import { describe, expect, it } from "vitest";
import { fhirChecks } from "./fhir-checks.ts";

describe("the checkers together", () => {
  const checks = fhirChecks(["Observation", "Questionnaire"]);
  const sound = { resourceType: "Observation", status: "final", code: { text: "x" } };

  it("let a sound resource pass", () => {
    expect(checks(sound)).toEqual([]);
  });

  it.each([
    ["a code that does not exist", { ...sound, status: "finished" }, ["schema", "fhir"]],
    ["a missing element", { resourceType: "Observation", status: "final" }, ["medplum", "fhir"]],
    ["an unknown element", { ...sound, colour: "red" }, ["schema", "medplum", "fhir"]],
    ["two values of one choice", { ...sound, valueString: "x", valueInteger: 2 }, ["own"]],
    ["an empty list", { ...sound, derivedFrom: [] }, ["own"]],
    ["a reference to the wrong type", { ...sound, subject: { reference: "Medication/1" } }, ["medplum"]],
    [
      "a repeated link id and a condition on nothing",
      {
        resourceType: "Questionnaire",
        status: "active",
        item: [
          { linkId: "a", type: "string" },
          {
            linkId: "a",
            type: "string",
            enableWhen: [{ question: "b", operator: "exists", answerBoolean: true }],
          },
        ],
      },
      ["own"],
    ],
  ])("find %s", (_name, resource, by) => {
    const found = checks(resource);
    for (const checker of by) expect(found.join("\n")).toContain(`${checker}: `);
  });

  it("find a reference inside a Bundle that leads nowhere, and one to the wrong type", () => {
    const url = "urn:uuid:00000000-0000-4000-8000-000000000001";
    const bundle = (target: string) => ({
      resourceType: "Bundle",
      type: "collection",
      entry: [{ fullUrl: url, resource: { ...sound, subject: { reference: target } } }],
    });
    expect(checks(bundle("urn:uuid:00000000-0000-4000-8000-000000000002")).join()).toContain(
      "which is not there",
    );
    expect(checks(bundle(url)).join()).toContain("Invalid reference");
  });
});
