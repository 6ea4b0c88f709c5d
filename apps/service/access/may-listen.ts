/** Whether the service may start where it is told to: on loopback as it is; elsewhere only encrypted and with someone who can sign in. */
import { isIP } from "node:net";
import type { Issue } from "@krampe/core/issue/issue.ts";

export interface ListeningPlan {
  readonly host: string;
  readonly hasTls: boolean;
  /** Addresses of proxies that end TLS in front of us. */
  readonly trustedProxies: readonly string[];
  /** Working tokens and known clients. */
  readonly identityCount: number;
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
        en: "Make a token with 'krampe token create', or name a client with --cds-client.",
        nb: "Lag en nøkkel med «krampe token create», eller oppgi en klient med --cds-client.",
      },
    });
  return reasons;
}
