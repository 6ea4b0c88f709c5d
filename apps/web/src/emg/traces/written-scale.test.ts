import { describe, expect, it } from "vitest";
import { writtenAmplitude } from "./written-scale.ts";

describe("an amplitude", () => {
  it("is written in the unit that makes a handy number", () => {
    expect(writtenAmplitude(2.5, "V", "en")).toBe("2.5 V");
    expect(writtenAmplitude(0.012, "V", "nb")).toBe("12 mV");
    expect(writtenAmplitude(-0.03, "mV", "en")).toBe("−30 µV");
    expect(writtenAmplitude(0.00057, "uV", "nb")).toBe("0,57 nV");
    expect(writtenAmplitude(0, "uV", "en")).toBe("0 µV");
  });
});
