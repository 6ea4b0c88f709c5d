/**
 * Codes of the knowledge as FHIR codings.
 *
 * Only what is exact is written, and of one system only a code that is sure: a sign with several exact codes in one system (a
 * stroke from bleeding, a stroke from a clot) is any of them, so that none can be named. A laboratory code must be for the kind of
 * quantity that is written: a code for mass does not go with moles.
 */
import type { Language } from "../issue/text.ts";
import type { Code, Entry, FindingDefinition } from "../knowledge/knowledge.ts";
import { ATC, KRAMPE_FINDING } from "./code-systems.ts";

export interface WrittenCoding {
  readonly system: string;
  readonly code: string;
  readonly display?: string;
}

export interface WrittenConcept {
  readonly coding?: readonly WrittenCoding[];
  readonly text: string;
}

/** `system` is ours for this kind of entry; the entry's id is its code there. */
export function entryConcept(
  { id, label, codes }: Pick<Entry, "id" | "label" | "codes">,
  system: string,
  language: Language,
): WrittenConcept {
  return { coding: [{ system, code: id }, ...sureCodes(codes).map(codingOf)], text: label[language] };
}

export function findingConcept(finding: FindingDefinition, language: Language): WrittenConcept {
  return { coding: findingCodings(finding), text: finding.label[language] };
}

export function findingCodings({ id, kind, codes, unit, drugs }: FindingDefinition): WrittenCoding[] {
  const own = { system: KRAMPE_FINDING, code: id };
  if (drugs.length > 0) return [own]; // The codes of a class name drugs, not the taking of them.
  const usable = codes.filter(({ system }) => system !== ATC);
  const chosen =
    kind === "quantity" ? firstOfEach(usable.filter((code) => fitsUnit(code, unit))) : sureCodes(usable);
  return [own, ...chosen.map(codingOf)];
}

/** The exact codes of systems that have only one. */
function sureCodes(codes: readonly Code[]): Code[] {
  const exact = codes.filter(({ fit }) => fit === undefined);
  return exact.filter((code) => exact.filter(({ system }) => system === code.system).length === 1);
}

function firstOfEach(codes: readonly Code[]): Code[] {
  const exact = codes.filter(({ fit }) => fit === undefined);
  return exact.filter((code, index) => exact.findIndex(({ system }) => system === code.system) === index);
}

/** Names of LOINC say what kind of quantity they are for. */
function fitsUnit({ display = "" }: Code, unit = "1"): boolean {
  const inMoles = unit.includes("mol");
  if (/\[Mass\//.test(display)) return !inMoles;
  return /\[Moles\//.test(display) ? inMoles : true;
}

function codingOf({ system, code, display }: Code): WrittenCoding {
  const shown = display?.trim();
  return { system, code, ...(shown && { display: shown }) };
}
