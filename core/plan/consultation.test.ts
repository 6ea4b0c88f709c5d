import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { FindingValue } from "../criterion/finding-value.ts";
import { ABSENT, PRESENT } from "../criterion/finding-value.ts";
import type { Finding } from "../finding/finding.ts";
import { smallCompiled } from "../knowledge/testing/small-knowledge.ts";
import { exactly } from "../quantity/quantity.ts";
import { askNext, possibleAnswers } from "./ask-next.ts";
import { consult } from "./consultation.ts";
import { reportOf } from "./report.ts";

const compiled = smallCompiled();
const told = (id: string, value: FindingValue): Finding => ({ id, value, origin: "told" });
const quantity = (value: number, interval?: { low?: number; high?: number }): FindingValue => ({
  kind: "quantity",
  range: exactly(value),
  ...(interval && { interval }),
});
const consulted = (values: Record<string, FindingValue>) =>
  consult(
    compiled,
    Object.entries(values).map(([id, value]) => told(id, value)),
  );
const reported = (values: Record<string, FindingValue>) => reportOf(consulted(values), "en");
describe("what follows from what is known", () => {
  it("a sign follows from another sign, and from a quantity", () => {
    const { findings } = reported({ "calf-cramp": PRESENT, potassium: quantity(3.1) });
    expect(findings.find(({ id }) => id === "cramp")).toMatchObject({
      value: "present",
      origin: "derived",
      from: ["calf-cramp"],
    });
    expect(findings.find(({ id }) => id === "low-potassium")).toMatchObject({
      value: "present",
      from: ["potassium"],
    });
  });

  it("a calculated quantity carries its uncertainty", () => {
    const { findings } = reported({ calcium: quantity(2.0), albumin: quantity(31.3) });
    expect(findings.find(({ id }) => id === "calcium-corrected")).toMatchObject({
      value: 2.2,
      unit: "mmol/L",
      origin: "derived",
    });
    const bound = consulted({
      calcium: quantity(2),
      albumin: { kind: "quantity", range: { low: 0, high: 20, lowOpen: false, highOpen: true } },
    });
    const corrected = bound.findings.find(({ id }) => id === "calcium-corrected")?.value;
    expect(corrected).toMatchObject({ range: { low: 2.426, high: 2.826 } });
  });

  it("an interval that depends on sex and age waits for them", () => {
    const high = (values: Record<string, FindingValue>) =>
      consulted({ enzyme: quantity(300), ...values }).findings.find(({ id }) => id === "high-enzyme")?.value
        .kind;
    const female: FindingValue = { kind: "choice", option: "female" };
    const male: FindingValue = { kind: "choice", option: "male" };
    expect(high({})).toBeUndefined();
    expect(high({ sex: female })).toBe("present");
    expect(high({ sex: male })).toBeUndefined();
    expect(high({ sex: male, age: quantity(49) })).toBe("absent");
    expect(high({ sex: male, age: quantity(50) })).toBe("present");
    expect(
      consulted({ enzyme: quantity(500) }).findings.find(({ id }) => id === "high-enzyme")?.value.kind,
    ).toBe("present");
  });

  it("an interval made for adults says nothing of a child, whose laboratory's own interval does", () => {
    const low = (values: Record<string, FindingValue>) =>
      consulted(values).findings.find(({ id }) => id === "low-potassium")?.value.kind;
    expect(low({ potassium: quantity(3.4) })).toBe("present");
    expect(low({ potassium: quantity(3.4), age: quantity(30) })).toBe("present");
    expect(low({ potassium: quantity(3.4), age: quantity(8) })).toBeUndefined();
    expect(low({ potassium: quantity(3.4, { low: 3.3, high: 5 }), age: quantity(8) })).toBe("absent");
  });

  it("a measured value wins over what was told, and the reader is told", () => {
    const { findings, issues } = reported({ "low-potassium": PRESENT, potassium: quantity(4) });
    expect(findings.find(({ id }) => id === "low-potassium")).toMatchObject({
      value: "absent",
      origin: "derived",
    });
    expect(issues.map(({ code }) => code)).toEqual(["finding-conflict"]);
  });

  it("what was told wins over what follows from other signs, and the reader is told", () => {
    const { findings, issues } = reported({ cramp: ABSENT, "calf-cramp": PRESENT });
    expect(findings.find(({ id }) => id === "cramp")).toMatchObject({ value: "absent", origin: "told" });
    expect(issues.map(({ code }) => code)).toEqual(["finding-conflict"]);
  });
});

