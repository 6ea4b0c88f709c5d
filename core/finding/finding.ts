/**
 * One thing known of one patient, with where it came from and when.
 *
 * `value` is what criteria see; `shown` is what the source said, in its own unit, so that the reader recognises it.
 */
import type { FindingValue } from "../criterion/finding-value.ts";
import type { Place } from "../issue/issue.ts";
import type { Quantity } from "../quantity/quantity.ts";

export type Origin = "told" | "examined" | "laboratory" | "record" | "emg" | "derived";

export interface Finding {
  readonly id: string;
  readonly value: FindingValue;
  readonly origin: Origin;
  /** ISO 8601 date or date and time at which it was true. */
  readonly at?: string;
  /** What said so: a FHIR reference, a file, or the findings from which it follows. */
  readonly from?: readonly string[];
  /** Quantities: as the source wrote it, before conversion. */
  readonly shown?: Quantity;
  readonly place?: Place;
}
