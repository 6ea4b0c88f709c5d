/** A sign-in under way: what must come back from the provider, kept for ten minutes and used once, by whichever instance. */
import type { Kysely } from "kysely";
import { secretHash } from "./secret.ts";
import type { Tables } from "./tables.ts";

export interface SignInUnderWay {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
  /** Private JWK. */
  readonly dpopKey: Readonly<Record<string, unknown>>;
  readonly returnTo: string;
}

const LONGEST_MS = 10 * 60_000;

export async function keepSignIn(
  database: Kysely<Tables>,
  secret: string,
  signIn: SignInUnderWay,
  now: Date,
): Promise<void> {
  await database
    .insertInto("sign_ins")
    .values({
      hash: secretHash(secret),
      state: signIn.state,
      nonce: signIn.nonce,
      code_verifier: signIn.codeVerifier,
      dpop_key: JSON.stringify(signIn.dpopKey),
      return_to: signIn.returnTo,
      expires_at: new Date(now.getTime() + LONGEST_MS),
    })
    .execute();
}

/** Undefined for one that is unknown, too old, or was taken before. */
export async function takeSignIn(
  database: Kysely<Tables>,
  secret: string,
  now: Date,
): Promise<SignInUnderWay | undefined> {
  const row = await database
    .deleteFrom("sign_ins")
    .where("hash", "=", secretHash(secret))
    .returningAll()
    .executeTakeFirst();
  if (row === undefined || row.expires_at <= now) return undefined;
  return {
    state: row.state,
    nonce: row.nonce,
    codeVerifier: row.code_verifier,
    dpopKey: row.dpop_key as Readonly<Record<string, unknown>>,
    returnTo: row.return_to,
  };
}
