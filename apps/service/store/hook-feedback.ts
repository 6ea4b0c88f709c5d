/** What clinicians did with the cards. The same outcome of the same card is kept once, however often it is told. */
import { createHash } from "node:crypto";
import type { Kysely } from "kysely";
import type { Feedback } from "../hooks/hook-request.ts";
import { readSettings } from "./settings.ts";
import type { Tables } from "./tables.ts";

export async function keepFeedback(
  database: Kysely<Tables>,
  service: string,
  feedback: Feedback["feedback"],
  now: Date,
): Promise<void> {
  const { keepFeedbackComments } = await readSettings(database);
  const rows = feedback.map((one) => ({
    id: feedbackId(service, one.card, one.outcome),
    service,
    card: one.card,
    outcome: one.outcome,
    outcome_at: one.outcomeTimestamp,
    accepted_suggestions: JSON.stringify((one.acceptedSuggestions ?? []).map(({ id }) => id)),
    override_reason_code: one.overrideReason?.reason?.code ?? null,
    override_reason_system: one.overrideReason?.reason?.system ?? null,
    override_comment: keepFeedbackComments ? (one.overrideReason?.userComment ?? null) : null,
    received_at: now,
  }));
  await database
    .insertInto("hook_feedback")
    .values(rows)
    .onConflict((conflict) => conflict.column("id").doNothing())
    .execute();
}

export function feedbackId(service: string, card: string, outcome: string): string {
  return createHash("sha256")
    .update(JSON.stringify([service, card, outcome]))
    .digest("hex");
}
