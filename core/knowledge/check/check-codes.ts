/** Codes of unknown systems, and codes that would set two findings at once. */
import type { Issue } from "../../issue/issue.ts";
import { nearestWord } from "../../issue/suggestion.ts";
import type { UnhashedKnowledge } from "../build-knowledge.ts";
import type { Code } from "../knowledge.ts";
import { entriesOf } from "./entries-of.ts";
import { problem } from "./problem.ts";

const CODE_SYSTEMS = [
  "http://snomed.info/sct",
  "http://loinc.org",
  "urn:oid:2.16.578.1.12.4.1.1.7280",
  "http://npu-terminology.org",
  "http://www.whocc.no/atc",
  "http://www.nlm.nih.gov/research/umls/rxnorm",
  "http://hl7.org/fhir/sid/icd-10",
  "http://hl7.org/fhir/sid/icd-10-cm",
  "http://hl7.org/fhir/sid/icpc-2",
  "http://human-phenotype-ontology.org",
  "http://www.orpha.net",
  "http://www.genenames.org/geneId",
  "urn:iso:std:iso:11073:10101",
  "http://dicom.nema.org/resources/ontology/DCM",
];

export function checkCodes(knowledge: UnhashedKnowledge): Issue[] {
  const issues: Issue[] = [];
  const owners = new Map<string, string>();
  const isExact = (code: Code) => code.fit === undefined || code.fit === "narrow";
  for (const [kind, entries] of entriesOf(knowledge)) {
    for (const { id, codes, place } of entries) {
      for (const code of codes) {
        if (!CODE_SYSTEMS.includes(code.system)) {
          const near = nearestWord(code.system, CODE_SYSTEMS);
          issues.push(
            problem(
              "knowledge-code-system",
              {
                en: `'${code.system}' of '${id}' is no known code system.`,
                nb: `«${code.system}» i «${id}» er ikke et kjent kodeverk.`,
              },
              place,
              near === undefined ? undefined : { en: `Did you mean '${near}'?`, nb: `Mente du «${near}»?` },
            ),
          );
        }
        if (kind !== "finding" || !isExact(code)) continue;
        const key = `${code.system}|${code.code}`;
        const owner = owners.get(key);
        if (owner !== undefined && owner !== id)
          issues.push(
            problem(
              "knowledge-code-shared",
              {
                en: `The code ${key} would set both '${owner}' and '${id}'.`,
                nb: `Koden ${key} ville satt både «${owner}» og «${id}».`,
              },
              place,
              {
                en: "Mark the less exact one with fit: broad.",
                nb: "Merk den minst presise med fit: broad.",
              },
            ),
          );
        owners.set(key, id);
      }
    }
  }
  return issues;
}
