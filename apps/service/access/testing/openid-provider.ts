/**
 * A real OpenID provider on loopback for the tests: whoever is named is signed in without a form. It can be told to misbehave, by having
 * the claims of the ID tokens that it signs changed, or not to answer at all.
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { decodeJwt, decodeProtectedHeader, exportJWK, generateKeyPair, type JWK, SignJWT } from "jose";
import Provider, { type Configuration } from "oidc-provider";

export const CLIENT_ID = "krampe";

export interface ProviderOptions {
  /** Where the browser may be sent back to. */
  readonly redirectUris: readonly string[];
  readonly offersPar?: boolean;
  readonly offersDpop?: boolean;
  /** Refuses requests that are not pushed, and tokens that are not bound. */
  readonly demandsBoth?: boolean;
}

export interface TestProvider {
  readonly issuer: string;
  /** Ours, registered with the provider. */
  readonly clientKey: JWK;
  /** Who signs in next, with which further claims. */
  account: { readonly sub: string; readonly claims: Readonly<Record<string, unknown>> };
  /** What the next ID tokens claim instead; `key` signs them in place of the provider's own. */
  lie: { readonly claims?: Readonly<Record<string, unknown>>; readonly key?: JWK } | undefined;
  /** Answers nothing but 503. */
  silent: boolean;
  /** What came to the token endpoint: header names and body. */
  readonly tokenRequests: { readonly dpop: string | undefined; readonly body: Record<string, string> }[];
  /** How many access tokens it has given out, and how many of them it was asked to end. */
  readonly accessTokens: { given: number; ended: number };
  close(): Promise<void>;
}

export async function openidProvider(options: ProviderOptions): Promise<TestProvider> {
  const { redirectUris, offersPar = true, offersDpop = true, demandsBoth = false } = options;
  const providerKey = await newKey("provider");
  const clientKey = await newKey("ours");
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { d: _d, ...publicKey } = clientKey;
  const configuration: Configuration = {
    clients: [
      {
        client_id: CLIENT_ID,
        token_endpoint_auth_method: "private_key_jwt",
        token_endpoint_auth_signing_alg: "ES256",
        id_token_signed_response_alg: "ES256",
        jwks: { keys: [publicKey as JWK & { kty: string }] },
        redirect_uris: [...redirectUris],
        post_logout_redirect_uris: redirectUris.map((uri) => new URL("/", uri).href),
        ...(demandsBoth && { require_pushed_authorization_requests: true, dpop_bound_access_tokens: true }),
      },
    ],
    jwks: { keys: [providerKey as JWK & { kty: string }] },
    cookies: { keys: ["for tests only"] },
    enabledJWA: { idTokenSigningAlgValues: ["ES256"], clientAuthSigningAlgValues: ["ES256"] },
    scopes: ["openid", "profile"],
    claims: { openid: ["sub"], profile: ["name", "roles"] },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    features: {
      devInteractions: { enabled: false },
      pushedAuthorizationRequests: { enabled: offersPar },
      dPoP: { enabled: offersDpop, nonceSecret: Buffer.alloc(32, 7) },
      rpInitiatedLogout: { enabled: true },
      revocation: { enabled: true },
    },
    ttl: { AccessToken: 60, AuthorizationCode: 60, Grant: 60, IdToken: 300, Interaction: 60, Session: 60 },
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_context, sub) => ({
      accountId: sub,
      claims: async () => ({ sub, ...state.account.claims }),
    }),
    async loadExistingGrant(context) {
      const grant = new context.oidc.provider.Grant({
        clientId: context.oidc.client?.clientId,
        accountId: context.oidc.session?.accountId,
      });
      grant.addOIDCScope("openid profile");
      await grant.save();
      return grant;
    },
  };
  const provider = new Provider(issuer, configuration);
  const state: TestProvider = {
    issuer,
    clientKey,
    account: { sub: "nobody", claims: {} },
    lie: undefined,
    silent: false,
    tokenRequests: [],
    accessTokens: { given: 0, ended: 0 },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  provider.on("access_token.saved", () => state.accessTokens.given++);
  provider.on("access_token.destroyed", () => state.accessTokens.ended++);
  provider.use(async (context, next) => {
    if (state.silent) {
      context.status = 503;
      return;
    }
    if (context.path.startsWith("/interaction/")) {
      const login = { accountId: state.account.sub };
      await provider.interactionFinished(
        context.req,
        context.res,
        { login },
        { mergeWithLastSubmission: false },
      );
      context.respond = false;
      return;
    }
    await next();
    if (context.path !== "/token") return;
    state.tokenRequests.push({
      dpop: context.get("dpop") || undefined,
      body: { ...(context.oidc?.body as Record<string, string> | undefined) },
    });
    const body = context.body as { id_token?: string };
    if (state.lie && body.id_token) body.id_token = await signedAnew(body.id_token, state.lie, providerKey);
  });
  server.on("request", provider.callback());
  return state;
}

async function signedAnew(token: string, lie: NonNullable<TestProvider["lie"]>, own: JWK): Promise<string> {
  const { alg = "", kid } = decodeProtectedHeader(token);
  return new SignJWT({ ...decodeJwt(token), ...lie.claims })
    .setProtectedHeader({ alg, ...(kid !== undefined && { kid }) })
    .sign(lie.key ?? own);
}

export async function newKey(kid: string): Promise<JWK> {
  const { privateKey } = await generateKeyPair("ES256", { extractable: true });
  return { ...(await exportJWK(privateKey)), kid, alg: "ES256", use: "sig" };
}
