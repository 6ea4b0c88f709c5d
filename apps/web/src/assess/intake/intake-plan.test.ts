import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { knowledgeOnDisk } from "../../../../cli/knowledge-on-disk.ts";
import { readYaml } from "../../../build/built-data.ts";
import { en } from "../../language/assess/en.ts";
import { intakePlan, type WrittenIntake } from "./intake-plan.ts";

const loaded = knowledgeOnDisk();
if (!loaded.ok) throw new Error("the knowledge has mistakes");
const { findings } = loaded.value;
const written = readYaml(fileURLToPath(new URL("../../../intake.yaml", import.meta.url))) as WrittenIntake;
const sections = intakePlan(written, findings);

describe("the intake", () => {
  it("names only findings and answers that the knowledge has", () => {
    const ids = new Map(findings.map((one) => [one.id, one]));
    for (const one of written.sections.flatMap(({ first }) => first)) {
      const [id, conditions] = typeof one === "string" ? [one, {}] : [one.finding, one.if];
      expect(ids.has(id), id).toBe(true);
      for (const [finding, answer] of Object.entries(conditions)) {
        const definition = ids.get(finding);
        const answers = definition?.options.map((option) => option.id) ?? [];
        expect(["present", "absent", ...answers], finding).toContain(answer);
      }
    }
  });

  it("has every finding that can be answered once, but for drug classes and what is calculated", () => {
    const placed = sections
      .slice(1)
      .flatMap(({ first, more }) => [
        ...first.map(({ definition }) => definition.id),
        ...more.map(({ id }) => id),
      ]);
    const answerable = findings.filter(({ drugs, formula }) => drugs.length === 0 && !formula);
    expect([...placed].sort()).toEqual(answerable.map(({ id }) => id).sort());
  });

  it("begins with few questions, all of which stand in their own sections again", () => {
    const [first, ...others] = sections;
    const ids = others.flatMap((section) => section.first.map(({ definition }) => definition.id));
    expect(first.id).toBe("first");
    expect(first.first.length).toBeLessThanOrEqual(10);
    for (const { definition } of first.first) expect(ids).toContain(definition.id);
  });

  it("has a heading for every section", () => {
    for (const { id } of sections) expect(en.sections[id]).toBeTruthy();
  });
});
