import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exactly, isAbove, isBelow, scaled, withoutRoundingNoise } from "./quantity.ts";
import { readQuantity } from "./read-quantity.ts";
import { conversion, isUnit } from "./unit-conversion.ts";
import { ucumSpelling } from "./unit-spelling.ts";
import { writeQuantity } from "./write-quantity.ts";

describe("reading a quantity", () => {
  it.each([
    ["3.1 mmol/L", 3.1, 3.1, "mmol/L"],
    ["3,1 mmol/l", 3.1, 3.1, "mmol/l"],
    ["1,25", 1.25, 1.25, ""],
    ["<3 mmol/L", 0, 3, "mmol/L"],
    ["≥ 90 mL/min", 90, Number.POSITIVE_INFINITY, "mL/min"],
    ["3-5 /wk", 3, 5, "/wk"],
    ["4 til 6 uker", 4, 6, "uker"],
    ["−2 mmol/L", -2, -2, "mmol/L"],
    ["1e3 U/L", 1000, 1000, "U/L"],
    [".5 g/L", 0.5, 0.5, "g/L"],
  ])("'%s' lies between %d and %d %s", (text, low, high, unit) => {
    expect(readQuantity(text)).toMatchObject({ range: { low, high }, unit });
  });

  it("keeps '<3' open and '≤3' closed at 3", () => {
    expect(isBelow(readQuantity("<3")!.range, 3)).toBe(1);
    expect(isBelow(readQuantity("≤3")!.range, 3)).toBe(0);
    expect(isAbove(readQuantity(">3")!.range, 3)).toBe(1);
  });

  it.each(["", "about three", "1,234,567", "1.234,5", "~3", "5-3 mmol/L", "NaN", "--3", "3..4..5"])(
    "does not guess what '%s' means",
    (text) => {
      expect(readQuantity(text)).toBeUndefined();
    },
  );

  it("reads back what is written, in both languages", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -99999, max: 99999 }),
        fc.constantFrom("en" as const, "nb" as const),
        (n, language) => {
          const text = writeQuantity(exactly(n / 100), "mmol/L", language);
          expect(readQuantity(text)).toEqual({ range: exactly(n / 100), unit: "mmol/L" });
        },
      ),
    );
  });
});

describe("rounding noise", () => {
  it("is what lies beyond twelve significant digits", () => {
    const short = fc.tuple(fc.maxSafeInteger(), fc.integer({ min: 0, max: 8 }));
    fc.assert(
      fc.property(
        fc.oneof(
          fc.double({ noNaN: true }),
          short.map(([n, places]) => n / 10 ** places),
        ),
        (value) => {
          const rounded = Number.isFinite(value) ? Number(value.toPrecision(12)) : value;
          expect(withoutRoundingNoise(value)).toBe(rounded);
        },
      ),
    );
  });

  it("leaves a laboratory's number as it is, and takes away what a conversion disturbed", () => {
    expect(withoutRoundingNoise(4.32)).toBe(4.32);
    expect(withoutRoundingNoise(0.1 + 0.2)).toBe(0.3);
  });
});

describe("units", () => {
  it.each([
    ["µmol/l", "umol/L"],
    ["mcmol/L", "umol/L"],
    ["IU/L", "U/L"],
    ["x10^9/L", "10*9/L"],
    ["10⁹/L", "10*9/L"],
    ["E9/L", "10*9/L"],
    ["år", "a"],
    ["mg/dl", "mg/dL"],
    ["mIU/L", "m[IU]/L"],
    ["sekunder", "s"],
    ["mL/min/{1.73_m2}", "mL/min/{1.73_m2}"],
  ])("'%s' is spelt %s", (written, code) => {
    expect(ucumSpelling(written)).toBe(code);
    expect(isUnit(code)).toBe(true);
  });

  it("converts by the substance's own list before UCUM", () => {
    const calcium = [{ unit: "mg/dL", factor: 0.2495 }];
    expect(conversion("mg/dL", "mmol/L", calcium)?.factor).toBe(0.2495);
    expect(conversion("mol/L", "mmol/L", calcium)?.factor).toBeCloseTo(1000, 9);
    expect(conversion("g/dL", "g/L")?.factor).toBeCloseTo(10, 9);
    expect(conversion("min", "s")?.factor).toBeCloseTo(60, 9);
  });

  it("has an offset for HbA1c, so that 6.5 % is 48 mmol/mol", () => {
    const own = [{ unit: "%", factor: 10.931, offset: -23.524 }];
    const found = conversion("%", "mmol/mol", own)!;
    expect(scaled(exactly(6.5), found.factor, found.offset).low).toBeCloseTo(47.53, 2);
  });

  it("refuses what is of another kind, and what is no unit", () => {
    expect(conversion("mg/dL", "mmol/L")).toBeUndefined();
    expect(conversion("kg", "mmol/L")).toBeUndefined();
    expect(conversion("bananas", "mmol/L")).toBeUndefined();
    expect(conversion("{score}", "1")).toBeUndefined();
    expect(isUnit("bananas")).toBe(false);
  });

  it("gives a value back after there and back again", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000_000 }),
        fc.constantFrom(0.2495, 0.2558, 0.357, 10.931, 60, 88.4),
        (n, factor) => {
          const value = n / 1000;
          expect(scaled(exactly(value / factor), factor).low).toBe(value);
        },
      ),
    );
  });

  it("turns bounds round with a negative factor", () => {
    expect(scaled({ low: 1, high: 2, lowOpen: true, highOpen: false }, -1)).toEqual({
      low: -2,
      high: -1,
      lowOpen: false,
      highOpen: true,
    });
  });
});
