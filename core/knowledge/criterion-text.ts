/** A criterion in words, for readers: *Potassium below 2,5 mmol/L, or (Low potassium and ECG change)*. */
import { type Criterion, isLeaf, type Leaf } from "../criterion/criterion.ts";
import type { Language } from "../issue/text.ts";
import { writeNumber, writeUnit } from "../quantity/write-quantity.ts";
import type { FeatureDefinition, FindingDefinition } from "./knowledge.ts";

export function criterionText(
  criterion: Criterion,
  definitionOf: (id: string) => FindingDefinition | FeatureDefinition | undefined,
  language: Language,
): string {
  const words = WORDS[language];
  const text = (part: Criterion): string => criterionText(part, definitionOf, language);
  const inner = (part: Criterion): string =>
    isLeaf(part) || part.kind === "not" ? text(part) : `(${text(part)})`;
  switch (criterion.kind) {
    case "not":
      return isLeaf(criterion.of) && criterion.of.kind === "present"
        ? `${words.no} ${lowered(text(criterion.of))}`
        : `${words.not} (${text(criterion.of)})`;
    case "all":
      return criterion.of.map(inner).join(` ${words.and} `);
    case "any":
      return criterion.of.map(inner).join(` ${words.or} `);
    case "atLeast":
      return `${words.atLeast(criterion.count)}: ${criterion.of.map(inner).join("; ")}`;
    default:
      return leafText(criterion, definitionOf(criterion.finding), language);
  }
}

function leafText(
  leaf: Leaf,
  definition: FindingDefinition | FeatureDefinition | undefined,
  language: Language,
): string {
  const words = WORDS[language];
  const label = definition?.label[language] ?? leaf.finding;
  switch (leaf.kind) {
    case "present":
      return label;
    case "comparison":
      return `${label} ${words.relation[leaf.relation]} ${writeNumber(leaf.limit, language)} ${writeUnit(leaf.unit, language)}`.trim();
    case "interval":
      return `${label} ${words.position[leaf.position]}`;
    case "choice": {
      const options = leaf.options.map(
        (id) => definition?.options.find((one) => one.id === id)?.label[language] ?? id,
      );
      return `${label}: ${options.map(lowered).join(` ${words.or} `)}`;
    }
  }
}

/** Abbreviations keep their capitals. */
function lowered(label: string): string {
  return /^[A-ZÆØÅ][a-zæøå]/.test(label) ? label[0].toLowerCase() + label.slice(1) : label;
}

const WORDS = {
  en: {
    and: "and",
    or: "or",
    no: "no",
    not: "not",
    atLeast: (count: number) => `at least ${count} of`,
    relation: { below: "below", atMost: "at most", above: "above", atLeast: "at least" },
    position: {
      "below-interval": "below the reference interval",
      "within-interval": "within the reference interval",
      "above-interval": "above the reference interval",
    },
  },
  nb: {
    and: "og",
    or: "eller",
    no: "ikke",
    not: "ikke",
    atLeast: (count: number) => `minst ${count} av`,
    relation: { below: "under", atMost: "høyst", above: "over", atLeast: "minst" },
    position: {
      "below-interval": "under referanseområdet",
      "within-interval": "i referanseområdet",
      "above-interval": "over referanseområdet",
    },
  },
} as const;
