import { describe, expect, it } from "vitest";
import { readPatternContext } from "./pattern-context.ts";

const codes = (text: string) => readPatternContext(text).issues.map(({ code }) => code);

describe("the context of a recording", () => {
  it("is read from words between commas, in any order and case", () => {
    const read = readPatternContext("Shortened, rest,needle");
    expect(read.ok && read.value).toEqual({ electrode: "needle", state: "rest", shortened: true });
  });

  it("is unknown where nothing is told", () => {
    const read = readPatternContext("");
    expect(read.ok && read.value).toEqual({});
  });

  it("may say the same twice", () => {
    expect(codes("rest,rest")).toEqual([]);
  });

  it("is refused with a suggestion when a word is misspelt", () => {
    const read = readPatternContext("nedle");
    expect(read.ok).toBe(false);
    expect(read.issues[0].suggestion?.en).toContain("needle");
  });

  it("is refused when it contradicts itself", () => {
    expect(codes("needle,surface")).toEqual(["context-contradiction"]);
    expect(codes("rest,effort,stretch")).toEqual(["context-contradiction", "context-contradiction"]);
  });

  it("is refused, not obeyed, for words that every object has", () => {
    expect(codes("constructor")).toEqual(["context-unknown"]);
  });
});
