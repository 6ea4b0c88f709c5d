import { describe, expect, it } from "vitest";
import { carriedMarks } from "./carried-marks.ts";
import { compileKnowledge } from "./compile-knowledge.ts";
import type { KnowledgeFile } from "./load-knowledge.ts";
import { SMALL_FILES, smallKnowledge } from "./testing/small-knowledge.ts";

const change = (path: string, from: string | RegExp, to: string): KnowledgeFile => {
  const file = SMALL_FILES.find((one) => one.path === path)!;
  const text = file.text.replace(from, to);
  if (text === file.text) throw new Error(`nothing to change in ${path}`);
  return { path, text };
};
const add = (path: string, more: string): KnowledgeFile => ({
  path,
  text: `${SMALL_FILES.find((one) => one.path === path)!.text}\n${more}`,
});
const atlasPage = (id: string, says: string, confusedWith: string): KnowledgeFile => {
  const cited = "{ text: { en: heard, nb: hørt }, source: book, verified: seen }";
  return {
    path: "atlas/one.yaml",
    text: `id: ${id}
hear: ${cited}
see: ${cited}
says: [${says}]
tells: [${cited}]
confusedWith: [{ pattern: ${confusedWith}, difference: [${cited}] }]`,
  };
};
const patternWith = (origin: string): KnowledgeFile => ({
  path: "patterns/one.yaml",
  text: `id: tremor
label: { en: tremor, nb: tremor }
summary: { en: rhythm, nb: rytme${origin} }
group: pathological
arguments: []`,
});
const phenomenonWith = (cell: string) => change("phenomena/cramp.yaml", "group:", `${cell}\n  group:`);
const codesOf = (...files: KnowledgeFile[]) => {
  const loaded = smallKnowledge(...files);
  return loaded.ok ? [] : loaded.issues.map(({ code }) => code);
};

