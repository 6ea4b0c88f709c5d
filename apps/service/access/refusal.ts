/**
 * A request that is not let through. Fastify reads `statusCode` and `message`; the FHIR routes read `status` and `issue` and answer
 * with an OperationOutcome. Says why, and nothing about what is behind.
 */
import type { Issue } from "@krampe/core/issue/issue.ts";
import type { Text } from "@krampe/core/issue/text.ts";

export class Refusal extends Error {
  readonly statusCode: number;
  readonly status: number;
  readonly code: string;
  readonly issue: Issue;

  constructor(status: number, code: string, message: Text, suggestion: Text) {
    super(`${message.en} ${suggestion.en}`);
    this.name = "Refusal";
    this.statusCode = status;
    this.status = status;
    this.code = code;
    this.issue = { code, severity: "error", message, suggestion };
  }
}

export function notSignedIn(): Refusal {
  return new Refusal(
    401,
    "not-signed-in",
    { en: "Krampe does not know who asks.", nb: "Krampe vet ikke hvem som spør." },
    {
      en: "Sign in, or send a valid token as 'Authorization: Bearer …'.",
      nb: "Logg inn, eller send en gyldig nøkkel som «Authorization: Bearer …».",
    },
  );
}

export function notAllowed(): Refusal {
  return new Refusal(
    403,
    "not-allowed",
    { en: "This role may not do that.", nb: "Denne rollen har ikke lov til det." },
    { en: "Ask an administrator.", nb: "Spør en administrator." },
  );
}

export function otherSite(): Refusal {
  return new Refusal(
    403,
    "other-site",
    {
      en: "A page elsewhere asked this in your name.",
      nb: "En side et annet sted spurte om dette i ditt navn.",
    },
    { en: "Ask from Krampe's own pages.", nb: "Spør fra Krampes egne sider." },
  );
}

export function wrongHost(): Refusal {
  return new Refusal(
    421,
    "wrong-host",
    { en: "This Krampe answers only as localhost.", nb: "Denne Krampe svarer bare som localhost." },
    { en: "Use the address it printed.", nb: "Bruk adressen den skrev ut." },
  );
}

export function tooMany(seconds: number): Refusal {
  return new Refusal(
    429,
    "too-many-requests",
    { en: "Too many requests.", nb: "For mange forespørsler." },
    { en: `Try again in ${seconds} s.`, nb: `Prøv igjen om ${seconds} s.` },
  );
}

export function cannotKeep(): Refusal {
  return new Refusal(
    503,
    "store-unavailable",
    {
      en: "What is asked cannot be written to the audit log, so it is not answered.",
      nb: "Det som spørres om kan ikke skrives i revisjonsloggen, og besvares derfor ikke.",
    },
    { en: "Try again shortly; GET /ready tells when.", nb: "Prøv igjen om litt; GET /ready sier når." },
  );
}
