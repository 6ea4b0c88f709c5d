/**
 * MedicationRequest, MedicationStatement and MedicationAdministration to drug classes.
 *
 * By ATC code first, then by the codes of the class (RxNorm), then by name. A drug that is known by none of them is told, and
 * then silence about other classes no longer means that they are not taken.
 */
import { PRESENT } from "../criterion/finding-value.ts";
import type { DrugClasses } from "../finding/drug-index.ts";
import { codingsOf, conceptName } from "./code-index.ts";
import { ATC } from "./code-systems.ts";
import { type Json, map, maps, text } from "./json-access.ts";
import type { Resource } from "./read-resources.ts";
import { dateIn, isFuture, isRecentEnough } from "./record-dates.ts";
import type { RecordReader } from "./record-reader.ts";

const CURRENT = ["active", "intended", "in-progress", "draft", "unknown"];
const UNCERTAIN = ["on-hold", "unknown", "draft"];
const GIVEN = ["completed"];

export function readMedication(resource: Resource, reader: RecordReader): void {
  const { json, type } = resource;
  const status = text(json, "status") ?? "unknown";
  const administered = type === "MedicationAdministration";
  if (json.doNotPerform === true || status === "entered-in-error") return;
  const at = dateIn(json, "effectiveDateTime", "effectivePeriod", "authoredOn", "dateAsserted");
  if (at !== undefined && isFuture(at, reader.today)) {
    reader.setAside("record-after-day", resource.type, resource, at);
    return;
  }
  const current =
    CURRENT.includes(status) || UNCERTAIN.includes(status) || (administered && GIVEN.includes(status));
  if (!current) return;
  const concept = medicationOf(json, reader);
  const classes = classesOf(concept, reader);
  if (!classes) {
    reader.allDrugsUnderstood = false;
    reader.unknownCode(type, concept);
  }
  const saysNow = isStatedNow(json, status, at);
  const isTaken =
    !UNCERTAIN.includes(status) && (saysNow || isAmongRecent(at, classes?.certain ?? [], reader));
  if (isTaken) reader.named.push({ name: conceptName(concept), classes: classes?.certain ?? [] });
  if (!classes) return;
  for (const id of classes.possible) reader.undecided.add(id);
  for (const id of classes.certain) {
    const finding = reader.compiled.findings[reader.compiled.indexOfFinding.get(id) ?? -1];
    if (UNCERTAIN.includes(status)) reader.undecided.add(id);
    else if (!saysNow && !isRecentEnough(at, finding.record, reader.today))
      reader.setAside("record-too-old", finding, resource, at);
    else reader.found(id, PRESENT, at, `${resource.reference} (${conceptName(concept)})`);
  }
}

/**
 * The entry itself says that the drug is taken now: active and without any date, or a statement whose period is open. One with a date is
 * held against the look-back of its class, because lists are seldom tidied.
 */
function isStatedNow(json: Json, status: string, at: string | undefined): boolean {
  if (status !== "active" && status !== "in-progress") return false;
  const period = map(json, "effectivePeriod");
  return at === undefined || (period !== undefined && !("end" in period));
}

/** Recent enough for one of its classes; a drug of no class is named whenever it was ordered. */
function isAmongRecent(
  at: string | undefined,
  classes: readonly string[],
  { compiled, today }: RecordReader,
): boolean {
  if (classes.length === 0) return true;
  return classes.some((id) => {
    const definition = compiled.findings[compiled.indexOfFinding.get(id) ?? -1];
    return definition !== undefined && isRecentEnough(at, definition.record, today);
  });
}

function medicationOf(json: Json, reader: RecordReader): Json | undefined {
  const concept = map(json, "medicationCodeableConcept");
  if (concept) return concept;
  const reference = map(json, "medicationReference");
  const name = text(reference, "reference");
  const resource = name === undefined ? undefined : reader.resolve(name, json);
  if (resource) return map(resource, "code");
  const display = text(reference, "display");
  return display === undefined ? undefined : { text: display };
}

/** Undefined if the drug is not known; no classes if it is known and belongs to none. */
export function classesOf(concept: Json | undefined, reader: RecordReader): DrugClasses | undefined {
  const codings = codingsOf(concept);
  for (const { system, code } of codings) {
    const byAtc = system === ATC ? reader.drugs.classesOf(code) : undefined;
    if (byAtc) return byAtc;
  }
  const byCode = reader.codes
    .matches(codings)
    .filter(({ finding, says }) => says === "present" && finding.drugs.length > 0);
  const names = [...maps(concept, "coding").map((coding) => text(coding, "display")), text(concept, "text")];
  const byName = names
    .map((name) => (name === undefined ? undefined : reader.drugs.classesOf(name)))
    .find(Boolean);
  if (byCode.length === 0) return byName;
  const ids = byCode.map(({ finding }) => finding.id);
  return { certain: [...new Set([...ids, ...(byName?.certain ?? [])])], possible: byName?.possible ?? [] };
}
