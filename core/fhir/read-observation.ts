/**
 * Observation to findings: its own value and each component.
 *
 * A quantity is converted by the unit that was reported, never by what is usual, and brings the laboratory's own interval with it. A
 * coded value says present or absent, or is itself a code of a finding (pregnancy status: pregnant).
 */
import type { FindingValue } from "../criterion/finding-value.ts";
import { ABSENT, PRESENT, type ReferenceBounds } from "../criterion/finding-value.ts";
import { isIssue, measured, type ReadOutcome, readFindingValue } from "../finding/read-finding-value.ts";
import type { FindingDefinition } from "../knowledge/knowledge.ts";
import { boundsOf, type Comparator } from "../quantity/read-quantity.ts";
import { conversion } from "../quantity/unit-conversion.ts";
import { type CodeMatch, codingsOf, conceptName } from "./code-index.ts";
import { UCUM } from "./code-systems.ts";
import { type Json, map, maps, number, text } from "./json-access.ts";
import type { Resource } from "./read-resources.ts";
import { dateIn, isFuture, isRecentEnough } from "./record-dates.ts";
import type { RecordReader } from "./record-reader.ts";

const USED_STATUS = ["final", "amended", "corrected", "preliminary"];

/** Answers that say present or absent, in SNOMED CT and in LOINC's answer lists. */
const ANSWERS: ReadonlyMap<string, FindingValue> = new Map([
  ["52101004", PRESENT],
  ["10828004", PRESENT],
  ["373066001", PRESENT],
  ["LA33-6", PRESENT],
  ["LA9633-4", PRESENT],
  ["LA6576-8", PRESENT],
  ["Y", PRESENT],
  ["POS", PRESENT],
  ["2667000", ABSENT],
  ["260385009", ABSENT],
  ["373067005", ABSENT],
  ["LA32-8", ABSENT],
  ["LA9634-2", ABSENT],
  ["LA6577-6", ABSENT],
  ["N", ABSENT],
  ["NEG", ABSENT],
]);

export function readObservation(resource: Resource, reader: RecordReader): void {
  const { json } = resource;
  const status = text(json, "status");
  if (status !== undefined && !USED_STATUS.includes(status)) {
    const message = { en: `status '${status}', not used.`, nb: `status «${status}», ikke brukt.` };
    reader.tell("record-status", resource, message, { severity: "information" });
    return;
  }
  const at = dateIn(json, "effectiveDateTime", "effectiveInstant", "effectivePeriod", "issued");
  if (at !== undefined && isFuture(at, reader.today)) {
    reader.setAside("record-after-day", resource.type, resource, at);
    return;
  }
  const components = maps(json, "component");
  readPart(json, at, resource, reader, components.length > 0);
  for (const component of components) readPart(component, at, resource, reader, false);
}

function readPart(
  part: Json,
  at: string | undefined,
  resource: Resource,
  reader: RecordReader,
  isPanel: boolean,
): void {
  const concept = map(part, "code");
  const coded = map(part, "valueCodeableConcept");
  const byValue = coded
    ? reader.codes.matches(codingsOf(coded)).filter(({ says }) => says !== "hint")
    : NOTHING_SAID;
  const matches = reader.codes.matches(codingsOf(concept));
  if (matches.length === 0 && byValue.length === 0) {
    if (!isPanel || hasValue(part)) reader.unknownCode("Observation", concept);
    return;
  }
  for (const { finding, says } of byValue) {
    if (isRecentEnough(at, finding.record, reader.today))
      reader.found(finding.id, says === "absent" ? ABSENT : PRESENT, at, resource.reference);
  }
  if (byValue.length > 0) return;
  for (const { finding, says } of matches) {
    if (says === "hint") hint(finding, at, resource, reader);
    else if (!isRecentEnough(at, finding.record, reader.today))
      reader.setAside("record-too-old", finding, resource, at);
    else take(finding, part, at, resource, reader);
  }
}

const NOTHING_SAID: readonly CodeMatch[] = [];

function hasValue(part: Json): boolean {
  return Object.keys(part).some((key) => key.startsWith("value"));
}

