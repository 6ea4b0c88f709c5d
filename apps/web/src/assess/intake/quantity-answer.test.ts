import { describe, expect, it } from "vitest";
import { knowledgeOnDisk } from "../../../../cli/knowledge-on-disk.ts";
import { asWritten, markOf, readLimit, withTyped, writtenInterval } from "./quantity-answer.ts";

const loaded = knowledgeOnDisk();
if (!loaded.ok) throw new Error("the knowledge has mistakes");
const potassium = loaded.value.findings.find(({ id }) => id === "potassium")!;
const empty = { value: "", unit: "mmol/L" };
const exactly = (value: number) =>
  ({ kind: "quantity", range: { low: value, high: value, lowOpen: false, highOpen: false } }) as const;

describe("a quantity that is typed", () => {
  it("has the unit that was typed with it, not the one that stood there", () => {
    expect(withTyped("12 mg/dl", empty, potassium)).toEqual({ value: "12", unit: "mg/dL" });
    expect(withTyped("12 furlongs", empty, potassium)).toEqual({ value: "12", unit: "furlongs" });
    expect(withTyped("<3,1", empty, potassium)).toEqual({ value: "<3,1", unit: "mmol/L" });
    expect(withTyped("3-5 mmol/L", empty, potassium)).toEqual({ value: "3-5", unit: "mmol/L" });
  });

  it("is shown with the language's decimal sign", () => {
    expect(asWritten({ value: "3.1", unit: "mmol/L" }, potassium, "nb").value).toBe("3,1");
    expect(asWritten({ value: "<3,1", unit: "mmol/L" }, potassium, "en").value).toBe("<3.1");
  });

  it("has limits with comma or point, or none", () => {
    expect(readLimit("3,6")).toBe(3.6);
    expect(readLimit(" 3.6 ")).toBe(3.6);
    expect(readLimit("")).toBeUndefined();
    expect(readLimit("high")).toBeUndefined();
  });
});

describe("a value against its interval", () => {
  const interval = { low: 3.5, high: 5, whose: "krampe" } as const;

  it("is below, within or above; the bounds belong to it", () => {
    expect(markOf(exactly(3.4), interval)).toBe("below");
    expect(markOf(exactly(3.5), interval)).toBe("within");
    expect(markOf(exactly(5), interval)).toBe("within");
    expect(markOf(exactly(5.1), interval)).toBe("above");
  });

  it("is not judged where it is uncertain", () => {
    const below4 = { kind: "quantity", range: { low: 0, high: 4, lowOpen: false, highOpen: true } } as const;
    expect(markOf(below4, interval)).toBeUndefined();
    const below3 = {
      kind: "quantity",
      range: { low: 0, high: 3.5, lowOpen: false, highOpen: true },
    } as const;
    expect(markOf(below3, interval)).toBe("below");
  });

  it("is written as readers write it", () => {
    expect(writtenInterval({ low: 3.5, high: 5 }, "mmol/L", "nb")).toBe("3,5–5 mmol/L");
    expect(writtenInterval({ high: 5 }, "mg/L", "en")).toBe("≤ 5 mg/L");
  });
});
