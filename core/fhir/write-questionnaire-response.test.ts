import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { knowledgeOnDisk } from "../../apps/cli/knowledge-on-disk.ts";
import { fhirChecks } from "../../apps/service/fhir/testing/fhir-checks.ts";
import type { FindingValue } from "../criterion/finding-value.ts";
import type { Finding } from "../finding/finding.ts";
import { compileKnowledge } from "../knowledge/compile-knowledge.ts";
import { exactly } from "../quantity/quantity.ts";
import { extractFindings } from "./extract-findings.ts";
import { writeQuestionnaireResponse } from "./write-questionnaire-response.ts";

const loaded = knowledgeOnDisk(fileURLToPath(new URL("../../knowledge", import.meta.url)));
if (!loaded.ok) throw new Error("the knowledge has mistakes");
const compiled = compileKnowledge(loaded.value);
const TODAY = "2026-11-22";

const write = (findings: readonly Finding[]) =>
  writeQuestionnaireResponse({
    findings,
    compiled,
    language: "nb",
    subject: { reference: "Patient/p" },
    author: { reference: "Practitioner/d" },
    authored: `${TODAY}T12:00:00Z`,
  });
const told = (id: string, value: FindingValue, more: Partial<Finding> = {}): Finding => ({
  id,
  value,
  origin: "told",
  ...more,
});
const quantity = (low: number, high = low, highOpen = false): FindingValue => ({
  kind: "quantity",
  range: { ...exactly(low), high, highOpen },
});

let checks: (resource: unknown) => string[];
beforeAll(() => {
  checks = fhirChecks(["QuestionnaireResponse"]);
});

describe("answers as a QuestionnaireResponse", () => {
  it("holds every finding of the knowledge, passes all checkers, and is extracted to the same values", () => {
    const findings = compiled.findings.map(({ id, kind, options, plausible }, index) =>
      told(
        id,
        kind === "quantity"
          ? quantity(((plausible?.low ?? 0) + (plausible?.high ?? 10)) / 2)
          : kind === "choice"
            ? { kind, option: options[0].id }
            : { kind: index % 2 ? "present" : "absent" },
      ),
    );
    const { response, answered, leftOut } = write(findings);
    expect(checks(response)).toEqual([]);
    expect([answered.length, leftOut]).toEqual([findings.length, []]);
    const extracted = extractFindings(response!, compiled, TODAY);
    expect(extracted.issues).toEqual([]);
    const values = (all: readonly Finding[]) => new Map(all.map(({ id, value }) => [id, value]));
    expect(values(extracted.findings)).toEqual(values(findings));
  });

  it("keeps a bound as a bound, and leaves out and names what lies between two", () => {
    const below = write([told("potassium", quantity(Number.NEGATIVE_INFINITY, 2, true))]);
    expect(JSON.stringify(below.response)).toContain('"comparator":"<"');
    const between = write([told("potassium", quantity(2, 3)), told("muscle-cramp", { kind: "present" })]);
    expect(between).toMatchObject({ answered: ["muscle-cramp"], leftOut: ["potassium"] });
  });

  it("does not answer with what the record already says, or what follows", () => {
    const none = write([
      told("muscle-cramp", { kind: "present" }, { origin: "record", from: ["Condition/c"] }),
      told("potassium", quantity(3), { origin: "laboratory", from: ["Observation/k"] }),
      told("hypokalaemia", { kind: "present" }, { origin: "derived", from: ["potassium"] }),
    ]);
    expect(none).toEqual({ response: undefined, answered: [], leftOut: [] });
  });
});
