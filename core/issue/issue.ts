/**
 * What can be wrong with someone's data, told as a kind colleague would.
 *
 * There is one type for all of Krampe: a knowledge file with an unknown id, a laboratory value without a unit,
 * a recording that ends too early. An issue is a value that is returned, not an exception: exceptions are left
 * for our own mistakes. A good message gives the value, the expectation and the next step.
 */
import type { Text } from "./text.ts";

/**
 * `error`: the thing could not be used. `warning`: it was used, and the reader should know something about it.
 * `information`: nothing is wrong, but something was decided on the reader's behalf.
 */
export type Severity = "error" | "warning" | "information";

/** Where it is wrong. Every part is optional: a value from a form has a path but no line. */
export interface Place {
  /** Name of the file as the user gave it. */
  readonly file?: string;
  /** Counted from 1. */
  readonly line?: number;
  /** Counted from 1, in UTF-16 code units. */
  readonly column?: number;
  /** Counted from 0, for binary files. */
  readonly byteOffset?: number;
  /** Path inside the document, such as `entry[3].resource.valueQuantity`. */
  readonly path?: string;
}

export interface Issue {
  /** Kebab-case, stable for ever: programs may act on it. */
  readonly code: string;
  readonly severity: Severity;
  /** What is wrong, with the value that was met. */
  readonly message: Text;
  /** What to do about it. */
  readonly suggestion?: Text;
  readonly place?: Place;
}

/** Either a value, perhaps with warnings, or the reasons why there is none (at least one of them an error). */
export type Result<T> =
  | { readonly ok: true; readonly value: T; readonly issues: readonly Issue[] }
  | { readonly ok: false; readonly issues: readonly Issue[] };

export function success<T>(value: T, issues: readonly Issue[] = []): Result<T> {
  return { ok: true, value, issues };
}

export function failure(...issues: readonly Issue[]): {
  readonly ok: false;
  readonly issues: readonly Issue[];
} {
  return { ok: false, issues };
}

export function hasError(issues: readonly Issue[]): boolean {
  return issues.some((issue) => issue.severity === "error");
}
