/** What one possible answer to a question would change, gravest first. */
import type { ReportedChange, ReportedQuestion } from "@krampe/core/plan/report.ts";

export interface AnswerEffects {
  readonly answer: string;
  readonly changes: readonly ReportedChange[];
}

const ORDER: readonly ReportedChange["kind"][] = ["red-flag", "phenomenon", "cause", "treatment"];

/** In the order in which the answers were tried. An answer that changes nothing is not there. */
export function effectsByAnswer({ changes }: Pick<ReportedQuestion, "changes">): readonly AnswerEffects[] {
  const byAnswer = new Map<string, ReportedChange[]>();
  for (const change of changes) {
    const same = byAnswer.get(change.answer);
    if (same) same.push(change);
    else byAnswer.set(change.answer, [change]);
  }
  return [...byAnswer].map(([answer, own]) => ({
    answer,
    changes: own.toSorted((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind)),
  }));
}

/** Whether some answer would raise a red flag. */
export function couldRaise({ changes }: Pick<ReportedQuestion, "changes">): boolean {
  return changes.some(({ kind, to }) => kind === "red-flag" && to === "raised");
}
