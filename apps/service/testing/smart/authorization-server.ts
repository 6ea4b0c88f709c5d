/**
 * An authorization server as SMART App Launch asks for, on loopback: `oidc-provider` does the OAuth (codes that count once, PKCE with S256,
 * redirect addresses, expiry, revocation); here are only the parts that SMART adds: scopes, launch, aud, and the patient in the answer.
 *
 * Whoever arrives is signed in as one practitioner and has agreed to everything but what is withheld. For tests; never for patients.
 *
 * Source: SMART App Launch 2.2.0, "App Launch" and "Scopes and Launch Context".
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import { exportJWK, generateKeyPair } from "jose";
import Provider, { errors, type KoaContextWithOIDC } from "oidc-provider";

export interface AuthorizationOptions {
  /** Where it listens, without a slash at the end. */
  readonly origin: string;
  readonly fhirBase: string;
  readonly clientId: string;
  readonly redirectUris: readonly string[];
  /** Every scope that may be asked for. */
  readonly scopes: readonly string[];
  /** Of these the user says no. */
  isWithheld(scope: string): boolean;
  /** `Practitioner/1` */
  readonly user: string;
  /** The patient of an EHR launch, by what the EHR put into `launch`; undefined for a launch that is not known. */
  patientOfLaunch(launch: string): string | undefined;
  /** The patient that the user chooses when the application comes by itself. */
  readonly chosenPatient: string;
  readonly tokenSeconds: number;
}

export interface Authorized {
  readonly scopes: readonly string[];
  /** Undefined without a launch scope. */
  readonly patient: string | undefined;
}

export interface AuthorizationServer {
  handle(request: IncomingMessage, response: ServerResponse): void;
  /** What a token allows; undefined if it is not known, or no longer. */
  authorized(token: string): Promise<Authorized | undefined>;
  /** As if the time of every token had run out. */
  expireTokens(): Promise<void>;
}

/** The paths that are its own. */
export const AUTHORIZATION_PATH = "/authorization";

export async function authorizationServer(options: AuthorizationOptions): Promise<AuthorizationServer> {
  const { origin, fhirBase, clientId, redirectUris, scopes, user, tokenSeconds } = options;
  const { privateKey } = await generateKeyPair("RS256", { extractable: true });
  /** The patient of each grant: what was launched, or chosen. */
  const patients = new Map<string, string | undefined>();
  const issued: { destroy(): Promise<void> }[] = [];
  const path = (name: string) => `${AUTHORIZATION_PATH}/${name}`;
  const provider = new Provider(origin, {
    clients: [
      {
        client_id: clientId,
        redirect_uris: [...redirectUris],
        token_endpoint_auth_method: "none",
        grant_types: ["authorization_code"],
        response_types: ["code"],
      },
    ],
    jwks: { keys: [{ ...(await exportJWK(privateKey)), use: "sig", alg: "RS256" }] },
    scopes: [...scopes],
    claims: { openid: ["sub"], fhirUser: ["fhirUser"] },
    conformIdTokenClaims: false,
    findAccount: (_context, accountId) => ({
      accountId,
      claims: async () => ({ sub: accountId, fhirUser: `${fhirBase}/${user}` }),
    }),
    extraParams: {
      launch(context, launch) {
        const { scope } = context.oidc.params ?? {};
        if (launch === undefined) {
          if (String(scope).split(" ").includes("launch"))
            throw new errors.InvalidRequest("launch is missing");
        } else if (options.patientOfLaunch(launch) === undefined)
          throw new errors.InvalidRequest("this launch is not known");
      },
      aud(_context, aud) {
        if (aud?.replace(/\/$/, "") !== fhirBase)
          throw new errors.InvalidRequest("aud is not this FHIR server");
      },
    },
    features: {
      devInteractions: { enabled: false },
      revocation: { enabled: true },
      rpInitiatedLogout: { enabled: false },
    },
    pkce: { required: () => true },
    clientBasedCORS: () => true,
    cookies: { keys: [crypto.randomUUID()] },
    ttl: {
      AccessToken: tokenSeconds,
      AuthorizationCode: 60,
      Grant: 3600,
      IdToken: 600,
      Interaction: 600,
      Session: 3600,
    },
    interactions: { url: (_context, { uid }) => path(`interaction/${uid}`) },
    routes: {
      authorization: path("authorize"),
      token: path("token"),
      revocation: path("revoke"),
      jwks: path("jwks"),
      userinfo: path("userinfo"),
    },
    async loadExistingGrant(context) {
      const grant = new context.oidc.provider.Grant({ clientId, accountId: context.oidc.account!.accountId });
      for (const scope of askedFor(context)) {
        if (options.isWithheld(scope)) grant.rejectOIDCScope(scope);
        else grant.addOIDCScope(scope);
      }
      patients.set(await grant.save(), patientOf(context, options));
      return grant;
    },
    renderError(context, out) {
      context.type = "text/plain";
      context.body = `${out.error}: ${out.error_description ?? ""}`;
    },
  });
  provider.on("access_token.saved", (token) => issued.push(token));
  provider.use(async (context, next) => {
    await next();
    if (context.oidc?.route !== "token" || context.status !== 200) return;
    const patient = patients.get(context.oidc.entities.AccessToken?.grantId ?? "");
    if (patient !== undefined)
      context.body = { ...(context.body as object), patient, need_patient_banner: true };
  });
  const handle = provider.callback();
  return {
    handle(request, response) {
      if (request.url?.startsWith(path("interaction/"))) {
        void provider.interactionFinished(request, response, { login: { accountId: user } });
      } else handle(request, response);
    },
    async authorized(token) {
      const found = await provider.AccessToken.find(token);
      if (!found || found.isExpired) return undefined;
      return {
        scopes: (found.scope ?? "").split(" ").filter(Boolean),
        patient: patients.get(found.grantId ?? ""),
      };
    },
    async expireTokens() {
      await Promise.all(issued.splice(0).map((token) => token.destroy()));
    },
  };
}

function askedFor({ oidc }: KoaContextWithOIDC): string[] {
  return String(oidc.params?.scope ?? "")
    .split(" ")
    .filter(Boolean);
}

function patientOf(context: KoaContextWithOIDC, options: AuthorizationOptions): string | undefined {
  const launch = context.oidc.params?.launch;
  if (typeof launch === "string") return options.patientOfLaunch(launch);
  return askedFor(context).includes("launch/patient") ? options.chosenPatient : undefined;
}
