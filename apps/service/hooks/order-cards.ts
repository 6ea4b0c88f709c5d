/**
 * What Krampe says of drugs that are being ordered: that the record speaks against one, that it is not recommended here, or that its
 * deciding facts are unknown (*check this first*). Of a patient with cramps also that a drug could not be recognised, because it might be one
 * that is given for them; of other patients that would be noise.
 */
import { ATC } from "@krampe/core/fhir/code-systems.ts";
import { drugIndex } from "@krampe/core/finding/drug-index.ts";
import type { Language } from "@krampe/core/issue/text.ts";
import type { TreatmentRule } from "@krampe/core/knowledge/knowledge.ts";
import { openFindings } from "@krampe/core/plan/deciding-findings.ts";
import { writtenList } from "@krampe/core/plan/written-list.ts";
import type { Card, Suggestion } from "./card.ts";
import { summaryText } from "./card.ts";
import { CARD_WORDS } from "./card-words.ts";
import type { DraftOrder } from "./draft-orders.ts";
import { hasCramp } from "./has-cramp.ts";
import { type CardContext, makeCard } from "./make-card.ts";

/** So many deciding facts are named in a summary; the detail has them all. */
const NAMED_FACTS = 3;

export function orderCards(context: CardContext, orders: readonly DraftOrder[]): Card[] {
  return orders.flatMap((order) =>
    order.treatments.length > 0 ? orderCard(context, order) : unrecognisedCard(context),
  );
}

function unrecognisedCard(context: CardContext): Card[] {
  if (!hasCramp(context.consultation)) return [];
  const { language } = context;
  return [
    makeCard(context, {
      indicator: "info",
      summary: CARD_WORDS.unrecognised[language],
      paragraphs: [CARD_WORDS.unrecognisedWhy[language]],
      source: [],
    }),
  ];
}

/** The drug is what harms: every treatment that it is speaks, once each. */
function orderCard(context: CardContext, order: DraftOrder): Card[] {
  const { reference, treatments } = order;
  const { consultation, language } = context;
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
  const name = nameOf(order, context);
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
      makeCard(context, {
        ...common,
        indicator: grave ? "critical" : "warning",
        summary: `${name}: ${CARD_WORDS.against[language].toLowerCase()}. ${harmful[0].because[language]}`,
        paragraphs: [...list(harmful), ...list(unwise), ...unknownPart],
      }),
    ];
  }
  if (unwise.length > 0) {
    return [
      makeCard(context, {
        ...common,
        indicator: "warning",
        summary: `${name}: ${CARD_WORDS.notRecommended[language].toLowerCase()}. ${unwise[0].because[language]}`,
        paragraphs: [...list(unwise), ...unknownPart],
      }),
    ];
  }
  if (unknown.length === 0) return [];
  return [
    makeCard(context, {
      ...common,
      indicator: "info",
      summary: `${name}: ${CARD_WORDS.checkFirst[language].toLowerCase()}: ${factsToCheck(unknown, context)}`,
      paragraphs: [...unknownPart, ...monitoringPart],
    }),
  ];
}

/** The first facts that could decide, the gravest rules first, and how many more there are. */
function factsToCheck(unknown: readonly TreatmentRule[], { consultation, language }: CardContext): string {
  const { compiled, situation } = consultation;
  const ids = [...new Set(unknown.flatMap(({ when }) => openFindings(when, situation)))];
  const labels = ids.map(
    (id) => compiled.findings[compiled.indexOfFinding.get(id) ?? -1]?.label[language] ?? id,
  );
  const named = writtenList(labels.slice(0, NAMED_FACTS));
  const more = labels.length - NAMED_FACTS;
  return more > 0 ? `${named} (${CARD_WORDS.andMore[language].replace("{n}", String(more))})` : named;
}

/**
 * The treatment that the drug is here: the one that the patient's facts ask for, or the only one. A drug that could be several (magnesium
 * for a measured deficiency, or as a remedy) goes by its own name until they do.
 */
function nameOf({ treatments, atc, words }: DraftOrder, { consultation, language }: CardContext): string {
  const { compiled, situation } = consultation;
  const meant =
    treatments.length === 1
      ? treatments[0]
      : treatments.find((one) =>
          one.treatment.rules.some(
            ({ verdict }, index) =>
              verdict === "first-line" && situation.truths.ofCriterion(one.rules[index]) === 1,
          ),
        );
  if (meant) return meant.treatment.label[language];
  const substance = drugIndex(compiled.findings).substances.find((one) => one.atc === atc);
  const display = treatments
    .flatMap(({ treatment }) => treatment.codes)
    .find(({ system, code }) => system === ATC && code === atc)?.display;
  return substance?.[language] ?? words ?? display ?? treatments[0].treatment.label[language];
}

function withoutRepeats(
  ruled: readonly { readonly rule: TreatmentRule }[],
  language: Language,
): TreatmentRule[] {
  const byText = new Map(ruled.map(({ rule }) => [rule.because[language], rule]));
  return [...byText.values()];
}
