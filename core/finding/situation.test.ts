import { describe, expect, it } from "vitest";
import { ABSENT, type FindingValue, PRESENT } from "../criterion/finding-value.ts";
import { compileKnowledge } from "../knowledge/compile-knowledge.ts";
import { SMALL_FILES, smallKnowledge } from "../knowledge/testing/small-knowledge.ts";
import { situationOf } from "./situation.ts";

const parts = SMALL_FILES.find(({ path }) => path === "findings/all.yaml")!.text.replace(
  /- id: (wasting|stiff)\n/g,
  (line, id) => `${line}  partOf: ${id === "stiff" ? "wasting" : "weak"}\n`,
);
const loaded = smallKnowledge({ path: "findings/all.yaml", text: parts });
if (!loaded.ok) throw new Error(JSON.stringify(loaded.issues));
const compiled = compileKnowledge(loaded.value);

/** `weak` has the part `wasting`, and that has the part `stiff`. */
function situation(told: Record<string, FindingValue>) {
  const given = compiled.findings.map(({ id }) => told[id]);
  const { values, conflicts } = situationOf(compiled, given);
  const kindOf = (id: string) => values[compiled.indexOfFinding.get(id)!]?.kind;
  return { kindOf, conflicts };
}

describe("a sign with parts", () => {
  it("is present if a part of a part of it is", () => {
    const { kindOf } = situation({ stiff: PRESENT });
    expect(kindOf("wasting")).toBe("present");
    expect(kindOf("weak")).toBe("present");
  });

  it("takes its parts, and theirs, with it when it was told that it is absent", () => {
    const { kindOf, conflicts } = situation({ weak: ABSENT });
    expect(kindOf("wasting")).toBe("absent");
    expect(kindOf("stiff")).toBe("absent");
    expect(conflicts).toEqual([]);
  });

  it("says nothing of its parts while it is unknown or present", () => {
    expect(situation({}).kindOf("wasting")).toBeUndefined();
    expect(situation({ weak: PRESENT }).kindOf("wasting")).toBeUndefined();
  });

  it("that was told absent beside a part that was told present is a disagreement, told once", () => {
    const { kindOf, conflicts } = situation({ weak: ABSENT, wasting: PRESENT });
    expect(kindOf("wasting")).toBe("present");
    expect(kindOf("weak")).toBe("absent");
    expect(conflicts).toHaveLength(1);
  });
});
