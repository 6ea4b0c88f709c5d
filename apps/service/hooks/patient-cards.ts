/**
 * What Krampe says of a patient whose record is opened, as cards; and mostly it says nothing.
 *
 * It speaks of a red flag; and where cramps are on the problem list, of a likely drug or metabolic cause, of a measured deviation that may be
 * the cause, of the drugs that are taken and have been reported to bring cramps (one card for all of them, with what the timeline would have
 * to show), and of an indicated test that is missing. A drug of which no source was read (`recalled`) raises no card by itself.
 */
import type { HypothesisResult } from "@krampe/core/assessment/assess.ts";
import { writeServiceRequest } from "@krampe/core/fhir/write-service-request.ts";
import type { Argument, Investigation, Urgency } from "@krampe/core/knowledge/knowledge.ts";
import { decidingFindings } from "@krampe/core/plan/deciding-findings.ts";
import { URGENCY_WORDS } from "@krampe/core/plan/words.ts";
import { writtenList } from "@krampe/core/plan/written-list.ts";
import type { Card, Indicator, Suggestion } from "./card.ts";
import { summaryText } from "./card.ts";
import { CARD_WORDS } from "./card-words.ts";
import { hasCramp } from "./has-cramp.ts";
import { type CardContext, makeCard } from "./make-card.ts";

/** Groups of causes that a record can show. */
const RECORDED_GROUPS = ["drug", "medical"];
/** The treatment that says how a drug suspected of bringing cramps is reviewed. */
const DRUG_REVIEW = "deprescribing";

export function patientCards(context: CardContext): Card[] {
  return [
    ...redFlagCards(context),
    ...(hasCramp(context.consultation)
      ? [...causeCards(context), ...reportedDrugCards(context), ...testCards(context)]
      : []),
  ];
}

function redFlagCards(context: CardContext): Card[] {
  const { consultation, language } = context;
  return consultation.assessment.redFlags.map((flag) =>
    makeCard(context, {
      indicator: indicatorOf(flag.urgency),
      summary: `${CARD_WORDS.redFlag[language]}: ${flag.label[language]} – ${URGENCY_WORDS[flag.urgency][language]}`,
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
  return consultation.assessment.causes.flatMap((cause) => {
    if (!RECORDED_GROUPS.includes(cause.hypothesis.group)) return [];
    const isLikely = cause.verdict === "likely" || cause.verdict === "established";
    if (!isLikely && !isMeasured(cause, context)) return [];
    const heading = isLikely ? CARD_WORDS.cause : CARD_WORDS.possibleCause;
    return [
      makeCard(context, {
        indicator: "info",
        summary: `${heading[language]}: ${cause.hypothesis.label[language]}`,
        paragraphs: [
          `**${CARD_WORDS.because[language]}:**`,
          ...cause.for.map(({ because }) => `- ${because[language]}`),
        ],
        source: sourcesOf(cause.for),
      }),
    ];
  });
}

/** Possible, and more than a weak reason for it is a measured value: what only might be low is left to the card of missing tests. */
function isMeasured({ verdict, hypothesis, for: reasons }: HypothesisResult, { consultation }: CardContext) {
  const { compiled, situation } = consultation;
  if (verdict !== "possible" || hypothesis.group !== "medical") return false;
  const isValue = (id: string) => {
    const index = compiled.indexOfFinding.get(id) ?? -1;
    const derivation = compiled.derivations[compiled.derivationOfFinding[index]];
    return compiled.findings[index]?.kind === "quantity" || derivation?.fromQuantity === true;
  };
  return reasons.some(
    ({ strength, criterion }) => strength !== "weak" && decidingFindings(criterion, situation).some(isValue),
  );
}

/** The drugs that are taken and have been reported to bring cramps, where nothing yet makes one of them likely. */
function reportedDrugCards(context: CardContext): Card[] {
  const { consultation, language } = context;
  const drugs = consultation.assessment.causes.filter(
    ({ verdict, hypothesis, for: reasons }) =>
      hypothesis.group === "drug" &&
      (verdict === "possible" || verdict === "open") &&
      reasons.some(({ verified }) => verified === "seen"),
  );
  if (drugs.length === 0) return [];
  const review = consultation.plan.treatments.find(({ treatment }) => treatment.id === DRUG_REVIEW);
  const advice = [
    ...(review?.because ?? []).map(({ because }) => because),
    ...(review?.treatment.monitoring ?? []).map(({ text }) => text),
  ];
  const wouldTell = new Set(
    drugs.flatMap((one) => reasonsIn(one.missing)).map(({ because }) => because[language]),
  );
  return [
    makeCard(context, {
      indicator: "info",
      summary: `${CARD_WORDS.reportedDrugs[language]}: ${writtenList(drugs.map(({ hypothesis }) => hypothesis.label[language]))}`,
      paragraphs: [
        ...drugs.flatMap(({ for: reasons }) => reasons.map(({ because }) => `- ${because[language]}`)),
        ...(wouldTell.size > 0 ? [`**${CARD_WORDS.wouldTell[language]}:**`] : []),
        ...[...wouldTell].map((one) => `- ${one}`),
        ...(advice.length > 0 ? [`**${CARD_WORDS.action[language]}:**`] : []),
        ...advice.map((one) => `- ${one[language]}`),
      ],
      source: [
        ...new Set([
          ...drugs.flatMap((one) => sourcesOf(one.for)),
          ...(review?.because ?? []).flatMap(({ source }) => source),
        ]),
      ],
    }),
  ];
}

function reasonsIn(all: readonly Argument[]): Argument[] {
  return all.filter(({ direction }) => direction === "for");
}

function sourcesOf(reasons: readonly Argument[]): string[] {
  return [...new Set(reasons.flatMap(({ source }) => source))];
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
    makeCard(context, {
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
