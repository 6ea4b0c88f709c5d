/**
 * How people sign in, from the words of `krampe serve` or from the environment; a word goes before a variable.
 *
 * Nothing is guessed: each setting that is missing or cannot be used is told, with the next step.
 */
import { createPrivateKey, type JsonWebKey } from "node:crypto";
import { readFileSync } from "node:fs";
import { failure, type Issue, type Result, success } from "@krampe/core/issue/issue.ts";
import type { Text } from "@krampe/core/issue/text.ts";
import { isLoopback } from "@krampe/service/access/may-listen.ts";
import { ROLES } from "@krampe/service/access/role.ts";
import type { RoleRule } from "@krampe/service/access/role-of-claims.ts";
import type { SignInSettings } from "@krampe/service/access/sign-in-provider.ts";

export interface SignInWords {
  readonly "oidc-issuer"?: string | undefined;
  readonly "oidc-client-id"?: string | undefined;
  readonly "oidc-key"?: string | undefined;
  readonly "oidc-scope"?: readonly string[] | undefined;
  readonly "oidc-role-claim"?: string | undefined;
  readonly "oidc-role"?: readonly string[] | undefined;
  readonly "oidc-strict"?: boolean | undefined;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** Undefined when nobody is to sign in. */
export function signInSettings(
  words: SignInWords,
  environment: Environment,
): Result<SignInSettings | undefined> {
  const read = (word: string | undefined, variable: string) => word ?? (environment[variable] || undefined);
  const list = (given: readonly string[] | undefined, variable: string) =>
    given ?? environment[variable]?.split(/\s+/).filter((one) => one !== "");
  const issuer = read(words["oidc-issuer"], "KRAMPE_OIDC_ISSUER");
  const clientId = read(words["oidc-client-id"], "KRAMPE_OIDC_CLIENT_ID");
  const keyFile = read(words["oidc-key"], "KRAMPE_OIDC_KEY_FILE");
  const roleWords = list(words["oidc-role"], "KRAMPE_OIDC_ROLES");
  if ([issuer, clientId, keyFile, roleWords].every((one) => one === undefined)) return success(undefined);

  const issues: Issue[] = [];
  if (issuer === undefined) issues.push(missing("--oidc-issuer", "KRAMPE_OIDC_ISSUER"));
  else if (!isUsableIssuer(issuer)) issues.push(badIssuer(issuer));
  if (clientId === undefined) issues.push(missing("--oidc-client-id", "KRAMPE_OIDC_CLIENT_ID"));
  if (keyFile === undefined) issues.push(missing("--oidc-key", "KRAMPE_OIDC_KEY_FILE"));
  if (roleWords === undefined) issues.push(missing("--oidc-role", "KRAMPE_OIDC_ROLES"));
  const roles = (roleWords ?? []).map(roleRule);
  for (const [index, rule] of roles.entries()) if (!rule) issues.push(badRole(roleWords?.[index] ?? ""));
  const key = keyFile === undefined ? undefined : privateKey(keyFile);
  if (typeof key === "string") issues.push(badKey(keyFile ?? "", key));
  if (issues.length > 0) return failure(...issues);
  return success({
    issuer: issuer as string,
    clientId: clientId as string,
    key: key as SignInSettings["key"],
    scopes: list(words["oidc-scope"], "KRAMPE_OIDC_SCOPES") ?? ["profile"],
    roleClaim: read(words["oidc-role-claim"], "KRAMPE_OIDC_ROLE_CLAIM") ?? "roles",
    roles: roles.filter((rule) => rule !== undefined),
    strict: words["oidc-strict"] ?? environment.KRAMPE_OIDC_STRICT === "true",
  });
}

/** In the clear only on this machine, as for a test. */
function isUsableIssuer(issuer: string): boolean {
  if (!URL.canParse(issuer)) return false;
  const { protocol, hostname, search, hash } = new URL(issuer);
  return (
    (protocol === "https:" || (protocol === "http:" && isLoopback(hostname))) && search === "" && hash === ""
  );
}

/** `VALUE=ROLE`; the value itself may hold an equals sign. */
function roleRule(word: string): RoleRule | undefined {
  const at = word.lastIndexOf("=");
  const role = ROLES.find((one) => one === word.slice(at + 1));
  return at < 1 || !role ? undefined : { value: word.slice(0, at), role };
}

const ALGORITHM_OF_CURVE: Readonly<Record<string, string>> = {
  "P-256": "ES256",
  "P-384": "ES384",
  "P-521": "ES512",
  Ed25519: "EdDSA",
};
const FEWEST_RSA_BITS = 2048;

/** The key, from PEM or as a JWK; a text says why not. */
function privateKey(file: string): SignInSettings["key"] | string {
  try {
    const text = readFileSync(file, "utf8");
    const given = text.trimStart().startsWith("{") ? (JSON.parse(text) as JsonWebKey) : undefined;
    const key = given ? createPrivateKey({ key: given, format: "jwk" }) : createPrivateKey(text);
    const bits = key.asymmetricKeyDetails?.modulusLength;
    if (bits !== undefined && bits < FEWEST_RSA_BITS) return `RSA, ${bits} bits`;
    const jwk = key.export({ format: "jwk" }) as SignInSettings["key"];
    const alg = given?.alg ?? (jwk.kty === "RSA" ? "PS256" : ALGORITHM_OF_CURVE[String(jwk.crv)]);
    if (typeof alg !== "string") return `${jwk.kty} ${jwk.crv ?? ""}`;
    return { ...jwk, alg, ...(typeof given?.kid === "string" && { kid: given.kid }) };
  } catch (error) {
    // The message of a parser may repeat what it read, which here is a private key.
    return (error as NodeJS.ErrnoException).code ?? (error as Error).name;
  }
}

function missing(word: string, variable: string): Issue {
  return issue(
    "sign-in-incomplete",
    {
      en: `Signing in is only half set up: ${word} is missing.`,
      nb: `Innlogging er bare halvveis satt opp: ${word} mangler.`,
    },
    { en: `Give ${word}, or set ${variable}.`, nb: `Oppgi ${word}, eller sett ${variable}.` },
  );
}

function badIssuer(issuer: string): Issue {
  return issue(
    "sign-in-issuer",
    {
      en: `${issuer} cannot be an OpenID provider.`,
      nb: `${issuer} kan ikke være en OpenID-tilbyder.`,
    },
    {
      en: "Give its https address as it stands in 'issuer', without query or fragment.",
      nb: "Oppgi https-adressen slik den står i «issuer», uten spørring eller fragment.",
    },
  );
}

function badRole(word: string): Issue {
  return issue(
    "sign-in-role",
    { en: `'${word}' gives nobody a role.`, nb: `«${word}» gir ingen en rolle.` },
    {
      en: `Write VALUE=ROLE, where ROLE is ${ROLES.join(", ")} and VALUE is one of the claim's, or * for any.`,
      nb: `Skriv VERDI=ROLLE, der ROLLE er ${ROLES.join(", ")} og VERDI er en av kravets, eller * for hvilken som helst.`,
    },
  );
}

function badKey(file: string, reason: string): Issue {
  return issue(
    "sign-in-key",
    {
      en: `${file} holds no private key that can be used (${reason}).`,
      nb: `${file} har ingen privat nøkkel som kan brukes (${reason}).`,
    },
    {
      en: "Make one with 'openssl genpkey -algorithm ec -pkeyopt ec_paramgen_curve:P-256', or give a private JWK.",
      nb: "Lag en med «openssl genpkey -algorithm ec -pkeyopt ec_paramgen_curve:P-256», eller oppgi en privat JWK.",
    },
  );
}

function issue(code: string, message: Text, suggestion: Text): Issue {
  return { code, severity: "error", message, suggestion };
}
