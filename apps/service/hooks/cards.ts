/**
 * What Krampe says in the record, as cards; and mostly it says nothing.
 *
 * It speaks of a red flag; of a likely drug or metabolic cause, or an indicated test that is missing, when cramps are known; and of
 * an order that the record speaks against, or whose deciding fact is unknown. One card for each message, with the reasons, where they
 * come from, and what could be done with one click.
 */
import type { HypothesisResult } from "@krampe/core/assessment/assess.ts";
import { ATC } from "@krampe/core/fhir/code-systems.ts";
import { writeServiceRequest } from "@krampe/core/fhir/write-service-request.ts";
import type { Language, Text } from "@krampe/core/issue/text.ts";
import type { CompiledKnowledge, CompiledTreatment } from "@krampe/core/knowledge/compile-knowledge.ts";
import type { Investigation, Reference, TreatmentRule, Urgency } from "@krampe/core/knowledge/knowledge.ts";
import type { Consultation } from "@krampe/core/plan/consultation.ts";
import { URGENCY_WORDS } from "@krampe/core/plan/words.ts";
import { RECORD_PAGE } from "../../web/record-page/record-page.ts";
import type { Card, Indicator, Link, Suggestion } from "./card.ts";
import { summaryText } from "./card.ts";
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

/** The finding that makes Krampe speak of causes and tests. */
const CRAMP = "muscle-cramp";
/** Groups of causes that a record can show. */
const RECORDED_GROUPS = ["drug", "medical"];

export function patientCards(context: CardContext): Card[] {
  return [
    ...redFlagCards(context),
    ...(hasCramp(context) ? [...causeCards(context), ...testCards(context)] : []),
  ];
}

function hasCramp({ consultation: { situation, compiled } }: CardContext): boolean {
  return situation.values[compiled.indexOfFinding.get(CRAMP) ?? -1]?.kind === "present";
}

function redFlagCards(context: CardContext): Card[] {
  const { consultation, language } = context;
  return consultation.assessment.redFlags.map((flag) =>
    card(context, {
      indicator: indicatorOf(flag.urgency),
      summary: `${CARD_WORDS.redFlag[language]}: ${flag.label[language]} (${URGENCY_WORDS[flag.urgency][language]})`,
      paragraphs: [flag.because[language], `**${CARD_WORDS.action[language]}:** ${flag.action[language]}`],
      source: flag.source,
    }),
  );
}

function indicatorOf(urgency: Urgency): Indicator {
  return urgency === "emergency" || urgency === "same-day"
    ? "critical"
    : urgency === "urgent"
      ? "warning"
      : "info";
}

function causeCards(context: CardContext): Card[] {
  const { consultation, language } = context;
  const likely = consultation.assessment.causes.filter(
    ({ verdict, hypothesis }) =>
      (verdict === "likely" || verdict === "established") && RECORDED_GROUPS.includes(hypothesis.group),
  );
  return likely.map((cause) =>
    card(context, {
      indicator: "info",
      summary: `${CARD_WORDS.cause[language]}: ${cause.hypothesis.label[language]}`,
      paragraphs: [
        `**${CARD_WORDS.because[language]}:**`,
        ...cause.for.map(({ because }) => `- ${because[language]}`),
      ],
      source: sourcesOf(cause),
    }),
  );
}

function sourcesOf(cause: HypothesisResult): string[] {
  return [...new Set(cause.for.flatMap(({ source }) => source))];
}

/** One card for all missing tests, with one suggestion for each. */
function testCards(context: CardContext): Card[] {
  const { consultation, language } = context;
  const missing = consultation.plan.investigations.filter(
    ({ status, investigation }) => status === "indicated" && investigation.kind !== "clinical",
  );
  if (missing.length === 0) return [];
  const names = missing.map(({ investigation }) => investigation.label[language]);
  return [
    card(context, {
      indicator: "info",
      summary: `${CARD_WORDS.missingTest[language]}: ${names.join(", ")}`,
      paragraphs: missing.map(
        ({ investigation, because }) =>
          `- **${investigation.label[language]}**: ${because[0]?.because[language] ?? ""}`,
      ),
      source: [...new Set(missing.flatMap(({ because }) => because.flatMap(({ source }) => source)))],
      suggestions: missing.map(({ investigation }) => orderTest(investigation, context)),
    }),
  ];
}

/** A draft order of a drug that Krampe knows as a treatment, or as several for different reasons. */
export interface DraftOrder {
  /** Undefined if the draft has no id and can therefore not be removed by reference. */
  readonly reference: string | undefined;
  readonly treatments: readonly CompiledTreatment[];
}

export function orderCards(context: CardContext, orders: readonly DraftOrder[]): Card[] {
  return orders.flatMap((order) => orderCard(context, order));
}

