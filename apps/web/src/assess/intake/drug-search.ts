/**
 * Drugs by name in either language, by substance, by class or by ATC code.
 *
 * A name that begins with the text comes before one with a word that does, and that before one that contains it; among equals
 * substances come before classes.
 */
import type { DrugIndex } from "@krampe/core/finding/drug-index.ts";
import type { Language, Text } from "@krampe/core/issue/text.ts";
import type { FindingDefinition } from "@krampe/core/knowledge/knowledge.ts";

export interface DrugSuggestion {
  /** What goes on the list: an ATC code, or the id of a class. */
  readonly drug: string;
  readonly name: Text;
  readonly atc?: string;
}

const NO_MATCH = 3;

export function suggestDrugs(
  text: string,
  index: DrugIndex,
  findings: readonly FindingDefinition[],
  most: number,
): readonly DrugSuggestion[] {
  const wanted = text.trim().toLowerCase();
  if (wanted.length < 2) return [];
  const substances = index.substances.map(({ atc, en, nb }) => ({
    drug: atc,
    name: { en, nb },
    atc,
    names: [en, nb, atc],
  }));
  const classes = findings
    .filter(({ drugs }) => drugs.length > 0)
    .map(({ id, label, synonyms }) => ({
      drug: id,
      name: label,
      names: [label.en, label.nb, ...synonyms.en, ...synonyms.nb],
    }));
  const all: readonly (DrugSuggestion & { readonly names: readonly string[] })[] = [
    ...substances,
    ...classes,
  ];
  const rank = (names: readonly string[]) => {
    const lower = names.map((name) => name.toLowerCase());
    if (lower.some((name) => name.startsWith(wanted))) return 0;
    if (lower.some((name) => name.includes(` ${wanted}`))) return 1;
    return lower.some((name) => name.includes(wanted)) ? 2 : NO_MATCH;
  };
  return all
    .map((one) => ({ one, rank: rank(one.names) }))
    .filter((found) => found.rank < NO_MATCH)
    .sort((a, b) => a.rank - b.rank)
    .slice(0, most)
    .map(({ one: { names: _, ...suggestion } }) => suggestion);
}

/** A drug on the list as the reader knows it, and the classes it belongs to. */
export interface ListedDrug {
  readonly name: string;
  readonly atc?: string;
  readonly classes: readonly string[];
  /** Classes that a too coarse code leaves open. */
  readonly possible: readonly string[];
  readonly known: boolean;
}

export function listedDrug(
  drug: string,
  index: DrugIndex,
  findings: readonly FindingDefinition[],
  language: Language,
): ListedDrug {
  const classes = index.classesOf(drug);
  const substance = index.substances.find(({ atc }) => atc === classes?.atc);
  const labels = (ids: readonly string[]) =>
    ids.map((id) => findings.find((one) => one.id === id)?.label[language] ?? id);
  const ownClass = findings.find(({ id }) => id === drug);
  return {
    name: substance?.[language] ?? ownClass?.label[language] ?? drug,
    ...(classes?.atc !== undefined && { atc: classes.atc }),
    classes: labels(classes?.certain ?? []),
    possible: labels(classes?.possible ?? []),
    known: classes !== undefined,
  };
}
