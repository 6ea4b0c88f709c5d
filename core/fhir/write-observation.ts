/**
 * One finding as an Observation: what it is, its value in the finding's own unit, and what said so.
 *
 * What is derived points to what it was derived from. R4 lets `derivedFrom` name only some types; any other resource that said so
 * stands in the standard extension for supporting information.
 */
import type { FindingValue } from "../criterion/finding-value.ts";
import type { Finding } from "../finding/finding.ts";
import type { Language } from "../issue/text.ts";
import type { CompiledKnowledge } from "../knowledge/compile-knowledge.ts";
import type { FindingDefinition, WayToObtain } from "../knowledge/knowledge.ts";
import { SIGN_WORDS } from "../plan/words.ts";
import { writeUnit } from "../quantity/write-quantity.ts";
import { KRAMPE_FINDING, SNOMED, UCUM } from "./code-systems.ts";
import type { Json } from "./json-access.ts";
import { dateTime, type WrittenReference, type WrittenResource, withoutEmpty } from "./write-bundle.ts";
import { findingConcept } from "./write-concept.ts";

export interface ObservationContext {
  readonly compiled: CompiledKnowledge;
  readonly language: Language;
  readonly subject: WrittenReference;
  /** ISO date that findings without their own are given. */
  readonly at: string;
  /** The resource or Observation that one of `from` names, if it names any. */
  sourceOf(from: string): WrittenReference | undefined;
}

const SUPPORTING_INFO = "http://hl7.org/fhir/StructureDefinition/workflow-supportingInfo";
const DERIVED_FROM = [
  "DocumentReference",
  "ImagingStudy",
  "Media",
  "QuestionnaireResponse",
  "Observation",
  "MolecularSequence",
];

export function writeObservation(finding: Finding, context: ObservationContext): WrittenResource {
  const { compiled, language, subject, at } = context;
  const definition = compiled.findings[compiled.indexOfFinding.get(finding.id) ?? -1];
  const sources = (finding.from ?? []).map(context.sourceOf).filter((source) => source !== undefined);
  const isDerivedFrom = ({ type }: WrittenReference) => type !== undefined && DERIVED_FROM.includes(type);
  return withoutEmpty({
    resourceType: "Observation",
    extension: sources
      .filter((source) => !isDerivedFrom(source))
      .map((source) => ({ url: SUPPORTING_INFO, valueReference: source })),
    // What a program worked out is preliminary until someone has looked at it.
    status: finding.origin === "derived" ? "preliminary" : "final",
    category: [category(definition.obtain)],
    code: findingConcept(definition, language),
    subject,
    effectiveDateTime: dateTime(finding.at ?? at),
    ...value(finding.value, definition, language),
    derivedFrom: sources.filter(isDerivedFrom),
    referenceRange: referenceRange(finding.value, definition, language),
  });
}

const CATEGORIES: Readonly<Record<WayToObtain, string>> = {
  ask: "survey",
  examine: "exam",
  blood: "laboratory",
  ecg: "procedure",
  emg: "procedure",
  imaging: "imaging",
};

function category(obtain: WayToObtain): Json {
  const system = "http://terminology.hl7.org/CodeSystem/observation-category";
  return { coding: [{ system, code: CATEGORIES[obtain] }] };
}

const SIGN_CODES = { present: "52101004", absent: "2667000" } as const;

function value(found: FindingValue, definition: FindingDefinition, language: Language): Json {
  if (found.kind === "choice") {
    const option = definition.options.find(({ id }) => id === found.option);
    const coding = { system: optionSystem(definition), code: found.option };
    return { valueCodeableConcept: { coding: [coding], text: option?.label[language] ?? found.option } };
  }
  if (found.kind !== "quantity") {
    const coding = { system: SNOMED, code: SIGN_CODES[found.kind], display: SIGN_WORDS[found.kind].en };
    return { valueCodeableConcept: { coding: [coding], text: SIGN_WORDS[found.kind][language] } };
  }
  const { low, high, lowOpen, highOpen } = found.range;
  const written = (number: number, comparator?: string) =>
    quantity(number, definition.unit, language, comparator);
  if (low === high) return { valueQuantity: written(low) };
  if (!Number.isFinite(high)) return { valueQuantity: written(low, lowOpen ? ">" : ">=") };
  if (!Number.isFinite(low) || (low <= 0 && highOpen))
    return { valueQuantity: written(high, highOpen ? "<" : "<=") };
  return { valueRange: { low: written(low), high: written(high) } };
}

/** The system of a choice's own options. */
export function optionSystem({ id }: Pick<FindingDefinition, "id">): string {
  return `${KRAMPE_FINDING}:${id}`;
}

function quantity(value: number, unit = "1", language: Language, comparator?: string): Json {
  const shown = writeUnit(unit, language);
  return {
    value,
    ...(comparator && { comparator }),
    ...(shown && { unit: shown }),
    system: UCUM,
    code: unit,
  };
}

/** The laboratory's own. */
function referenceRange(found: FindingValue, { unit }: FindingDefinition, language: Language): Json[] {
  if (found.kind !== "quantity" || !found.interval) return [];
  const { low, high } = found.interval;
  return [
    {
      ...(low !== undefined && { low: quantity(low, unit, language) }),
      ...(high !== undefined && { high: quantity(high, unit, language) }),
    },
  ].filter((range) => Object.keys(range).length > 0);
}
