/**
 * Searching the handbook in both languages at once: a Norwegian who remembers the English word finds it.
 *
 * Every word that was typed must begin some word of the entry, in its label, its other names or its text; what matches the label goes
 * before what matches only the text. Accents and case do not matter.
 */
import type { Text } from "@krampe/core/issue/text.ts";
import type { Entry, Knowledge } from "@krampe/core/knowledge/knowledge.ts";
import { ENTRY_KINDS, type EntryKind, entriesOf } from "./entries.ts";

export interface SearchHit {
  readonly kind: EntryKind | "reference";
  readonly id: string;
  readonly label: Text;
}

interface Indexed extends SearchHit {
  readonly labelWords: readonly string[];
  readonly textWords: readonly string[];
}

const MOST_HITS = 40;

export function handbookIndex(knowledge: Knowledge): (query: string) => readonly SearchHit[] {
  const entries: Indexed[] = ENTRY_KINDS.flatMap((kind) =>
    entriesOf(knowledge, kind).map((entry) => ({
      kind,
      id: entry.id,
      label: entry.label,
      labelWords: wordsOf(`${entry.id} ${entry.label.en} ${entry.label.nb} ${otherNames(entry)}`),
      textWords: wordsOf(textOf(entry)),
    })),
  );
  const references: Indexed[] = knowledge.references
    .filter(({ key }) => key !== "recalled" && key !== "derived")
    .map(({ key, citation }) => ({
      kind: "reference",
      id: key,
      label: { en: citation, nb: citation },
      labelWords: wordsOf(key),
      textWords: wordsOf(citation),
    }));
  const all = [...entries, ...references];
  return (query) => {
    const asked = wordsOf(query);
    if (asked.length === 0) return [];
    return all
      .map((one) => ({ one, rank: rankOf(one, asked) }))
      .filter(({ rank }) => rank > 0)
      .sort((a, b) => b.rank - a.rank || a.one.label.en.length - b.one.label.en.length)
      .slice(0, MOST_HITS)
      .map(({ one }) => one);
  };
}

/** 0 if a word is nowhere; otherwise more for each word that begins a word of the label. */
function rankOf({ labelWords, textWords }: Indexed, asked: readonly string[]): number {
  let rank = 1;
  for (const word of asked) {
    if (labelWords.includes(word)) rank += 4;
    else if (labelWords.some((one) => one.startsWith(word))) rank += 3;
    else if (!textWords.some((one) => one.startsWith(word))) return 0;
  }
  return rank;
}

function otherNames(entry: Entry): string {
  const synonyms =
    "synonyms" in entry ? (entry.synonyms as { en: string[]; nb: string[] }) : { en: [], nb: [] };
  const substances = "substances" in entry ? (entry.substances as { atc: string; name: Text }[]) : [];
  const codes = entry.codes.map(({ code }) => code);
  return [
    ...synonyms.en,
    ...synonyms.nb,
    ...substances.flatMap(({ atc, name }) => [atc, name.en, name.nb]),
    ...codes,
  ].join(" ");
}

function textOf(entry: Entry): string {
  const parts: string[] = [];
  const collect = (value: unknown): void => {
    if (Array.isArray(value)) for (const one of value) collect(one);
    else if (typeof value === "object" && value !== null) {
      for (const [key, inner] of Object.entries(value)) {
        if ((key === "en" || key === "nb") && typeof inner === "string") parts.push(inner);
        else if (key !== "codes" && key !== "criterion" && key !== "when") collect(inner);
      }
    }
  };
  collect(entry);
  return parts.join(" ");
}

export function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .normalize("NFD")
    .replace(/[\u0300-\u0309\u030b-\u036f]/g, "")
    .normalize("NFC")
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
}
