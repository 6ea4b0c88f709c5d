/** Whether the service may start where it is told to: on loopback as it is; elsewhere only encrypted and with someone who can sign in. */
import { isIP } from "node:net";
import type { Issue } from "@krampe/core/issue/issue.ts";

export interface ListeningPlan {
  readonly host: string;
  readonly hasTls: boolean;
  /** Addresses of proxies that end TLS in front of us. */
  readonly trustedProxies: readonly string[];
  /** Working tokens, known clients, and a provider at which people sign in. */
  readonly identityCount: number;
  /** People sign in with a browser, which must find its way back. */
  readonly hasSignIn?: boolean;
  readonly publicUrl?: string | undefined;
}

/** Someone beyond this machine can reach it: directly, or through a proxy. */
export function isExposed({ host, trustedProxies }: Pick<ListeningPlan, "host" | "trustedProxies">): boolean {
  return !isLoopback(host) || trustedProxies.length > 0;
}

export function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[(.*)\]$/, "$1").toLowerCase();
  return (
    bare === "localhost" ||
    bare === "::1" ||
    (isIP(bare) === 4 && bare.startsWith("127.")) ||
    bare === "::ffff:127.0.0.1"
  );
}

/** Every reason not to start; empty when it may. */
export function reasonsNotToListen(plan: ListeningPlan): Issue[] {
  if (!isExposed(plan)) return [];
  const reasons: Issue[] = [];
  if (!plan.hasTls && plan.trustedProxies.length === 0)
    reasons.push({
      code: "no-encryption",
      severity: "error",
      message: {
        en: `${plan.host} can be reached from other machines, and nothing encrypts.`,
        nb: `${plan.host} kan nås fra andre maskiner, og ingenting krypterer.`,
      },
      suggestion: {
        en: "Give --tls-cert and --tls-key, or name the proxy that encrypts with --trusted-proxy.",
        nb: "Oppgi --tls-cert og --tls-key, eller proxyen som krypterer med --trusted-proxy.",
      },
    });
  if (plan.identityCount === 0)
    reasons.push({
      code: "no-authentication",
      severity: "error",
      message: {
        en: "It can be reached from other machines, and nobody can sign in.",
        nb: "Den kan nås fra andre maskiner, og ingen kan logge inn.",
      },
      suggestion: {
        en: "Name an OpenID provider with --oidc-issuer, a client with --cds-client, or make a token with 'krampe token create'.",
        nb: "Oppgi en OpenID-tilbyder med --oidc-issuer, en klient med --cds-client, eller lag en nøkkel med «krampe token create».",
      },
    });
  if (plan.hasSignIn && !plan.publicUrl?.startsWith("https:"))
    reasons.push({
      code: "no-public-url",
      severity: "error",
      message: {
        en: "After signing in, a browser must be sent back to an https address, and none is given.",
        nb: "Etter innlogging må nettleseren sendes tilbake til en https-adresse, og ingen er oppgitt.",
      },
      suggestion: {
        en: "Give the address that clinicians use with --public-url.",
        nb: "Oppgi adressen som klinikerne bruker med --public-url.",
      },
    });
  return reasons;
}
