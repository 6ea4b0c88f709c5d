import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exactly, type Truth } from "../quantity/quantity.ts";
import { type Criterion, type Leaf, leafKey, leavesOf } from "./criterion.ts";
import { ProgramBuilder } from "./criterion-program.ts";
import { all, any, atLeast, evaluateCriterion, negated } from "./evaluate-criterion.ts";
import { decidingLeaves, explainCriterion, openLeaves } from "./explain-criterion.ts";
import { leafTruth } from "./leaf-truth.ts";
import { type ParseContext, parseCriterion } from "./parse-criterion.ts";
import { TruthTable } from "./truth-table.ts";

const TRUTHS: Truth[] = [-1, 0, 1];
const present = (finding: string): Leaf => ({ kind: "present", finding });

/** The strong tables as Kleene prints them: F, U, T by F, U, T. */
const AND = [
  [-1, -1, -1],
  [-1, 0, 0],
  [-1, 0, 1],
];
const OR = [
  [-1, 0, 1],
  [0, 0, 1],
  [1, 1, 1],
];

describe("Kleene's strong tables", () => {
  it("hold for every pair of truths in all, any and not", () => {
    TRUTHS.forEach((a, i) => {
      expect(negated(a)).toBe(a === 0 ? 0 : -a);
      TRUTHS.forEach((b, j) => {
        expect(all([a, b])).toBe(AND[i][j]);
        expect(any([a, b])).toBe(OR[i][j]);
      });
    });
  });

  it("hold for at least two of three, in all 27 ways", () => {
    for (const a of TRUTHS)
      for (const b of TRUTHS)
        for (const c of TRUTHS) {
          const written = any([all([a, b]), all([a, c]), all([b, c])]);
          expect(atLeast(2, [a, b, c])).toBe(written);
        }
  });
});

// more than five, so that the combinations of their answers fill more than one word
const NAMES = ["a", "b", "c", "d", "e", "f", "g"];
const criteria: fc.Arbitrary<Criterion> = fc.letrec<{ tree: Criterion }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constantFrom(...NAMES).map(present),
    tie("tree").map((of) => ({ kind: "not" as const, of })),
    fc.array(tie("tree"), { minLength: 1, maxLength: 4 }).chain((of) =>
      fc.oneof(
        fc.constant<Criterion>({ kind: "all", of }),
        fc.constant<Criterion>({ kind: "any", of }),
        fc.integer({ min: 1, max: of.length }).map((count): Criterion => ({ kind: "atLeast", count, of })),
      ),
    ),
  ),
})).tree;
const worlds = fc.record(Object.fromEntries(NAMES.map((name) => [name, fc.constantFrom(...TRUTHS)])));
const inWorld = (world: Record<string, Truth>) => (leaf: Leaf) => world[leaf.finding];

