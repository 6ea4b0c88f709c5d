import { describe, expect, it } from "vitest";
import { knowledgeOnDisk } from "../../../cli/knowledge-on-disk.ts";
import { readLabReport } from "./lab-report.ts";

const loaded = knowledgeOnDisk();
if (!loaded.ok) throw new Error("the knowledge has mistakes");
const { findings } = loaded.value;

const read = (text: string) => readLabReport(text, findings, "2026-11-22");
const one = (text: string) => read(text)[0];

describe("a pasted laboratory report", () => {
  it.each([
    ["Kalium 3,1 mmol/L (3,6 - 4,6)", "potassium", { value: "3.1", unit: "mmol/L", low: 3.6, high: 4.6 }],
    ["P-Kalium\t3.1\tL\tmmol/L\t3.5-4.4", "potassium", { value: "3.1", unit: "mmol/L", low: 3.5, high: 4.4 }],
    [
      "B-Hemoglobin;13,2;g/dL;11,7-15,3",
      "haemoglobin",
      { value: "13.2", unit: "g/dL", low: 11.7, high: 15.3 },
    ],
    ["NPU03429 P-Natrium 138 mmol/L [137-145]", "sodium", { value: "138", low: 137, high: 145 }],
    ["NPU03429;138;mmol/L", "sodium", { value: "138" }],
    ["CK 2100 U/L <210", "creatine-kinase", { value: "2100", unit: "U/L", high: 210 }],
    ["Kreatinkinase (CK): 180 U/l", "creatine-kinase", { value: "180", unit: "U/L" }],
    ["Vitamin B12 142 pmol/L (150-650)", "vitamin-b12", { value: "142", low: 150, high: 650 }],
    ["25-hydroksyvitamin D 38 nmol/L > 50", "vitamin-d-25-oh", { value: "38", low: 50 }],
    ["S-TSH 2,1 mIE/L 0,40 - 4,0", "tsh", { value: "2.1", unit: "m[IU]/L", low: 0.4, high: 4 }],
    ["HbA1c 41 mmol/mol", "hba1c", { value: "41", unit: "mmol/mol" }],
    ["Magnesium <0,3 mmol/L", "magnesium", { value: "<0.3" }],
    ["Trombocytter 212 x10^9/L (145-390)", "platelets", { value: "212", unit: "10*9/L", low: 145 }],
    ["Kalsium, fritt (ionisert) 1,05 mmol/L (1,15–1,33)", "calcium-ionised", { value: "1.05", low: 1.15 }],
    ["Creatinine 1.1 mg/dL (0.6-1.2)", "creatinine", { value: "1.1", unit: "mg/dL", low: 0.6, high: 1.2 }],
    ["Kalium 3,9 mmol/L 12.03.2026 08:15", "potassium", { value: "3.9", at: "2026-03-12" }],
  ])("reads '%s'", (line, id, answer) => {
    expect(one(line)).toMatchObject({ outcome: "read", id, answer });
  });

  it("takes a date that stands alone for the lines below it", () => {
    const [, potassium] = read("Prøvetatt 01.02.2026 kl. 09:30\nKalium 3,9 mmol/L");
    expect(potassium).toMatchObject({ outcome: "read", answer: { at: "2026-02-01" } });
  });

  it("asks for a unit that is not there, and never guesses it", () => {
    expect(one("Kalium 3,1")).toMatchObject({
      outcome: "unit-missing",
      id: "potassium",
      answer: { unit: "" },
    });
    expect(one("Kalium 3,1 (3,6-4,6)")).toMatchObject({
      outcome: "unit-missing",
      answer: { low: 3.6, high: 4.6 },
    });
  });

  it("refuses a value that cannot be", () => {
    expect(one("Kalium 310 mmol/L")).toMatchObject({
      outcome: "refused",
      issue: { code: "value-implausible" },
    });
  });

  it.each([
    "U-Kalium 40 mmol/L",
    "Csv-Glukose 3,4 mmol/L",
    "Rekvirent: Dr. Hansen",
    "Kalium: ikke utført",
    "Kalium 1.234,5 mmol/L",
    "Kaliumklorid 750 mg x 2",
  ])("leaves '%s' alone", (line) => {
    expect(one(line).outcome).toBe("not-understood");
  });

  it("survives a wall of text", () => {
    expect(read("Kalium 3,1 mmol/L ".repeat(50_000)).length).toBe(1);
    expect(read("x\n".repeat(100_000)).length).toBe(400);
  });
});
