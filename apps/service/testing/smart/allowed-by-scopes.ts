/**
 * Whether scopes allow something with a type of resource, by the letter of SMART's versions 1 (`read`, `write`) and 2 (`cruds`).
 *
 * Written for the server alone and not shared with the application, so that one can catch the other's mistake.
 *
 * Source: SMART App Launch 2.2.0, "Scopes for requesting FHIR Resources".
 */
export type Interaction = "create" | "read" | "search";

const IN_VERSION_2: Readonly<Record<Interaction, string>> = { create: "c", read: "r", search: "s" };

export function allowedByScopes(scopes: readonly string[], type: string, interaction: Interaction): boolean {
  return scopes.some((scope) => {
    const [, , types, rights] = /^(patient|user)\/(\*|[A-Z][A-Za-z]+)\.([a-z*]+)$/.exec(scope) ?? [];
    if (types !== "*" && types !== type) return false;
    if (rights === "*") return true;
    if (rights === "read") return interaction !== "create";
    if (rights === "write") return interaction === "create";
    return rights.includes(IN_VERSION_2[interaction]);
  });
}

/** Every scope of both versions for these types, as a server lists them. */
export function scopesFor(types: readonly string[]): string[] {
  return ["patient", "user"].flatMap((who) =>
    ["*", ...types].flatMap((type) =>
      ["read", "write", "*", "rs", "r", "s", "c", "cu", "cud", "cruds"].map(
        (rights) => `${who}/${type}.${rights}`,
      ),
    ),
  );
}