describe("a criterion", () => {
  it("means the same in a table of many as walked alone; a change is followed, and a trial leaves no trace", () => {
    fc.assert(
      fc.property(
        fc.array(criteria, { minLength: 1, maxLength: 6 }),
        worlds,
        worlds,
        worlds,
        (several, first, second, tried) => {
          const builder = new ProgramBuilder();
          for (const criterion of several) builder.add(criterion);
          const program = builder.program();
          const table = new TruthTable(program);
          const set = (world: Record<string, Truth>, to = table) => {
            program.leaves.forEach(({ finding }, leaf) => {
              to.set(leaf, world[finding]);
            });
          };
          const truths = (of = table) => several.map((_, index) => of.ofCriterion(index));
          const walked = (world: Record<string, Truth>) =>
            several.map((criterion) => evaluateCriterion(criterion, inWorld(world)) + 0);
          set(first);
          expect(truths()).toEqual(walked(first));
          set(second);
          expect(truths()).toEqual(walked(second));

          const copy = table.copy();
          copy.beginTrial();
          set(tried, copy);
          set(first, copy);
          set(tried, copy);
          expect(truths(copy)).toEqual(walked(tried));
          const moved = copy.movedCriteria();
          truths(copy).forEach((truth, index) => {
            if (truth !== table.ofCriterion(index)) expect(moved).toContain(index);
          });
          copy.endTrial();
          expect(truths(copy)).toEqual(walked(second));
          set(tried, copy);
          expect(truths(copy)).toEqual(walked(tried));
          expect(truths()).toEqual(walked(second));
        },
      ),
    );
  });

  it("never changes a certain answer when an unknown finding becomes known", () => {
    fc.assert(
      fc.property(criteria, worlds, worlds, (criterion, world, answers) => {
        const before = evaluateCriterion(criterion, inWorld(world));
        const told = Object.fromEntries(
          NAMES.map((name) => [name, world[name] === 0 ? answers[name] : world[name]]),
        );
        if (before !== 0) expect(evaluateCriterion(criterion, inWorld(told))).toBe(before);
      }),
    );
  });

  it("is explained by the tree that was evaluated", () => {
    fc.assert(
      fc.property(criteria, worlds, (criterion, world) => {
        const explanation = explainCriterion(criterion, inWorld(world));
        expect(explanation.truth + 0).toBe(evaluateCriterion(criterion, inWorld(world)) + 0);
      }),
    );
  });

  it("keeps its answer when only the deciding leaves are known", () => {
    fc.assert(
      fc.property(criteria, worlds, (criterion, world) => {
        const explanation = explainCriterion(criterion, inWorld(world));
        const deciding = new Set(decidingLeaves(explanation).map(leafKey));
        const only = (leaf: Leaf): Truth => (deciding.has(leafKey(leaf)) ? world[leaf.finding] : 0);
        expect(evaluateCriterion(criterion, only) + 0).toBe(explanation.truth + 0);
      }),
    );
  });

  it("names as open exactly the unknown leaves on which its answer can still depend", () => {
    fc.assert(
      fc.property(criteria, worlds, (criterion, world) => {
        const open = new Set(openLeaves(explainCriterion(criterion, inWorld(world))).map(leafKey));
        const unknown = NAMES.filter((name) => world[name] === 0);
        const occurring = new Set(leavesOf(criterion).map(leafKey));
        for (const name of unknown.filter((one) => occurring.has(one))) {
          expect(open.has(name)).toBe(canDecide(criterion, world, name, unknown));
        }
      }),
      { numRuns: 300 },
    );
  });
});

/** By brute force: some answers to the others exist under which this one decides. */
function canDecide(
  criterion: Criterion,
  world: Record<string, Truth>,
  name: string,
  unknown: string[],
): boolean {
  const others = unknown.filter((one) => one !== name);
  for (let bits = 0; bits < 2 ** others.length; bits++) {
    const told: Record<string, Truth> = { ...world };
    others.forEach((other, index) => {
      told[other] = (bits >> index) & 1 ? 1 : -1;
    });
    const yes = evaluateCriterion(criterion, inWorld({ ...told, [name]: 1 }));
    const no = evaluateCriterion(criterion, inWorld({ ...told, [name]: -1 }));
    if (yes !== no) return true;
  }
  return false;
}

describe("a quantity held against a limit", () => {
  const below = (limit: number): Leaf => ({
    kind: "comparison",
    finding: "k",
    relation: "below",
    limit,
    unit: "mmol/L",
  });
  const quantity = (low: number, high: number, lowOpen = false, highOpen = false) =>
    ({ kind: "quantity", range: { low, high, lowOpen, highOpen } }) as const;

  it("is true below, false at and above the limit", () => {
    expect(leafTruth(below(3.5), quantity(3.4, 3.4), [])).toBe(1);
    expect(leafTruth(below(3.5), quantity(3.5, 3.5), [])).toBe(-1);
    expect(leafTruth(below(3.5), undefined, [])).toBe(0);
  });

  it("is unknown when the laboratory only said '<4'", () => {
    expect(leafTruth(below(3.5), quantity(0, 4, false, true), [])).toBe(0);
    expect(leafTruth(below(4), quantity(0, 4, false, true), [])).toBe(1);
    expect(leafTruth(below(3.5), quantity(3.5, Number.POSITIVE_INFINITY, true), [])).toBe(-1);
  });

  it("agrees with plain numbers for every relation, and with every number in a range", () => {
    const relations = ["below", "atMost", "above", "atLeast"] as const;
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 9 }),
        fc.integer({ min: 0, max: 9 }),
        fc.integer({ min: 0, max: 9 }),
        (a, b, limit) => {
          const [low, high] = [Math.min(a, b), Math.max(a, b)];
          for (const relation of relations) {
            const leaf: Leaf = { kind: "comparison", finding: "k", relation, limit, unit: "1" };
            const truths = new Set<number>();
            for (let value = low; value <= high; value += 0.5) {
              truths.add(leafTruth(leaf, { kind: "quantity", range: exactly(value) }, []));
            }
            const expected = truths.size === 1 ? [...truths][0] : 0;
            expect(leafTruth(leaf, quantity(low, high), []) + 0).toBe(expected + 0);
          }
        },
      ),
    );
  });

  it("uses the laboratory's own interval first, and is unknown where possible intervals disagree", () => {
    const high: Leaf = { kind: "interval", finding: "ck", position: "above-interval" };
    const women = { high: 210 };
    const men = { high: 400 };
    expect(leafTruth(high, { kind: "quantity", range: exactly(300) }, [women])).toBe(1);
    expect(leafTruth(high, { kind: "quantity", range: exactly(300) }, [women, men])).toBe(0);
    expect(leafTruth(high, { kind: "quantity", range: exactly(500) }, [women, men])).toBe(1);
    expect(leafTruth(high, { kind: "quantity", range: exactly(300), interval: { high: 320 } }, [women])).toBe(
      -1,
    );
    expect(leafTruth(high, { kind: "quantity", range: exactly(300) }, [])).toBe(0);
  });
});

