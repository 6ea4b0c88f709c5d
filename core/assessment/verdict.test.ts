import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Strength } from "../knowledge/knowledge.ts";
import { count, emptyTally, type Verdict, verdictOf, verdictRank } from "./verdict.ts";

type Signed = readonly ["for" | "against", Strength];
const verdict = (...all: Signed[]): Verdict => {
  const tally = emptyTally();
  for (const [direction, strength] of all) count(tally, direction, strength);
  return verdictOf(tally);
};

describe("the published rule", () => {
  it.each<[Verdict, Signed[]]>([
    ["open", []],
    ["open", [["for", "weak"]]],
    ["possible", [["for", "moderate"]]],
    [
      "possible",
      [
        ["for", "weak"],
        ["for", "weak"],
      ],
    ],
    ["likely", [["for", "strong"]]],
    [
      "likely",
      [
        ["for", "moderate"],
        ["for", "moderate"],
      ],
    ],
    [
      "possible",
      [
        ["for", "moderate"],
        ["for", "weak"],
        ["for", "weak"],
      ],
    ],
    [
      "possible",
      [
        ["for", "weak"],
        ["for", "weak"],
        ["for", "weak"],
        ["for", "weak"],
        ["for", "weak"],
      ],
    ],
    ["unlikely", [["against", "moderate"]]],
    ["open", [["against", "weak"]]],
    [
      "conflicting",
      [
        ["for", "strong"],
        ["against", "strong"],
      ],
    ],
    [
      "likely",
      [
        ["for", "strong"],
        ["for", "strong"],
        ["against", "strong"],
      ],
    ],
    [
      "excluded",
      [
        ["for", "strong"],
        ["against", "decisive"],
      ],
    ],
    ["established", [["for", "decisive"]]],
    [
      "established",
      [
        ["for", "decisive"],
        ["against", "moderate"],
      ],
    ],
    [
      "conflicting",
      [
        ["for", "decisive"],
        ["against", "strong"],
      ],
    ],
    [
      "conflicting",
      [
        ["for", "decisive"],
        ["against", "decisive"],
      ],
    ],
  ])("is %s for %j", (expected, all) => {
    expect(verdict(...all)).toBe(expected);
  });

  const signed = fc.tuple(
    fc.constantFrom("for" as const, "against" as const),
    fc.constantFrom<Strength>("decisive", "strong", "moderate", "weak"),
  );

  it("does not depend on the order of arguments", () => {
    fc.assert(
      fc.property(
        fc
          .array(signed, { maxLength: 8 })
          .chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        ([all, shuffled]) => {
          expect(verdict(...shuffled)).toBe(verdict(...all));
        },
      ),
    );
  });

  it("is never lowered by one more argument for; one more against lowers it or makes it conflicting", () => {
    fc.assert(
      fc.property(
        fc.array(signed, { maxLength: 8 }),
        fc.constantFrom<Strength>("decisive", "strong", "moderate", "weak"),
        (all, strength) => {
          const before = verdictRank(verdict(...all));
          expect(verdictRank(verdict(...all, ["for", strength]))).toBeLessThanOrEqual(before);
          const after = verdict(...all, ["against", strength]);
          if (after !== "conflicting") expect(verdictRank(after)).toBeGreaterThanOrEqual(before);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
