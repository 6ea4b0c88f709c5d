/** What clinicians did with the cards. The same outcome of the same card is kept once, however often it is told. */
import { createHash } from "node:crypto";
import type { Kysely } from "kysely";
import type { Feedback } from "../hooks/hook-request.ts";
import { readSettings } from "./settings.ts";
import { storableJson, storableText } from "./storable-text.ts";
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
    card: storableText(one.card),
    outcome: one.outcome,
    outcome_at: storableText(one.outcomeTimestamp),
    accepted_suggestions: storableJson((one.acceptedSuggestions ?? []).map(({ id }) => id)),
    override_reason_code: textOrNull(one.overrideReason?.reason?.code),
    override_reason_system: textOrNull(one.overrideReason?.reason?.system),
    override_comment: keepFeedbackComments ? textOrNull(one.overrideReason?.userComment) : null,
    received_at: now,
  }));
  await database
    .insertInto("hook_feedback")
    .values(rows)
    .onConflict((conflict) => conflict.column("id").doNothing())
    .execute();
}

function textOrNull(text: string | undefined): string | null {
  return text === undefined ? null : storableText(text);
}

export function feedbackId(service: string, card: string, outcome: string): string {
  return createHash("sha256")
    .update(JSON.stringify([service, card, outcome]))
    .digest("hex");
}
