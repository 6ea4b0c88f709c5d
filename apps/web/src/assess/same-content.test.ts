import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sameContent } from "./same-content.ts";

const data = fc.jsonValue({ maxDepth: 4 });

describe("same content", () => {
  it("is what reads the same as JSON does, key by key", () => {
    const sorted = (value: unknown): string =>
      JSON.stringify(value, (_, part) =>
        typeof part === "object" && part !== null && !Array.isArray(part)
          ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
          : part,
      );
    fc.assert(fc.property(data, (one) => sameContent(one, structuredClone(one))));
    fc.assert(
      fc.property(data, data, (one, other) => {
        fc.pre(!sorted([one, other]).includes("-0"));
        expect(sameContent(one, other)).toBe(sorted(one) === sorted(other));
      }),
    );
  });

  it("is not between a list and an object, nor between what is missing and what is undefined", () => {
    expect(sameContent([], {})).toBe(false);
    expect(sameContent({ a: undefined }, { b: undefined })).toBe(false);
    expect(sameContent({}, { a: undefined })).toBe(false);
  });

  it("of functions is only the same one", () => {
    const one = () => 1;
    expect(sameContent({ one }, { one })).toBe(true);
    expect(sameContent({ one }, { one: () => 1 })).toBe(false);
  });
});
