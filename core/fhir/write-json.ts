/**
 * A resource as the text that is sent. What came from elsewhere may hold characters that a FHIR string must not: control characters
 * are left out, halves of characters replaced, and a text that then says nothing is left out with its key.
 *
 * Source: FHIR R4, Datatypes, `string`.
 */
import type { WrittenResource } from "./write-bundle.ts";

export function writeJson(resource: WrittenResource): string {
  return JSON.stringify(resource, (_key, value) => {
    if (typeof value !== "string") return value;
    const allowed = withoutControls(value.toWellFormed()).trim();
    return allowed === "" ? undefined : allowed;
  });
}

/** Tab, line feed and carriage return may stay. */
function withoutControls(text: string): string {
  return text.replace(/[^\P{Cc}\t\n\r]/gu, "");
}
