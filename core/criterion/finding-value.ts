/**
 * What is known of one finding in one patient, as far as a criterion can see it.
 *
 * There is no value for *unknown*: an unknown finding has none. So nothing can be mistaken for absent.
 */
import type { QuantityRange } from "../quantity/quantity.ts";

/** Bounds of a reference interval, in the finding's own unit; a missing bound is open. */
export interface ReferenceBounds {
  readonly low?: number;
  readonly high?: number;
}

export type FindingValue =
  | { readonly kind: "present" }
  | { readonly kind: "absent" }
  | {
      readonly kind: "quantity";
      /** In the finding's own unit. */
      readonly range: QuantityRange;
      /** The interval that the laboratory gave with the value; it goes before ours. */
      readonly interval?: ReferenceBounds;
    }
  | { readonly kind: "choice"; readonly option: string };

export const PRESENT: FindingValue = { kind: "present" };
export const ABSENT: FindingValue = { kind: "absent" };
