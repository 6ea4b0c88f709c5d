/** The words of `krampe serve` as a plan, or undefined when they do not make one. */
import { isIP } from "node:net";
import type { CdsClient } from "@krampe/service/access/cds-client.ts";

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

export function servePlan(words: ServeWords): ServePlan | undefined {
  const port = Number(words.port);
  const perMinute = words["requests-per-minute"];
  const requestsPerMinute = perMinute === undefined ? undefined : Number(perMinute);
  const cdsClients = words["cds-client"].map(cdsClient);
  const fhirServers = words["fhir-server"];
  const isPlan =
    /^\d{1,5}$/.test(words.port) &&
    port <= 65535 &&
    words.host !== "" &&
    words["trusted-proxy"].every(isAddress) &&
    (words["tls-cert"] === undefined) === (words["tls-key"] === undefined) &&
    (requestsPerMinute === undefined || (Number.isInteger(requestsPerMinute) && requestsPerMinute > 0)) &&
    [words["public-url"] ?? [], words["otlp-endpoint"] ?? [], fhirServers ?? [], words["cors-origin"]]
      .flat()
      .every(isHttp) &&
    cdsClients.every((client) => client !== undefined);
  if (!isPlan) return undefined;
  return {
    port,
    host: words.host,
    data: words.data,
    tlsCert: words["tls-cert"],
    tlsKey: words["tls-key"],
    trustedProxies: words["trusted-proxy"],
    publicUrl: words["public-url"],
    cdsClients: cdsClients.filter((client) => client !== undefined),
    fhirServers,
    records: words.records,
    corsOrigins: words["cors-origin"],
    requestsPerMinute,
    collector: words["otlp-endpoint"],
    log: words.log,
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
