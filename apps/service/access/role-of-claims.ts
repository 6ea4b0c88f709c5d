/**
 * Which role a person has, by one claim that the provider signs and a list of its values.
 *
 * The claim may be a text, a list of texts, or lie deeper (`realm_access.roles`); a claim whose own name has dots or slashes, as
 * HelseID's have, is found by its whole name first. `*` stands for any value: whoever has the claim at all. The highest role counts.
 */
import { ROLES, type Role } from "./role.ts";

export interface RoleRule {
  readonly value: string;
  readonly role: Role;
}

/** Undefined for a person with none of the roles. */
export function roleOfClaims(
  claims: Readonly<Record<string, unknown>>,
  claim: string,
  rules: readonly RoleRule[],
): Role | undefined {
  const values = textsIn(claimNamed(claims, claim));
  const roles = rules.filter(({ value }) => (value === "*" ? values.length > 0 : values.includes(value)));
  return ROLES.findLast((role) => roles.some((one) => one.role === role));
}

function claimNamed(claims: Readonly<Record<string, unknown>>, claim: string): unknown {
  if (Object.hasOwn(claims, claim)) return claims[claim];
  let found: unknown = claims;
  for (const part of claim.split(".")) {
    if (typeof found !== "object" || found === null || !Object.hasOwn(found, part)) return undefined;
    found = (found as Readonly<Record<string, unknown>>)[part];
  }
  return found;
}

function textsIn(value: unknown): string[] {
  const values = Array.isArray(value) ? value : [value];
  return values.filter((one) => typeof one === "string" && one !== "");
}
