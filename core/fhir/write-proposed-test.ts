/**
 * An indicated test of a report as a proposal: how soon, why, and what the patient should do before it.
 *
 * A draft and a proposal, never an order: whoever answers for it signs it in the record.
 */
import type { Language } from "../issue/text.ts";
import type { CompiledKnowledge } from "../knowledge/compile-knowledge.ts";
import type { ReportedInvestigation } from "../plan/report.ts";
import { URGENCY_WORDS } from "../plan/words.ts";
import { type WrittenReference, type WrittenResource, withoutEmpty } from "./write-bundle.ts";
import { sentences } from "./write-detected-issue.ts";
import { writeServiceRequest } from "./write-service-request.ts";

export interface ProposedTestContext {
  readonly compiled: CompiledKnowledge;
  readonly language: Language;
  readonly subject: WrittenReference;
  /** Who proposes it, if someone does. */
  readonly requester?: WrittenReference;
  /** Instant. */
  readonly recorded: string;
  /** Observations that speak for it. */
  readonly reasons: readonly WrittenReference[];
}

const PRIORITIES = {
  emergency: "stat",
  "same-day": "asap",
  urgent: "urgent",
  soon: "routine",
  routine: "routine",
};

/** Undefined for what is not indicated, and for what is done at the bedside and ordered from nobody. */
export function writeProposedTest(
  reported: ReportedInvestigation,
  { compiled, language, subject, requester, recorded, reasons }: ProposedTestContext,
): WrittenResource | undefined {
  const investigation = compiled.knowledge.investigations.find(({ id }) => id === reported.id);
  if (!investigation || reported.status !== "indicated" || investigation.kind === "clinical")
    return undefined;
  const note = `${sentences(reported.because)} (${URGENCY_WORDS[reported.urgency][language]})`;
  return withoutEmpty({
    ...writeServiceRequest(investigation, { compiled, language, subject }),
    priority: PRIORITIES[reported.urgency],
    authoredOn: recorded,
    requester,
    reasonReference: reasons,
    note: [{ text: note.trim() }],
    patientInstruction: reported.preparation,
  });
}
