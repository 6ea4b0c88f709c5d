/** Asks a FHIR server with the token that the hook brought: with a limit of time and size, and never following to other hosts. */
import type { FhirFetch } from "./record-for-hook.ts";

const LONGEST_MS = 5_000;
const MOST_BYTES = 8_000_000;

export const fetchFhir: FhirFetch = async (server, path, token) => {
  const endsAt = Date.now() + LONGEST_MS;
  try {
    const response = await fetch(addressBelow(server, path), {
      headers: { accept: "application/fhir+json", authorization: `Bearer ${token}` },
      redirect: "error",
      signal: AbortSignal.timeout(LONGEST_MS),
    });
    if (!response.ok) return undefined;
    return JSON.parse(await limitedText(response, endsAt));
  } catch {
    // Slow, gone, too large or not JSON: what it would have said is unknown.
    return undefined;
  }
};

/**
 * The path put behind the server's address, and not resolved against it: a path such as `//elsewhere` or `https://elsewhere`, which a
 * server may name as its next page, must not lead the token to another host.
 */
export function addressBelow(server: string, path: string): URL {
  const base = new URL(server.endsWith("/") ? server : `${server}/`);
  const address = new URL(path.startsWith("?") ? `${base.href.slice(0, -1)}${path}` : `${base.href}${path}`);
  if (address.origin !== base.origin || !`${address.pathname}/`.startsWith(base.pathname))
    throw new Error("the address leads away from the server");
  return address;
}

/** The end is kept here too: a signal may be collected once the head of the answer is there, and its body would never end. */
async function limitedText(response: Response, endsAt: number): Promise<string> {
  const reader = response.body?.getReader();
  if (!reader) return "";
  const decoder = new TextDecoder();
  let text = "";
  let size = 0;
  const timer = setTimeout(() => void reader.cancel().catch(() => {}), endsAt - Date.now());
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (Date.now() >= endsAt) throw new Error("the answer takes too long");
      if (done) return text + decoder.decode();
      size += value.byteLength;
      if (size > MOST_BYTES) throw new Error("the answer is too large");
      text += decoder.decode(value, { stream: true });
    }
  } finally {
    clearTimeout(timer);
    await reader.cancel().catch(() => {});
  }
}
