/** Who may do what. Each role may do what those before it may. */

export const ROLES = ["reader", "clinician", "administrator"] as const;
export type Role = (typeof ROLES)[number];

export function mayActAs(role: Role, needed: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(needed);
}
