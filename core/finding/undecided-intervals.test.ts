import { describe, expect, it } from "vitest";
import type { FindingValue, ReferenceBounds } from "../criterion/finding-value.ts";
import { compileKnowledge } from "../knowledge/compile-knowledge.ts";
import { SMALL_FILES, smallKnowledge } from "../knowledge/testing/small-knowledge.ts";
import { exactly } from "../quantity/quantity.ts";
import type { Finding } from "./finding.ts";
import { situationOf } from "./situation.ts";
import { undecidedIntervals } from "./undecided-intervals.ts";

const labs = SMALL_FILES.find(({ path }) => path === "labs/all.yaml")!;
const twoMethods = smallKnowledge({
  path: labs.path,
  text: labs.text.replace(
    "intervals: [{ low: 2.14, high: 2.48, source: book, verified: seen }]",
    `methodBound: true
  intervals: [{ low: 2.14, high: 2.48, source: book, verified: seen }, { low: 2.3, high: 2.9, source: book, verified: seen }]`,
  ),
});
if (!twoMethods.ok) throw new Error(JSON.stringify(twoMethods.issues));
const compiled = compileKnowledge(twoMethods.value);

/** Female 35–210, male 50–400 below 50 years and 40–280 after. */
function told(id: string, value: number, interval?: ReferenceBounds, sex?: "female" | "male") {
  const quantity: FindingValue = { kind: "quantity", range: exactly(value), ...(interval && { interval }) };
  const finding: Finding = { id, value: quantity, origin: "laboratory" };
  const values = new Map<string, FindingValue>([[id, quantity]]);
  if (sex) values.set("sex", { kind: "choice", option: sex });
  const situation = situationOf(
    compiled,
    compiled.findings.map((one) => values.get(one.id)),
  );
  return undecidedIntervals([finding], situation);
}

describe("a result that is normal by one interval and not by another", () => {
  it("is told, with the intervals that may be meant", () => {
    const [issue] = told("enzyme", 300);
    expect(issue.message.en).toContain("enzyme 300 U/L");
    expect(issue.message.en).toContain("35–210, 50–400, 40–280");
    expect(issue.suggestion?.en).toContain("age and sex");
  });

  it("is not told once sex decides, or where every interval says the same", () => {
    expect(told("enzyme", 300, undefined, "female")).toEqual([]);
    expect(told("enzyme", 450)).toEqual([]);
    expect(told("enzyme", 100)).toEqual([]);
  });

  it("is not told of a result that came with its own interval", () => {
    expect(told("enzyme", 300, { low: 50, high: 400 })).toEqual([]);
  });

  it("is told where the intervals are of different methods, whatever is known of the patient", () => {
    const [issue] = told("calcium", 2.2, undefined, "male");
    expect(issue.message.nb).toContain("2,14–2,48, 2,3–2,9");
    expect(issue.suggestion?.en).toContain("method");
    expect(told("calcium", 2.4, undefined, "male")).toEqual([]);
    expect(told("calcium", 2, undefined, "male")).toEqual([]);
  });
});
