/**
 * The published rule from arguments to a verdict. It is short on purpose: anyone can do it on paper.
 *
 * Each true argument counts: weak 1, moderate 2, strong 4; decisive stands above counting. F is the sum of those for, A of those
 * against.
 * 1. Decisive for and against: conflicting. Decisive against: excluded. Decisive for: established, or conflicting if A ≥ 4 and F − A < 4.
 * 2. F and A both at least 4, and less than 4 apart: conflicting.
 * 3. F − A ≥ 4, with one strong or two moderate arguments for: likely. F − A ≥ 2: possible. F − A ≤ −2: unlikely. Else open.
 *
 * Arguments whose criterion is unknown do not count either way. No probability is made up: these are words for the balance of
 * stated reasons, not frequencies.
 */
import type { Strength } from "../knowledge/knowledge.ts";

export const VERDICTS = [
  "established",
  "likely",
  "conflicting",
  "possible",
  "open",
  "unlikely",
  "excluded",
] as const;

/** In the order in which they are shown. */
export type Verdict = (typeof VERDICTS)[number];

/** The true arguments of one hypothesis, counted. */
export interface Tally {
  for: number;
  against: number;
  decisiveFor: number;
  decisiveAgainst: number;
  strongFor: number;
  moderateFor: number;
}

const POINTS: Readonly<Record<Strength, number>> = { decisive: 0, strong: 4, moderate: 2, weak: 1 };
const STRONG_SUM = POINTS.strong;

export function emptyTally(): Tally {
  return { for: 0, against: 0, decisiveFor: 0, decisiveAgainst: 0, strongFor: 0, moderateFor: 0 };
}

/** Takes all arguments out again. */
export function clear(tally: Tally): void {
  tally.for = 0;
  tally.against = 0;
  tally.decisiveFor = 0;
  tally.decisiveAgainst = 0;
  tally.strongFor = 0;
  tally.moderateFor = 0;
}

/** Adds one true argument to the tally. */
export function count(tally: Tally, direction: "for" | "against", strength: Strength): void {
  if (direction === "for") {
    tally.for += POINTS[strength];
    if (strength === "decisive") tally.decisiveFor++;
    else if (strength === "strong") tally.strongFor++;
    else if (strength === "moderate") tally.moderateFor++;
  } else {
    tally.against += POINTS[strength];
    if (strength === "decisive") tally.decisiveAgainst++;
  }
}

export function verdictOf(tally: Tally): Verdict {
  if (tally.decisiveFor > 0 && tally.decisiveAgainst > 0) return "conflicting";
  if (tally.decisiveAgainst > 0) return "excluded";
  const balance = tally.for - tally.against;
  if (tally.decisiveFor > 0)
    return tally.against >= STRONG_SUM && balance < 4 ? "conflicting" : "established";
  if (tally.for >= STRONG_SUM && tally.against >= STRONG_SUM && Math.abs(balance) < 4) return "conflicting";
  if (balance >= 4 && (tally.strongFor >= 1 || tally.moderateFor >= 2)) return "likely";
  if (balance >= 2) return "possible";
  return balance <= -2 ? "unlikely" : "open";
}

/** Position in `VERDICTS`: the smaller, the more the arguments speak for it. */
export function verdictRank(verdict: Verdict): number {
  return RANKS[verdict];
}

const RANKS = Object.fromEntries(VERDICTS.map((verdict, rank) => [verdict, rank])) as Record<Verdict, number>;
