/**
 * The names under which one code system is met: its canonical URI, its OID, and what older or national systems write.
 *
 * Source of the Norwegian OIDs: the national register of code systems (7110 ICD-10, 7170 ICPC-2, 7180 ATC, 7280 laboratory codes).
 */

export const SNOMED = "http://snomed.info/sct";
export const LOINC = "http://loinc.org";
export const ATC = "http://www.whocc.no/atc";
export const RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm";
export const ICD_10 = "http://hl7.org/fhir/sid/icd-10";
export const ICD_10_CM = "http://hl7.org/fhir/sid/icd-10-cm";
export const ICPC_2 = "http://hl7.org/fhir/sid/icpc-2";
export const NORWEGIAN_LABORATORY = "urn:oid:2.16.578.1.12.4.1.1.7280";
export const UCUM = "http://unitsofmeasure.org";
/** The ids of our own findings: what a resource that Krampe wrote is known by when it comes back. */
export const KRAMPE_FINDING = "urn:krampe:finding";

const ALIASES: ReadonlyMap<string, string> = new Map([
  ["urn:oid:2.16.840.1.113883.6.96", SNOMED],
  ["http://snomed.info/id", SNOMED],
  ["https://snomed.info/sct", SNOMED],
  ["urn:oid:2.16.840.1.113883.6.1", LOINC],
  ["https://loinc.org", LOINC],
  ["urn:oid:2.16.840.1.113883.6.73", ATC],
  ["urn:oid:2.16.578.1.12.4.1.1.7180", ATC],
  ["http://www.whocc.no/atc/", ATC],
  ["https://www.whocc.no/atc", ATC],
  ["urn:oid:2.16.840.1.113883.6.88", RXNORM],
  ["urn:oid:2.16.840.1.113883.6.3", ICD_10],
  ["urn:oid:2.16.578.1.12.4.1.1.7110", ICD_10],
  ["http://hl7.org/fhir/sid/icd-10-no", ICD_10],
  ["urn:oid:2.16.840.1.113883.6.90", ICD_10_CM],
  ["urn:oid:2.16.578.1.12.4.1.1.7170", ICPC_2],
  ["urn:oid:2.16.840.1.113883.6.139", ICPC_2],
  ["http://hl7.org/fhir/sid/icpc", ICPC_2],
  ["http://npu-terminology.org", NORWEGIAN_LABORATORY],
  ["http://purl.obolibrary.org/obo/hp.owl", "http://human-phenotype-ontology.org"],
  ["http://purl.obolibrary.org/obo/hp.fhir", "http://human-phenotype-ontology.org"],
]);

/** The canonical URI of a system, or the name as it is. */
export function canonicalSystem(system: string): string {
  return ALIASES.get(system) ?? system;
}

/** Systems whose codes grow by refinement, so that `E11.9` is a kind of `E11`. */
export function refinesByPrefix(system: string): boolean {
  return system === ICD_10 || system === ICD_10_CM;
}

/** A coarser code each step: `E11.90`, `E11.9`, `E11`. */
export function codeAndItsPrefixes(system: string, code: string): string[] {
  if (!refinesByPrefix(system)) return [code];
  const plain = code.toUpperCase().replace(/[*+†!]$/, "");
  const dotted = plain.length > 3 && plain[3] !== "." ? `${plain.slice(0, 3)}.${plain.slice(3)}` : plain;
  const all: string[] = [];
  for (let length = dotted.length; length >= 3; length--) {
    const part = dotted.slice(0, length);
    if (!part.endsWith(".")) all.push(part);
  }
  return all;
}
