/** Does a span of time hold all of another? Ends count as inside. */
import type { Span } from "../types/estimate.ts";

export function isWithin(span: Span, fromS: number, toS: number): boolean {
  return span.fromS <= fromS && toS <= span.toS;
}
