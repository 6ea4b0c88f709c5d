/**
 * AllergyIntolerance to findings: which drugs the patient must not have again. Which findings an allergy means stands with them in
 * `knowledge/` (`allergyTo`). A refuted allergy is absent.
 */
import { ABSENT, PRESENT } from "../criterion/finding-value.ts";
import { codingsOf, conceptName } from "./code-index.ts";
import { ATC } from "./code-systems.ts";
import { type Json, map, maps } from "./json-access.ts";
import type { Resource } from "./read-resources.ts";
import { dateIn } from "./record-dates.ts";
import type { RecordReader } from "./record-reader.ts";

export function readAllergy(resource: Resource, reader: RecordReader): void {
  const { json } = resource;
  const verification = codingsOf(map(json, "verificationStatus"))[0]?.code;
  if (verification === "entered-in-error") return;
  const concepts = [
    map(json, "code"),
    ...maps(json, "reaction").map((reaction) => map(reaction, "substance")),
  ].filter((concept) => concept !== undefined);
  const ids = new Set(concepts.flatMap((concept) => findingsFor(concept, reader)));
  if (ids.size === 0) {
    for (const concept of concepts.slice(0, 1)) reader.unknownCode("AllergyIntolerance", concept);
    return;
  }
  const at = dateIn(json, "recordedDate", "onsetDateTime");
  for (const id of ids) {
    reader.found(id, verification === "refuted" ? ABSENT : PRESENT, at, resource.reference);
  }
}

function findingsFor(concept: Json, reader: RecordReader): string[] {
  const codings = codingsOf(concept);
  const atc = [
    ...codings.filter(({ system }) => system === ATC).map(({ code }) => code),
    reader.drugs.classesOf(conceptName(concept))?.atc,
  ].filter((code) => code !== undefined);
  const byAtc = reader.compiled.findings.filter(({ record }) =>
    record.allergyTo.some((prefix) => atc.some((code) => code.startsWith(prefix))),
  );
  const byCode = reader.codes
    .matches(codings)
    .filter(({ finding, says }) => says === "present" && finding.drugs.length === 0);
  return [...byAtc.map(({ id }) => id), ...byCode.map(({ finding }) => finding.id)];
}
