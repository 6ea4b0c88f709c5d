/**
 * The drugs that are being ordered, and which of Krampe's treatments each of them is.
 *
 * By ATC code, by another code that Krampe knows, or by name (brand and salt too). A drug that is named in words and is none of them is
 * none of Krampe's treatments, and passed over. One that has neither words nor a known code could be any drug: that is kept, so that it
 * can be told.
 */
import { codeIndex, codingsOf, conceptName } from "@krampe/core/fhir/code-index.ts";
import { ATC } from "@krampe/core/fhir/code-systems.ts";
import { isMap, type Json, map, maps, text } from "@krampe/core/fhir/json-access.ts";
import type { Resource } from "@krampe/core/fhir/read-resources.ts";
import { drugIndex } from "@krampe/core/finding/drug-index.ts";
import type { CompiledKnowledge, CompiledTreatment } from "@krampe/core/knowledge/compile-knowledge.ts";
import type { HookRequest } from "./hook-request.ts";

export interface DraftOrder {
  /** Undefined if the draft has no id and can therefore not be removed by reference. */
  readonly reference: string | undefined;
  /** As the order has it, in words; undefined if it has none. */
  readonly words: string | undefined;
  readonly atc: string | undefined;
  /** One drug may be several treatments, for different reasons. None if the drug could not be recognised. */
  readonly treatments: readonly CompiledTreatment[];
}

/** For order-select only those that were selected. */
export function draftOrders(
  own: readonly Resource[],
  request: HookRequest,
  compiled: CompiledKnowledge,
): DraftOrder[] {
  const selected = request.hook === "order-select" ? request.context.selections : undefined;
  return own.flatMap(({ type, json, reference, aliases }) => {
    if (type !== "MedicationRequest") return [];
    const named = aliases.includes(`${type}/${text(json, "id")}`) ? reference : undefined;
    if (selected !== undefined && (named === undefined || !selected.includes(named))) return [];
    const drug = drugOf(medicationOf(json, own), compiled);
    return drug ? [{ reference: named, ...drug }] : [];
  });
}

function medicationOf(json: Json, own: readonly Resource[]): Json | undefined {
  const medication = map(json, "medicationReference");
  const reference = text(medication, "reference");
  const contained = Array.isArray(json.contained) ? json.contained.filter(isMap) : [];
  const display = text(medication, "display");
  return (
    map(json, "medicationCodeableConcept") ??
    map(
      contained.find((one) => `#${text(one, "id")}` === reference),
      "code",
    ) ??
    map(
      own.find((one) => one.reference === reference || one.aliases.includes(reference ?? ""))?.json,
      "code",
    ) ??
    (display === undefined ? undefined : { text: display })
  );
}

/** Undefined for a drug that is certainly none of Krampe's treatments. */
function drugOf(
  medication: Json | undefined,
  compiled: CompiledKnowledge,
): Omit<DraftOrder, "reference"> | undefined {
  const codings = codingsOf(medication);
  const drugs = drugIndex(compiled.findings);
  const names = [
    text(medication, "text"),
    ...maps(medication, "coding").map((coding) => text(coding, "display")),
  ].filter((name) => name !== undefined);
  const ofClass = codeIndex(compiled.findings)
    .matches(codings)
    .filter(({ finding, says }) => says === "present" && finding.drugs.length > 0);
  const atc =
    codings.find(({ system }) => system === ATC)?.code ??
    names.map((name) => drugs.classesOf(name)?.atc).find(Boolean) ??
    ofClass.find(({ finding }) => finding.drugs.length === 1)?.finding.drugs[0];
  const treatments = compiled.treatments.filter(({ treatment }) =>
    treatment.codes.some(
      ({ system, code, fit }) =>
        (system === ATC && atc !== undefined && isOfAtc(atc, code, fit === "broad")) ||
        (system !== ATC &&
          fit === undefined &&
          codings.some((one) => one.system === system && one.code === code)),
    ),
  );
  const words = names.length > 0 ? conceptName(medication) : undefined;
  const isRecognised = atc !== undefined || words !== undefined || ofClass.length > 0;
  return treatments.length > 0 || !isRecognised ? { words, atc, treatments } : undefined;
}

/** Of a whole substance; a code that takes in more than the treatment (every botulinum toxin) counts only as that. */
const WHOLE_ATC_LENGTH = 7;

function isOfAtc(atc: string, ofTreatment: string, isBroad: boolean): boolean {
  return isBroad
    ? ofTreatment.length === WHOLE_ATC_LENGTH && atc === ofTreatment
    : atc.startsWith(ofTreatment);
}