describe("an assessment", () => {
  it("leaves everything open when nothing is known", () => {
    const report = reported({});
    expect(report.redFlags).toEqual([]);
    expect(new Set([...report.phenomena, ...report.causes].map(({ verdict }) => verdict))).toEqual(
      new Set(["open"]),
    );
    expect(report.treatments).toEqual([]);
  });

  it("says which findings decided, and which are missing", () => {
    const cramp = reported({ "calf-cramp": PRESENT }).phenomena.find(({ id }) => id === "true-cramp")!;
    expect(cramp.verdict).toBe("likely");
    expect(cramp.for.map(({ findings }) => findings)).toEqual([["cramp"]]);
    expect(cramp.missing.map(({ findings }) => findings)).toEqual([["weak"], ["stiff"]]);
  });

  it("raises a red flag by a measured value, the most urgent first", () => {
    const { redFlags, urgency } = reported({ weak: PRESENT, wasting: PRESENT, potassium: quantity(2.4) });
    expect(redFlags.map(({ id }) => id)).toEqual(["very-low-potassium", "wasting-and-weakness"]);
    expect(urgency).toBe("emergency");
  });
});

describe("a plan", () => {
  it("says check first when harm is unknown, and what to check", () => {
    const drug = reported({ cramp: PRESENT, weak: PRESENT, pregnant: ABSENT }).treatments.find(
      ({ id }) => id === "strong-drug",
    );
    expect(drug).toMatchObject({
      verdict: "check-first",
      otherwise: "consider",
      check: [{ findings: ["heart-block"] }],
    });
  });

  it("says contraindicated although something else is unknown", () => {
    expect(reported({ pregnant: PRESENT }).treatments.find(({ id }) => id === "strong-drug")?.verdict).toBe(
      "contraindicated",
    );
  });

  it("considers when nothing speaks against", () => {
    const values = { cramp: PRESENT, weak: PRESENT, pregnant: ABSENT, "heart-block": ABSENT };
    expect(reported(values).treatments.find(({ id }) => id === "strong-drug")?.verdict).toBe("consider");
  });

  it("orders a test when it is indicated, not when it is there, and says when it is not needed", () => {
    const status = (values: Record<string, FindingValue>) => reported(values).investigations[0]?.status;
    expect(status({ "taking-diuretic": PRESENT })).toBe("indicated");
    expect(status({ "taking-diuretic": PRESENT, potassium: quantity(4) })).toBe("already-there");
    expect(status({ cramp: PRESENT, "normal-examination": PRESENT })).toBe("not-needed");
    expect(status({ cramp: PRESENT, "normal-examination": PRESENT, "taking-diuretic": PRESENT })).toBe(
      "indicated",
    );
    expect(status({ stiff: PRESENT })).toBeUndefined();
  });
});

const ids = compiled.findings.map(({ id }) => id);
const anyValue = (id: string): fc.Arbitrary<FindingValue> => {
  const { situation } = consult(compiled, []);
  return fc.constantFrom(
    ...(possibleAnswers(situation, compiled.indexOfFinding.get(id)!).length
      ? possibleAnswers(situation, compiled.indexOfFinding.get(id)!)
      : [PRESENT]),
  );
};
const patients = fc
  .subarray(
    ids.filter(
      (id) => possibleAnswers(consult(compiled, []).situation, compiled.indexOfFinding.get(id)!).length > 0,
    ),
  )
  .chain((some) => fc.record(Object.fromEntries(some.map((id) => [id, anyValue(id)]))));
const withoutIssues = (values: Record<string, FindingValue>) => ({ ...reported(values), issues: [] });

