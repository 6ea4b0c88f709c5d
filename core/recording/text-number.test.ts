import fc from "fast-check";
import { strToU8 } from "fflate";
import { describe, expect, it } from "vitest";
import { numberInBytes, numberInText, secondsOfClock } from "./text-number.ts";

const read = (text: string, decimalComma = false) => {
  const bytes = strToU8(text);
  return numberInBytes(bytes, 0, bytes.length, decimalComma);
};

describe("numbers in text", () => {
  it("any number that is written is read back to the last bit", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        // Minus zero is written without its sign.
        expect(read(String(value)) + 0).toBe(value + 0);
        expect(read(value.toExponential()) + 0).toBe(value + 0);
        expect(read(` "${String(value).replace(".", ",")}" `, true) + 0).toBe(value + 0);
      }),
      { seed: 11, numRuns: 500 },
    );
  });

  it("short decimals are exact", () => {
    expect(read("0.1")).toBe(0.1);
    expect(read("-1e-05")).toBe(-1e-5);
    expect(read("+.5")).toBe(0.5);
    expect(read("5.")).toBe(5);
    expect(read("1,5", true)).toBe(1.5);
    expect(read("1D3")).toBe(1000);
  });

  it("what is no number is NaN", () => {
    for (const text of ["", " ", "-", ".", "1.2.3", "0x10", "12a", "e5", "1e", "--1", "1,5", "NaN", "null"]) {
      expect(read(text), text).toBeNaN();
      expect(numberInText(text), text).toBeNaN();
    }
    expect(read("-Inf")).toBe(Number.NEGATIVE_INFINITY);
  });

  it("clock times and dates are seconds", () => {
    expect(secondsOfClock("01:02:03.5")).toBe(3723.5);
    expect(secondsOfClock("2:03,25")).toBe(123.25);
    expect(secondsOfClock("2024-05-06 07:08:09.25")).toBe(Date.UTC(2024, 4, 6, 7, 8, 9) / 1000 + 0.25);
    expect(secondsOfClock("12.5")).toBeNaN();
  });
});
