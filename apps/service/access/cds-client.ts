/**
 * Which electronic record asks: the signed token that a CDS client sends, checked against a list of known issuers.
 *
 * Keys are only fetched from the address that the list gives; one that the token itself names must be the same. Each token counts once.
 *
 * Source: CDS Hooks 2.0.1, "Trusting CDS Clients".
 */
import { createRemoteJWKSet, errors, type JWTVerifyGetKey, jwtVerify } from "jose";

export interface CdsClient {
  readonly issuer: string;
  /** Where its public keys are. */
  readonly jku: string;
}

const ALGORITHMS = ["ES384", "RS384"];
const CLOCK_TOLERANCE_S = 30;
/** The specification: no later than five minutes after it was issued. */
const LONGEST_LIFE_S = 300;
const KEYS_TIMEOUT_MS = 5_000;

export interface CdsClients {
  /** The issuer, or undefined for a token that is not to be trusted. Rejects when the store cannot tell. */
  issuerOf(token: string, audiences: readonly string[]): Promise<string | undefined>;
}

export function cdsClients(
  known: readonly CdsClient[],
  useOnce: (issuer: string, jti: string, expiresAt: Date) => Promise<boolean>,
  now: () => Date = () => new Date(),
): CdsClients {
  const keysOf = new Map<string, { readonly jku: string; readonly keys: JWTVerifyGetKey }>(
    known.map(({ issuer, jku }) => [
      issuer,
      { jku, keys: createRemoteJWKSet(new URL(jku), { timeoutDuration: KEYS_TIMEOUT_MS }) },
    ]),
  );
  return {
    async issuerOf(token, audiences) {
      const issuer = claimedIssuer(token);
      const client = issuer === undefined ? undefined : keysOf.get(issuer);
      if (issuer === undefined || !client) return undefined;
      const verified = await jwtVerify(token, client.keys, {
        issuer,
        audience: [...audiences],
        algorithms: ALGORITHMS,
        clockTolerance: CLOCK_TOLERANCE_S,
        currentDate: now(),
        maxTokenAge: LONGEST_LIFE_S,
        requiredClaims: ["exp", "iat", "jti", "aud"],
      }).catch((error: unknown) => {
        if (isRefused(error)) return undefined;
        throw error;
      });
      if (!verified) return undefined;
      const { payload, protectedHeader } = verified;
      const { exp = 0, iat = 0, jti } = payload;
      if (protectedHeader.jku !== undefined && protectedHeader.jku !== client.jku) return undefined;
      if (exp - iat > LONGEST_LIFE_S || typeof jti !== "string" || jti.length === 0 || jti.length > 200)
        return undefined;
      const forgetAt = new Date((exp + CLOCK_TOLERANCE_S) * 1000);
      return (await useOnce(issuer, jti, forgetAt)) ? issuer : undefined;
    },
  };
}

/** Before anything is believed: whom it says it is from. */
function claimedIssuer(token: string): string | undefined {
  try {
    const payload = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8"));
    return typeof payload?.iss === "string" ? payload.iss : undefined;
  } catch {
    return undefined;
  }
}

/** A token that does not hold, and keys that cannot be had: in neither case do we know who asks. */
function isRefused(error: unknown): boolean {
  return (
    error instanceof errors.JOSEError || error instanceof TypeError || (error as Error).name === "AbortError"
  );
}
