import { describe, expect, it } from "vitest";
import { readLocatedDocument } from "../issue/located-document.ts";
import { smallCompiled } from "../knowledge/testing/small-knowledge.ts";
import { readCase } from "./read-case.ts";

const compiled = smallCompiled();
const TODAY = "2026-11-22";

function read(text: string) {
  const document = readLocatedDocument(text, "case.yaml");
  if (!document.ok) return { findings: {} as Record<string, unknown>, issues: document.issues };
  const { findings, issues } = readCase(document.value, compiled, TODAY);
  return { findings: Object.fromEntries(findings.map((finding) => [finding.id, finding])), issues };
}

describe("a case", () => {
  it("holds signs, quantities and choices, in both languages' words", () => {
    const { findings, issues } = read(
      "cramp: ja\nstiff: nei\nweak: unknown\nage: 74 år\nsex: female\npotassium: '3,1 mmol/l'",
    );
    expect(issues).toEqual([]);
    expect(findings).toMatchObject({
      cramp: { value: { kind: "present" }, origin: "told" },
      stiff: { value: { kind: "absent" } },
      age: { value: { range: { low: 74, high: 74 } } },
      sex: { value: { option: "female" } },
      potassium: { value: { range: { low: 3.1 } }, origin: "laboratory" },
    });
    expect(findings.weak).toBeUndefined();
  });

  it("keeps the laboratory's own interval, converted with the value", () => {
    const { findings } = read("potassium: { value: 10, unit: mg/dL, low: 13, high: 18 }");
    expect(findings.potassium).toMatchObject({
      value: { range: { low: 2.558 }, interval: { low: 3.3254, high: 4.6044 } },
    });
  });

  it("keeps bounds", () => {
    expect(read("potassium: <3 mmol/L").findings.potassium).toMatchObject({
      value: { range: { low: 0, high: 3, highOpen: true } },
    });
    const map = read("potassium: { value: 3, comparator: '<', unit: mmol/L }");
    expect(map.findings.potassium).toMatchObject({ value: { range: { high: 3, highOpen: true } } });
  });

  it("takes a list of drugs as the whole list", () => {
    const { findings } = read("drugs: [Furosemid 40 mg x 1]");
    expect(findings["taking-diuretic"]).toMatchObject({
      value: { kind: "present" },
      from: ["Furosemid 40 mg x 1"],
    });
    expect(findings["taking-statin"]).toMatchObject({ value: { kind: "absent" } });
  });

  it("takes a list of drugs so far as one that may go on", () => {
    const { findings } = read("drugs-so-far: [furosemide]");
    expect(findings["taking-diuretic"]).toMatchObject({ value: { kind: "present" } });
    expect(findings["taking-statin"]).toBeUndefined();
  });

  it("knows nothing of drugs without a list, or with one it does not wholly understand", () => {
    expect(read("cramp: present").findings["taking-statin"]).toBeUndefined();
    const { findings, issues } = read("drugs: [furosemide, wonderpill]");
    expect(findings["taking-diuretic"]).toMatchObject({ value: { kind: "present" } });
    expect(findings["taking-statin"]).toBeUndefined();
    expect(issues.map(({ code }) => code)).toEqual(["unknown-drug"]);
  });

  it("does not rule a class out by an ATC code of an upper level", () => {
    const { findings } = read("drugs: [C10]");
    expect(findings["taking-statin"]).toBeUndefined();
    expect(findings["taking-diuretic"]).toMatchObject({ value: { kind: "absent" } });
  });

  it.each([
    ["an unknown finding", "crmap: present", "unknown-finding", "Did you mean 'cramp'?"],
    ["a word that is no answer", "cramp: presnt", "value-not-understood", "Did you mean 'present'?"],
    ["a quantity without a unit", "potassium: 3.1", "value-without-unit", undefined],
    ["a unit that cannot be converted", "potassium: 3.1 kg", "unit-not-convertible", undefined],
    ["an impossible value", "potassium: 310 mmol/L", "value-implausible", undefined],
    ["a negative age", "age: -4", "value-implausible", undefined],
    ["text for a number", "potassium: low", "value-not-a-quantity", undefined],
    ["a number with a thousands separator", "potassium: '1,234,5 mmol/L'", "value-not-a-quantity", undefined],
    ["not a number", "potassium: { value: .nan, unit: mmol/L }", "value-not-a-quantity", undefined],
    ["an option that is none", "sex: femal", "value-not-an-option", "Did you mean 'female'?"],
    [
      "a future date",
      "potassium: { value: 3, unit: mmol/L, at: 2027-01-01 }",
      "date-in-the-future",
      undefined,
    ],
    [
      "a date that is none",
      "potassium: { value: 3, unit: mmol/L, at: yesterday }",
      "date-not-understood",
      undefined,
    ],
    [
      "an interval upside down",
      "potassium: { value: 3, unit: mmol/L, low: 5, high: 4 }",
      "interval-empty",
      undefined,
    ],
    ["two units", "potassium: { value: 10 mg/dL, unit: mmol/L }", "two-units", undefined],
    ["drugs that are no list", "drugs: furosemide", "drugs-not-a-list", undefined],
    ["a list", "- cramp: present", "case-not-a-map", undefined],
    ["nothing", "", "case-not-a-map", undefined],
    ["a finding told twice", "cramp: present\ncramp: absent", "not-yaml", undefined],
  ])("refuses %s", (_, text, code, suggestion) => {
    const { issues } = read(text);
    expect(issues.map((issue) => issue.code)).toContain(code);
    if (suggestion) expect(issues.map((issue) => issue.suggestion?.en)).toContain(suggestion);
    for (const issue of issues)
      expect(issue.place).toMatchObject({ file: "case.yaml", line: expect.any(Number) });
  });

  it("goes on after a mistake", () => {
    const { findings } = read("crmap: present\nstiff: present");
    expect(findings.stiff).toBeDefined();
  });

  it("survives a text made to exhaust the reader", () => {
    const laughs = `a: &a [x,x,x,x,x,x,x,x,x]\n${"bcdefghi"
      .split("")
      .map((letter, i) => `${letter}: &${letter} [${Array(9).fill(`*${"abcdefgh"[i]}`).join(",")}]`)
      .join("\n")}`;
    expect(read(laughs).issues[0].code).toBe("document-refused");
    expect(read("[".repeat(100_000)).issues[0].code).toBe("document-too-deep");
    expect(read(`x: ${"a".repeat(9_000_000)}`).issues[0].code).toBe("document-too-large");
  });
});
