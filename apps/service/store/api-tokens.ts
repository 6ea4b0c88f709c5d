/** Tokens for programs: made once, shown once, kept only as a hash. */
import { randomUUID } from "node:crypto";
import type { Kysely } from "kysely";
import { ROLES, type Role } from "../access/role.ts";
import { newSecret, secretHash } from "./secret.ts";
import type { Tables } from "./tables.ts";

export interface ApiToken {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
}

/** The token to hand over; undefined when the name is taken. */
export async function createApiToken(
  database: Kysely<Tables>,
  { name, role, expiresAt }: { readonly name: string; readonly role: Role; readonly expiresAt?: Date },
  now: Date,
): Promise<string | undefined> {
  const token = `krampe_${newSecret()}`;
  const made = await database
    .insertInto("api_tokens")
    .values({
      id: randomUUID(),
      name,
      hash: secretHash(token),
      role,
      created_at: now,
      expires_at: expiresAt ?? null,
    })
    .onConflict((conflict) => conflict.column("name").doNothing())
    .returning("id")
    .executeTakeFirst();
  return made && token;
}

/** Undefined for a token that is unknown, expired or revoked. */
export async function findApiToken(
  database: Kysely<Tables>,
  token: string,
  now: Date,
): Promise<ApiToken | undefined> {
  const row = await database
    .selectFrom("api_tokens")
    .select(["id", "name", "role"])
    .where("hash", "=", secretHash(token))
    .where("revoked_at", "is", null)
    .where((where) => where.or([where("expires_at", "is", null), where("expires_at", ">", now)]))
    .executeTakeFirst();
  const role = ROLES.find((one) => one === row?.role);
  return row && role && { id: row.id, name: row.name, role };
}

/** False when there is none of that name that still works. */
export async function revokeApiToken(database: Kysely<Tables>, name: string, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await database
    .updateTable("api_tokens")
    .set({ revoked_at: now })
    .where("name", "=", name)
    .where("revoked_at", "is", null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** How many could be used now. */
export async function workingTokenCount(database: Kysely<Tables>, now: Date): Promise<number> {
  const { count } = await database
    .selectFrom("api_tokens")
    .select(({ fn }) => fn.countAll().as("count"))
    .where("revoked_at", "is", null)
    .where((where) => where.or([where("expires_at", "is", null), where("expires_at", ">", now)]))
    .executeTakeFirstOrThrow();
  return Number(count);
}
