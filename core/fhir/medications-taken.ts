/**
 * The drugs that a record says the patient takes now, by ATC code, each with the entry that says so.
 *
 * What is only proposed, on hold, ended or entered in error is not taken; a name that no drug is known by is passed over (reading
 * the record tells of it).
 */
import { type DrugIndex, drugIndex } from "../finding/drug-index.ts";
import type { CompiledKnowledge } from "../knowledge/compile-knowledge.ts";
import { codingsOf, conceptName } from "./code-index.ts";
import { ATC } from "./code-systems.ts";
import { type Json, map, maps, text } from "./json-access.ts";
import type { Resource } from "./read-resources.ts";

export interface MedicationTaken {
  readonly atc: string;
  readonly name: string;
  /** `MedicationRequest/123` */
  readonly reference: string;
  readonly type: string;
}

const TYPES = ["MedicationRequest", "MedicationStatement"];
const TAKEN = ["active", "in-progress", "intended"];

export function medicationsTaken(
  resources: readonly Resource[],
  compiled: CompiledKnowledge,
): MedicationTaken[] {
  const entries = resources.filter(
    ({ type, json }) =>
      TYPES.includes(type) && TAKEN.includes(text(json, "status") ?? "") && json.doNotPerform !== true,
  );
  if (entries.length === 0) return [];
  const drugs = drugIndex(compiled.findings);
  return entries.flatMap(({ json, type, reference }) => {
    const concept = medicationOf(json, resources);
    const atc = atcOf(concept, drugs);
    return atc === undefined ? [] : [{ atc, name: conceptName(concept), reference, type }];
  });
}

function medicationOf(json: Json, resources: readonly Resource[]): Json | undefined {
  const concept = map(json, "medicationCodeableConcept");
  if (concept) return concept;
  const reference = text(map(json, "medicationReference"), "reference");
  if (reference === undefined) return undefined;
  const contained = maps(json, "contained").find((one) => `#${text(one, "id")}` === reference);
  const named = resources.find((one) => one.reference === reference || one.aliases.includes(reference));
  return map(contained ?? named?.json, "code");
}

function atcOf(concept: Json | undefined, drugs: DrugIndex): string | undefined {
  const coded = codingsOf(concept).find(({ system }) => system === ATC)?.code;
  return coded ?? (concept && drugs.classesOf(conceptName(concept))?.atc);
}
