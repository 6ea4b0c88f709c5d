/**
 * What said a finding, as a FHIR reference: `Observation/1`, `MedicationRequest/m (Quinine)`, `urn:uuid:…`, a full URL.
 *
 * A `urn:` names a resource only where it was sent, so that it is written as an identifier, which means the same everywhere.
 * What is no reference (a drug as someone wrote it, a place in a file, the type of which a record has none) gives none.
 */
import type { WrittenReference } from "./write-bundle.ts";

const RELATIVE = /^([A-Z][A-Za-z]+)\/[A-Za-z0-9.-]{1,64}(?= \(|$)/;
const ABSOLUTE = /^(urn:uuid:[0-9a-f-]{36}|urn:oid:[0-9.]+|https?:\/\/[^\s()]+)(?= \(|$)/i;

/** `types` tells the type behind the names that do not show it. */
export function sourceReference(
  from: string,
  types: ReadonlyMap<string, string> = new Map(),
): WrittenReference | undefined {
  const found = RELATIVE.exec(from) ?? ABSOLUTE.exec(from);
  if (!found) return undefined;
  const [reference] = found;
  const type = types.get(reference) ?? (RELATIVE.test(from) ? found[1] : undefined);
  const display = /^ \((.*)\)$/s.exec(from.slice(reference.length))?.[1].trim();
  const named = /^urn:/i.test(reference)
    ? { identifier: { system: "urn:ietf:rfc:3986", value: reference } }
    : { reference };
  return { ...named, ...(type && { type }), ...(display && { display }) };
}
