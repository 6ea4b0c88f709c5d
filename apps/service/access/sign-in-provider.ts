/**
 * The OpenID provider that says who a person is.
 *
 * Authorization code flow with PKCE (S256), `state` and `nonce`; the client proves itself by a signed assertion (private_key_jwt); the
 * request is pushed (PAR) and the code bound to a key of this sign-in alone (DPoP) wherever the provider offers that, and always when
 * `strict`. The ID token's signature is checked although it comes straight from the provider. Access tokens are not kept: the ID
 * token is all that is asked for.
 *
 * Source: OpenID Connect Core 1.0; RFC 7523, 7636, 9126, 9207, 9449; HelseID's security profile (PAR, DPoP and private_key_jwt).
 */
import { calculateJwkThumbprint, exportJWK, importJWK, type JWK } from "jose";
import * as openid from "openid-client";
import type { SignInUnderWay } from "../store/sign-ins.ts";
import { isLoopback } from "./may-listen.ts";
import type { Role } from "./role.ts";
import { type RoleRule, roleOfClaims } from "./role-of-claims.ts";

export interface SignInSettings {
  readonly issuer: string;
  readonly clientId: string;
  /** Private, with `alg`. */
  readonly key: JWK;
  /** Besides `openid`. */
  readonly scopes: readonly string[];
  readonly roleClaim: string;
  readonly roles: readonly RoleRule[];
  /** The provider must offer pushed requests and bound tokens. */
  readonly strict: boolean;
}

export interface Person {
  /** `user:ISSUER|SUBJECT` */
  readonly who: string;
  /** May be empty. */
  readonly name: string;
  /** Undefined for someone who is known but may not use Krampe. */
  readonly role: Role | undefined;
  readonly idToken: string;
}

export interface SignInProvider {
  /** Ours, with which the provider checks our assertions. */
  readonly publicKeys: { readonly keys: readonly JWK[] };
  /** Where to send the browser, and what to remember until it comes back. Rejects with UnusableProvider. */
  start(callback: string, returnTo: string): Promise<{ readonly to: URL; readonly underWay: SignInUnderWay }>;
  /** Rejects with NotProven when what came back does not hold, with UnusableProvider when the provider does not answer. */
  finish(callback: URL, underWay: SignInUnderWay): Promise<Person>;
  /** Where to send the browser to end the provider's own session; undefined when it has no such page. */
  signOut(idToken: string, backTo: string): URL | undefined;
}

/** What came back does not prove who it is. */
export class NotProven extends Error {
  override readonly name = "NotProven";
}

/** The provider does not answer, or not as one that can be used. */
export class UnusableProvider extends Error {
  override readonly name = "UnusableProvider";
  readonly missing: readonly string[];
  constructor(message: string, missing: readonly string[] = []) {
    super(message);
    this.missing = missing;
  }
}

const TIMEOUT_S = 10;
const CLOCK_TOLERANCE_S = 30;
const DPOP_ALGORITHM = "ES256";

/** Reads what the provider says of itself. Rejects with UnusableProvider. */
export async function signInProvider(settings: SignInSettings): Promise<SignInProvider> {
  const config = await discovered(settings);
  const offered = config.serverMetadata();
  const pushes = offered.pushed_authorization_request_endpoint !== undefined;
  const binds = offered.dpop_signing_alg_values_supported?.includes(DPOP_ALGORITHM) === true;
  const missing = [...(pushes ? [] : ["PAR"]), ...(binds ? [] : [`DPoP (${DPOP_ALGORITHM})`])];
  if (settings.strict && missing.length > 0)
    throw new UnusableProvider(`it does not offer ${missing.join(", ")}`, missing);
  const handleOf = (pair: openid.CryptoKeyPair) =>
    binds ? { DPoP: openid.getDPoPHandle(config, pair) } : {};
  return {
    publicKeys: { keys: [publicPart(settings.key)] },
    async start(callback, returnTo) {
      const pair = await openid.randomDPoPKeyPair(DPOP_ALGORITHM, { extractable: true });
      const dpopKey = await exportJWK(pair.privateKey);
      const underWay = {
        state: openid.randomState(),
        nonce: openid.randomNonce(),
        codeVerifier: openid.randomPKCECodeVerifier(),
        dpopKey: { ...dpopKey },
        returnTo,
      };
      const parameters = {
        redirect_uri: callback,
        scope: ["openid", ...settings.scopes].join(" "),
        state: underWay.state,
        nonce: underWay.nonce,
        code_challenge: await openid.calculatePKCECodeChallenge(underWay.codeVerifier),
        code_challenge_method: "S256",
      };
      if (!pushes) {
        const bound = binds && { dpop_jkt: await calculateJwkThumbprint(dpopKey) };
        return { to: openid.buildAuthorizationUrl(config, { ...parameters, ...bound }), underWay };
      }
      try {
        const to = await openid.buildAuthorizationUrlWithPAR(config, parameters, handleOf(pair));
        return { to, underWay };
      } catch (error) {
        throw new UnusableProvider(reasonOf(error));
      }
    },
    async finish(callback, underWay) {
      const pair = await keyPair(underWay.dpopKey);
      const checks = {
        expectedState: underWay.state,
        expectedNonce: underWay.nonce,
        pkceCodeVerifier: underWay.codeVerifier,
        idTokenExpected: true,
      };
      try {
        const tokens = await openid.authorizationCodeGrant(config, callback, checks, {}, handleOf(pair));
        if (binds && tokens.token_type !== "dpop") throw new NotProven("the tokens are not bound");
        const claims = tokens.claims();
        if (claims === undefined || tokens.id_token === undefined) throw new NotProven("no ID token");
        void revoke(config, tokens);
        return {
          who: `user:${claims.iss}|${claims.sub}`,
          name: typeof claims.name === "string" ? claims.name.slice(0, 100) : "",
          role: roleOfClaims(claims, settings.roleClaim, settings.roles),
          idToken: tokens.id_token,
        };
      } catch (error) {
        if (error instanceof NotProven) throw error;
        throw isSilence(error) ? new UnusableProvider(reasonOf(error)) : new NotProven(reasonOf(error));
      }
    },
    signOut(idToken, backTo) {
      if (offered.end_session_endpoint === undefined) return undefined;
      return openid.buildEndSessionUrl(config, { id_token_hint: idToken, post_logout_redirect_uri: backTo });
    },
  };
}

