/** Resources that are written together, each under a full URL by which the others refer to it. */
import type { Json } from "./json-access.ts";

export type WrittenResource = Json & { readonly resourceType: string };

export interface WrittenReference {
  readonly reference?: string;
  readonly identifier?: { readonly system: string; readonly value: string };
  readonly type?: string;
  readonly display?: string;
}

export interface BundleEntry {
  readonly fullUrl: string;
  readonly resource: WrittenResource;
}

export function collectionBundle(
  entries: readonly BundleEntry[],
  { timestamp, language }: { readonly timestamp: string; readonly language: string },
): WrittenResource {
  return {
    resourceType: "Bundle",
    language,
    type: "collection",
    timestamp,
    ...(entries.length > 0 && { entry: entries }),
  };
}

/** Without keys that have no value, and without empty lists and objects: FHIR allows none of them. */
export function withoutEmpty<T extends Json>(resource: T): T {
  return Object.fromEntries(
    Object.entries(resource).filter(([, value]) => {
      if (value === undefined || value === "") return false;
      return typeof value !== "object" || value === null || Object.keys(value).length > 0;
    }),
  ) as T;
}

const DATE_TIME =
  /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01])(T([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?(Z|[+-]((0\d|1[0-3]):[0-5]\d|14:00)))?)?)?$/;

/** The date and time if it is complete enough for FHIR, else its day. */
export function dateTime(at: string): string {
  return DATE_TIME.test(at) ? at : at.slice(0, 10);
}
