import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Answer, changePatient, isEmpty, NOBODY, type PatientAction } from "./patient.ts";
import { changeSession, NEW_SESSION, type Session, type SessionAction } from "./session.ts";

const after = (...actions: readonly SessionAction[]) => actions.reduce(changeSession, NEW_SESSION);
const answer = (id: string, value: Answer | undefined): PatientAction => ({
  kind: "answer",
  id,
  answer: value,
});
const record = {
  name: "record.json",
  findings: [{ id: "diabetes", value: { kind: "present" }, origin: "record" }],
} as const;

describe("a patient on the screen", () => {
  it("forgets a finding whose answer is taken back", () => {
    expect(after(answer("calf-cramp", "present"), answer("calf-cramp", undefined)).patient.answers).toEqual(
      {},
    );
    expect(after(answer("calf-cramp", "unknown")).patient.answers).toEqual({});
  });

  it("sets aside what the record says when the answer is unknown", () => {
    const session = after({ kind: "add-record", record, issues: [] }, answer("diabetes", "unknown"));
    expect(session.patient.answers).toEqual({ diabetes: "unknown" });
    expect(changeSession(session, answer("diabetes", undefined)).patient.answers).toEqual({
      diabetes: "unknown",
    });
  });

  it("takes what a recording shows as one step, which is undone and set aside like a record", () => {
    const recording = {
      name: "needle.edf",
      findings: [{ id: "emg-fasciculation", value: { kind: "present" }, origin: "emg" }],
    } as const;
    const session = after({ kind: "use-recording", recording });
    expect(session.patient.recording).toEqual(recording);
    expect(isEmpty(session.patient)).toBe(false);
    expect(changeSession(session, { kind: "undo" }).patient).toEqual(NOBODY);
    expect(changeSession(session, answer("emg-fasciculation", undefined)).patient.answers).toEqual({
      "emg-fasciculation": "unknown",
    });
  });

  it("does not take an emptied list of drugs for no drugs", () => {
    const session = after(
      { kind: "add-drug", drug: "C03CA01" },
      { kind: "drugs-whole", whole: true },
      { kind: "remove-drug", drug: "C03CA01" },
    );
    expect(session.patient).toMatchObject({ drugs: [], drugsWhole: false });
  });

  it("holds a drug once", () => {
    expect(changePatient({ ...NOBODY, drugs: ["x"] }, { kind: "add-drug", drug: "x" }).drugs).toEqual(["x"]);
  });
});

describe("undo and redo", () => {
  it("count typing in one field as one step", () => {
    const typed = after(
      answer("sex", "female"),
      answer("age", { value: "7", unit: "a" }),
      answer("age", { value: "72", unit: "a" }),
    );
    expect(changeSession(typed, { kind: "undo" }).patient.answers).toEqual({ sex: "female" });
  });

  it("bring back the patient after starting over", () => {
    const over = after(answer("sex", "female"), { kind: "start-over" });
    expect(isEmpty(over.patient)).toBe(true);
    expect(changeSession(over, { kind: "undo" }).patient.answers).toEqual({ sex: "female" });
  });

  it("undo all and redo all give the same patient again, whatever was done", () => {
    const action: fc.Arbitrary<SessionAction> = fc.oneof(
      fc.record({
        kind: fc.constant("answer" as const),
        id: fc.constantFrom("a", "b", "c"),
        answer: fc.constantFrom("present", "absent", undefined, { value: "3", unit: "mmol/L" }),
      }),
      fc.record({ kind: fc.constant("add-drug" as const), drug: fc.constantFrom("x", "y") }),
      fc.record({ kind: fc.constant("remove-drug" as const), drug: fc.constantFrom("x", "y") }),
      fc.record({ kind: fc.constant("drugs-whole" as const), whole: fc.boolean() }),
      fc.constantFrom(
        { kind: "start-over" } as const,
        { kind: "what-if" } as const,
        { kind: "keep-what-if" } as const,
      ),
    );
    fc.assert(
      fc.property(fc.array(action, { maxLength: 40 }), (actions) => {
        const end = after(...actions);
        const repeated = (session: Session, kind: "undo" | "redo") =>
          Array.from({ length: 60 }).reduce<Session>((one) => changeSession(one, { kind }), session);
        const start = repeated(end, "undo");
        expect(start.patient).toEqual(NOBODY);
        expect(repeated(start, "redo").patient).toEqual(end.patient);
      }),
    );
  });
});

describe("what if", () => {
  it("compares with the patient as it was, and can be kept or left", () => {
    const trying = after(answer("sex", "female"), { kind: "what-if" }, answer("diabetes", "present"));
    expect(trying.before?.answers).toEqual({ sex: "female" });
    const left = changeSession(trying, { kind: "leave-what-if" });
    expect(left.patient.answers).toEqual({ sex: "female" });
    expect(left.before).toBeUndefined();
    const kept = changeSession(trying, { kind: "keep-what-if" });
    expect(kept.patient.answers).toEqual({ sex: "female", diabetes: "present" });
    expect(kept.before).toBeUndefined();
  });

  it("ends when another patient is loaded", () => {
    const session = after({ kind: "what-if" }, { kind: "load", patient: { ...NOBODY, drugs: ["x"] } });
    expect(session.before).toBeUndefined();
  });
});
