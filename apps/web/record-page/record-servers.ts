/**
 * The electronic records that a deployment lets the application read and write: a short list that whoever runs it writes, once.
 *
 * Everything the page may connect to follows from it (the security policy), and so does where it may be launched from: a record that is
 * not on the list is refused.
 */
import type { Issue, Result } from "@krampe/core/issue/issue.ts";
import { failure, success } from "@krampe/core/issue/issue.ts";

export interface RecordServer {
  /** The base of the FHIR server, `iss` of a launch; without a slash at the end. */
  readonly fhirServer: string;
  /** As clinicians know it. */
  readonly name: string;
  /** Under which the application is registered there. */
  readonly clientId: string;
  /** Other origins that are needed, such as that of the token endpoint. */
  readonly connect: readonly string[];
  /** What to ask for instead of what Krampe asks for by itself; without `launch` and `launch/patient`. */
  readonly scopes?: string;
}

const KEYS = ["fhirServer", "name", "clientId", "connect", "scopes"];
const MOST_SERVERS = 50;

/** `file` is named in what is told. */
export function readRecordServers(value: unknown, file: string): Result<readonly RecordServer[]> {
  if (!Array.isArray(value) || value.length > MOST_SERVERS) return failure(wrong(file, "", "[ { … } ]"));
  const issues: Issue[] = [];
  const servers = value.map((one, index) => readServer(one, `[${index}]`, file, issues));
  const bases = servers.map((server) => server?.fhirServer);
  bases.forEach((base, index) => {
    if (base !== undefined && bases.indexOf(base) < index)
      issues.push(wrong(file, `[${index}].fhirServer`, "…", base));
  });
  return issues.length > 0 ? failure(...issues) : success(servers.filter((one) => one !== undefined));
}

function readServer(value: unknown, path: string, file: string, issues: Issue[]): RecordServer | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    issues.push(wrong(file, path, '{ "fhirServer": "https://…", "name": "…", "clientId": "…" }'));
    return undefined;
  }
  const before = issues.length;
  const { fhirServer, name, clientId, connect = [], scopes } = value as Readonly<Record<string, unknown>>;
  const check = (key: string, holds: boolean, example: string, found: unknown) => {
    if (!holds) issues.push(wrong(file, `${path}.${key}`, example, found));
  };
  for (const key of Object.keys(value)) check(key, KEYS.includes(key), KEYS.join(", "), key);
  check("fhirServer", isAddress(fhirServer), "https://ehr.example.org/fhir", fhirServer);
  check("name", isText(name, 100), "Example hospital", name);
  check("clientId", isText(clientId, 300), "krampe", clientId);
  const listed = Array.isArray(connect) ? connect : [undefined];
  check("connect", listed.every(isAddress), '["https://login.example.org"]', connect);
  check(
    "scopes",
    scopes === undefined || isText(scopes, 4000),
    "openid fhirUser patient/Condition.rs",
    scopes,
  );
  if (issues.length > before) return undefined;
  return {
    fhirServer: String(fhirServer).replace(/\/+$/, ""),
    name: String(name),
    clientId: String(clientId),
    connect: listed.map((one) => new URL(String(one)).origin),
    ...(scopes !== undefined && { scopes: String(scopes) }),
  };
}

function isText(value: unknown, longest: number): value is string {
  return (
    typeof value === "string" && value.trim() !== "" && value.length <= longest && !/\p{Cc}/u.test(value)
  );
}

/** Encrypted, or on this machine; and nothing in it that would mean something else in a security policy. */
function isAddress(value: unknown): value is string {
  if (typeof value !== "string" || !URL.canParse(value) || /[\s;,'"]/.test(value)) return false;
  const { protocol, hostname, username, search, hash } = new URL(value);
  if (username !== "" || search !== "" || hash !== "" || hostname.includes("*")) return false;
  return (
    protocol === "https:" ||
    (protocol === "http:" && /^(127\.\d+\.\d+\.\d+|localhost|\[::1\])$/.test(hostname))
  );
}

function wrong(file: string, path: string, example: string, found?: unknown): Issue {
  const shown = found === undefined ? "" : ` '${String(found).slice(0, 80)}'`;
  const vist = found === undefined ? "" : ` «${String(found).slice(0, 80)}»`;
  return {
    code: "record-server-not-understood",
    severity: "error",
    message: {
      en: `The list of records cannot be understood at ${path || "its start"}${shown}.`,
      nb: `Listen over journaler kan ikke forstås ved ${path || "begynnelsen"}${vist}.`,
    },
    suggestion: {
      en: `Expected: ${example}. Addresses are https, or on this machine.`,
      nb: `Forventet: ${example}. Adresser er https, eller på denne maskinen.`,
    },
    place: { file, ...(path !== "" && { path }) },
  };
}
