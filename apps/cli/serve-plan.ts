/** The words of `krampe serve` as a plan, or what is wrong with which of them. */
import { isIP } from "node:net";
import { failure, type Issue, type Result, success } from "@krampe/core/issue/issue.ts";
import type { Text } from "@krampe/core/issue/text.ts";
import type { CdsClient } from "@krampe/service/access/cds-client.ts";
import { A_COUNT, optionNotUsable } from "./option-not-usable.ts";

export interface ServePlan {
  readonly port: number;
  readonly host: string;
  readonly data?: string | undefined;
  readonly tlsCert?: string | undefined;
  readonly tlsKey?: string | undefined;
  readonly trustedProxies: readonly string[];
  readonly publicUrl?: string | undefined;
  readonly cdsClients: readonly CdsClient[];
  readonly fhirServers?: readonly string[] | undefined;
  /** The file that lists the records from which the application may be opened. */
  readonly records?: string | undefined;
  readonly corsOrigins: readonly string[];
  readonly requestsPerMinute?: number | undefined;
  readonly collector?: string | undefined;
  readonly log: boolean;
}

export interface ServeWords {
  readonly port: string;
  readonly host: string;
  readonly data?: string | undefined;
  readonly "tls-cert"?: string | undefined;
  readonly "tls-key"?: string | undefined;
  readonly "trusted-proxy": readonly string[];
  readonly "public-url"?: string | undefined;
  readonly "cds-client": readonly string[];
  readonly "fhir-server"?: readonly string[] | undefined;
  readonly records?: string | undefined;
  readonly "cors-origin": readonly string[];
  readonly "requests-per-minute"?: string | undefined;
  readonly "otlp-endpoint"?: string | undefined;
  readonly log: boolean;
}

/** Every word that cannot be used is told, with what it should be. */
export function servePlan(words: ServeWords): Result<ServePlan> {
  const port = Number(words.port);
  const perMinute = words["requests-per-minute"];
  const requestsPerMinute = perMinute === undefined ? undefined : Number(perMinute);
  const cdsClients = words["cds-client"].map((word) => ({ word, client: cdsClient(word) }));
  const [cert, key] = [words["tls-cert"], words["tls-key"]];
  const addresses = {
    "--public-url": [words["public-url"] ?? []].flat(),
    "--otlp-endpoint": [words["otlp-endpoint"] ?? []].flat(),
    "--fhir-server": words["fhir-server"] ?? [],
    "--cors-origin": words["cors-origin"],
  };
  const issues = [
    ...(/^\d{1,5}$/.test(words.port) && port <= 65535 ? [] : [optionNotUsable("--port", words.port, A_PORT)]),
    ...(words.host === "" ? [optionNotUsable("--host", "", A_HOST)] : []),
    ...words["trusted-proxy"]
      .filter((word) => !isAddress(word))
      .map((word) => optionNotUsable("--trusted-proxy", word, A_PROXY)),
    ...((cert === undefined) === (key === undefined) ? [] : [halfOfTls(cert === undefined)]),
    ...(requestsPerMinute === undefined || (Number.isInteger(requestsPerMinute) && requestsPerMinute > 0)
      ? []
      : [optionNotUsable("--requests-per-minute", perMinute ?? "", A_COUNT)]),
    ...Object.entries(addresses).flatMap(([option, all]) =>
      all.filter((word) => !isHttp(word)).map((word) => optionNotUsable(option, word, AN_ADDRESS)),
    ),
    ...cdsClients
      .filter(({ client }) => client === undefined)
      .map(({ word }) => optionNotUsable("--cds-client", word, A_CLIENT)),
  ];
  if (issues.length > 0) return failure(...issues);
  return success({
    port,
    host: words.host,
    data: words.data,
    tlsCert: cert,
    tlsKey: key,
    trustedProxies: words["trusted-proxy"],
    publicUrl: words["public-url"],
    cdsClients: cdsClients.map(({ client }) => client).filter((client) => client !== undefined),
    fhirServers: words["fhir-server"],
    records: words.records,
    corsOrigins: words["cors-origin"],
    requestsPerMinute,
    collector: words["otlp-endpoint"],
    log: words.log,
  });
}

const A_PORT: Text = { en: "Give a number from 0 to 65535.", nb: "Oppgi et tall fra 0 til 65535." };
const A_HOST: Text = {
  en: "Give a name or an address, such as 127.0.0.1.",
  nb: "Oppgi et navn eller en adresse, for eksempel 127.0.0.1.",
};
const A_PROXY: Text = {
  en: "Give an address or a network, such as 10.0.0.1 or 10.0.0.0/8.",
  nb: "Oppgi en adresse eller et nett, for eksempel 10.0.0.1 eller 10.0.0.0/8.",
};
const AN_ADDRESS: Text = {
  en: "Give an address that begins with https:// (or http://).",
  nb: "Oppgi en adresse som begynner med https:// (eller http://).",
};
const A_CLIENT: Text = {
  en: "Give ISSUER=JKU, where JKU is the https address of the client's keys.",
  nb: "Oppgi ISSUER=JKU, der JKU er https-adressen til klientens nøkler.",
};

function halfOfTls(isCertMissing: boolean): Issue {
  const [given, missing] = isCertMissing ? ["--tls-key", "--tls-cert"] : ["--tls-cert", "--tls-key"];
  return {
    code: "option-missing",
    severity: "error",
    message: {
      en: `${given} is given without ${missing}; nothing can be encrypted with one of them.`,
      nb: `${given} er oppgitt uten ${missing}; med bare den ene kan ingenting krypteres.`,
    },
    suggestion: { en: `Give ${missing} as well.`, nb: `Oppgi ${missing} også.` },
  };
}

/** `https://issuer=https://where/its/keys`; keys in the clear only from this machine. */
function cdsClient(word: string): CdsClient | undefined {
  const at = word.lastIndexOf("=http");
  if (at < 1) return undefined;
  const [issuer, jku] = [word.slice(0, at), word.slice(at + 1)];
  const isTrusted =
    isHttp(jku) && (jku.startsWith("https:") || /^http:\/\/(127\.|localhost[:/]|\[::1\])/.test(jku));
  return isTrusted ? { issuer, jku } : undefined;
}

function isHttp(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

/** `10.0.0.1`, or a network: `10.0.0.0/8`. */
function isAddress(text: string): boolean {
  const [address, length, ...more] = text.split("/");
  const family = isIP(address);
  if (family === 0 || more.length > 0) return false;
  return length === undefined || (/^\d{1,3}$/.test(length) && Number(length) <= (family === 4 ? 32 : 128));
}
