/** One card from its parts: with version, sources, the way into the application, and the reasons for which a clinician may go on. */
import type { Language, Text } from "@krampe/core/issue/text.ts";
import type { CompiledKnowledge } from "@krampe/core/knowledge/compile-knowledge.ts";
import type { Reference } from "@krampe/core/knowledge/knowledge.ts";
import type { Consultation } from "@krampe/core/plan/consultation.ts";
import { RECORD_PAGE } from "../../web/record-page/record-page.ts";
import { type Card, type Indicator, type Link, type Suggestion, summaryText } from "./card.ts";
import { CARD_WORDS, OVERRIDE_REASONS, OVERRIDE_SYSTEM } from "./card-words.ts";

export interface CardContext {
  readonly consultation: Consultation;
  readonly language: Language;
  /** `Patient/123` */
  readonly patient: string;
  /** Where the application is, if it is served. */
  readonly application?: string;
  /** The record may open the application for its patient (SMART App Launch). */
  readonly opensFromRecord: boolean;
  newUuid(): string;
}

export interface CardParts {
  readonly indicator: Indicator;
  readonly summary: string;
  readonly paragraphs: readonly string[];
  readonly source: readonly string[];
  readonly suggestions?: readonly Suggestion[];
  readonly overridable?: boolean;
}

export function makeCard(context: CardContext, parts: CardParts): Card {
  const { consultation, language, application } = context;
  const { version, hash } = consultation.compiled.knowledge;
  const suggestions = parts.suggestions ?? [];
  const detail = [
    ...parts.paragraphs,
    sourceLine(parts.source, consultation, language),
    `_Krampe ${version} (${hash.slice(0, 12)}). ${CARD_WORDS.notDevice[language]}_`,
  ];
  return {
    uuid: context.newUuid(),
    summary: summaryText(parts.summary),
    detail: detail
      .filter((line) => line !== "")
      .join("\n\n")
      .replace(/\n\n- /g, "\n- "),
    indicator: parts.indicator,
    source: { label: "Krampe", ...(application !== undefined && { url: application }) },
    ...(suggestions.length > 0 && { suggestions, selectionBehavior: "any" as const }),
    ...(parts.overridable && { overrideReasons: overrideReasons(language) }),
    ...(application !== undefined && { links: [appLink(context, application)] }),
  };
}

/** Into the patient's own assessment if the record can launch it; else to the application as it is. */
function appLink({ language, opensFromRecord }: CardContext, application: string): Link {
  const [label, base] = [CARD_WORDS.open[language], application.replace(/\/*$/, "/")];
  return opensFromRecord
    ? { label, url: `${base}${RECORD_PAGE}`, type: "smart" }
    : { label, url: `${base}#/assess`, type: "absolute" };
}

function overrideReasons(language: Language) {
  return OVERRIDE_REASONS.map(({ code, display }) => ({
    system: OVERRIDE_SYSTEM,
    code,
    display: display[language],
  }));
}

/** Links where there is an identifier to link to. */
function sourceLine(keys: readonly string[], { compiled }: Consultation, language: Language): string {
  const links = keys.flatMap((key) => {
    const reference = referencesByKey(compiled).get(key);
    if (!reference || key === "recalled" || key === "derived") return [];
    if (reference.pmid) return [`[${key}](https://pubmed.ncbi.nlm.nih.gov/${reference.pmid}/)`];
    return [reference.doi ? `[${key}](https://doi.org/${reference.doi})` : key];
  });
  return links.length === 0
    ? ""
    : `${CARD_WORDS.sources[language satisfies keyof Text]}: ${links.join(", ")}`;
}

const referencesOf = new WeakMap<CompiledKnowledge, ReadonlyMap<string, Reference>>();

/** Made once for each knowledge. */
function referencesByKey(compiled: CompiledKnowledge): ReadonlyMap<string, Reference> {
  const known = referencesOf.get(compiled);
  if (known) return known;
  const made = new Map(compiled.knowledge.references.map((one) => [one.key, one]));
  referencesOf.set(compiled, made);
  return made;
}
