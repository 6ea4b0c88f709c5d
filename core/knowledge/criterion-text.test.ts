import { describe, expect, it } from "vitest";
import { criterionText } from "./criterion-text.ts";
import { smallCompiled } from "./testing/small-knowledge.ts";

const compiled = smallCompiled();
const definitionOf = (id: string) => compiled.findings[compiled.indexOfFinding.get(id) ?? -1];
const texts = (language: "en" | "nb") =>
  compiled.criteria.map((criterion) => criterionText(criterion, definitionOf, language));

describe("a criterion in words", () => {
  it("says limits with the language's decimal sign, and joints as words", () => {
    expect(texts("en")).toContain("potassium below 2.5 mmol/L");
    expect(texts("nb")).toContain("potassium under 2,5 mmol/L");
    expect(texts("en")).toContain("weak and wasting");
    expect(texts("nb")).toContain("calf-cramp og ikke weak");
    expect(texts("en")).toContain("potassium below the reference interval");
  });

  it("keeps joints inside joints in brackets", () => {
    const text = criterionText(
      {
        kind: "any",
        of: [
          { kind: "present", finding: "weak" },
          {
            kind: "all",
            of: [
              { kind: "present", finding: "stiff" },
              { kind: "choice", finding: "sex", options: ["female", "male"] },
            ],
          },
        ],
      },
      definitionOf,
      "en",
    );
    expect(text).toBe("weak or (stiff and sex: female or male)");
  });
});