describe("ask next", () => {
  it("tells exactly the changes that a full assessment with the answer shows", () => {
    fc.assert(
      fc.property(patients, (values) => {
        const before = reported(values);
        const { situation } = consulted(values);
        const questions = new Map(
          askNext(situation).map((question) => [question.finding.id, question.changes]),
        );
        for (const id of ids.filter((one) => situation.known[compiled.indexOfFinding.get(one)!] === 0)) {
          for (const answer of possibleAnswers(situation, compiled.indexOfFinding.get(id)!)) {
            const after = reported({ ...values, [id]: answer });
            const told = (questions.get(id) ?? []).filter(
              (change) =>
                change.answer === answer || JSON.stringify(change.answer) === JSON.stringify(answer),
            );
            expect(new Set(told.map(({ kind, id: changed, to }) => `${kind} ${changed} ${to}`))).toEqual(
              differences(before, after),
            );
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it("goes from what is cheap to what is dear", () => {
    const ways = askNext(consulted({ cramp: PRESENT }).situation).map(({ finding }) => finding.obtain);
    const order = ["ask", "examine", "blood", "ecg", "emg", "imaging"];
    expect(ways).toEqual(ways.toSorted((a, b) => order.indexOf(a) - order.indexOf(b)));
  });
});

type Reported = ReturnType<typeof reported>;

function differences(before: Reported, after: Reported): Set<string> {
  const changes = new Set<string>();
  const flags = (report: Reported) => new Set(report.redFlags.map(({ id }) => id));
  for (const id of flags(after)) if (!flags(before).has(id)) changes.add(`red-flag ${id} raised`);
  for (const id of flags(before)) if (!flags(after).has(id)) changes.add(`red-flag ${id} lowered`);
  for (const [kind, key] of [
    ["phenomenon", "phenomena"],
    ["cause", "causes"],
  ] as const) {
    for (const { id, verdict } of after[key]) {
      if (before[key].find((one) => one.id === id)?.verdict !== verdict)
        changes.add(`${kind} ${id} ${verdict}`);
    }
  }
  for (const { id } of compiled.knowledge.treatments) {
    const verdict = (report: Reported) => report.treatments.find((one) => one.id === id)?.verdict;
    if (verdict(before) !== verdict(after)) changes.add(`treatment ${id} ${verdict(after)}`);
  }
  return changes;
}

describe("whatever is found", () => {
  it("the order of findings changes nothing", () => {
    fc.assert(
      fc.property(patients, fc.infiniteStream(fc.integer()), (values, stream) => {
        const findings = Object.entries(values).map(([id, value]) => told(id, value));
        const keyed = findings.map((finding) => ({ finding, key: stream.next().value as number }));
        const shuffled = keyed.sort((a, b) => a.key - b.key).map(({ finding }) => finding);
        expect(reportOf(consult(compiled, shuffled), "en")).toEqual(
          reportOf(consult(compiled, findings), "en"),
        );
      }),
    );
  });

  it("every finding that stands in a because is a known finding", () => {
    fc.assert(
      fc.property(patients, (values) => {
        const report = reported(values);
        const known = new Set(report.findings.map(({ id }) => id));
        const reasons = [
          ...[...report.phenomena, ...report.causes].flatMap((one) => [...one.for, ...one.against]),
          ...report.treatments.flatMap(({ because }) => because),
          ...report.redFlags,
        ];
        for (const { findings } of reasons) {
          expect(findings.length).toBeGreaterThan(0);
          for (const id of findings) expect(known).toContain(id);
        }
        const missing = [...report.phenomena, ...report.causes].flatMap((one) => one.missing);
        for (const { findings } of missing) for (const id of findings) expect(known).not.toContain(id);
      }),
    );
  });

  it("saying the same twice, in another unit, or as its own bounds changes nothing", () => {
    fc.assert(
      fc.property(patients, (values) => {
        const findings = Object.entries(values).map(([id, value]) => told(id, value));
        expect({ ...reportOf(consult(compiled, [...findings, ...findings]), "en"), issues: [] }).toEqual(
          withoutIssues(values),
        );
      }),
    );
  });
});
