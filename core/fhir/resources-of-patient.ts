/**
 * Which resources are about the patient that was asked for, and which are not: a server that answers with another patient's data must
 * not be believed.
 *
 * A resource of a kind that is about a patient and names none is not believed either. Kinds that are about nobody (a Medication, say)
 * belong to whoever refers to them.
 */
import { map, text } from "./json-access.ts";
import type { Resource } from "./read-resources.ts";

export interface ResourcesOfPatient {
  readonly own: readonly Resource[];
  /** How many of each type were about someone else, or about nobody. */
  readonly others: ReadonlyMap<string, number>;
}

/** Kinds that R4 gives neither subject nor patient. */
const ABOUT_NOBODY = new Set([
  "Medication",
  "Practitioner",
  "PractitionerRole",
  "Organization",
  "Location",
  "OperationOutcome",
]);

/** `patientId` is the id on the server; `server` its base, by which absolute references are told from those to other servers. */
export function resourcesOfPatient(
  resources: readonly Resource[],
  patientId: string,
  server?: string,
): ResourcesOfPatient {
  const names = namesOf(patientId, server);
  const own: Resource[] = [];
  const others = new Map<string, number>();
  for (const resource of resources) {
    if (isAbout(resource, names)) own.push(resource);
    else others.set(resource.type, (others.get(resource.type) ?? 0) + 1);
  }
  return { own, others };
}

function namesOf(patientId: string, server: string | undefined): ReadonlySet<string> {
  const relative = `Patient/${patientId}`;
  return new Set([relative, ...(server === undefined ? [] : [`${server.replace(/\/$/, "")}/${relative}`])]);
}

function isAbout({ type, json, reference }: Resource, names: ReadonlySet<string>): boolean {
  if (type === "Patient") return names.has(reference);
  if (ABOUT_NOBODY.has(type)) return true;
  const subject = text(map(json, "subject") ?? map(json, "patient"), "reference");
  return subject !== undefined && names.has(subject.replace(/\/_history\/.*$/, ""));
}
