import { describe, expect, it } from "vitest";
import { nearestWord } from "./suggestion.ts";

describe("did you mean", () => {
  const words = ["potassium", "calcium", "magnesium", "calf-cramp", "any"];

  it("finds the word behind a slip of the finger", () => {
    expect(nearestWord("potasium", words)).toBe("potassium");
    expect(nearestWord("clacium", words)).toBe("calcium");
    expect(nearestWord("Calf-Cramp", words)).toBe("calf-cramp");
    expect(nearestWord("ayn", words)).toBe("any");
  });

  it("stays silent when nothing is near", () => {
    expect(nearestWord("thunderstorm", words)).toBeUndefined();
    expect(nearestWord("", words)).toBeUndefined();
    expect(nearestWord("potassium", [])).toBeUndefined();
  });
});
