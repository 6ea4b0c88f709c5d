import { describe, expect, it } from "vitest";
import { type FindingValue, PRESENT } from "../criterion/finding-value.ts";
import { compileKnowledge } from "../knowledge/compile-knowledge.ts";
import { SMALL_FILES, smallKnowledge } from "../knowledge/testing/small-knowledge.ts";
import { exactly } from "../quantity/quantity.ts";
import { askNext } from "./ask-next.ts";
import { consult } from "./consultation.ts";

/** The small knowledge with one line added after another. */
function knowledgeWith(path: string, after: string, line: string) {
  const file = SMALL_FILES.find((one) => one.path === path);
  if (!file?.text.includes(after)) throw new Error(`no '${after}' in ${path}`);
  const loaded = smallKnowledge({ path, text: file.text.replace(after, `${after}\n${line}`) });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.issues));
  return compileKnowledge(loaded.value);
}

function questions(compiled: ReturnType<typeof knowledgeWith>, values: Record<string, FindingValue>) {
  const findings = Object.entries(values).map(([id, value]) => ({ id, value, origin: "told" as const }));
  return new Map(
    askNext(consult(compiled, findings).situation).map((question) => [question.finding.id, question]),
  );
}

describe("what makes a question come early, or not at all", () => {
  it("is not asked while it makes no sense", () => {
    const compiled = knowledgeWith(
      "findings/all.yaml",
      "- id: wasting\n  label: { en: wasting, nb: wasting }",
      "  askIf: weak",
    );
    expect(questions(compiled, {}).has("wasting")).toBe(false);
    expect(questions(compiled, { weak: { kind: "absent" } }).has("wasting")).toBe(false);
    expect(questions(compiled, { weak: PRESENT }).has("wasting")).toBe(true);
  });

  it("is asked until it makes no sense any more", () => {
    const compiled = knowledgeWith(
      "findings/all.yaml",
      "- id: stiff\n  label: { en: stiff, nb: stiff }",
      "  askUnless: { absent: weak }",
    );
    expect(questions(compiled, {}).has("stiff")).toBe(true);
    expect(questions(compiled, { weak: PRESENT }).has("stiff")).toBe(true);
    expect(questions(compiled, { weak: { kind: "absent" } }).has("stiff")).toBe(false);
  });

  it("nobody is asked for a part of what was denied", () => {
    const compiled = knowledgeWith(
      "findings/all.yaml",
      "- id: wasting\n  label: { en: wasting, nb: wasting }",
      "  partOf: weak",
    );
    expect(questions(compiled, {}).has("wasting")).toBe(true);
    expect(questions(compiled, { weak: { kind: "absent" } }).has("wasting")).toBe(false);
  });

  it("a red flag is asked about early when something points to it", () => {
    const compiled = knowledgeWith(
      "red-flags/all.yaml",
      "when: { quantity: potassium, below: 2.5, unit: mmol/L }",
      "  askWith: taking-diuretic",
    );
    const weight = (values: Record<string, FindingValue>) =>
      questions(compiled, values).get("potassium")?.weight ?? 0;
    expect(weight({})).toBeGreaterThan(0);
    expect(weight({ "taking-diuretic": PRESENT })).toBeGreaterThan(10 * weight({}));
  });

  it("part of the red flag that holds already points to it", () => {
    const compiled = knowledgeWith("knowledge.yaml", "intervalsFromAge: 18", "askLater: [drugs]");
    const asked = questions(compiled, { weak: PRESENT, potassium: { kind: "quantity", range: exactly(4) } });
    const examined = [...asked.values()].filter(({ finding }) => finding.obtain === "examine");
    expect(examined[0].finding.id).toBe("wasting");
  });

  it("what could decide something in play weighs less where it belongs to what is asked later", () => {
    const weight = (later: string) => {
      const compiled = knowledgeWith("knowledge.yaml", "intervalsFromAge: 18", `askLater: [${later}]`);
      return questions(compiled, { cramp: PRESENT }).get("stiff")?.weight ?? 0;
    };
    const group = "laboratory";
    expect(weight("drugs")).toBeGreaterThan(weight(group));
    expect(weight(group)).toBeGreaterThan(0);
  });
});
