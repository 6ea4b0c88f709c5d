/** A signed token's `jti` counts once: kept until the token would have expired anyway. */
import type { Kysely } from "kysely";
import type { Tables } from "./tables.ts";

/** False when it was used before, by whichever instance. */
export async function useJwtOnce(
  database: Kysely<Tables>,
  issuer: string,
  jti: string,
  expiresAt: Date,
): Promise<boolean> {
  const row = await database
    .insertInto("used_jwts")
    .values({ issuer, jti, expires_at: expiresAt })
    .onConflict((conflict) => conflict.columns(["issuer", "jti"]).doNothing())
    .returning("jti")
    .executeTakeFirst();
  return row !== undefined;
}