/**
 * Who signed in is all that is asked of the provider: its tokens are never used and not kept, so that they end at once, where it can end
 * them, and not with their own time. A provider that cannot or does not is no reason to refuse the person.
 */
async function revoke(config: openid.Configuration, tokens: openid.TokenEndpointResponse): Promise<void> {
  if (config.serverMetadata().revocation_endpoint === undefined) return;
  const ended = [tokens.refresh_token, tokens.access_token].filter((token) => token !== undefined);
  await Promise.allSettled(ended.map((token) => openid.tokenRevocation(config, token)));
}

async function discovered({ issuer, clientId, key }: SignInSettings): Promise<openid.Configuration> {
  const url = new URL(issuer);
  const clientKey = (await importJWK(key, key.alg)) as openid.CryptoKey;
  try {
    const config = await openid.discovery(
      url,
      clientId,
      { [openid.clockTolerance]: CLOCK_TOLERANCE_S },
      openid.PrivateKeyJwt(
        { key: clientKey, ...(key.kid !== undefined && { kid: key.kid }) },
        // RFC 7523bis and HelseID ask for this type, so that no other signed token can pass for it.
        {
          [openid.modifyAssertion]: (header) =>
            void Object.assign(header, { typ: "client-authentication+jwt" }),
        },
      ),
      {
        timeout: TIMEOUT_S,
        execute: [
          openid.enableNonRepudiationChecks,
          ...(url.protocol === "http:" && isLoopback(url.hostname) ? [openid.allowInsecureRequests] : []),
        ],
      },
    );
    config.timeout = TIMEOUT_S;
    return config;
  } catch (error) {
    throw new UnusableProvider(reasonOf(error));
  }
}

function publicPart({ alg, kid, ...key }: JWK): JWK {
  const { d: _d, p: _p, q: _q, dp: _dp, dq: _dq, qi: _qi, oth: _oth, ...open } = key;
  return { ...open, use: "sig", ...(alg && { alg }), ...(kid && { kid }) };
}

async function keyPair(key: JWK): Promise<openid.CryptoKeyPair> {
  const { d: _d, ...open } = key;
  const imported = async (jwk: JWK) =>
    (await importJWK(jwk, DPOP_ALGORITHM, { extractable: true })) as openid.CryptoKey;
  return { privateKey: await imported(key), publicKey: await imported(open) };
}

/** The provider could not be reached, took too long, or failed itself. */
function isSilence(error: unknown): boolean {
  const { name, code, cause, status } = error as {
    name?: string;
    code?: string;
    cause?: unknown;
    status?: number;
  };
  return (
    code === "OAUTH_TIMEOUT" ||
    name === "TimeoutError" ||
    (error instanceof TypeError && (cause as { code?: string } | undefined)?.code !== undefined) ||
    (status !== undefined && status >= 500) ||
    (code === "OAUTH_RESPONSE_IS_NOT_CONFORM" && cause instanceof Response && cause.status >= 500)
  );
}

/** In few words, and nothing of what was sent. */
function reasonOf(error: unknown): string {
  const {
    code,
    error: told,
    message,
    cause,
  } = error as {
    code?: string;
    error?: string;
    message?: string;
    cause?: { message?: string; code?: string };
  };
  const parts = [told ?? code, message, cause?.code ?? cause?.message].filter(
    (part) => typeof part === "string",
  );
  return [...new Set(parts)].join(": ").slice(0, 300);
}
