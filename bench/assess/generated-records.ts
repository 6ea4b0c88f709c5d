/**
 * Made-up FHIR patients for the comparison with CQL: about 39 resources each, 30 % of the laboratory values missing, American and
 * European units mixed, some values too old, some drugs stopped, some conditions refuted. Deterministic.
 */
import type { FindingDefinition } from "../../core/knowledge/knowledge.ts";
import { type Random, seededRandom } from "../../core/signal/random.ts";

export const TODAY = "2026-01-01";

export interface Vocabulary {
  readonly labs: readonly FindingDefinition[];
  readonly conditions: readonly FindingDefinition[];
  readonly drugs: readonly FindingDefinition[];
}

type Json = Record<string, unknown>;

export const LOINC = "http://loinc.org";
export const SNOMED = "http://snomed.info/sct";
export const ATC = "http://www.whocc.no/atc";

/** One list of resources for each patient. */
export function generatedRecords(count: number, vocabulary: Vocabulary): Json[][] {
  const random = seededRandom("records for the comparison with CQL");
  return Array.from({ length: count }, (_, index) => record(index, vocabulary, random.branch(String(index))));
}

function record(index: number, { labs, conditions, drugs }: Vocabulary, random: Random): Json[] {
  const id = `p${index}`;
  const subject = { reference: `Patient/${id}` };
  const resources: Json[] = [
    {
      resourceType: "Patient",
      id,
      gender: random.pick(["female", "male"]),
      birthDate: `${1930 + random.integer(75)}-0${1 + random.integer(9)}-1${random.integer(10)}`,
    },
  ];
  const push = (resource: Json) => resources.push({ ...resource, id: `${id}-${resources.length}`, subject });
  for (const lab of labs) {
    if (random.chance(0.3)) continue;
    push(observation(lab, random));
  }
  for (const finding of random.shuffle(conditions).slice(0, 9)) push(condition(finding, random));
  for (let i = 0; i < 7; i++) push(medication(random.pick(drugs), random));
  while (resources.length < 39) push(somethingElse(random));
  return resources;
}

export function loincOf(lab: FindingDefinition): string | undefined {
  return lab.codes.find(({ system, fit }) => system === LOINC && fit === undefined)?.code;
}

export function snomedOf(finding: FindingDefinition): string | undefined {
  return finding.codes.find(({ system, fit }) => system === SNOMED && fit === undefined)?.code;
}

function observation(lab: FindingDefinition, random: Random): Json {
  const { low, high } = lab.intervals[0];
  const [from, to] = [low ?? (high ?? 1) * 0.3, high ?? (low ?? 1) * 3];
  const { low: least, high: most } = lab.plausible ?? { low: 0.01, high: Number.POSITIVE_INFINITY };
  const own = Math.min(most, Math.max(least, from + (to - from) * (random.uniform() * 2.2 - 0.6)));
  const other = random.chance(0.4)
    ? lab.alsoIn.find(({ offset, unit }) => offset === undefined && unit !== lab.unit)
    : undefined;
  const value = other ? own / other.factor : own;
  const unit = other?.unit ?? lab.unit ?? "1";
  return {
    resourceType: "Observation",
    status: random.chance(0.95) ? "final" : "entered-in-error",
    code: { coding: [{ system: LOINC, code: loincOf(lab), display: lab.label.en }] },
    effectiveDateTime: dateBefore(random, 2.0),
    valueQuantity: {
      value: Number(value.toPrecision(4)),
      unit,
      system: "http://unitsofmeasure.org",
      code: unit,
    },
  };
}

function condition(finding: FindingDefinition, random: Random): Json {
  return {
    resourceType: "Condition",
    clinicalStatus: coded("http://terminology.hl7.org/CodeSystem/condition-clinical", "active"),
    verificationStatus: coded(
      "http://terminology.hl7.org/CodeSystem/condition-ver-status",
      random.chance(0.75) ? "confirmed" : "refuted",
    ),
    code: coded(SNOMED, snomedOf(finding) ?? "", finding.label.en),
    onsetDateTime: dateBefore(random, 5),
  };
}

function medication(drugClass: FindingDefinition, random: Random): Json {
  const { atc, name } = random.pick(drugClass.substances);
  return {
    resourceType: "MedicationRequest",
    status: random.chance(0.7) ? "active" : "stopped",
    intent: "order",
    medicationCodeableConcept: coded(ATC, atc, name.en),
    authoredOn: dateBefore(random, 0.9),
  };
}

function somethingElse(random: Random): Json {
  return {
    resourceType: "Observation",
    status: "final",
    code: coded(LOINC, random.pick(["8302-2", "72514-3", "8867-4", "9279-1", "8480-6"]), "Vital sign"),
    effectiveDateTime: dateBefore(random, 3),
    valueQuantity: { value: random.integer(200), unit: "1" },
  };
}

function coded(system: string, code: string, display?: string): Json {
  return { coding: [{ system, code, ...(display && { display }) }] };
}

/** A day, with the hour that makes it a moment, within these years before the assessment. */
function dateBefore(random: Random, years: number): string {
  const days = 1 + random.integer(Math.floor(years * 365));
  return new Date(Date.parse(`${TODAY}T12:00:00Z`) - days * 86_400_000).toISOString();
}
