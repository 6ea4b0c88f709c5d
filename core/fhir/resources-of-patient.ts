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
  const patient = `Patient/${patientId}`;
  for (const resource of resources) {
    const about = aboutPatient(resource, patient, server);
    if (about === "patient" || (about === "nobody" && ABOUT_NOBODY.has(resource.type))) own.push(resource);
    else others.set(resource.type, (others.get(resource.type) ?? 0) + 1);
  }
  return { own, others };
}

type About = "patient" | "someone-else" | "nobody";

/** Without `server`, an absolute reference is taken by its end. */
export function aboutWhom(resource: Resource, patientId: string, server?: string): About {
  return aboutPatient(resource, `Patient/${patientId}`, server);
}

function aboutPatient({ type, json, reference }: Resource, relative: string, server?: string): About {
  const subject =
    type === "Patient" ? reference : text(map(json, "subject") ?? map(json, "patient"), "reference");
  if (subject === undefined || ABOUT_NOBODY.has(type)) return "nobody";
  if (subject === relative) return "patient";
  const named = subject.replace(/\/_history\/.*$/, "");
  const absolute =
    server === undefined
      ? /^https?:\/\//.test(named) && named.endsWith(`/${relative}`)
      : named === `${server.replace(/\/$/, "")}/${relative}`;
  return named === relative || absolute ? "patient" : "someone-else";
}
