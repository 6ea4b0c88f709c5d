/** What an administrator may change about keeping; each with the value that holds until changed. */
import type { Kysely } from "kysely";
import { type Static, Type } from "typebox";
import { Check } from "typebox/value";
import type { Tables } from "./tables.ts";

const Days = Type.Integer({ minimum: 1, maximum: 3650 });

export const SettingsSchema = Type.Object(
  {
    /** Assessments hold what is known of a patient: kept only when this is on. */
    saveAssessments: Type.Boolean(),
    assessmentDays: Days,
    feedbackDays: Days,
    /** A clinician's own words in feedback may name a patient: dropped unless this is on. */
    keepFeedbackComments: Type.Boolean(),
  },
  { additionalProperties: false },
);
export type Settings = Static<typeof SettingsSchema>;

export const FIRST_SETTINGS: Settings = {
  saveAssessments: false,
  assessmentDays: 90,
  feedbackDays: 730,
  keepFeedbackComments: false,
};

export async function readSettings(database: Kysely<Tables>): Promise<Settings> {
  const rows = await database.selectFrom("settings").select(["name", "value"]).execute();
  const read = { ...FIRST_SETTINGS, ...Object.fromEntries(rows.map(({ name, value }) => [name, value])) };
  if (!Check(SettingsSchema, read)) throw new Error("the settings in the store cannot be read");
  return read;
}

/** False, and nothing changed, when the settings would not make sense. */
export async function changeSettings(
  database: Kysely<Tables>,
  change: Partial<Settings>,
  now: Date,
): Promise<boolean> {
  if (!Check(Type.Partial(SettingsSchema, { additionalProperties: false }), change)) return false;
  const rows = Object.entries(change).map(([name, value]) => ({
    name,
    value: JSON.stringify(value),
    changed_at: now,
  }));
  if (rows.length === 0) return true;
  await database
    .insertInto("settings")
    .values(rows)
    .onConflict((conflict) =>
      conflict.column("name").doUpdateSet((row) => ({
        value: row.ref("excluded.value"),
        changed_at: row.ref("excluded.changed_at"),
      })),
    )
    .execute();
  return true;
}
