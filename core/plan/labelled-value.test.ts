import { describe, expect, it } from "vitest";
import { labelledValue } from "./labelled-value.ts";

describe("a value after its label", () => {
  it("keeps its unit", () => {
    expect(labelledValue("potassium", "3.2 mmol/L")).toBe("potassium 3.2 mmol/L");
    expect(labelledValue("pain", "7")).toBe("pain 7");
  });

  it("leaves out a unit that the label ends with", () => {
    expect(labelledValue("cramps per week", "3 per week")).toBe("cramps per week 3");
    expect(labelledValue("kramper per uke", "3,5 per uke")).toBe("kramper per uke 3,5");
  });
});