describe("knowledge that is sound", () => {
  const loaded = smallKnowledge();

  it("is loaded, frozen and hashed", () => {
    expect(loaded.issues).toEqual([]);
    if (!loaded.ok) throw new Error("not loaded");
    expect(loaded.value.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(Object.isFrozen(loaded.value.phenomena[0].arguments[0])).toBe(true);
  });

  it("may have pages of the atlas", () => {
    expect(codesOf(atlasPage("tremor", "general", "silence"))).toEqual([]);
  });

  it("may have EMG patterns", () => {
    expect(codesOf(patternWith(", source: book, verified: seen"))).toEqual([]);
  });

  it("says of a summary where it comes from, and which facts of the page it carries", () => {
    const marked = smallKnowledge(
      change(
        "phenomena/cramp.yaml",
        "source: book, verified: seen }",
        "facts: [F001], source: book, verified: seen }",
      ),
    );
    if (!marked.ok) throw new Error(JSON.stringify(marked.issues));
    expect(marked.value.phenomena[0].summary).toEqual({
      en: "cramp",
      nb: "cramp",
      source: ["book"],
      verified: "seen",
      facts: ["F001"],
    });
    expect(carriedMarks(marked.value).get("F001")).toContain("summary of true-cramp");
  });

  it("has the same hash whatever the order of the files and wherever a line stands", () => {
    const moved = smallKnowledge({
      path: "red-flags/all.yaml",
      text: `# a comment\n\n${SMALL_FILES.find(({ path }) => path === "red-flags/all.yaml")!.text}`,
    });
    expect(moved.ok && loaded.ok && moved.value.hash === loaded.value.hash).toBe(true);
  });

  it("has another hash when a limit changes", () => {
    const other = smallKnowledge(change("red-flags/all.yaml", "below: 2.5", "below: 2.6"));
    expect(other.ok && loaded.ok && other.value.hash !== loaded.value.hash).toBe(true);
  });

  it("puts every derived finding after what it follows from", () => {
    if (!loaded.ok) throw new Error("not loaded");
    const { derivations, findings } = compileKnowledge(loaded.value);
    const position = new Map(derivations.map(({ finding }, index) => [finding, index]));
    for (const { finding, inputs } of derivations) {
      for (const input of inputs) expect(position.get(input) ?? -1).toBeLessThan(position.get(finding)!);
    }
    expect(derivations.map(({ finding }) => findings[finding].id)).toContain("calcium-corrected");
  });
});

describe("knowledge with a mistake is refused", () => {
  it.each<[string, string, KnowledgeFile]>([
    [
      "an unknown finding",
      "unknown-finding",
      change("causes/all.yaml", "for: taking-diuretic", "for: taking-diuretik"),
    ],
    [
      "a missing translation",
      "knowledge-form",
      change("red-flags/all.yaml", "action: { en: go, nb: go }", "action: { en: go }"),
    ],
    [
      "an empty translation",
      "knowledge-form",
      change("red-flags/all.yaml", "action: { en: go, nb: go }", 'action: { en: go, nb: "" }'),
    ],
    ["a missing source", "knowledge-form", change("red-flags/all.yaml", "  source: book\n", "")],
    [
      "a source that does not exist",
      "knowledge-dangling",
      change("red-flags/all.yaml", "source: book", "source: bok"),
    ],
    [
      "an unknown key",
      "knowledge-unknown-key",
      change("red-flags/all.yaml", "action:", "acton: x\n  action:"),
    ],
    [
      "an unknown strength",
      "knowledge-form",
      change("causes/all.yaml", "strength: weak", "strength: feeble"),
    ],
    [
      "a summary that does not say where it comes from",
      "knowledge-form",
      change("phenomena/cramp.yaml", "nb: cramp, source: book, verified: seen", "nb: cramp, verified: seen"),
    ],
    ["a pattern's summary that does not say where it comes from", "knowledge-form", patternWith("")],
    [
      "a part of a sign that there is not",
      "knowledge-dangling",
      change("findings/all.yaml", "- id: stiff\n", "- id: stiff\n  partOf: stif\n"),
    ],
    [
      "a part of what is no sign",
      "knowledge-finding",
      change("findings/all.yaml", "- id: stiff\n", "- id: stiff\n  partOf: age\n"),
    ],
    [
      "a part of its own part",
      "knowledge-cycle",
      change("findings/all.yaml", "- id: cramp\n", "- id: cramp\n  partOf: calf-cramp\n"),
    ],
    [
      "a cell of the differential table without a source",
      "knowledge-form",
      phenomenonWith("clinic: [{ text: { en: pain, nb: smerte }, verified: seen }]"),
    ],
    [
      "a cell of the differential table from a source that does not exist",
      "knowledge-dangling",
      phenomenonWith("emg: [{ text: { en: silence, nb: stillhet }, source: bok, verified: seen }]"),
    ],
    ["a unit that does not fit", "criterion-unit", change("red-flags/all.yaml", "unit: mmol/L", "unit: kg")],
    ["a unit that is none", "knowledge-finding", change("labs/all.yaml", "unit: g/L", "unit: g//L")],
    [
      "a quantity without a unit",
      "knowledge-finding",
      change("labs/all.yaml", "  unit: g/L\n", "  kind: quantity\n"),
    ],
    [
      "an empty interval",
      "knowledge-finding",
      change("labs/all.yaml", "{ low: 3.5, high: 4.4", "{ low: 4.5, high: 4.4"),
    ],
    [
      "a criterion that can never be true",
      "knowledge-criterion-constant",
      change("red-flags/all.yaml", "{ all: [weak, wasting] }", "{ all: [weak, { absent: weak }] }"),
    ],
    [
      "a criterion that is always true",
      "knowledge-criterion-constant",
      change("red-flags/all.yaml", "{ all: [weak, wasting] }", "{ any: [weak, { absent: weak }] }"),
    ],
    [
      "limits that leave nothing between them",
      "knowledge-criterion-constant",
      change("red-flags/all.yaml", "below: 2.5,", "below: 2.5, above: 3,"),
    ],
    [
      "a limit outside what is plausible",
      "knowledge-criterion-constant",
      change("red-flags/all.yaml", "below: 2.5,", "below: 0.1,"),
    ],
    [
      "an id given twice",
      "knowledge-duplicate-id",
      add("red-flags/all.yaml", SMALL_FILES.find(({ path }) => path === "red-flags/all.yaml")!.text),
    ],
    [
      "findings that follow from themselves",
      "knowledge-cycle",
      change("findings/all.yaml", "{ any: [calf-cramp] }", "cramp"),
    ],
    [
      "a test that is not there",
      "knowledge-dangling",
      change("causes/all.yaml", "[potassium]", "[potasium]"),
    ],
    [
      "a fact of the page that nothing carries",
      "knowledge-uncarried",
      change("statements/general.yaml", "facts: [F001], ", ""),
    ],
    [
      "a fact that the page does not have",
      "knowledge-dangling",
      change("statements/general.yaml", "[F001]", "[F001, F999]"),
    ],
    [
      "a code system that is not known",
      "knowledge-code-system",
      change(
        "causes/all.yaml",
        "urgency: urgent",
        'urgency: urgent\n  codes: [{ system: "http://loinc.com", code: "1" }]',
      ),
    ],
    [
      "an argument in both directions",
      "knowledge-argument-direction",
      change("causes/all.yaml", "for: taking-diuretic", "for: taking-diuretic, against: cramp"),
    ],
    [
      "a page of the atlas for no pattern",
      "knowledge-dangling",
      atlasPage("dive-bomber", "general", "silence"),
    ],
    [
      "a page of the atlas that quotes nothing that is said",
      "knowledge-dangling",
      atlasPage("tremor", "generale", "silence"),
    ],
    ["a pattern confused with itself", "knowledge-dangling", atlasPage("tremor", "general", "tremor")],
    ["YAML that is none", "not-yaml", { path: "causes/broken.yaml", text: "id: [unclosed" }],
    ["a file in no known folder", "knowledge-strange-file", { path: "cures/all.yaml", text: "[]" }],
    ["no head", "knowledge-head", { path: "knowledge.yaml", text: "" }],
  ])("for %s", (_, code, file) => {
    expect(codesOf(file)).toContain(code);
  });

  it("and one code that would set two findings", () => {
    const code = 'codes: [{ system: "http://loinc.org", code: "1-1" }]';
    const file = change("findings/all.yaml", /- id: calf-cramp\n/, `- id: calf-cramp\n  ${code}\n`);
    const both = { path: file.path, text: file.text.replace("- id: stiff\n", `- id: stiff\n  ${code}\n`) };
    expect(codesOf(both)).toContain("knowledge-code-shared");
  });

  it("and says where, in which line, and what was probably meant", () => {
    const loaded = smallKnowledge(change("causes/all.yaml", "for: taking-diuretic", "for: taking-diuretik"));
    const issue = loaded.issues.find(({ code }) => code === "unknown-finding");
    expect(issue?.place).toMatchObject({ file: "causes/all.yaml", line: 9, column: 9 });
    expect(issue?.suggestion?.en).toBe("Did you mean 'taking-diuretic'?");
  });
});
