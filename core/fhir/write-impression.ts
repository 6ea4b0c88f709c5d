/** What the phenomenon and its causes are thought to be, with the verdict and the reasons, as a ClinicalImpression. */
import type { Language } from "../issue/text.ts";
import type { Hypothesis } from "../knowledge/knowledge.ts";
import type { Report, ReportedHypothesis } from "../plan/report.ts";
import { VERDICT_WORDS } from "../plan/words.ts";
import type { WrittenReference, WrittenResource } from "./write-bundle.ts";
import { entryConcept } from "./write-concept.ts";
import { sentences } from "./write-detected-issue.ts";

const SHOWN = ["established", "likely", "conflicting", "possible"];

export interface ImpressionContext {
  readonly language: Language;
  readonly subject: WrittenReference;
  /** Instant. */
  readonly recorded: string;
  readonly phenomena: readonly Hypothesis[];
  readonly causes: readonly Hypothesis[];
}

/** Undefined if nothing is thought yet. */
export function impression(report: Report, context: ImpressionContext): WrittenResource | undefined {
  const { language, subject, recorded } = context;
  const written = (all: readonly ReportedHypothesis[], of: readonly Hypothesis[], system: string) =>
    all
      .filter(({ verdict }) => SHOWN.includes(verdict))
      .flatMap((one) => {
        const hypothesis = of.find(({ id }) => id === one.id);
        if (!hypothesis) return [];
        const basis = `${VERDICT_WORDS[one.verdict][language]}. ${sentences(one.for)}`.trim();
        return [{ itemCodeableConcept: entryConcept(hypothesis, system, language), basis }];
      });
  const finding = [
    ...written(report.phenomena, context.phenomena, "urn:krampe:phenomenon"),
    ...written(report.causes, context.causes, "urn:krampe:cause"),
  ];
  if (finding.length === 0) return undefined;
  return { resourceType: "ClinicalImpression", status: "completed", subject, date: recorded, finding };
}
