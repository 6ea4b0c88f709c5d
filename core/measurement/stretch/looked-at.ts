/**
 * Which parts of a stretch are looked at discharge by discharge?
 *
 * All of a short one. Of a long one pieces from beginning to end, so that a build-up, a plateau and a thinning out are all seen.
 */
import type { Span } from "../types/estimate.ts";

const PIECE_S = 5;

/** In order of time, `budgetS` together. */
export function partsToLookAt({ fromS, toS }: Span, budgetS: number): Span[] {
  const lengthS = toS - fromS;
  if (lengthS <= budgetS) return [{ fromS, toS }];
  const count = Math.max(1, Math.round(budgetS / PIECE_S));
  const pieceS = budgetS / count;
  const stepS = count > 1 ? (lengthS - pieceS) / (count - 1) : 0;
  return Array.from({ length: count }, (_, index) => ({
    fromS: fromS + index * stepS,
    toS: fromS + index * stepS + pieceS,
  }));
}