function take(
  finding: FindingDefinition,
  part: Json,
  at: string | undefined,
  resource: Resource,
  reader: RecordReader,
): void {
  const outcome = outcomeOf(finding, part, resource, reader);
  if (outcome === "unknown") {
    reader.undecided.add(finding.id);
    return;
  }
  if (isIssue(outcome)) {
    reader.undecided.add(finding.id);
    reader.tell(
      outcome.code,
      resource,
      outcome.message,
      outcome.suggestion && { suggestion: outcome.suggestion },
    );
    return;
  }
  const origin = finding.obtain === "blood" ? "laboratory" : "record";
  reader.found(finding.id, outcome.value, at, resource.reference, origin, outcome.shown);
}

function outcomeOf(
  finding: FindingDefinition,
  part: Json,
  resource: Resource,
  reader: RecordReader,
): ReadOutcome {
  const place = { path: resource.reference };
  const quantity = map(part, "valueQuantity");
  if (quantity && finding.kind === "quantity") return quantityOf(finding, quantity, part, resource, reader);
  const range = map(part, "valueRange");
  if (range && finding.kind === "quantity") {
    const [low, high] = [map(range, "low"), map(range, "high")];
    const bounds = {
      low: number(low, "value") ?? Number.NEGATIVE_INFINITY,
      high: number(high, "value") ?? Number.POSITIVE_INFINITY,
      lowOpen: false,
      highOpen: false,
    };
    return measured(finding, { range: bounds, unit: unitOf(low ?? high) }, undefined, place);
  }
  const plain = part.valueString ?? part.valueBoolean ?? part.valueInteger;
  if (plain !== undefined) return readFindingValue(finding, plain, place);
  const answer = codingsOf(map(part, "valueCodeableConcept"))
    .map(({ code }) => ANSWERS.get(code))
    .find(Boolean);
  if (answer && finding.kind === "sign") return { value: answer };
  const concept = map(part, "valueCodeableConcept");
  if (concept) return readFindingValue(finding, conceptName(concept), place);
  return "unknown";
}

function quantityOf(
  finding: FindingDefinition,
  quantity: Json,
  part: Json,
  resource: Resource,
  reader: RecordReader,
): ReadOutcome {
  const value = number(quantity, "value");
  const place = { path: resource.reference };
  if (value === undefined) return "unknown";
  const unit = unitOf(quantity);
  const range = boundsOf(value, text(quantity, "comparator") as Comparator | undefined);
  const interval = ownInterval(part, unit, finding);
  const outcome = measured(finding, { range, unit }, interval, place);
  if (!isIssue(outcome) || outcome.code !== "interval-empty") return outcome;
  reader.tell("interval-empty", resource, outcome.message, { severity: "warning" });
  return measured(finding, { range, unit }, undefined, place);
}

/** The code if it is a UCUM code, else what is printed. */
function unitOf(quantity: Json | undefined): string {
  const code = text(quantity, "code");
  const ucum = code !== undefined && (text(quantity, "system") ?? UCUM) === UCUM;
  return (ucum ? code : (text(quantity, "unit") ?? code)) ?? "";
}

/** The reported normal interval, brought to the unit of the value. */
function ownInterval(part: Json, unit: string, finding: FindingDefinition): ReferenceBounds | undefined {
  const normal = maps(part, "referenceRange").find((range) => {
    const type = codingsOf(map(range, "type"))[0]?.code;
    return type === undefined || type === "normal";
  });
  if (!normal) return undefined;
  const bound = (key: string): number | undefined => {
    const quantity = map(normal, key);
    const value = number(quantity, "value");
    if (value === undefined) return undefined;
    const written = unitOf(quantity);
    if (written === "" || written === unit) return value;
    const toOwn = conversion(written, finding.unit ?? "1", finding.alsoIn);
    const fromValue = conversion(unit, finding.unit ?? "1", finding.alsoIn);
    if (!toOwn || !fromValue) return undefined;
    return (value * toOwn.factor + (toOwn.offset ?? 0) - (fromValue.offset ?? 0)) / fromValue.factor;
  };
  const [low, high] = [bound("low"), bound("high")];
  if (low === undefined && high === undefined) return undefined;
  return { ...(low !== undefined && { low }), ...(high !== undefined && { high }) };
}

export function hint(
  finding: FindingDefinition,
  at: string | undefined,
  resource: Resource,
  reader: RecordReader,
): void {
  reader.setAside("record-code-too-broad", finding, resource, at);
}
