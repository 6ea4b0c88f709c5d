/** A plan that is proposed: the tests to order, and each treatment to try, to check first, or to leave, with its reasons. */
import type { Language } from "../issue/text.ts";
import type { Treatment } from "../knowledge/knowledge.ts";
import type { ReportedTreatment } from "../plan/report.ts";
import { TREATMENT_WORDS } from "../plan/words.ts";
import type { Json } from "./json-access.ts";
import { type WrittenReference, type WrittenResource, withoutEmpty } from "./write-bundle.ts";
import { entryConcept } from "./write-concept.ts";
import { observationsOf, sentences } from "./write-detected-issue.ts";

export interface CarePlanContext {
  readonly language: Language;
  readonly subject: WrittenReference;
  /** Instant. */
  readonly recorded: string;
  readonly author: WrittenReference;
  readonly treatments: readonly Treatment[];
  observationOf(finding: string): WrittenReference | undefined;
}

const KRAMPE_TREATMENT = "urn:krampe:treatment";

const WORDS = {
  title: { en: "Proposed plan for muscle cramps", nb: "Foreslått plan for muskelkramper" },
  check: { en: "Check first", nb: "Sjekk først" },
  dose: { en: "Dose", nb: "Dose" },
  monitoring: { en: "Monitoring", nb: "Oppfølging" },
  stop: { en: "When to stop", nb: "Når man slutter" },
} as const;

/** Undefined if there is nothing to propose. */
export function carePlan(
  treatments: readonly ReportedTreatment[],
  requests: readonly WrittenReference[],
  context: CarePlanContext,
): WrittenResource | undefined {
  const activity = [
    ...requests.map((reference) => ({ reference })),
    ...treatments.map((treatment) => ({ detail: detailOf(treatment, context) })),
  ];
  if (activity.length === 0) return undefined;
  return {
    resourceType: "CarePlan",
    status: "draft",
    intent: "proposal",
    title: WORDS.title[context.language],
    subject: context.subject,
    created: context.recorded,
    author: context.author,
    activity,
  };
}

const LEAVE = ["not-recommended", "avoid", "contraindicated"];

function detailOf(reported: ReportedTreatment, context: CarePlanContext): Json {
  const { language } = context;
  const treatment = context.treatments.find(({ id }) => id === reported.id);
  const leave = LEAVE.includes(reported.verdict);
  const wait = reported.verdict === "check-first";
  const reasons = wait ? reported.check : reported.because;
  const findings = reported.because.flatMap((reason) => reason.findings);
  return withoutEmpty({
    kind: treatment?.kind === "drug" ? "MedicationRequest" : undefined,
    code: treatment && entryConcept(treatment, KRAMPE_TREATMENT, language),
    reasonReference: observationsOf(findings, context),
    status: wait ? "on-hold" : "not-started",
    statusReason: {
      text: [TREATMENT_WORDS[reported.verdict][language], sentences(reasons)].filter(Boolean).join(". "),
    },
    doNotPerform: leave,
    description: description(reported, language, leave),
  });
}

function description(reported: ReportedTreatment, language: Language, leave: boolean): string {
  const line = (label: string, texts: readonly string[]) =>
    texts.length === 0 ? [] : [`${label}: ${texts.join(" ")}`];
  const verdict = TREATMENT_WORDS[reported.verdict][language];
  return [
    `${reported.label}: ${verdict}.`,
    sentences(reported.because),
    ...line(
      WORDS.check[language],
      reported.check.map(({ because }) => because),
    ),
    ...(leave
      ? []
      : [
          ...line(
            WORDS.dose[language],
            (reported.dose ?? []).map(({ text }) => text),
          ),
          ...line(
            WORDS.monitoring[language],
            reported.monitoring.map(({ text }) => text),
          ),
          ...line(WORDS.stop[language], reported.stopRule ? [reported.stopRule.text] : []),
        ]),
  ]
    .filter((part) => part !== "")
    .join("\n");
}
