/**
 * Who is signed in, by the hash of what the browser holds; the same for every instance.
 *
 * A session ends after ten hours, after an hour in which nothing was asked, or when the person signs out.
 */
import type { Kysely } from "kysely";
import { ROLES, type Role } from "../access/role.ts";
import { newSecret, secretHash } from "./secret.ts";
import type { Tables } from "./tables.ts";

export interface Session {
  readonly who: string;
  readonly name: string;
  readonly role: Role;
  readonly idToken: string;
}

export const LONGEST_SESSION_MS = 10 * 3_600_000;
const LONGEST_IDLE_MS = 3_600_000;
/** How exactly it is known when something was last asked: not every request is worth a write. */
const SEEN_EVERY_MS = 60_000;

/** What the browser is to hold. */
export async function openSession(database: Kysely<Tables>, session: Session, now: Date): Promise<string> {
  const secret = newSecret();
  await database
    .insertInto("sessions")
    .values({
      hash: secretHash(secret),
      who: session.who,
      name: session.name,
      role: session.role,
      id_token: session.idToken,
      seen_at: now,
      expires_at: new Date(now.getTime() + LONGEST_SESSION_MS),
    })
    .execute();
  return secret;
}

/** Undefined for one that is unknown, has ended, or has been idle too long. */
export async function findSession(
  database: Kysely<Tables>,
  secret: string,
  now: Date,
): Promise<Session | undefined> {
  const hash = secretHash(secret);
  const row = await database
    .selectFrom("sessions")
    .selectAll()
    .where("hash", "=", hash)
    .where("expires_at", ">", now)
    .where("seen_at", ">", idleSince(now))
    .executeTakeFirst();
  const role = ROLES.find((one) => one === row?.role);
  if (!row || !role) return undefined;
  if (now.getTime() - row.seen_at.getTime() > SEEN_EVERY_MS)
    await database.updateTable("sessions").set({ seen_at: now }).where("hash", "=", hash).execute();
  return { who: row.who, name: row.name, role, idToken: row.id_token };
}

/** The session that ended; undefined when there was none. */
export async function closeSession(database: Kysely<Tables>, secret: string): Promise<Session | undefined> {
  const row = await database
    .deleteFrom("sessions")
    .where("hash", "=", secretHash(secret))
    .returningAll()
    .executeTakeFirst();
  const role = ROLES.find((one) => one === row?.role);
  return row && role && { who: row.who, name: row.name, role, idToken: row.id_token };
}

/** Of sign-ins that were never finished and sessions that can no longer be used. */
export async function deleteEndedSessions(database: Kysely<Tables>, now: Date): Promise<number> {
  await database.deleteFrom("sign_ins").where("expires_at", "<=", now).execute();
  const { numDeletedRows } = await database
    .deleteFrom("sessions")
    .where((where) => where.or([where("expires_at", "<=", now), where("seen_at", "<=", idleSince(now))]))
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}

function idleSince(now: Date): Date {
  return new Date(now.getTime() - LONGEST_IDLE_MS);
}
