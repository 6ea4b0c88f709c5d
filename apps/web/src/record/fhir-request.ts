/**
 * One request to the record's FHIR server: with the token, a limit of time and of size, and never following to another address, which would
 * get the token too. Every way in which it can fail has a name.
 */
export interface FhirServer {
  /** Without a slash at the end. */
  readonly base: string;
  /** The header, fresh for each request. */
  authorization(): Promise<string>;
}

export type FhirAnswer =
  | { readonly kind: "answer"; readonly body: unknown; readonly location?: string }
  /** `text` is what the server said, if it said anything; `status` 0 if nothing came at all. */
  | { readonly kind: "refused"; readonly status: number; readonly text: string }
  | { readonly kind: "too-slow" }
  | { readonly kind: "too-large" }
  | { readonly kind: "not-json" };

export interface FhirRequestLimits {
  readonly timeoutMs: number;
  readonly mostBytes: number;
}

export const REQUEST_LIMITS: FhirRequestLimits = { timeoutMs: 30_000, mostBytes: 16_000_000 };

/** `url` is below the base. `created` is a resource to be created. */
export async function fhirRequest(
  server: FhirServer,
  url: string,
  {
    created,
    limits = REQUEST_LIMITS,
  }: { readonly created?: object; readonly limits?: FhirRequestLimits } = {},
): Promise<FhirAnswer> {
  try {
    const response = await fetch(url, {
      method: created ? "POST" : "GET",
      headers: {
        accept: "application/fhir+json",
        authorization: await server.authorization(),
        ...(created && { "content-type": "application/fhir+json" }),
      },
      ...(created && { body: JSON.stringify(created) }),
      redirect: "error",
      credentials: "omit",
      cache: "no-store",
      signal: AbortSignal.timeout(limits.timeoutMs),
    });
    const text = await limitedText(response, limits.mostBytes);
    if (text === undefined) return { kind: "too-large" };
    const body = parsed(text);
    if (!response.ok)
      return { kind: "refused", status: response.status, text: outcomeText(body) ?? response.statusText };
    if (body === undefined && !created) return { kind: "not-json" };
    const location = response.headers.get("location");
    return { kind: "answer", body, ...(location !== null && { location }) };
  } catch (error) {
    if (error instanceof DOMException && error.name === "TimeoutError") return { kind: "too-slow" };
    return { kind: "refused", status: 0, text: "" };
  }
}

async function limitedText(response: Response, mostBytes: number): Promise<string | undefined> {
  const reader = response.body?.getReader();
  if (!reader) return "";
  const decoder = new TextDecoder();
  let text = "";
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    size += value.byteLength;
    if (size > mostBytes) {
      await reader.cancel();
      return undefined;
    }
    text += decoder.decode(value, { stream: true });
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const LONGEST_TEXT = 500;

/** What an OperationOutcome says, in its own words; undefined if the body is none. */
export function outcomeText(body: unknown): string | undefined {
  const { resourceType, issue } = (body ?? {}) as { resourceType?: unknown; issue?: unknown };
  if (resourceType !== "OperationOutcome" || !Array.isArray(issue)) return undefined;
  const texts = issue.map((one) => one?.details?.text ?? one?.diagnostics ?? one?.code);
  return texts
    .filter((text) => typeof text === "string")
    .join("; ")
    .slice(0, LONGEST_TEXT);
}
