/** Deletes what has been kept long enough. The audit log is never shortened. */
import type { Kysely } from "kysely";
import { deleteEndedSessions } from "./sessions.ts";
import { readSettings } from "./settings.ts";
import type { Tables } from "./tables.ts";

const DAY_MS = 86_400_000;

export interface Deleted {
  readonly assessments: number;
  readonly feedback: number;
  readonly usedJwts: number;
  readonly sessions: number;
}

export async function deleteExpired(database: Kysely<Tables>, now: Date): Promise<Deleted> {
  const { feedbackDays } = await readSettings(database);
  const assessments = await database
    .deleteFrom("saved_assessments")
    .where("delete_after", "<=", now)
    .executeTakeFirst();
  const feedback = await database
    .deleteFrom("hook_feedback")
    .where("received_at", "<=", new Date(now.getTime() - feedbackDays * DAY_MS))
    .executeTakeFirst();
  const usedJwts = await database.deleteFrom("used_jwts").where("expires_at", "<=", now).executeTakeFirst();
  return {
    assessments: Number(assessments.numDeletedRows),
    feedback: Number(feedback.numDeletedRows),
    usedJwts: Number(usedJwts.numDeletedRows),
    sessions: await deleteEndedSessions(database, now),
  };
}
