import { describe, expect, it } from "vitest";
import { type RoleRule, roleOfClaims } from "./role-of-claims.ts";

const rules: RoleRule[] = [
  { value: "krampe-admin", role: "administrator" },
  { value: "doctor", role: "clinician" },
  { value: "student", role: "reader" },
];

describe("the role that a person has", () => {
  it("follows from a claim that is a text or a list, the highest counting", () => {
    expect(roleOfClaims({ roles: "doctor" }, "roles", rules)).toBe("clinician");
    expect(roleOfClaims({ roles: ["student", "krampe-admin", "doctor"] }, "roles", rules)).toBe(
      "administrator",
    );
  });
  it("is none without the claim, with another value, or with one that is no text", () => {
    for (const claims of [{}, { roles: [] }, { roles: "Doctor" }, { roles: [{ doctor: true }, 1, null] }])
      expect(roleOfClaims(claims, "roles", rules)).toBeUndefined();
  });
  it("may lie deeper, or have a name with dots and slashes", () => {
    expect(roleOfClaims({ realm_access: { roles: ["doctor"] } }, "realm_access.roles", rules)).toBe(
      "clinician",
    );
    expect(roleOfClaims({ realm_access: "doctor" }, "realm_access.roles", rules)).toBeUndefined();
    const hpr = "helseid://claims/hpr/hpr_number";
    const anyone: RoleRule[] = [{ value: "*", role: "clinician" }];
    expect(roleOfClaims({ [hpr]: "1234567" }, hpr, anyone)).toBe("clinician");
    expect(roleOfClaims({ [hpr]: "" }, hpr, anyone)).toBeUndefined();
    expect(roleOfClaims({}, hpr, anyone)).toBeUndefined();
  });
  it("never comes from what every object has", () => {
    expect(roleOfClaims({}, "constructor.name", [{ value: "*", role: "administrator" }])).toBeUndefined();
  });
});
