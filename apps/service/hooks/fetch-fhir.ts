/** Asks a FHIR server with the token that the hook brought: with a limit of time and size, and never following to other hosts. */
import type { FhirFetch } from "./record-for-hook.ts";

const LONGEST_MS = 5_000;
const MOST_BYTES = 8_000_000;

export const fetchFhir: FhirFetch = async (server, path, token) => {
  const base = server.endsWith("/") ? server : `${server}/`;
  try {
    const url = new URL(path, base);
    // What a server gives as its next page may resolve to another host, which must not get the token.
    if (!url.href.startsWith(new URL(base).href)) return undefined;
    const response = await fetch(url, {
      headers: { accept: "application/fhir+json", authorization: `Bearer ${token}` },
      redirect: "error",
      signal: AbortSignal.timeout(LONGEST_MS),
    });
    if (!response.ok) return undefined;
    return JSON.parse(await limitedText(response));
  } catch {
    // Slow, gone, too large or not JSON: what it would have said is unknown.
    return undefined;
  }
};

async function limitedText(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  if (!reader) return "";
  const decoder = new TextDecoder();
  let text = "";
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    size += value.byteLength;
    if (size > MOST_BYTES) {
      await reader.cancel();
      throw new Error("the answer is too large");
    }
    text += decoder.decode(value, { stream: true });
  }
}
