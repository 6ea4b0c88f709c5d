/**
 * Did you mean …? The known word nearest to an unknown one.
 *
 * Nearness is the number of letters to insert, delete, replace or swap with a neighbour (the restricted
 * Damerau–Levenshtein distance). A word is offered only if it is near enough for its length that a slip of the
 * finger explains it: a far-fetched suggestion is worse than none.
 */

/** The nearest candidate, or undefined when nothing is near. Ties go to the candidate that comes first. */
export function nearestWord(unknownWord: string, candidates: Iterable<string>): string | undefined {
  const wanted = unknownWord.toLowerCase();
  const farthest = Math.max(1, Math.floor(wanted.length / 3));
  let best: string | undefined;
  let bestDistance = farthest + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - wanted.length) >= bestDistance) continue;
    const distance = editDistance(wanted, candidate.toLowerCase(), bestDistance);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** Number of edits from `a` to `b`; stops counting at `limit`. */
function editDistance(a: string, b: string, limit: number): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let smallest = i;
    for (let j = 1; j <= b.length; j++) {
      const replaced = last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      let cost = Math.min(last[j] + 1, row[j - 1] + 1, replaced);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) cost = Math.min(cost, beforeLast[j - 2] + 1);
      row.push(cost);
      smallest = Math.min(smallest, cost);
    }
    if (smallest >= limit) return limit;
    beforeLast = last;
    last = row;
  }
  return last[b.length];
}
