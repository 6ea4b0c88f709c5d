/**
 * Assessments that a clinician asked to keep. Off until an administrator switches it on, and each with its last day: this is the
 * only table that holds anything about a patient.
 */
import { randomUUID } from "node:crypto";
import type { Kysely } from "kysely";
import { readSettings } from "./settings.ts";
import { storableJson } from "./storable-text.ts";
import type { Tables } from "./tables.ts";

const DAY_MS = 86_400_000;

/** The new assessment's id; undefined when keeping is switched off. */
export async function saveAssessment(
  database: Kysely<Tables>,
  assessment: { readonly savedBy: string; readonly knowledgeHash: string; readonly content: unknown },
  now: Date,
): Promise<string | undefined> {
  const { saveAssessments, assessmentDays } = await readSettings(database);
  if (!saveAssessments) return undefined;
  const id = randomUUID();
  await database
    .insertInto("saved_assessments")
    .values({
      id,
      saved_by: assessment.savedBy,
      saved_at: now,
      delete_after: new Date(now.getTime() + assessmentDays * DAY_MS),
      knowledge_hash: assessment.knowledgeHash,
      content: storableJson(assessment.content),
    })
    .execute();
  return id;
}

/** Only to the one who saved it, and only until its last day. */
export async function savedAssessment(
  database: Kysely<Tables>,
  id: string,
  reader: string,
  now: Date,
): Promise<unknown> {
  const row = await database
    .selectFrom("saved_assessments")
    .select("content")
    .where("id", "=", id)
    .where("saved_by", "=", reader)
    .where("delete_after", ">", now)
    .executeTakeFirst();
  return row?.content;
}

export interface SavedAssessment {
  readonly id: string;
  readonly savedAt: Date;
  readonly deleteAfter: Date;
}

/** Newest first; of the one who asks only. */
export async function savedAssessmentsOf(
  database: Kysely<Tables>,
  reader: string,
  now: Date,
): Promise<SavedAssessment[]> {
  const rows = await database
    .selectFrom("saved_assessments")
    .select(["id", "saved_at", "delete_after"])
    .where("saved_by", "=", reader)
    .where("delete_after", ">", now)
    .orderBy("saved_at", "desc")
    .limit(1000)
    .execute();
  return rows.map((row) => ({ id: row.id, savedAt: row.saved_at, deleteAfter: row.delete_after }));
}

/** False when there was none of the owner's. */
export async function deleteAssessment(
  database: Kysely<Tables>,
  id: string,
  owner: string,
): Promise<boolean> {
  const { numDeletedRows } = await database
    .deleteFrom("saved_assessments")
    .where("id", "=", id)
    .where("saved_by", "=", owner)
    .executeTakeFirstOrThrow();
  return numDeletedRows > 0n;
}
