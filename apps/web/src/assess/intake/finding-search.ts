/**
 * Findings by what people call them: label, question and synonyms in both languages, or the id.
 *
 * Every word that was typed must begin a word of the finding. What the words begin in the label comes before what they begin
 * elsewhere.
 */
import type { FindingDefinition } from "@krampe/core/knowledge/knowledge.ts";

export interface FindingIndex {
  search(text: string, most: number): readonly FindingDefinition[];
}

export function findingIndex(findings: readonly FindingDefinition[]): FindingIndex {
  const entries = findings.map((definition) => {
    const { id, label, question, synonyms } = definition;
    return {
      definition,
      label: searchable([label.en, label.nb]),
      all: searchable([label.en, label.nb, question.en, question.nb, id, ...synonyms.en, ...synonyms.nb]),
    };
  });
  return {
    search: (text, most) => {
      const words = searchable([text]).split(" ").filter(Boolean);
      if (words.length === 0) return [];
      const begins = (inside: string) => words.every((word) => ` ${inside}`.includes(` ${word}`));
      const found = entries.filter(({ all }) => begins(all));
      const ranked = [
        ...found.filter(({ label }) => begins(label)),
        ...found.filter(({ label }) => !begins(label)),
      ];
      return ranked.slice(0, most).map(({ definition }) => definition);
    },
  };
}

function searchable(texts: readonly string[]): string {
  return texts
    .join(" ")
    .toLowerCase()
    .replace(/[^\p{L}\d]+/gu, " ")
    .trim();
}
