/** The answer itself: how it went, what it rests on, the note, the plan, and what else should be known. */
import type { Language } from "../issue/text.ts";
import type { Knowledge } from "../knowledge/knowledge.ts";
import type { Report } from "../plan/report.ts";
import { type WrittenReference, type WrittenResource, withoutEmpty } from "./write-bundle.ts";
import { findingCodings } from "./write-concept.ts";

/** The canonical of all that Krampe knows; the version follows after a bar. */
export const KNOWLEDGE_URL = "urn:krampe:knowledge";

export interface GuidanceToWrite {
  readonly knowledge: Knowledge;
  readonly report: Report;
  readonly language: Language;
  readonly subject: WrittenReference;
  /** Instant. */
  readonly recorded: string;
  readonly author: WrittenReference;
  readonly note: string;
  readonly plan?: WrittenReference;
  readonly outcome?: WrittenReference;
}

/** How many of the questions are passed on. */
const MOST_ASKED = 12;

export function guidanceResponse(toWrite: GuidanceToWrite): WrittenResource {
  const { knowledge, report, subject, recorded, author, note, plan, outcome, language } = toWrite;
  const byId = new Map(knowledge.findings.map((finding) => [finding.id, finding]));
  return withoutEmpty({
    resourceType: "GuidanceResponse",
    moduleCanonical: `${KNOWLEDGE_URL}|${knowledge.version}`,
    status: statusOf(report),
    subject,
    occurrenceDateTime: recorded,
    performer: author,
    note: [{ text: note }],
    evaluationMessage: outcome ? [outcome] : [],
    result: plan,
    dataRequirement: report.ask.slice(0, MOST_ASKED).map(({ finding }) => ({
      type: "Observation",
      codeFilter: [
        {
          path: "code",
          code: findingCodings(byId.get(finding)!).map((coding, index) =>
            index === 0 ? { ...coding, display: byId.get(finding)!.label[language] } : coding,
          ),
        },
      ],
    })),
  });
}

function statusOf({ findings, ask }: Report): "success" | "data-requested" | "data-required" {
  if (findings.length === 0) return "data-required";
  return ask.length > 0 ? "data-requested" : "success";
}