describe("parsing", () => {
  const vocabulary: ParseContext["vocabulary"] = {
    findingIds: ["cramp", "weak", "potassium", "sex"],
    kindOf: (id) =>
      id === "potassium"
        ? "quantity"
        : id === "sex"
          ? "choice"
          : ["cramp", "weak"].includes(id)
            ? "sign"
            : undefined,
    optionsOf: () => ["female", "male"],
    unitOf: () => "mmol/L",
    limitInOwnUnit: (_, limit, unit) =>
      unit === "mmol/L" ? limit : unit === "mol/L" ? limit * 1000 : undefined,
    hasInterval: (id) => id === "potassium",
  };
  const parse = (value: unknown) => {
    const issues: string[] = [];
    const suggestions: (string | undefined)[] = [];
    const criterion = parseCriterion(value, [], {
      vocabulary,
      placeOf: () => ({ file: "x" }),
      report: (issue) => {
        issues.push(issue.code);
        suggestions.push(issue.suggestion?.en);
      },
    });
    return { criterion, issues, suggestions };
  };

  it("reads every form of the language", () => {
    const written = {
      all: [
        "cramp",
        { absent: "weak" },
        { any: [{ present: "weak" }, { not: "cramp" }] },
        { atLeast: 1, of: ["cramp", "weak"] },
        { quantity: "potassium", atLeast: 2, below: 3.5, unit: "mmol/L" },
        { quantity: "potassium", is: "below-interval" },
        { quantity: "potassium", above: 2, unit: "upper-limit" },
        { choice: "sex", is: ["female", "male"] },
      ],
    };
    const { criterion, issues } = parse(written);
    expect(issues).toEqual([]);
    expect(leavesOf(criterion!).map(leafKey)).toContain("potassium atLeast 2 mmol/L");
    expect(leavesOf(criterion!)).toHaveLength(11);
  });

  it("brings limits to the finding's own unit", () => {
    const { criterion } = parse({ quantity: "potassium", below: 0.0025, unit: "mol/L" });
    expect(criterion).toMatchObject({ limit: 2.5, unit: "mmol/L" });
  });

  it.each([
    ["an unknown finding, with the near one", "crmap", "unknown-finding", "Did you mean 'cramp'?"],
    ["a quantity written like a sign", "potassium", "wrong-kind-of-finding", undefined],
    ["an unknown word", { alle: ["cramp"] }, "criterion-not-understood", "Did you mean 'all'?"],
    ["a word too many", { all: ["cramp"], of: 2, unit: "x" }, "criterion-unknown-word", undefined],
    ["an empty list", { all: [] }, "criterion-empty-list", undefined],
    ["a count beyond the list", { atLeast: 3, of: ["cramp", "weak"] }, "criterion-count", undefined],
    [
      "a quantity without a limit",
      { quantity: "potassium", unit: "mmol/L" },
      "criterion-no-limit",
      undefined,
    ],
    ["a limit without a unit", { quantity: "potassium", below: 3 }, "criterion-unit", undefined],
    ["a unit of another kind", { quantity: "potassium", below: 3, unit: "kg" }, "criterion-unit", undefined],
    [
      "a limit that is text",
      { quantity: "potassium", below: "low", unit: "mmol/L" },
      "criterion-limit",
      undefined,
    ],
    ["an option that is none", { choice: "sex", is: "femal" }, "criterion-option", "Did you mean 'female'?"],
    ["nothing", null, "criterion-not-understood", undefined],
    ["a number", 7, "criterion-not-understood", undefined],
  ])("refuses %s", (_, value, code, suggestion) => {
    const { criterion, issues, suggestions } = parse(value);
    expect(criterion).toBeUndefined();
    expect(issues).toContain(code);
    if (suggestion) expect(suggestions).toContain(suggestion);
  });
});
