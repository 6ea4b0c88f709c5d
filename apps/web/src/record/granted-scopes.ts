/**
 * What the record's server has allowed, from the scopes in its answer: both versions of SMART's scopes, and scopes that hold only for some
 * resources of a type.
 *
 * Source: SMART App Launch 2.2.0, "Scopes for requesting FHIR Resources".
 */
export interface Grants {
  readonly patientIsNamed: boolean;
  mayRead(type: string): boolean;
  /** All that may be read is some of it (`patient/Observation.rs?category=laboratory`). */
  mayReadOnlyPart(type: string): boolean;
  mayCreate(type: string): boolean;
}

const RESOURCE_SCOPE = /^(?:patient|user)\/(\*|[A-Z][A-Za-z]+)\.([a-z]+|\*)(\?.+)?$/;

export function grantedScopes(scope: string): Grants {
  const scopes = scope.split(/\s+/);
  const granted = scopes.flatMap((one) => {
    const [, type, rights, part] = RESOURCE_SCOPE.exec(one) ?? [];
    return type === undefined ? [] : [{ type, ...rightsOf(rights), isPart: part !== undefined }];
  });
  const about = (type: string) => granted.filter((one) => one.type === "*" || one.type === type);
  const mayRead = (type: string) => about(type).some(({ read }) => read);
  return {
    patientIsNamed: scopes.some((one) => one === "launch" || one === "launch/patient"),
    mayRead,
    mayReadOnlyPart: (type) => mayRead(type) && !about(type).some(({ read, isPart }) => read && !isPart),
    mayCreate: (type) => about(type).some(({ create }) => create),
  };
}

/** To be read, a type must be searched; version 2 names reading and searching apart. */
function rightsOf(rights: string): { readonly read: boolean; readonly create: boolean } {
  if (rights === "*") return { read: true, create: true };
  if (rights === "read") return { read: true, create: false };
  if (rights === "write") return { read: false, create: true };
  return { read: rights.includes("r") && rights.includes("s"), create: rights.includes("c") };
}
