import { describe, expect, it } from "vitest";
import { grantedScopes } from "./granted-scopes.ts";
import { scopesToAskFor } from "./scopes-to-ask-for.ts";

describe("SMART App Launch 2.2.0, scopes", () => {
  it.each([
    ["patient/Condition.read", true, false],
    ["patient/Condition.write", false, true],
    ["patient/Condition.*", true, true],
    ["patient/*.read", true, false],
    ["user/Condition.cruds", true, true],
    ["patient/Condition.rs", true, false],
    ["patient/Condition.c", false, true],
    ["patient/Condition.r", false, false],
    ["patient/ConditionX.rs launch", false, false],
    ["Condition.rs patient/Condition", false, false],
    ["", false, false],
  ])("%s", (scope, reads, creates) => {
    const granted = grantedScopes(scope);
    expect([granted.mayRead("Condition"), granted.mayCreate("Condition")]).toEqual([reads, creates]);
  });

  it("a scope with a search allows only a part, unless another allows all", () => {
    const part = grantedScopes("patient/Observation.rs?category=laboratory");
    expect([part.mayRead("Observation"), part.mayReadOnlyPart("Observation")]).toEqual([true, true]);
    const all = grantedScopes("patient/Observation.rs?category=laboratory patient/*.rs");
    expect(all.mayReadOnlyPart("Observation")).toBe(false);
  });

  it("what is asked for, in either version, allows all that is read and written", () => {
    for (const version of [1, 2] as const) {
      const asked = scopesToAskFor({ version, launched: true });
      const granted = grantedScopes(asked);
      for (const type of ["Patient", "Condition", "Observation", "MedicationRequest"])
        expect(granted.mayRead(type), type).toBe(true);
      for (const type of ["ServiceRequest", "DocumentReference", "QuestionnaireResponse"])
        expect(granted.mayCreate(type), type).toBe(true);
      expect(granted.mayCreate("Condition")).toBe(false);
      expect(granted.mayRead("DocumentReference")).toBe(false);
    }
  });
});