/** The drug is what harms: every treatment that it is speaks, once each. */
function orderCard(context: CardContext, { reference, treatments }: DraftOrder): Card[] {
  const { consultation, language } = context;
  const [{ treatment }] = treatments;
  const ruled = treatments.flatMap((one) =>
    one.treatment.rules.map((rule, index) => ({
      rule,
      truth: consultation.situation.truths.ofCriterion(one.rules[index]),
    })),
  );
  const having = (wanted: number, ...verdicts: TreatmentRule["verdict"][]) =>
    withoutRepeats(
      ruled.filter(({ rule, truth }) => truth === wanted && verdicts.includes(rule.verdict)),
      language,
    );
  const harmful = [...having(1, "contraindicated"), ...having(1, "avoid")];
  const unknown = [...having(0, "contraindicated"), ...having(0, "avoid")];
  // What is not recommended for one reason may be right for another.
  const unwise = having(1, "first-line").length > 0 ? [] : having(1, "not-recommended");
  const name = treatment.label[language];
  const remove: Suggestion[] =
    reference === undefined
      ? []
      : [
          {
            label: summaryText(`${CARD_WORDS.remove[language]}: ${name}`),
            uuid: context.newUuid(),
            actions: [
              {
                type: "delete",
                description: `${CARD_WORDS.remove[language]}: ${name}`,
                resourceId: reference,
              },
            ],
          },
        ];
  const list = (all: readonly TreatmentRule[]) => all.map(({ because }) => `- ${because[language]}`);
  const monitoring = [
    ...new Set(
      treatments.flatMap((one) => one.treatment.monitoring.map(({ text }) => `- ${text[language]}`)),
    ),
  ];
  const unknownPart = unknown.length > 0 ? [`**${CARD_WORDS.unknown[language]}:**`, ...list(unknown)] : [];
  const monitoringPart =
    monitoring.length > 0 ? [`**${CARD_WORDS.monitoring[language]}:**`, ...monitoring] : [];
  const source = [...new Set([...harmful, ...unwise, ...unknown].flatMap((rule) => rule.source))];
  const common = { source, suggestions: remove, overridable: true };
  if (harmful.length > 0) {
    const grave = having(1, "contraindicated").length > 0;
    return [
      card(context, {
        ...common,
        indicator: grave ? "critical" : "warning",
        summary: `${name}: ${CARD_WORDS.against[language].toLowerCase()}. ${harmful[0].because[language]}`,
        paragraphs: [...list(harmful), ...list(unwise), ...unknownPart],
      }),
    ];
  }
  if (unwise.length > 0) {
    return [
      card(context, {
        ...common,
        indicator: "warning",
        summary: `${name}: ${CARD_WORDS.notRecommended[language].toLowerCase()}. ${unwise[0].because[language]}`,
        paragraphs: [...list(unwise), ...unknownPart],
      }),
    ];
  }
  if (unknown.length === 0) return [];
  return [
    card(context, {
      ...common,
      indicator: "info",
      summary: `${name}: ${CARD_WORDS.checkFirst[language].toLowerCase()} (${unknown.length})`,
      paragraphs: [...unknownPart, ...monitoringPart],
    }),
  ];
}

function withoutRepeats(
  ruled: readonly { readonly rule: TreatmentRule }[],
  language: Language,
): TreatmentRule[] {
  const byText = new Map(ruled.map(({ rule }) => [rule.because[language], rule]));
  return [...byText.values()];
}

/** Of a whole substance; a code that takes in more than the treatment (every botulinum toxin) counts only as that. */
const WHOLE_ATC_LENGTH = 7;

/** The treatments that an ATC code belongs to. */
export function treatmentsOfAtc(consultation: Consultation, atc: string): CompiledTreatment[] {
  return consultation.compiled.treatments.filter(({ treatment }) =>
    treatment.codes.some(({ system, code, fit }) => {
      if (system !== ATC) return false;
      return fit === "broad" ? code.length === WHOLE_ATC_LENGTH && atc === code : atc.startsWith(code);
    }),
  );
}

function orderTest(investigation: Investigation, context: CardContext): Suggestion {
  const { language } = context;
  const name = investigation.label[language];
  return {
    label: summaryText(`${CARD_WORDS.order[language]}: ${name}`),
    uuid: context.newUuid(),
    actions: [
      {
        type: "create",
        description: `${CARD_WORDS.order[language]}: ${name}`,
        resource: writeServiceRequest(investigation, {
          compiled: context.consultation.compiled,
          language,
          subject: { reference: context.patient },
        }),
      },
    ],
  };
}

interface CardParts {
  readonly indicator: Indicator;
  readonly summary: string;
  readonly paragraphs: readonly string[];
  readonly source: readonly string[];
  readonly suggestions?: readonly Suggestion[];
  readonly overridable?: boolean;
}

function card(context: CardContext, parts: CardParts): Card {
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
