/** What can go wrong between the application and a record, in words for a clinician. */
import type { Issue } from "@krampe/core/issue/issue.ts";
import type { Text } from "@krampe/core/issue/text.ts";
import type { FhirAnswer } from "./fhir-request.ts";

type Failure = Exclude<FhirAnswer, { kind: "answer" }>;

const UNKNOWN: Text = {
  en: "What it would have said is unknown here.",
  nb: "Det den ville ha sagt er ukjent her.",
};

export function notHad(type: string, failure: Failure): Issue {
  const why = reason(failure);
  return issue(
    "record-not-had",
    "error",
    {
      en: `${type} could not be read from the record: ${why.en}.`,
      nb: `${type} kunne ikke leses fra journalen: ${why.nb}.`,
    },
    UNKNOWN,
  );
}

export function reason(failure: Failure): Text {
  switch (failure.kind) {
    case "too-slow":
      return { en: "the server took too long", nb: "serveren brukte for lang tid" };
    case "too-large":
      return { en: "the answer was too large", nb: "svaret var for stort" };
    case "not-json":
      return { en: "the answer is not FHIR", nb: "svaret er ikke FHIR" };
    case "refused":
      return refusal(failure.status, failure.text);
  }
}

function refusal(status: number, text: string): Text {
  const said = text.replace(/\s+/g, " ").replace(/\.$/, "").trim();
  const tail = said === "" ? "" : ` (${said})`;
  switch (status) {
    case 0:
      return { en: "the server could not be reached", nb: "serveren kunne ikke nås" };
    case 200:
      return { en: `the server reports a failure${tail}`, nb: `serveren melder en feil${tail}` };
    case 401:
      return { en: "the time of the sign-in has run out", nb: "innloggingen er utløpt" };
    case 403:
      return { en: `the server does not allow it${tail}`, nb: `serveren tillater det ikke${tail}` };
    default:
      return { en: `the server answered ${status}${tail}`, nb: `serveren svarte ${status}${tail}` };
  }
}

export function notKept(type: string): Issue {
  return issue("record-type-not-kept", "information", {
    en: `The record's server does not keep ${type}.`,
    nb: `Journalens server fører ikke ${type}.`,
  });
}

export function notAsked(types: readonly string[]): Issue {
  return issue(
    "record-not-permitted",
    "warning",
    {
      en: `Not read, because the record's server gave no permission: ${types.join(", ")}.`,
      nb: `Ikke lest, fordi journalens server ikke ga tilgang: ${types.join(", ")}.`,
    },
    UNKNOWN,
  );
}

export function onlyPart(types: readonly string[]): Issue {
  return issue(
    "record-not-permitted",
    "warning",
    {
      en: `Only a part may be read, by permission of the record's server: ${types.join(", ")}.`,
      nb: `Bare en del kan leses, etter tilgangen fra journalens server: ${types.join(", ")}.`,
    },
    UNKNOWN,
  );
}

export function cutShort(type: string, count: number): Issue {
  return issue(
    "record-cut-short",
    "warning",
    {
      en: `${type}: reading was stopped after ${count} entries; there are more.`,
      nb: `${type}: lesingen ble stoppet etter ${count} oppføringer; det finnes flere.`,
    },
    UNKNOWN,
  );
}

export function pageElsewhere(type: string): Issue {
  return issue(
    "record-page-elsewhere",
    "error",
    {
      en: `${type}: the next page is said to be on another server and was not asked for.`,
      nb: `${type}: neste side oppgis å ligge på en annen server og ble ikke hentet.`,
    },
    UNKNOWN,
  );
}

export function otherTypes(type: string, count: number): Issue {
  return issue(
    "record-other-type",
    "error",
    {
      en: `${type}: the server answered with ${count} entries of other types; they were not used.`,
      nb: `${type}: serveren svarte med ${count} oppføringer av andre typer; de ble ikke brukt.`,
    },
    UNKNOWN,
  );
}

/** Nothing about the other patient is in it but how much there was. */
export function otherPatients(others: ReadonlyMap<string, number>): Issue {
  const list = [...others].map(([type, count]) => `${type} (${count})`).join(", ");
  return issue(
    "record-other-patient",
    "error",
    {
      en: `The server sent entries that are not about this patient; they were not used: ${list}.`,
      nb: `Serveren sendte oppføringer som ikke gjelder denne pasienten; de ble ikke brukt: ${list}.`,
    },
    { en: "Tell whoever runs the record's server.", nb: "Si fra til dem som drifter journalens server." },
  );
}

const AGAIN: Text = { en: "Open it again from the record.", nb: "Åpne den på nytt fra journalen." };

export function unknownRecord(address: string): Issue {
  const shown = address.slice(0, 200);
  return issue(
    "record-not-listed",
    "error",
    {
      en: `The record at ${shown} is not one that this Krampe may open.`,
      nb: `Journalen på ${shown} er ikke blant dem denne utgaven av Krampe kan åpne.`,
    },
    {
      en: "Whoever runs it must put it on the list of records.",
      nb: "De som drifter den må føre den opp på listen over journaler.",
    },
  );
}

export function notReached(name: string): Issue {
  return issue(
    "record-not-reached",
    "error",
    {
      en: `The server of ${name} could not be asked how to sign in.`,
      nb: `Serveren til ${name} kunne ikke spørres om hvordan man logger inn.`,
    },
    { en: "Try again, or tell whoever runs it.", nb: "Prøv igjen, eller si fra til dem som drifter den." },
  );
}

export function noPkce(name: string): Issue {
  return issue("record-without-pkce", "error", {
    en: `${name} does not say that it knows PKCE with S256; without it Krampe does not sign in.`,
    nb: `${name} sier ikke at den kan PKCE med S256; uten det logger ikke Krampe inn.`,
  });
}

export function addressNotListed(name: string, origin: string): Issue {
  return issue(
    "record-address-not-listed",
    "error",
    {
      en: `${name} signs in at ${origin}, which this page may not connect to.`,
      nb: `${name} logger inn på ${origin}, som denne siden ikke har lov til å koble til.`,
    },
    {
      en: "Whoever runs Krampe must add it to 'connect' in the list of records.",
      nb: "De som drifter Krampe må føre den opp under «connect» i listen over journaler.",
    },
  );
}

export function signInFailed(why: string): Issue {
  const shown = why.replace(/\s+/g, " ").slice(0, 300);
  return issue(
    "record-sign-in",
    "error",
    {
      en: `The record did not let Krampe in: ${shown}`,
      nb: `Journalen slapp ikke Krampe inn: ${shown}`,
    },
    AGAIN,
  );
}

export function noPatient(): Issue {
  return issue(
    "record-without-patient",
    "error",
    {
      en: "The record opened Krampe without saying for which patient.",
      nb: "Journalen åpnet Krampe uten å si for hvilken pasient.",
    },
    AGAIN,
  );
}

export function signedOut(): Issue {
  return issue(
    "record-signed-out",
    "error",
    {
      en: "The time of the sign-in has run out.",
      nb: "Innloggingen er utløpt.",
    },
    AGAIN,
  );
}

function issue(code: string, severity: Issue["severity"], message: Text, suggestion?: Text): Issue {
  return { code, severity, message, ...(suggestion && { suggestion }) };
}
