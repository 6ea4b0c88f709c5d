import { compileKnowledge } from "@krampe/core/knowledge/compile-knowledge.ts";
import { describe, expect, it } from "vitest";
import { knowledgeOnDisk } from "../../../../cli/knowledge-on-disk.ts";
import { consultPatient } from "./consult-patient.ts";
import { type Answer, NOBODY, type Patient } from "./patient.ts";
import { isLarge, whatMoved } from "./what-moved.ts";

const loaded = knowledgeOnDisk();
if (!loaded.ok) throw new Error("the knowledge has mistakes");
const compiled = compileKnowledge(loaded.value);
const TODAY = "2026-11-22";

const consultation = (answers: Readonly<Record<string, Answer>>, more: Partial<Patient> = {}) =>
  consultPatient({ ...NOBODY, answers, ...more }, compiled, TODAY).consultation;

describe("what moved", () => {
  const cramp = consultation({ "calf-cramp": "present", "nocturnal-onset": "present" });

  it("is nothing between the same", () => {
    expect(whatMoved(cramp, cramp)).toEqual([]);
  });

  it("tells a red flag first, and the same backwards as lowered", () => {
    const before = consultation({ "fasciculation-seen": "present" });
    const after = consultation({ "fasciculation-seen": "present", "muscle-wasting": "present" });
    expect(whatMoved(before, after)[0]).toMatchObject({
      kind: "red-flag",
      id: "als-suspected",
      to: "raised",
    });
    expect(whatMoved(after, before)[0]).toMatchObject({ id: "als-suspected", to: "lowered" });
  });

  it("goes back the way it came", () => {
    const nobody = consultation({});
    const there = whatMoved(nobody, cramp);
    const back = whatMoved(cramp, nobody);
    expect(back.length).toBe(there.length);
    for (const move of there) {
      if (move.kind !== "phenomenon" && move.kind !== "cause") continue;
      expect(back).toContainEqual({ ...move, from: move.to, to: move.from });
    }
  });

  it("is large when something becomes likely, small when it becomes a little less so", () => {
    const move = { kind: "cause", id: "x", label: { en: "x", nb: "x" } } as const;
    expect(isLarge({ ...move, from: "open", to: "likely" })).toBe(true);
    expect(isLarge({ ...move, from: "open", to: "possible" })).toBe(false);
    expect(isLarge({ ...move, from: "unlikely", to: "excluded" })).toBe(false);
  });
});

describe("what a record says", () => {
  const record = {
    name: "record.json",
    findings: [
      { id: "diabetes", value: { kind: "present" }, origin: "record" },
      { id: "taking-statin", value: { kind: "present" }, origin: "record" },
      {
        id: "potassium",
        value: { kind: "quantity", range: { low: 2.4, high: 2.4, lowOpen: false, highOpen: false } },
        origin: "laboratory",
        at: "2026-11-01",
      },
    ],
  } as const;
  const shownValue = (one: ReturnType<typeof consultation>, id: string) =>
    one.findings.find((finding) => finding.id === id)?.value;

  it("counts until it is set aside", () => {
    expect(shownValue(consultation({}, { record }), "diabetes")).toEqual({ kind: "present" });
    expect(shownValue(consultation({ diabetes: "unknown" }, { record }), "diabetes")).toBeUndefined();
  });

  it("gives way to a number that is written anew, dated or not", () => {
    const anew = consultation({ potassium: { value: "4,1", unit: "mmol/L" } }, { record });
    expect(shownValue(anew, "potassium")).toMatchObject({ range: { low: 4.1 } });
  });

  it("is told when it says otherwise than the clinician", () => {
    const both = consultation({ diabetes: "absent" }, { record });
    expect(shownValue(both, "diabetes")).toEqual({ kind: "absent" });
    expect(both.issues.map(({ code }) => code)).toContain("finding-conflict");
  });

  it("gives way to a whole list of drugs, and stays beside one that may go on", () => {
    expect(shownValue(consultation({}, { record, drugsWhole: true }), "taking-statin")).toEqual({
      kind: "absent",
    });
    expect(shownValue(consultation({}, { record, drugs: ["C03CA01"] }), "taking-statin")).toEqual({
      kind: "present",
    });
  });
});
