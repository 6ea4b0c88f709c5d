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
  const own: Resource[] = [];
  const others = new Map<string, number>();
  for (const resource of resources) {
    const about = aboutWhom(resource, patientId, server);
    if (about === "patient" || (about === "nobody" && ABOUT_NOBODY.has(resource.type))) own.push(resource);
    else others.set(resource.type, (others.get(resource.type) ?? 0) + 1);
  }
  return { own, others };
}

/** Without `server`, an absolute reference is taken by its end. */
export function aboutWhom(
  { type, json, reference }: Resource,
  patientId: string,
  server?: string,
): "patient" | "someone-else" | "nobody" {
  const subject =
    type === "Patient" ? reference : text(map(json, "subject") ?? map(json, "patient"), "reference");
  if (subject === undefined || ABOUT_NOBODY.has(type)) return "nobody";
  const relative = `Patient/${patientId}`;
  if (subject === relative) return "patient";
  const named = subject.replace(/\/_history\/.*$/, "");
  const absolute =
    server === undefined
      ? /^https?:\/\//.test(named) && named.endsWith(`/${relative}`)
      : named === `${server.replace(/\/$/, "")}/${relative}`;
  return named === relative || absolute ? "patient" : "someone-else";
}
